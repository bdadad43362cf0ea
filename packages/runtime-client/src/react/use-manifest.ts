'use client'
import { problem, type Manifest, type ModelManifest } from '@ssot/contract'
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useSsot } from './provider.ts'

/** How often a page of a development server asks whether the schema has changed, so that it follows a saved file. */
const DEVELOPMENT_POLL_MS = 1000

/** Loads the manifest, the same for every caller; it is loaded again when the server has another schema. */
export function useManifest(): UseQueryResult<Manifest> {
  const [client, cache] = [useSsot(), useQueryClient()]
  useEffect(() => client.onSchemaChange(() => void cache.invalidateQueries({ queryKey: ['ssot-manifest'] })), [client, cache])
  return useQuery({
    queryKey: ['ssot-manifest'],
    queryFn: () => client.manifest({ fresh: cache.getQueryData(['ssot-manifest']) !== undefined }),
    refetchInterval: ({ state }) => (state.data?.principal.development || state.data?.principal.actedBy ? DEVELOPMENT_POLL_MS : false),
    staleTime: Infinity,
    gcTime: Infinity,
  })
}

/** The manifest of one model; throws `REQUEST.NO_ROUTE` where the manifest is there and does not hold it. */
export function useModel(name: string): ModelManifest | undefined {
  const { data } = useManifest()
  if (data === undefined) return undefined
  const model = Object.hasOwn(data.models, name) ? data.models[name] : undefined
  if (model === undefined) throw problem('REQUEST.NO_ROUTE', { detail: `The manifest has no model "${name}".` })
  return model
}
