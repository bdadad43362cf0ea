'use client'
import type { AutoPageOptions, Manifest, ModelManifest, Row } from '@ssot/contract'
import { decodeKey } from '@ssot/runtime-client'
import { useCreate, useSsot } from '@ssot/runtime-client/react'
import { useQueries } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'
import { PageSkeleton } from '../app/current-page.tsx'
import { useApp } from '../app/app-context.ts'
import { useToast } from '../kit/toast.tsx'
import { fillPath, pathOfPage } from '../router/match-page.ts'
import { useNavigation } from '../router/navigation.ts'
import { PageHeader } from '../shell/page-header.tsx'
import { keyOfRecord, selectLabel } from '../values/record-label.ts'
import { initialDraft, type Drafts } from './build-payload.ts'
import { planForm, type FormItem } from './plan-form.ts'
import { RecordForm } from './record-form.tsx'

/** The automatic page that makes a record; `?author=<key>&title=…` in the address fills inputs beforehand. */
export function CreatePage({ model, options }: { readonly model: ModelManifest; readonly options?: AutoPageOptions | undefined }): ReactNode {
  const { manifest } = useApp()
  const { go } = useNavigation()
  const toast = useToast()
  const create = useCreate(model.name)
  const items = useMemo(() => planForm(manifest, model, { mode: 'create', names: options?.fields }), [manifest, model, options])
  const before = usePrefilled(items)
  const list = pathOfPage(manifest, model.name, 'list')
  const save = async (data: Row): Promise<void> => {
    const made = await create.mutateAsync(data)
    toast({ text: `${model.label} created`, tone: 'success' })
    go(pathAfter(manifest, model, made), { force: true })
  }
  return (
    <>
      <PageHeader title={`New ${model.label.toLowerCase()}`} crumbs={[{ label: model.plural, to: list }]} />
      {before === undefined ? (
        <PageSkeleton />
      ) : (
        <RecordForm model={model} mode="create" items={items} before={before} submitLabel={`Create ${model.label.toLowerCase()}`} cancelTo={list ?? '/'} save={save} />
      )}
    </>
  )
}

// A writer who may not read what was made is answered without its key.
function pathAfter(manifest: Manifest, model: ModelManifest, row: Row): string {
  const [detail, key] = [pathOfPage(manifest, model.name, 'detail'), keyOfRecord(model, row)]
  return detail !== undefined && key !== undefined ? fillPath(detail, [key]) : (pathOfPage(manifest, model.name, 'list') ?? '/')
}

function usePrefilled(items: readonly FormItem[]): Drafts | undefined {
  const client = useSsot()
  const { search } = useNavigation()
  const text = search.toString()
  const asked = useMemo(() => {
    const query = new URLSearchParams(text)
    return items.flatMap((item) => {
      const key = item.type === 'relation' ? decodeKey(item.target, query.get(item.name) ?? '') : undefined
      return item.type === 'relation' && key !== undefined ? [{ item, key }] : []
    })
  }, [items, text])
  const loaded = useQueries({
    queries: asked.map(({ item: { target, relation }, key }) => ({
      queryKey: ['ssot', target.name, 'record', key, 'prefill', relation.references],
      queryFn: () => client.model(target.name).get(key, { select: { ...selectLabel(target), ...Object.fromEntries(relation.references.map((name) => [name, true] as const)) } }),
    })),
    combine: (results) => ({ rows: results.map((result) => result.data), isSettled: results.every((result) => !result.isPending) }),
  })
  return useMemo(() => {
    if (!loaded.isSettled) return undefined
    const query = new URLSearchParams(text)
    return Object.fromEntries(items.map((item) => {
      const row = loaded.rows[asked.findIndex((entry) => entry.item === item)]
      if (item.type === 'relation') return [item.name, initialDraft(item, row && { [item.name]: row })]
      return [item.name, item.field.list ? initialDraft(item) : (query.get(item.name) ?? initialDraft(item))]
    }))
  }, [items, asked, loaded, text])
}
