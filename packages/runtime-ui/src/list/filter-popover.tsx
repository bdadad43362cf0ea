'use client'
import type { ModelManifest } from '@ssot/contract'
import { useState, type FormEvent, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { Button } from '../kit/button.tsx'
import { Popover } from '../kit/popover.tsx'
import { FilterInput } from './filter-input.tsx'
import { filterablesOf } from './filterable.ts'
import type { Filter } from './list-state.ts'
import type { ListControl } from './use-list-state.ts'

/** A button that opens the filters of a list; nothing where there is nothing to filter by. */
export function FilterPopover({ model, control }: { readonly model: ModelManifest; readonly control: ListControl }): ReactNode {
  const { manifest } = useApp()
  const count = control.state.filters.length
  if (filterablesOf(manifest, model).length === 0) return null
  return (
    <Popover label="Filters" button={{ icon: 'filter', children: count > 0 ? `Filters (${count})` : 'Filters' }}>
      {(close) => <FilterForm model={model} control={control} close={close} />}
    </Popover>
  )
}

interface FilterFormProps {
  readonly model: ModelManifest
  readonly control: ListControl
  readonly close: () => void
}

function FilterForm({ model, control, close }: FilterFormProps): ReactNode {
  const { manifest } = useApp()
  const [filters, setFilters] = useState(control.state.filters)
  const apply = (next: readonly Filter[]): void => {
    close()
    control.change({ filters: next.filter((filter) => filter.value !== '') })
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    apply(filters)
  }
  return (
    <form className="ssot-filter-form" onSubmit={submit}>
      <div className="ssot-filter-fields">
        {filterablesOf(manifest, model).map((filterable) => (
          <FilterInput
            key={filterable.name}
            filterable={filterable}
            filters={filters.filter((filter) => filter.field === filterable.name)}
            change={(own) => setFilters((all) => [...all.filter((filter) => filter.field !== filterable.name), ...own])}
          />
        ))}
      </div>
      <div className="ssot-filter-actions">
        <Button variant="ghost" small onClick={() => apply([])}>
          Clear all
        </Button>
        <Button variant="primary" small type="submit">
          Show results
        </Button>
      </div>
    </form>
  )
}
