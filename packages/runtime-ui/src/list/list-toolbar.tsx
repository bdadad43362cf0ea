'use client'
import type { AutoPageOptions, ModelManifest } from '@ssot/contract'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { offers } from '../app/offers.ts'
import { Icon } from '../kit/icon.tsx'
import { Menu } from '../kit/menu.tsx'
import type { Column } from './choose-columns.ts'
import { FilterChips } from './filter-chips.tsx'
import { FilterPopover } from './filter-popover.tsx'
import { toggleSort } from './list-state.ts'
import type { ListControl } from './use-list-state.ts'

/** What the tools of a list take. */
export interface ListToolbarProps {
  readonly model: ModelManifest
  readonly options: AutoPageOptions | undefined
  readonly columns: readonly Column[]
  readonly control: ListControl
}

/** What is above a list: search, filters, and on a phone the order. */
export function ListToolbar({ model, options, columns, control }: ListToolbarProps): ReactNode {
  const { state, change } = control
  const sortable = offers(options, 'sort') ? columns.filter((column) => column.sortable) : []
  return (
    <div className="ssot-toolbar">
      {model.search && offers(options, 'search') && <SearchBox model={model} control={control} />}
      {offers(options, 'filter') && <FilterPopover model={model} control={control} />}
      {sortable.length > 0 && (
        <span className="ssot-phone-only">
          <Menu
            label="Sort by"
            button={{ children: 'Sort', icon: 'chevrons-up-down' }}
            items={sortable.map((column) => {
              const term = state.sort.find((candidate) => candidate.field === column.name)
              return {
                label: column.label + (term === undefined ? '' : term.descending ? ' (descending)' : ' (ascending)'),
                checked: term !== undefined,
                select: () => change({ sort: toggleSort(state.sort, column.name, false) }),
              }
            })}
          />
        </span>
      )}
      <FilterChips model={model} control={control} />
    </div>
  )
}

const REST_MS = 250

function SearchBox({ model, control }: { readonly model: ModelManifest; readonly control: ListControl }): ReactNode {
  const { state, change } = control
  const [text, setText] = useState(state.search)
  const asked = useRef(state.search)
  // The address can change by itself (a link, the back button): then the field follows.
  useEffect(() => {
    if (state.search === asked.current) return
    asked.current = state.search
    setText(state.search)
  }, [state.search])
  useEffect(() => {
    if (text === asked.current) return undefined
    const timer = setTimeout(() => {
      asked.current = text
      change({ search: text }, { replace: true })
    }, REST_MS)
    return () => clearTimeout(timer)
  }, [text, change])
  return (
    <div className="ssot-search">
      <Icon name="search" />
      <input
        type="search"
        className="ssot-input ssot-search-input"
        aria-label={`Search ${model.plural.toLowerCase()}`}
        placeholder="Search"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  )
}
