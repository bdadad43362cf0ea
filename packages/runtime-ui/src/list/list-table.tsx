'use client'
import type { ModelManifest, Row } from '@ssot/contract'
import type { PageMeta } from '@ssot/runtime-client'
import type { MouseEvent, ReactNode } from 'react'
import { findModel, useApp } from '../app/app-context.ts'
import { joinClasses } from '../kit/join-classes.ts'
import { Link } from '../router/link.tsx'
import { useNavigation } from '../router/navigation.ts'
import { keyOfRecord, labelOfRecord, pathOfRecord } from '../values/record-label.ts'
import { RelationView } from '../values/relation-view.tsx'
import { ValueView } from '../values/value-view.tsx'
import { isNumeric, type Column } from './choose-columns.ts'
import { ColumnHeading } from './column-heading.tsx'
import { selectAll, toggleRow, type Selection } from './selection.ts'
import type { ListControl } from './use-list-state.ts'

/** What a table of records takes; without `control` its columns do not sort, without `onSelect` rows are not chosen. */
export interface ListTableProps {
  readonly model: ModelManifest
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly control?: ListControl
  readonly busy?: boolean
  readonly selected?: Selection
  readonly onSelect?: (selection: Selection) => void
  /** What may be done with each record; who may not delete one cannot choose it. */
  readonly verdicts?: PageMeta['can']
}

// The roles are said again because a table loses them where its rows become blocks, on narrow screens.

/** Records as a table; on a phone as a stack of rows. */
export function ListTable({ model, columns, rows, control, busy = false, selected = new Map(), onSelect: choose, verdicts }: ListTableProps): ReactNode {
  const isChoosable = (row: Row): boolean => verdicts?.[keyOfRecord(model, row) ?? '']?.delete !== false
  return (
    <div className="ssot-table-scroll">
      <table role="table" className={joinClasses('ssot-table', busy && 'ssot-table-busy')} aria-busy={busy} aria-label={model.plural}>
        <thead role="rowgroup" className="ssot-thead">
          <tr role="row" className="ssot-tr-head">
            {choose && (
              <th role="columnheader" scope="col" className="ssot-th ssot-td-check">
                <AllCheckbox model={model} rows={rows.filter(isChoosable)} selected={selected} choose={choose} />
              </th>
            )}
            {columns.map((column) => (
              <ColumnHeading key={column.name} column={column} control={control} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="ssot-tbody">
          {rows.map((row, index) => (
            <RecordRow
              key={keyOfRecord(model, row) ?? index}
              model={model}
              columns={columns}
              row={row}
              isSelected={selected.has(keyOfRecord(model, row) ?? '')}
              toggle={choose && (() => choose(toggleRow(model, selected, row)))}
              isChoosable={isChoosable(row)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface AllCheckboxProps {
  readonly model: ModelManifest
  readonly rows: readonly Row[]
  readonly selected: Selection
  readonly choose: (selection: Selection) => void
}

function AllCheckbox({ model, rows, selected, choose }: AllCheckboxProps): ReactNode {
  const all = selectAll(model, rows)
  const isAll = selected.size > 0 && selected.size === all.size
  return (
    <label className="ssot-check-label">
      <input
        type="checkbox"
        className="ssot-checkbox"
        aria-label="Select all rows on this page"
        disabled={rows.length === 0}
        checked={isAll}
        ref={(input) => {
          if (input) input.indeterminate = selected.size > 0 && !isAll
        }}
        onChange={() => choose(isAll ? new Map() : all)}
      />
    </label>
  )
}

interface RecordRowProps {
  readonly model: ModelManifest
  readonly columns: readonly Column[]
  readonly row: Row
  readonly isSelected: boolean
  readonly toggle: (() => void) | undefined
  readonly isChoosable: boolean
}

function RecordRow({ model, columns, row, isSelected, toggle, isChoosable }: RecordRowProps): ReactNode {
  const { manifest } = useApp()
  const { go } = useNavigation()
  const path = pathOfRecord(manifest, model, row)
  const open = (event: MouseEvent): void => {
    if (path !== undefined && isPlainClick(event)) go(path)
  }
  return (
    // The click is a convenience: the first cell's link does the same for keyboards.
    <tr role="row" className={joinClasses('ssot-tr', path !== undefined && 'ssot-tr-link', isSelected && 'ssot-tr-selected')} onClick={open}>
      {toggle && (
        <td role="cell" className="ssot-td ssot-td-check">
          <label className="ssot-check-label" title={isChoosable ? undefined : 'You may not delete this'}>
            <input type="checkbox" className="ssot-checkbox" aria-label={`Select ${labelOfRecord(model, row)}`} checked={isSelected} disabled={!isChoosable} onChange={toggle} />
          </label>
        </td>
      )}
      {columns.map((column, index) => (
        <td
          key={column.name}
          role="cell"
          data-label={column.label}
          className={joinClasses('ssot-td', isNumeric(column) && 'ssot-td-number', index === 0 && 'ssot-td-first')}
        >
          {index === 0 && path !== undefined && column.type === 'field' ? (
            <Link to={path} className="ssot-row-link">
              <FirstCell model={model} column={column} row={row} />
            </Link>
          ) : (
            <Cell model={model} column={column} row={row} />
          )}
        </td>
      ))}
    </tr>
  )
}

// A link needs a name: an empty first cell shows the record's key.
function FirstCell({ model, column, row }: { readonly model: ModelManifest; readonly column: Column; readonly row: Row }): ReactNode {
  const value = row[column.name]
  if (value === null || value === undefined || value === '') return <span className="ssot-text-cell">{labelOfRecord({ ...model, display: null }, row)}</span>
  return <Cell model={model} column={column} row={row} />
}

function Cell({ model, column, row }: { readonly model: ModelManifest; readonly column: Column; readonly row: Row }): ReactNode {
  const { manifest } = useApp()
  if (column.type === 'relation') return <RelationView target={findModel(manifest, column.relation.model)} value={row[column.name]} />
  return <ValueView mode="cell" model={model} name={column.name} field={column.field} row={row} />
}

function isPlainClick(event: MouseEvent): boolean {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false
  if (window.getSelection()?.toString() !== '') return false
  return event.target instanceof Element && event.target.closest('a, button, input, label, select') === null
}

/** Bars in place of rows that are still to come, as high as they will be. */
export function SkeletonTable({ columns, rows }: { readonly columns: readonly Column[]; readonly rows: number }): ReactNode {
  return (
    <div className="ssot-skeleton-table" role="status" aria-label="Loading">
      {Array.from({ length: rows + 1 }, (_, row) => (
        <div key={row} className="ssot-skeleton-row">
          {columns.slice(0, 5).map((column) => (
            <span key={column.name} className="ssot-skeleton" />
          ))}
        </div>
      ))}
    </div>
  )
}
