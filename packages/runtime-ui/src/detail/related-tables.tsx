'use client'
import type { Manifest, ModelManifest, RelationManifest, Row } from '@ssot/contract'
import { useList } from '@ssot/runtime-client/react'
import { useId, useMemo, type ReactNode } from 'react'
import { findModel, useApp } from '../app/app-context.ts'
import { ButtonLink } from '../kit/button.tsx'
import { chooseColumns, type Column } from '../list/choose-columns.ts'
import { conditionOf, selectColumns } from '../list/list-args.ts'
import { ListTable, SkeletonTable } from '../list/list-table.tsx'
import { pathOfPage } from '../router/match-page.ts'
import { ProblemView } from '../shell/problem-view.tsx'
import { atMost } from '../values/max-take.ts'

const SHOWN = 5
const MOST_COLUMNS = 4

/** What showing a record's relations takes; `segment` is the record's key as it stands in a path. */
export interface RelatedTablesProps {
  readonly model: ModelManifest
  readonly row: Row
  readonly segment: string
}

/** A small table for each relation of the record that leads to many. */
export function RelatedTables({ model, segment }: RelatedTablesProps): ReactNode {
  const { manifest } = useApp()
  const relations = Object.entries(model.relations).filter(([, relation]) => relation.list && isListable(manifest, relation))
  return relations.map(([name, relation]) => <RelatedTable key={name} relation={relation} target={findModel(manifest, relation.model)} segment={segment} />)
}

// The other side is asked for its records that lead here: it has to show the relation too.
function isListable(manifest: Manifest, relation: RelationManifest): boolean {
  const target = manifest.models[relation.model]
  return relation.read && target?.can.list === true && target.relations[relation.inverse]?.read === true
}

interface RelatedTableProps {
  readonly relation: RelationManifest
  readonly target: ModelManifest
  readonly segment: string
}

function RelatedTable({ relation, target, segment }: RelatedTableProps): ReactNode {
  const { manifest, format } = useApp()
  const id = useId()
  const columns = useMemo(() => relatedColumns(manifest, target, relation), [manifest, target, relation])
  const args = useMemo(() => {
    const where = conditionOf(manifest, target, { field: relation.inverse, operator: 'is', value: segment })
    return { select: selectColumns(manifest, target, columns), take: atMost(SHOWN, target), count: 'exact' as const, ...(where !== undefined && { where }) }
  }, [manifest, target, relation, columns, segment])
  const { data: page, error, refetch } = useList(target.name, args)
  const total = page?.meta.total ?? page?.data.length
  return (
    <section className="ssot-panel" aria-labelledby={id}>
      <div className="ssot-panel-head">
        <h2 id={id} className="ssot-panel-title">
          {relation.label}
          {total !== undefined && <span className="ssot-count">{format.number(total)}</span>}
        </h2>
        <RelatedLinks relation={relation} target={target} segment={segment} hasRows={(total ?? 0) > 0} />
      </div>
      {error !== null && <ProblemView error={error} retry={() => void refetch()} />}
      {page === undefined && error === null && <SkeletonTable columns={columns} rows={2} />}
      {page?.data.length === 0 && <p className="ssot-panel-empty">No {target.plural.toLowerCase()}</p>}
      {page !== undefined && page.data.length > 0 && <ListTable model={target} columns={columns} rows={page.data} />}
    </section>
  )
}

function relatedColumns(manifest: Manifest, target: ModelManifest, relation: RelationManifest): readonly Column[] {
  return chooseColumns(manifest, target)
    .filter((column) => column.name !== relation.inverse)
    .slice(0, MOST_COLUMNS)
}

function RelatedLinks({ relation, target, segment, hasRows }: RelatedTableProps & { readonly hasRows: boolean }): ReactNode {
  const { manifest } = useApp()
  const list = pathOfPage(manifest, target.name, 'list')
  const create = target.can.create && target.relations[relation.inverse]?.create === true ? pathOfPage(manifest, target.name, 'create') : undefined
  return (
    <div className="ssot-panel-actions">
      {list !== undefined && hasRows && (
        <ButtonLink small variant="ghost" to={`${list}?${new URLSearchParams({ [`f.${relation.inverse}.is`]: segment })}`}>
          See all
        </ButtonLink>
      )}
      {create !== undefined && (
        <ButtonLink small icon="plus" to={`${create}?${new URLSearchParams({ [relation.inverse]: segment })}`}>
          New
        </ButtonLink>
      )}
    </div>
  )
}
