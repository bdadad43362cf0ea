'use client'
// Owns the automatic list of a model: reads its state from the address, asks the server, and draws what came.
import type { AutoPageOptions, ModelManifest } from '@ssot/contract'
import { useList } from '@ssot/runtime-client/react'
import { useEffect, useMemo, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { offers } from '../app/offers.ts'
import { Slot } from '../app/slot.tsx'
import { Button, ButtonLink } from '../kit/button.tsx'
import { Empty } from '../kit/empty.tsx'
import { findIcon } from '../kit/icon-paths.ts'
import { pathOfPage } from '../router/match-page.ts'
import { PageHeader } from '../shell/page-header.tsx'
import { ProblemView } from '../shell/problem-view.tsx'
import { maxTakeOf } from '../values/max-take.ts'
import { BulkBar } from './bulk-bar.tsx'
import { chooseColumns, type Column } from './choose-columns.ts'
import { listArgs } from './list-args.ts'
import { ListTable, SkeletonTable } from './list-table.tsx'
import { ListToolbar } from './list-toolbar.tsx'
import { Paging } from './paging.tsx'
import { useSelection } from './selection.ts'
import { useListState, type ListControl } from './use-list-state.ts'

/** What the list of a model takes. */
export interface ListPageProps {
  readonly model: ModelManifest
  readonly title?: string | undefined
  readonly options?: AutoPageOptions | undefined
}

/** The automatic list of a model. */
export function ListPage({ model, title, options }: ListPageProps): ReactNode {
  const { manifest } = useApp()
  const newPath = model.can.create ? pathOfPage(manifest, model.name, 'create') : undefined
  const columns = useMemo(() => chooseColumns(manifest, model, options?.columns), [manifest, model, options])
  const control = useListState(manifest, model, options)
  const address = `${model.name}.list`
  return (
    <>
      <PageHeader
        title={title ?? model.plural}
        description={model.description}
        actions={
          <>
            <Slot at={`${address}/actions`} />
            {newPath !== undefined && (
              <ButtonLink to={newPath} variant="primary" icon="plus">
                New {model.label.toLowerCase()}
              </ButtonLink>
            )}
          </>
        }
      />
      {model.createUnavailable !== undefined && <p className="ssot-hint ssot-hint-block">New ones cannot be made here: {model.createUnavailable}</p>}
      <Slot at={`${address}/before`} />
      <ListBody model={model} options={options} columns={columns} control={control} newPath={newPath} />
      <Slot at={`${address}/after`} />
    </>
  )
}

interface ListBodyProps {
  readonly model: ModelManifest
  readonly options: AutoPageOptions | undefined
  readonly columns: readonly Column[]
  readonly control: ListControl
  readonly newPath: string | undefined
}

function ListBody({ model, options, columns, control, newPath }: ListBodyProps): ReactNode {
  const { manifest } = useApp()
  const { state } = control
  const deletes = offers(options, 'delete') && model.can.delete && model.key.length > 0
  const args = useMemo(() => ({ ...listArgs(manifest, model, { state, columns }), ...(deletes && { can: 'delete' }) }), [manifest, model, state, columns, deletes])
  const { data: page, error, refetch, isPlaceholderData } = useList(model.name, args)
  const [selected, setSelected] = useSelection(args)
  const total = page?.meta.total
  useLastPage({ control, total, isCurrent: !isPlaceholderData })
  return (
    <section className="ssot-panel" aria-label={model.plural}>
      {selected.size > 0 ? (
        <BulkBar model={model} selected={selected} onDone={() => setSelected(new Map())} />
      ) : (
        <ListToolbar model={model} options={options} columns={columns} control={control} />
      )}
      {page === undefined && error === null && <SkeletonTable columns={columns} rows={Math.min(state.size, 8)} />}
      {error !== null && <ProblemView error={error} retry={() => void refetch()} />}
      {error === null && page?.data.length === 0 && <NoRecords model={model} control={control} newPath={newPath} />}
      {error === null && page !== undefined && page.data.length > 0 && (
        <>
          <ListTable
            model={model}
            columns={columns}
            rows={page.data}
            busy={isPlaceholderData}
            {...(offers(options, 'sort') && { control })}
            {...(deletes && { selected, onSelect: setSelected, verdicts: page.meta.can })}
          />
          <Paging meta={page.meta} shown={page.data.length} control={control} maxTake={maxTakeOf(manifest, model)} />
        </>
      )}
      <p className="ssot-hidden" role="status">
        {page !== undefined && !isPlaceholderData ? `${total ?? page.data.length} ${model.plural.toLowerCase()}, page ${state.page}` : ''}
      </p>
    </section>
  )
}

function useLastPage({ control, total, isCurrent }: { readonly control: ListControl; readonly total: number | undefined; readonly isCurrent: boolean }): void {
  const { state, change } = control
  const last = total === undefined ? state.page : Math.max(1, Math.ceil(total / state.size))
  useEffect(() => {
    if (isCurrent && state.page > last) change({ page: last }, { replace: true })
  }, [isCurrent, state.page, last, change])
}

function NoRecords({ model, control, newPath }: { readonly model: ModelManifest; readonly control: ListControl; readonly newPath: string | undefined }): ReactNode {
  const { state, change } = control
  if (state.search !== '' || state.filters.length > 0) {
    return (
      <Empty icon="search" title={`No ${model.plural.toLowerCase()} match`} text="Try another search, or take filters away.">
        <Button onClick={() => change({ search: '', filters: [] })}>Clear search and filters</Button>
      </Empty>
    )
  }
  return (
    <Empty icon={findIcon(model.plural)} title={`No ${model.plural.toLowerCase()} yet`} text={newPath === undefined ? 'What is created will be listed here.' : `Create the first ${model.label.toLowerCase()} to see it here.`}>
      {newPath !== undefined && (
        <ButtonLink to={newPath} variant="primary" icon="plus">
          New {model.label.toLowerCase()}
        </ButtonLink>
      )}
    </Empty>
  )
}
