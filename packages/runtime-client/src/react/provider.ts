'use client'
import { isProblem, problem } from '@ssot/contract'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createContext, createElement, use, useState, type ReactElement, type ReactNode } from 'react'
import type { SsotClient } from '../create-client.ts'

const ClientContext = createContext<SsotClient | null>(null)

/** What `SsotProvider` takes. */
export interface SsotProviderProps {
  readonly client: SsotClient
  /** The host's own; made by `createQueryClient` if absent. */
  readonly queryClient?: QueryClient | undefined
  readonly children?: ReactNode
}

/** Gives the hooks below it their client and their cache. */
export function SsotProvider({ client, queryClient, children }: SsotProviderProps): ReactElement {
  const [own] = useState(() => queryClient ?? createQueryClient())
  return createElement(
    QueryClientProvider,
    { client: queryClient ?? own },
    createElement(ClientContext, { value: client }, children),
  )
}

/** The client of the nearest `SsotProvider`. */
export function useSsot(): SsotClient {
  const client = use(ClientContext)
  if (client === null) throw problem('INTERNAL.BUG', { detail: 'A hook was called outside <SsotProvider> or <SsotApp>.' })
  return client
}

/** A cache with the product's defaults: what the server refused is not asked again, what it could not answer is, twice. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (failures, error) => failures < 2 && isTransient(error), retryDelay: (attempt) => 400 * 2 ** attempt },
    },
  })
}

function isTransient(error: unknown): boolean {
  return isProblem(error) && (error.status === 502 || error.status === 503 || error.status === 504)
}
