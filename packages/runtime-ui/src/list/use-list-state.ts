'use client'
import type { AutoPageOptions, Manifest, ModelManifest } from '@ssot/contract'
import { useCallback, useMemo } from 'react'
import { useNavigation } from '../router/navigation.ts'
import { isOrderable } from '../values/is-orderable.ts'
import { maxTakeOf } from '../values/max-take.ts'
import { parseSort, readListState, writeListState, type ListDefaults, type ListState } from './list-state.ts'

/** The state of the list on this page, and how to change it; the address is its only store. */
export interface ListControl {
  readonly state: ListState
  /** Changes part of the state; the first page is shown again unless `page` is part of it. */
  readonly change: (part: Partial<ListState>, options?: { readonly replace?: boolean }) => void
}

/** Reads and writes the state of a model's list. */
export function useListState(manifest: Manifest, model: ModelManifest, options: AutoPageOptions = {}): ListControl {
  const { search, go } = useNavigation()
  const text = search.toString()
  const defaults = useMemo(() => listDefaults(manifest, model, options), [manifest, model, options])
  const state = useMemo(() => readListState(model, new URLSearchParams(text), defaults), [model, text, defaults])
  const change = useCallback<ListControl['change']>(
    (part, how = {}) => go(writeListState({ ...state, page: 1, ...part }, defaults), how),
    [go, state, defaults],
  )
  return { state, change }
}

/** What a list shows first: as configured, else the newest first where the model says when a record was made. */
export function listDefaults(manifest: Manifest, model: ModelManifest, options: AutoPageOptions): ListDefaults {
  const size = Math.min(options.pageSize ?? 20, maxTakeOf(manifest, model))
  if (options.sort !== undefined) return { size, sort: parseSort(options.sort.join(',')) }
  const created = model.fields['createdAt']
  return { size, sort: isOrderable(created) && created.kind === 'datetime' ? [{ field: 'createdAt', descending: true }] : [] }
}
