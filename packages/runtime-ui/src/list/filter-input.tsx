'use client'
import { decodeKey } from '@ssot/runtime-client'
import { useRecord } from '@ssot/runtime-client/react'
import { useId, type ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import { recordOption, RecordPicker, type RecordOption } from '../values/record-picker.tsx'
import { selectLabel } from '../values/record-label.ts'
import type { Filterable } from './filterable.ts'
import type { Filter, FilterOperator } from './list-state.ts'

/** What giving the conditions on one field takes. */
export interface FilterInputProps {
  readonly filterable: Filterable
  /** The conditions on this field. */
  readonly filters: readonly Filter[]
  readonly change: (filters: readonly Filter[]) => void
}

/** The inputs for the conditions on one field, by its kind. */
export function FilterInput(props: FilterInputProps): ReactNode {
  const { filterable, filters, change } = props
  const id = useId()
  const valueOf = (operator: FilterOperator): string => filters.find((filter) => filter.operator === operator)?.value ?? ''
  const set = (operator: FilterOperator, value: string): void =>
    change([...filters.filter((filter) => filter.operator !== operator), ...(value === '' ? [] : [{ field: filterable.name, operator, value }])])
  switch (filterable.type) {
    case 'enum':
      return <EnumFilter {...props} chosen={valueOf('in')} set={(value) => set('in', value)} />
    case 'relation':
      return <RelationFilter {...props} keyText={valueOf('is')} set={(value) => set('is', value)} />
    case 'boolean':
      return (
        <div className="ssot-filter-field">
          <label className="ssot-label" htmlFor={id}>
            {filterable.label}
          </label>
          <select id={id} className="ssot-select" value={valueOf('equals')} onChange={(event) => set('equals', event.target.value)}>
            <option value="">Any</option>
            <option value="true">Yes</option>
            <option value="false">No</option>
          </select>
        </div>
      )
    case 'text':
      return (
        <div className="ssot-filter-field">
          <label className="ssot-label" htmlFor={id}>
            {filterable.label}
          </label>
          <input id={id} className="ssot-input" placeholder="Contains" value={valueOf('contains')} onChange={(event) => set('contains', event.target.value)} />
        </div>
      )
    default:
      return <RangeFilter filterable={filterable} valueOf={valueOf} set={set} />
  }
}

interface RangeFilterProps {
  readonly filterable: Filterable
  readonly valueOf: (operator: FilterOperator) => string
  readonly set: (operator: FilterOperator, value: string) => void
}

function RangeFilter({ filterable, valueOf, set }: RangeFilterProps): ReactNode {
  const isDate = filterable.type === 'date'
  const input = (operator: 'gte' | 'lte', label: string): ReactNode => (
    <input
      type={isDate ? 'date' : 'text'}
      inputMode={isDate ? undefined : 'decimal'}
      className="ssot-input"
      aria-label={`${filterable.label} ${label.toLowerCase()}`}
      placeholder={label}
      value={valueOf(operator)}
      onChange={(event) => set(operator, event.target.value)}
    />
  )
  return (
    <fieldset className="ssot-filter-field ssot-fieldset">
      <legend className="ssot-label">{filterable.label}</legend>
      <div className="ssot-filter-range">
        {input('gte', 'From')}
        <span className="ssot-muted" aria-hidden="true">
          –
        </span>
        {input('lte', 'To')}
      </div>
    </fieldset>
  )
}

function EnumFilter({ filterable, chosen, set }: FilterInputProps & { readonly chosen: string; readonly set: (value: string) => void }): ReactNode {
  const { manifest } = useApp()
  const values = manifest.enums[('field' in filterable && filterable.field.enum) || '']?.values ?? []
  const names = chosen.split(',').filter((name) => name !== '')
  const toggle = (name: string): void => set((names.includes(name) ? names.filter((other) => other !== name) : [...names, name]).join(','))
  return (
    <fieldset className="ssot-filter-field ssot-fieldset">
      <legend className="ssot-label">{filterable.label}</legend>
      <div className="ssot-choice-list">
        {values.map((value) => (
          <label key={value.name} className="ssot-choice">
            <input type="checkbox" className="ssot-checkbox" checked={names.includes(value.name)} onChange={() => toggle(value.name)} />
            {value.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function RelationFilter({ filterable, keyText, set }: FilterInputProps & { readonly keyText: string; readonly set: (value: string) => void }): ReactNode {
  const id = useId()
  if (filterable.type !== 'relation') return null
  return (
    <div className="ssot-filter-field">
      <label className="ssot-label" htmlFor={id}>
        {filterable.label}
      </label>
      <ChosenPicker id={id} filterable={filterable} keyText={keyText} set={set} />
    </div>
  )
}

interface ChosenPickerProps {
  readonly id: string
  readonly filterable: Extract<Filterable, { type: 'relation' }>
  readonly keyText: string
  readonly set: (value: string) => void
}

function ChosenPicker({ id, filterable, keyText, set }: ChosenPickerProps): ReactNode {
  const selected = useOptionOf(filterable, keyText)
  return (
    <RecordPicker id={id} label={filterable.label} target={filterable.target} selected={selected} clearable onPick={(option) => set(option?.value ?? '')} />
  )
}

/** The record that a key in an address stands for, named once it has been loaded. */
export function useOptionOf({ target }: Extract<Filterable, { type: 'relation' }>, keyText: string): RecordOption | null {
  const key = keyText === '' ? undefined : decodeKey(target, keyText)
  const { data } = useRecord(target.name, key ?? {}, { select: selectLabel(target), enabled: key !== undefined })
  if (key === undefined) return null
  return (data && recordOption(target, data)) ?? { value: keyText, label: keyText, row: key }
}
