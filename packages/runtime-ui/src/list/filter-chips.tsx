'use client'
import type { Manifest, ModelManifest } from '@ssot/contract'
import type { ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { Icon } from '../kit/icon.tsx'
import { labelOfEnum } from '../values/value-view.tsx'
import { filterablesOf, type Filterable } from './filterable.ts'
import { useOptionOf } from './filter-input.tsx'
import type { Filter } from './list-state.ts'
import type { ListControl } from './use-list-state.ts'

/** The conditions of a list, each with a button that takes it away. */
export function FilterChips({ model, control }: { readonly model: ModelManifest; readonly control: ListControl }): ReactNode {
  const { manifest } = useApp()
  const { filters } = control.state
  if (filters.length === 0) return null
  const filterables = filterablesOf(manifest, model)
  return (
    <div className="ssot-filter-chips">
      {filters.map((filter) => {
        const filterable = filterables.find((candidate) => candidate.name === filter.field)
        const label = filterable?.label ?? model.relations[filter.field]?.label ?? model.fields[filter.field]?.label ?? filter.field
        return (
          <span key={`${filter.field}.${filter.operator}`} className="ssot-filter-chip">
            <span className="ssot-text-cell">
              {label} {WORDS[filter.operator]} <FilterValue manifest={manifest} filterable={filterable} filter={filter} />
            </span>
            <button
              type="button"
              className="ssot-chip-remove"
              aria-label={`Remove filter on ${label}`}
              onClick={() => control.change({ filters: filters.filter((other) => other !== filter) })}
            >
              <Icon name="close" size={12} />
            </button>
          </span>
        )
      })}
    </div>
  )
}

const WORDS: Readonly<Record<Filter['operator'], string>> = { equals: 'is', contains: 'contains', in: 'is', gte: 'from', lte: 'to', is: 'is', null: 'is empty:' }

interface FilterValueProps {
  readonly manifest: Manifest
  readonly filterable: Filterable | undefined
  readonly filter: Filter
}

function FilterValue({ manifest, filterable, filter }: FilterValueProps): ReactNode {
  if (filterable?.type === 'relation' && filter.operator === 'is') return <RelationName filterable={filterable} keyText={filter.value} />
  return <strong className="ssot-strong">{textOf(manifest, filterable, filter)}</strong>
}

function RelationName({ filterable, keyText }: { readonly filterable: Extract<Filterable, { type: 'relation' }>; readonly keyText: string }): ReactNode {
  const option = useOptionOf(filterable, keyText)
  return <strong className="ssot-strong">{option?.label ?? keyText}</strong>
}

function textOf(manifest: Manifest, filterable: Filterable | undefined, { operator, value }: Filter): string {
  if (value === 'true' || value === 'false') return value === 'true' ? 'Yes' : 'No'
  if (filterable?.type !== 'enum' || operator !== 'in') return value
  const values = manifest.enums[filterable.field.enum ?? '']?.values
  return value.split(',').map((name) => labelOfEnum(values, name)).join(' or ')
}
