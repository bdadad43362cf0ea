'use client'
// Owns the automatic page of one record: its fields, the records related to it, what can be done with it.
import { isProblem, problem, type AutoPageOptions, type ModelManifest, type Row } from '@ssot/contract'
import { decodeKey } from '@ssot/runtime-client'
import { useRecord, useVerdicts } from '@ssot/runtime-client/react'
import { useMemo, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { offers } from '../app/offers.ts'
import { Slot } from '../app/slot.tsx'
import { ButtonLink } from '../kit/button.tsx'
import { fillPath, pathOfPage } from '../router/match-page.ts'
import { PageHeader, type Crumb } from '../shell/page-header.tsx'
import { ProblemView } from '../shell/problem-view.tsx'
import { labelOfRecord } from '../values/record-label.ts'
import { DeleteButton } from './delete-button.tsx'
import { DetailFields } from './detail-fields.tsx'
import { RelatedTables } from './related-tables.tsx'
import { detailArgs } from './detail-args.ts'

/** What the page of one record takes; `segment` is its key as it stands in the address. */
export interface RecordPageProps {
  readonly model: ModelManifest
  readonly segment: string
  readonly options?: AutoPageOptions | undefined
}

/** The automatic page of one record. */
export function DetailPage({ model, segment, options }: RecordPageProps): ReactNode {
  const { manifest } = useApp()
  const key = useMemo(() => decodeKey(model, segment), [model, segment])
  const args = useMemo(() => detailArgs(manifest, model), [manifest, model])
  const { data: row, error, refetch } = useRecord(model.name, key ?? {}, { ...args, enabled: key !== undefined })
  const list = pathOfPage(manifest, model.name, 'list')
  const crumbs = [{ label: model.plural, to: list }]
  if (key === undefined || isGone(error)) return <NoRecord model={model} crumbs={crumbs} list={list} error={error ?? NOT_FOUND} />
  if (row === undefined) return error === null ? <DetailSkeleton model={model} crumbs={crumbs} /> : <ProblemView error={error} retry={() => void refetch()} />
  return <DetailBody model={model} row={row} segment={segment} crumbs={crumbs} options={options} />
}

function isGone(error: unknown): boolean {
  return isProblem(error) && error.status === 404
}

interface DetailBodyProps extends RecordPageProps {
  readonly row: Row
  readonly crumbs: readonly Crumb[]
}

function DetailBody({ model, row, segment, crumbs, options }: DetailBodyProps): ReactNode {
  const { manifest, slots } = useApp()
  const can = useRecordVerdicts(model, segment)
  const editPattern = can.update && offers(options, 'edit') ? pathOfPage(manifest, model.name, 'edit') : undefined
  const historyPattern = can.history ? pathOfPage(manifest, model.name, 'history') : undefined
  const address = `${model.name}.detail`
  const hasAside = Object.hasOwn(slots, `${address}/aside`)
  return (
    <>
      <PageHeader
        title={labelOfRecord(model, row)}
        crumbs={crumbs}
        actions={
          <>
            <Slot at={`${address}/actions`} />
            {historyPattern !== undefined && (
              <ButtonLink to={fillPath(historyPattern, [segment])} icon="history">
                History
              </ButtonLink>
            )}
            {can.delete && offers(options, 'delete') && <DeleteButton model={model} row={row} />}
            {editPattern !== undefined && (
              <ButtonLink to={fillPath(editPattern, [segment])} variant="primary" icon="pencil">
                Edit
              </ButtonLink>
            )}
          </>
        }
      />
      <Slot at={`${address}/before`} />
      <div className={hasAside ? 'ssot-detail ssot-detail-with-aside' : 'ssot-detail'}>
        <div className="ssot-detail-main">
          <DetailFields model={model} row={row} options={options} />
          <RelatedTables model={model} row={row} segment={segment} />
        </div>
        {hasAside && (
          <aside className="ssot-detail-aside">
            <Slot at={`${address}/aside`} />
          </aside>
        )}
      </div>
      <Slot at={`${address}/after`} />
    </>
  )
}

// A button is there once it is known to be of use.
function useRecordVerdicts(model: ModelManifest, segment: string): { readonly update: boolean; readonly delete: boolean; readonly history: boolean } {
  const key = useMemo(() => decodeKey(model, segment), [model, segment])
  const isAny = model.can.update || model.can.delete || model.can.history === true
  const { data } = useVerdicts(model.name, key ?? {}, { enabled: isAny && key !== undefined })
  return { update: data?.update === true, delete: data?.delete === true, history: data?.history === true }
}

interface FrameProps {
  readonly model: ModelManifest
  readonly crumbs: readonly Crumb[]
}

function NoRecord({ model, crumbs, list, error }: FrameProps & { readonly list: string | undefined; readonly error: unknown }): ReactNode {
  return (
    <>
      <PageHeader title={`${model.label} not found`} crumbs={crumbs} />
      <ProblemView error={error}>
        {list !== undefined && (
          <ButtonLink to={list} variant="primary">
            All {model.plural.toLowerCase()}
          </ButtonLink>
        )}
      </ProblemView>
    </>
  )
}

const NOT_FOUND = problem('DATA.NOT_FOUND')

function DetailSkeleton({ model, crumbs }: FrameProps): ReactNode {
  return (
    <>
      <PageHeader title={model.label} crumbs={crumbs} />
      <div className="ssot-panel ssot-skeleton-fields" role="status" aria-label="Loading">
        {Object.keys(model.fields)
          .slice(0, 8)
          .map((name) => (
            <span key={name} className="ssot-skeleton" />
          ))}
      </div>
    </>
  )
}
