'use client'
import type { PageMeta } from '@ssot/runtime-client'
import { useId, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { Button } from '../kit/button.tsx'
import type { ListControl } from './use-list-state.ts'

/** What the foot of a list takes. */
export interface PagingProps {
  readonly meta: PageMeta
  /** How many rows this page has. */
  readonly shown: number
  readonly control: ListControl
  readonly maxTake: number
}

/** Which rows are shown, how many on a page, and the way to the others. */
export function Paging({ meta, shown, control, maxTake }: PagingProps): ReactNode {
  const { format } = useApp()
  const { state, change } = control
  const id = useId()
  const first = (state.page - 1) * state.size + 1
  const total = meta.total === undefined ? '' : ` of ${format.number(meta.total)}`
  const sizes = [...new Set([10, 20, 50, 100, state.size])].filter((size) => size <= maxTake).toSorted((a, b) => a - b)
  return (
    <div className="ssot-paging">
      <span className="ssot-paging-range">
        {format.number(first)}–{format.number(first + shown - 1)}
        {total}
      </span>
      <label className="ssot-paging-size" htmlFor={id}>
        <span className="ssot-paging-size-label">Rows per page</span>
        <select id={id} className="ssot-select ssot-select-small" value={state.size} onChange={(event) => change({ size: Number(event.target.value) })}>
          {sizes.map((size) => (
            <option key={size} value={size}>
              {size}
            </option>
          ))}
        </select>
      </label>
      <nav className="ssot-paging-moves" aria-label="Pages">
        <Button small icon="chevron-left" aria-label="Previous page" disabled={state.page === 1} onClick={() => change({ page: state.page - 1 })} />
        <Button small icon="chevron-right" aria-label="Next page" disabled={!meta.hasMore} onClick={() => change({ page: state.page + 1 })} />
      </nav>
    </div>
  )
}
