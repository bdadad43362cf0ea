export { SsotProvider, useSsot, createQueryClient, type SsotProviderProps } from './react/provider.ts'
export { useManifest, useModel } from './react/use-manifest.ts'
export { useCount, useHistory, useList, useRecord, useVerdicts, type QueryOptions } from './react/use-queries.ts'
export { useCreate, useDelete, useUpdate } from './react/use-mutations.ts'
