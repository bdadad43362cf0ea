'use client'
import type { ModelManifest } from '@ssot/contract'
import type { JsonObject } from '@ssot/runtime-client'
import { useList } from '@ssot/runtime-client/react'
import { useId, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { ButtonLink } from '../kit/button.tsx'
import { chooseColumns } from '../list/choose-columns.ts'
import { selectColumns } from '../list/list-args.ts'
import { ListTable, SkeletonTable } from '../list/list-table.tsx'
import { pathOfPage } from '../router/match-page.ts'
import { ProblemView } from '../shell/problem-view.tsx'
import { atMost } from '../values/max-take.ts'
import { creationFieldOf } from './record-list.tsx'

/** What a small table of records takes; without an order the newest come first. */
export interface RecordTableProps {
  readonly model: ModelManifest
  readonly title?: string | undefined
  readonly columns?: readonly string[] | undefined
  readonly where?: JsonObject | undefined
  readonly orderBy?: readonly JsonObject[] | undefined
  readonly take?: number | undefined
}

/** The first records of a model as a table. */
export function RecordTable({ model, title, columns: asked, where, orderBy, take = 10 }: RecordTableProps): ReactNode {
  const { manifest } = useApp()
  const id = useId()
  const columns = chooseColumns(manifest, model, asked)
  const stamp = creationFieldOf(model)
  const order = orderBy ?? (stamp === undefined ? undefined : [{ [stamp]: 'desc' }])
  const args = { select: selectColumns(manifest, model, columns), take: atMost(take, model), ...(where !== undefined && { where }), ...(order !== undefined && { orderBy: order }) }
  const { data: page, error, refetch } = useList(model.name, args)
  const list = pathOfPage(manifest, model.name, 'list')
  return (
    <section className="ssot-panel" aria-labelledby={id}>
      <div className="ssot-panel-head">
        <h2 id={id} className="ssot-panel-title">
          {title ?? model.plural}
        </h2>
        {list !== undefined && (
          <ButtonLink small variant="ghost" to={list}>
            See all
          </ButtonLink>
        )}
      </div>
      {error !== null && <ProblemView error={error} retry={() => void refetch()} />}
      {page === undefined && error === null && <SkeletonTable columns={columns} rows={3} />}
      {page?.data.length === 0 && <p className="ssot-panel-empty">No {model.plural.toLowerCase()} yet</p>}
      {page !== undefined && page.data.length > 0 && <ListTable model={model} columns={columns} rows={page.data} />}
    </section>
  )
}
