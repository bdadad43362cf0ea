'use client'
import type { FieldManifest } from '@ssot/contract'
import type { ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import type { ValueInput } from '../app/components.ts'
import { Button } from '../kit/button.tsx'
import { isDateOnly } from '../values/formatter.ts'

/** What the input of a list of values takes. */
export interface ListInputProps {
  readonly field: FieldManifest
  readonly texts: readonly string[]
  readonly input: ValueInput
}

/** One input for each value of a list, and a button for another. */
export function ListInput({ field, texts, input }: ListInputProps): ReactNode {
  const set = (index: number, text: string): void => input.change(texts.map((former, at) => (at === index ? text : former)))
  return (
    <div className="ssot-list-input" role="group" aria-labelledby={`${input.id}-label`} aria-describedby={input.describedBy}>
      {texts.map((text, index) => (
        <div key={index} className="ssot-list-row">
          <input
            id={index === 0 ? input.id : undefined}
            className="ssot-input"
            aria-label={`${field.label} ${index + 1}`}
            aria-invalid={input.invalid || undefined}
            type={field.kind === 'datetime' ? (isDateOnly(field) ? 'date' : 'datetime-local') : 'text'}
            value={text}
            onChange={(event) => set(index, event.target.value)}
          />
          <Button variant="ghost" icon="close" aria-label={`Remove ${field.label} ${index + 1}`} onClick={() => input.change(texts.filter((_, at) => at !== index))} />
        </div>
      ))}
      <Button small icon="plus" id={texts.length === 0 ? input.id : undefined} onClick={() => input.change([...texts, field.kind === 'boolean' ? 'false' : ''])}>
        Add
      </Button>
    </div>
  )
}

/** A box for each value of an enum, for a list of them. */
export function EnumListInput({ field, texts, input }: ListInputProps): ReactNode {
  const { manifest } = useApp()
  const values = manifest.enums[field.enum ?? '']?.values ?? []
  const toggle = (name: string): void => input.change(texts.includes(name) ? texts.filter((text) => text !== name) : [...texts, name])
  return (
    <div className="ssot-choice-list" role="group" aria-labelledby={`${input.id}-label`} aria-describedby={input.describedBy}>
      {values.map((value, index) => (
        <label key={value.name} className="ssot-choice">
          <input id={index === 0 ? input.id : undefined} type="checkbox" className="ssot-checkbox" checked={texts.includes(value.name)} onChange={() => toggle(value.name)} />
          {value.label}
        </label>
      ))}
    </div>
  )
}
