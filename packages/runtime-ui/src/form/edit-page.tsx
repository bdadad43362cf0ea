'use client'
import { isProblem, problem, type Json, type Manifest, type ModelManifest, type RecordVerdicts, type Row } from '@ssot/contract'
import { decodeKey, type ShapeArgs } from '@ssot/runtime-client'
import { useRecord, useUpdate, useVerdicts } from '@ssot/runtime-client/react'
import { useMemo, useState, type ReactNode } from 'react'
import { PageSkeleton } from '../app/current-page.tsx'
import { useApp } from '../app/app-context.ts'
import type { RecordPageProps } from '../detail/detail-page.tsx'
import { useToast } from '../kit/toast.tsx'
import { fillPath, pathOfPage } from '../router/match-page.ts'
import { useNavigation } from '../router/navigation.ts'
import { PageHeader } from '../shell/page-header.tsx'
import { ProblemView } from '../shell/problem-view.tsx'
import { maxTakeOf } from '../values/max-take.ts'
import { keyOfRecord, labelOfRecord, selectLabel, whereOfRecord } from '../values/record-label.ts'
import { initialDraft } from './build-payload.ts'
import { planForm, type FormItem } from './plan-form.ts'
import { RecordForm } from './record-form.tsx'

/** The automatic page that changes a record. */
export function EditPage({ model, segment, options }: RecordPageProps): ReactNode {
  const { manifest } = useApp()
  const key = useMemo(() => decodeKey(model, segment), [model, segment])
  const items = useMemo(() => planForm(manifest, model, { mode: 'edit', names: options?.fields }), [manifest, model, options])
  const args = useMemo(() => editArgs(manifest, items), [manifest, items])
  const { data: row, error, refetch } = useRecord(model.name, key ?? {}, { ...args, enabled: key !== undefined })
  const { data: can, error: unknown } = useVerdicts(model.name, key ?? {}, { enabled: key !== undefined })
  const missing = key === undefined ? problem('DATA.NOT_FOUND') : (error ?? unknown)
  const settable = useMemo(() => items.filter((item) => can !== undefined && isSettableNow(item, can)), [items, can])
  if (row !== undefined && can?.update === true && !(isProblem(missing) && missing.status === 404)) return <EditBody model={model} row={row} segment={segment} items={settable} />
  if (missing === null && can?.update !== false) return <PageSkeleton />
  return (
    <>
      <PageHeader title={`Edit ${model.label.toLowerCase()}`} />
      {missing === null ? <ProblemView error={DENIED} words={NOT_YOURS} /> : <ProblemView error={missing} retry={() => void refetch()} />}
    </>
  )
}

const DENIED = problem('POLICY.DENIED')
const NOT_YOURS = { title: 'You may not change this', text: 'Your account may see this record and not change it. Ask an administrator if you need to.' }

// A field that has a rule of its own may be set in one record and not in another.
function isSettableNow(item: FormItem, { fields }: RecordVerdicts): boolean {
  const names = item.type === 'field' ? [item.name] : item.relation.via
  return names.every((name) => fields[name]?.update !== false)
}

interface EditBodyProps {
  readonly model: ModelManifest
  readonly row: Row
  readonly segment: string
  readonly items: readonly FormItem[]
}

function EditBody({ model, row, segment, items }: EditBodyProps): ReactNode {
  const { manifest } = useApp()
  const { go } = useNavigation()
  const toast = useToast()
  const update = useUpdate(model.name)
  // What is being written is never replaced by what comes in meanwhile.
  const [first] = useState(row)
  const before = useMemo(() => Object.fromEntries(items.map((item) => [item.name, initialDraft(item, first)])), [items, first])
  const detail = pathOfPage(manifest, model.name, 'detail')
  const list = pathOfPage(manifest, model.name, 'list')
  const home = detail === undefined ? (list ?? '/') : fillPath(detail, [segment])
  const label = labelOfRecord(model, first)
  const save = async (data: Row): Promise<void> => {
    const changed = await update.mutateAsync({ where: whereOfRecord(model, first), data })
    toast({ text: `${model.label} saved`, tone: 'success' })
    const key = keyOfRecord(model, changed)
    go(detail !== undefined && key !== undefined ? fillPath(detail, [key]) : home, { force: true })
  }
  return (
    <>
      <PageHeader title={`Edit ${label}`} crumbs={[{ label: model.plural, to: list }, { label, to: detail && home }]} />
      <RecordForm model={model} mode="edit" items={items} before={before} submitLabel="Save changes" cancelTo={home} save={save} />
    </>
  )
}

function editArgs(manifest: Manifest, items: readonly FormItem[]): ShapeArgs {
  const include = items.flatMap((item): [string, Json][] => {
    if (item.type === 'field') return []
    const select = { ...selectLabel(item.target), ...Object.fromEntries(item.relation.references.map((name) => [name, true])) }
    return [[item.name, item.relation.list ? { select, take: maxTakeOf(manifest, item.target) } : { select }]]
  })
  return include.length === 0 ? {} : { include: Object.fromEntries(include) }
}
