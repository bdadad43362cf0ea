'use client'
import type { HistoryPage, RecordVerdicts, Row } from '@ssot/contract'
import { keepPreviousData, useInfiniteQuery, useQuery, type InfiniteData, type UseInfiniteQueryResult, type UseQueryResult } from '@tanstack/react-query'
import type { RecordKey } from '../encode-key.ts'
import type { ListArgs, ShapeArgs } from '../encode-query.ts'
import type { Page } from '../read-answer.ts'
import { useSsot } from './provider.ts'

/** Options of a reading hook. */
export interface QueryOptions {
  /** False: nothing is asked. */
  readonly enabled?: boolean
}

/** A page of a model's records; while another page loads, the last one is kept (`isPlaceholderData`). */
export function useList(model: string, args: ListArgs = {}, options: QueryOptions = {}): UseQueryResult<Page> {
  const client = useSsot()
  return useQuery({
    ...options,
    queryKey: ['ssot', model, 'list', args],
    queryFn: ({ signal }) => client.model(model).findPage({ ...args, signal }),
    placeholderData: keepPreviousData,
  })
}

/** One record; `select` and `include` stand beside the options. */
export function useRecord(model: string, key: RecordKey, { enabled = true, ...args }: ShapeArgs & QueryOptions = {}): UseQueryResult<Row> {
  const client = useSsot()
  return useQuery({
    enabled,
    queryKey: ['ssot', model, 'record', key, args],
    queryFn: ({ signal }) => client.model(model).get(key, { ...args, signal }),
  })
}

/** What may be done with a record. */
export function useVerdicts(model: string, key: RecordKey, { enabled = true }: QueryOptions = {}): UseQueryResult<RecordVerdicts> {
  const client = useSsot()
  return useQuery({
    enabled,
    queryKey: ['ssot', model, 'can', key],
    queryFn: ({ signal }) => client.model(model).can(key, { signal }),
  })
}

/** How many records there are. */
export function useCount(model: string, args: Pick<ListArgs, 'where' | 'search'> = {}, options: QueryOptions = {}): UseQueryResult<number> {
  const client = useSsot()
  return useQuery({
    ...options,
    queryKey: ['ssot', model, 'count', args],
    queryFn: ({ signal }) => client.model(model).count({ ...args, signal }),
  })
}

/** What was done to a record, newest first; `fetchNextPage` asks for what was done before. */
export function useHistory(model: string, key: RecordKey, { enabled = true, take }: QueryOptions & Pick<ListArgs, 'take'> = {}): UseInfiniteQueryResult<InfiniteData<HistoryPage>> {
  const client = useSsot()
  const first: string | undefined = undefined
  return useInfiniteQuery({
    enabled,
    queryKey: ['ssot', model, 'history', key, take],
    queryFn: ({ signal, pageParam }: { readonly signal: AbortSignal; readonly pageParam: string | undefined }) => client.model(model).history(key, { ...(take !== undefined && { take }), ...(pageParam !== undefined && { cursor: pageParam }), signal }),
    initialPageParam: first,
    getNextPageParam: ({ meta }: HistoryPage) => meta.nextCursor,
  })
}
