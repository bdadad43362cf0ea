'use client'
import type { Row } from '@ssot/contract'
import { useMutation, useQueryClient, type Query, type QueryClient, type UseMutationResult } from '@tanstack/react-query'
import type { ShapeArgs } from '../encode-query.ts'
import { useSsot } from './provider.ts'

/** Creates records of a model. */
export function useCreate(model: string, args: ShapeArgs = {}): UseMutationResult<Row, Error, Row> {
  const [client, cache] = [useSsot(), useQueryClient()]
  return useMutation({
    mutationFn: (data) => client.model(model).create({ data, ...args }),
    onSuccess: () => invalidate(cache),
  })
}

/** Changes records of a model. */
export function useUpdate(model: string, args: ShapeArgs = {}): UseMutationResult<Row, Error, { readonly where: Row; readonly data: Row }> {
  const [client, cache] = [useSsot(), useQueryClient()]
  return useMutation({
    mutationFn: ({ where, data }) => client.model(model).update({ where, data, ...args }),
    onSuccess: () => invalidate(cache),
  })
}

/** Deletes records of a model, each named by its key. */
export function useDelete(model: string): UseMutationResult<Row, Error, Row> {
  const [client, cache] = [useSsot(), useQueryClient()]
  return useMutation({
    mutationFn: (where) => client.model(model).delete({ where }),
    onSuccess: (_row, where) => {
      invalidate(cache, JSON.stringify([model, where]))
    },
  })
}

// A write can show in any list that includes its model, so everything is asked again, once it is drawn.
// A deleted record is not asked for at once: its page is about to be left, and a 404 would flash up on it.
function invalidate(cache: QueryClient, deleted?: string): void {
  const isDeleted = ({ queryKey: [, model, kind, key] }: Pick<Query, 'queryKey'>): boolean => (kind === 'record' || kind === 'can') && JSON.stringify([model, key]) === deleted
  void cache.invalidateQueries({ queryKey: ['ssot'], predicate: (query) => !isDeleted(query) })
  void cache.invalidateQueries({ queryKey: ['ssot'], predicate: isDeleted, refetchType: 'none' })
}
