'use client'
import { problem, type Manifest, type ModelManifest } from '@ssot/contract'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useSsot } from './provider.ts'

/** Loads the manifest; it is the same for every caller and kept until asked again. */
export function useManifest(): UseQueryResult<Manifest> {
  const client = useSsot()
  return useQuery({ queryKey: ['ssot-manifest'], queryFn: () => client.manifest(), staleTime: Infinity, gcTime: Infinity })
}

/** The manifest of one model; throws `REQUEST.NO_ROUTE` where the manifest is there and does not hold it. */
export function useModel(name: string): ModelManifest | undefined {
  const { data } = useManifest()
  if (data === undefined) return undefined
  const model = Object.hasOwn(data.models, name) ? data.models[name] : undefined
  if (model === undefined) throw problem('REQUEST.NO_ROUTE', { detail: `The manifest has no model "${name}".` })
  return model
}
