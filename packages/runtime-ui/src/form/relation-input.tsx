'use client'
import type { ReactNode } from 'react'
import type { ValueInput } from '../app/components.ts'
import { Icon } from '../kit/icon.tsx'
import { RecordPicker, type RecordOption } from '../values/record-picker.tsx'
import type { Draft } from './draft.ts'
import type { FormItem } from './plan-form.ts'

/** What the input of a relation takes. */
export interface RelationInputProps {
  readonly item: Extract<FormItem, { type: 'relation' }>
  readonly draft: Draft
  readonly input: ValueInput
}

/** A search for the record, or the records, that a relation leads to. */
export function RelationInput({ item, draft, input }: RelationInputProps): ReactNode {
  const chosen = typeof draft === 'string' ? [] : draft.filter((entry) => typeof entry === 'object')
  return item.relation.list ? <ManyInput item={item} chosen={chosen} input={input} /> : <OneInput item={item} chosen={chosen} input={input} />
}

interface ChosenProps {
  readonly item: RelationInputProps['item']
  readonly chosen: readonly RecordOption[]
  readonly input: ValueInput
}

function OneInput({ item, chosen, input }: ChosenProps): ReactNode {
  return (
    <RecordPicker
      id={input.id}
      label={item.label}
      target={item.target}
      fields={item.relation.references}
      selected={chosen[0] ?? null}
      onPick={(option) => input.change(option === null ? [] : [option])}
      clearable={!item.required}
      invalid={input.invalid}
      required={input.required}
      describedBy={input.describedBy}
    />
  )
}

function ManyInput({ item, chosen, input }: ChosenProps): ReactNode {
  return (
    <div className="ssot-many-input">
      {chosen.length > 0 && (
        <ul className="ssot-chips" aria-label={item.label}>
          {chosen.map((option) => (
            <li key={option.value} className="ssot-filter-chip">
              <span className="ssot-text-cell">{option.label}</span>
              <button type="button" className="ssot-chip-remove" aria-label={`Remove ${option.label}`} onClick={() => input.change(chosen.filter((other) => other !== option))}>
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <RecordPicker
        id={input.id}
        label={item.label}
        target={item.target}
        selected={null}
        without={new Set(chosen.map((option) => option.value))}
        onPick={(option) => option && input.change([...chosen, option])}
        placeholder={`Add ${item.target.plural.toLowerCase()}`}
        invalid={input.invalid}
        describedBy={input.describedBy}
      />
    </div>
  )
}
