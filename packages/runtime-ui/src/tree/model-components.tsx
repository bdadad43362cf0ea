'use client'
import { problem, type Manifest, type ModelManifest, type Row } from '@ssot/contract'
import { decodeKey, encodeKey, type JsonObject } from '@ssot/runtime-client'
import { useCreate, useRecord, useUpdate } from '@ssot/runtime-client/react'
import { useMemo, useState, type ReactNode } from 'react'
import { findModel, useApp } from '../app/app-context.ts'
import type { TreeProps } from '../app/components.ts'
import { detailArgs } from '../detail/detail-args.ts'
import { DetailFields } from '../detail/detail-fields.tsx'
import { initialDraft } from '../form/build-payload.ts'
import { planForm } from '../form/plan-form.ts'
import { RecordForm } from '../form/record-form.tsx'
import { useToast } from '../kit/toast.tsx'
import { ModelCard } from '../overview/model-card.tsx'
import { RecordList } from '../overview/record-list.tsx'
import { RecordTable } from '../overview/record-table.tsx'
import { ProblemView } from '../shell/problem-view.tsx'
import { whereOfRecord } from '../values/record-label.ts'
import { eventProp, numberProp, textProp, textsProp } from './read-props.ts'
import { isRecord, toExprValue } from './scope.ts'
import { orderOf } from './page-data.ts'

function modelOf(manifest: Manifest, props: TreeProps): ModelManifest {
  const name = textProp(props, 'model')
  if (name === undefined) throw problem('CONFIG.INVALID', { detail: 'This component needs the prop `model`.' })
  return findModel(manifest, name)
}

/** Records of a model as a table: `model`, and `title`, `columns`, `where`, `orderBy`, `take`. */
export function DataTableView(props: TreeProps): ReactNode {
  const { manifest } = useApp()
  return (
    <RecordTable
      model={modelOf(manifest, props)}
      title={textProp(props, 'title')}
      columns={columnNames(props['columns'])}
      where={toJsonObject(props['where'])}
      orderBy={textsProp(props, 'orderBy')?.map(orderOf)}
      take={numberProp(props, 'take')}
    />
  )
}

// A column is a name, or an object that holds it.
function columnNames(columns: unknown): readonly string[] | undefined {
  if (!Array.isArray(columns)) return undefined
  return columns.map((column: unknown) => String(isRecord(column) ? (column['field'] ?? column['key']) : column))
}

/** How many records a model has: `model`, and `label`. */
export function ModelMetricView(props: TreeProps): ReactNode {
  const { manifest } = useApp()
  const model = modelOf(manifest, props)
  return <ModelCard model={model} title={textProp(props, 'label', 'title') ?? model.plural} counted />
}

/** The last records of a model by name: `model`, and `title`. */
export function ModelListView(props: TreeProps): ReactNode {
  const { manifest } = useApp()
  const model = modelOf(manifest, props)
  return <RecordList model={model} title={textProp(props, 'title') ?? model.plural} />
}

// Props of a page are JSON once they are computed.
function toJsonObject(value: unknown): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined
}

function isJsonObject(value: unknown): value is JsonObject {
  return isRecord(value) && Object.values(value).every((entry) => toExprValue(entry) !== undefined)
}

/** The fields of one record: `model`, `id`, and `fields`. */
export function DetailView(props: TreeProps): ReactNode {
  const { manifest } = useApp()
  const model = modelOf(manifest, props)
  const key = useKey(model, props['id'])
  const args = useMemo(() => detailArgs(manifest, model), [manifest, model])
  const { data: row, error, refetch } = useRecord(model.name, key ?? {}, { ...args, enabled: key !== undefined })
  const fields = textsProp(props, 'fields')
  if (error !== null || key === undefined) return <ProblemView error={error ?? problem('DATA.NOT_FOUND')} retry={() => void refetch()} />
  return row === undefined ? <span className="ssot-skeleton ssot-skeleton-block" /> : <DetailFields model={model} row={row} options={fields && { fields }} />
}

function useKey(model: ModelManifest, id: unknown): { readonly [field: string]: string | number | boolean } | undefined {
  const segment = typeof id === 'string' || typeof id === 'number' ? encodeKey(model, id) : isRecord(id) ? encodeKey(model, id) : undefined
  return useMemo(() => (segment === undefined ? undefined : decodeKey(model, segment)), [model, segment])
}

/** A form that makes a record of `model`, or changes the one with `id`; `fields` in order, the event `saved` after it. */
export function FormView(props: TreeProps): ReactNode {
  const { manifest } = useApp()
  const model = modelOf(manifest, props)
  const key = useKey(model, props['id'])
  const { data: row, error } = useRecord(model.name, key ?? {}, { ...detailArgs(manifest, model), enabled: key !== undefined })
  if (error !== null) return <ProblemView error={error} />
  if (key !== undefined && row === undefined) return <span className="ssot-skeleton ssot-skeleton-block" />
  return <FormBody key={JSON.stringify(key)} model={model} row={row} props={props} />
}

function FormBody({ model, row, props }: { readonly model: ModelManifest; readonly row: Row | undefined; readonly props: TreeProps }): ReactNode {
  const { manifest } = useApp()
  const toast = useToast()
  const [create, update] = [useCreate(model.name), useUpdate(model.name)]
  const [round, setRound] = useState(0)
  const mode = row === undefined ? 'create' : 'edit'
  const fields = textsProp(props, 'fields')
  const names = fields?.join(' ')
  const items = useMemo(() => planForm(manifest, model, { mode, names: names?.split(' ') }), [manifest, model, mode, names])
  const before = useMemo(() => Object.fromEntries(items.map((item) => [item.name, initialDraft(item, row)])), [items, row])
  const save = async (data: Row): Promise<void> => {
    const saved = row === undefined ? await create.mutateAsync(data) : await update.mutateAsync({ where: whereOfRecord(model, row), data })
    toast({ text: `${model.label} saved`, tone: 'success' })
    setRound(round + 1)
    eventProp(props, 'onSaved')?.(saved)
  }
  const label = textProp(props, 'label', 'submitLabel') ?? (row === undefined ? `Create ${model.label.toLowerCase()}` : 'Save changes')
  return <RecordForm key={round} model={model} mode={mode} items={items} before={before} submitLabel={label} save={save} />
}
