'use client'
import type { FieldManifest } from '@ssot/contract'
import type { ReactNode } from 'react'
import { useApp } from '../app/app-context.ts'
import type { ValueInput } from '../app/components.ts'
import { isDateOnly } from '../values/formatter.ts'
import { BytesInput } from './bytes-input.tsx'
import { NOT_A_NUMBER, type Draft } from './draft.ts'
import { inputAttributes } from './input-attributes.ts'
import { EnumListInput, ListInput } from './list-input.tsx'
import { isLongText, type FormItem } from './plan-form.ts'

/** What the input of a scalar field takes. */
export interface FieldInputProps {
  readonly item: Extract<FormItem, { type: 'field' }>
  readonly draft: Draft
  readonly input: ValueInput
}

/** The input of a scalar field, by its kind. */
export function FieldInput({ item, draft, input }: FieldInputProps): ReactNode {
  const { field, name } = item
  if (field.list) {
    const texts = typeof draft === 'string' ? [] : draft.filter((entry) => typeof entry === 'string')
    return field.kind === 'enum' ? <EnumListInput field={field} texts={texts} input={input} /> : <ListInput field={field} texts={texts} input={input} />
  }
  const text = typeof draft === 'string' ? draft : ''
  switch (field.kind) {
    case 'boolean':
      return field.required ? <Switch checked={text === 'true'} input={input} /> : <OptionalBoolean text={text} input={input} />
    case 'enum':
      return <EnumInput field={field} text={text} input={input} />
    case 'json':
      return <textarea {...inputAttributes(input)} className="ssot-input ssot-textarea ssot-code" spellCheck={false} rows={6} value={text} onChange={(event) => input.change(event.target.value)} />
    case 'bytes':
      return <BytesInput text={text} input={input} />
    case 'int':
    case 'float':
      return <NumberInput field={field} text={text} input={input} />
    default:
      if (isLongText(name, field)) return <textarea {...inputAttributes(input)} className="ssot-input ssot-textarea" rows={rowsOf(field)} value={text} onChange={(event) => input.change(event.target.value)} />
      return <TextInput field={field} text={text} input={input} />
  }
}

function rowsOf(field: FieldManifest): number {
  const rows = field.widget?.options['rows']
  return typeof rows === 'number' ? rows : 5
}

interface TextProps {
  readonly field: FieldManifest
  readonly text: string
  readonly input: ValueInput
}

const TYPES: Readonly<Record<string, string>> = { email: 'email', url: 'url', password: 'password', color: 'color', tel: 'tel' }

function TextInput({ field, text, input }: TextProps): ReactNode {
  const isNumber = field.kind === 'bigint' || field.kind === 'decimal'
  const type = field.kind === 'datetime' ? (isDateOnly(field) ? 'date' : 'datetime-local') : textTypeOf(field)
  return (
    <input
      {...inputAttributes(input)}
      className="ssot-input"
      type={type}
      inputMode={isNumber ? 'decimal' : undefined}
      step={field.kind === 'datetime' && /:\d\d:\d\d$/.test(text) ? 1 : undefined}
      autoComplete={type === 'password' ? 'new-password' : 'off'}
      placeholder={isNumber && field.kind === 'decimal' ? '0.00' : undefined}
      value={text}
      onChange={(event) => input.change(event.target.value)}
    />
  )
}

function textTypeOf(field: FieldManifest): string {
  if (!field.read) return 'password'
  const names = [field.widget?.name, field.constraints?.format, field.format].filter((name) => name !== undefined)
  return names.map((name) => (Object.hasOwn(TYPES, name) ? TYPES[name] : undefined)).find((type) => type !== undefined) ?? 'text'
}

// Left to the browser while it is written: a text that is no number yet is reported as empty, and must not be wiped.
function NumberInput({ field, text, input }: TextProps): ReactNode {
  return (
    <input
      {...inputAttributes(input)}
      className="ssot-input ssot-input-number"
      type="number"
      step={field.kind === 'int' ? 1 : 'any'}
      defaultValue={text}
      onChange={(event) => input.change(event.target.validity.badInput ? NOT_A_NUMBER : event.target.value)}
    />
  )
}

function Switch({ checked, input }: { readonly checked: boolean; readonly input: ValueInput }): ReactNode {
  return (
    <input
      id={input.id}
      aria-describedby={input.describedBy}
      className="ssot-switch"
      type="checkbox"
      role="switch"
      checked={checked}
      onChange={(event) => input.change(event.target.checked ? 'true' : 'false')}
    />
  )
}

function OptionalBoolean({ text, input }: { readonly text: string; readonly input: ValueInput }): ReactNode {
  return (
    <select {...inputAttributes(input)} className="ssot-select" value={text} onChange={(event) => input.change(event.target.value)}>
      <option value="">Not set</option>
      <option value="true">Yes</option>
      <option value="false">No</option>
    </select>
  )
}

function EnumInput({ field, text, input }: TextProps): ReactNode {
  const { manifest } = useApp()
  const values = manifest.enums[field.enum ?? '']?.values ?? []
  return (
    <select {...inputAttributes(input)} className="ssot-select" value={text} onChange={(event) => input.change(event.target.value)}>
      {(!field.required || text === '') && <option value="">{field.required ? 'Choose…' : 'Not set'}</option>}
      {values.map((value) => (
        <option key={value.name} value={value.name}>
          {value.label}
        </option>
      ))}
    </select>
  )
}
