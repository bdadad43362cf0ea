'use client'
import type { ReactNode } from 'react'
import { Icon } from '../kit/icon.tsx'
import { joinClasses } from '../kit/join-classes.ts'
import { isNumeric, type Column } from './choose-columns.ts'
import { toggleSort } from './list-state.ts'
import type { ListControl } from './use-list-state.ts'

/** The head of a column; a click sorts by it, with Shift it sorts by it too. */
export function ColumnHeading({ column, control }: { readonly column: Column; readonly control: ListControl | undefined }): ReactNode {
  const className = joinClasses('ssot-th', isNumeric(column) && 'ssot-td-number')
  if (control === undefined || !column.sortable) {
    return (
      <th role="columnheader" scope="col" className={className}>
        {column.label}
      </th>
    )
  }
  const { state, change } = control
  const position = state.sort.findIndex((term) => term.field === column.name)
  const term = state.sort[position]
  return (
    <th role="columnheader" scope="col" className={className} aria-sort={term === undefined ? 'none' : term.descending ? 'descending' : 'ascending'}>
      <button
        type="button"
        className={joinClasses('ssot-sort', term !== undefined && 'ssot-sort-on')}
        title="Sort; hold Shift to sort by several columns"
        onClick={(event) => change({ sort: toggleSort(state.sort, column.name, event.shiftKey) })}
      >
        {column.label}
        <span className="ssot-sort-mark">
          <Icon name={term?.descending === true ? 'arrow-down' : 'arrow-up'} size={12} />
        </span>
        {term !== undefined && state.sort.length > 1 && <span className="ssot-sort-rank">{position + 1}</span>}
      </button>
    </th>
  )
}
