'use client'
import { useMemo, type ReactNode } from 'react'
import type { ValueInput, ValueProps } from '../app/components.ts'
import { draw } from '../app/draw.ts'
import { useOverride } from '../app/use-override.ts'
import { checkDraft } from './build-payload.ts'
import { FieldInput } from './field-input.tsx'
import { useDraft, useFault, useForm } from './form-context.ts'
import { inputIdOf } from './input-id.ts'
import type { FormItem } from './plan-form.ts'
import { RelationInput } from './relation-input.tsx'

/** One input of a form with its label, its help and what is wrong with it. */
export function FormField({ item }: { readonly item: FormItem }): ReactNode {
  const { store, model, mode } = useForm()
  const fault = useFault(item.name)
  const id = inputIdOf(item.name)
  const help = helpOf(item, mode)
  const change = useMemo<ValueInput['change']>(
    () => (draft) => {
      store.change(item.name, draft)
      if (store.faultOf(item.name) !== undefined) store.setFault(item.name, checkDraft(model, item, { mode, draft, first: store.before()[item.name] ?? '' }))
    },
    [store, model, item, mode],
  )
  const check = (): void => {
    const [draft, first] = [store.draftOf(item.name), store.before()[item.name] ?? '']
    // An input that was only passed through is not faulty yet.
    if (draft !== first) store.setFault(item.name, checkDraft(model, item, { mode, draft, first }))
  }
  const describedBy = [help !== undefined && `${id}-help`, fault !== undefined && `${id}-fault`].filter((part) => part !== false).join(' ')
  const input: ValueInput = { id, describedBy: describedBy === '' ? undefined : describedBy, invalid: fault !== undefined, required: item.required, change }
  return (
    <div className={item.type === 'field' && item.field.kind === 'boolean' && item.field.required ? 'ssot-form-field ssot-form-field-switch' : 'ssot-form-field'} onBlur={check}>
      <FieldLabel item={item} id={id} />
      <ItemInput item={item} input={input} />
      {help !== undefined && (
        <p id={`${id}-help`} className="ssot-hint">
          {help}
        </p>
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} className="ssot-fault">
          {fault}
        </p>
      )}
    </div>
  )
}

// A group of inputs has no single one to be the label of: it is named by the text itself.
function FieldLabel({ item, id }: { readonly item: FormItem; readonly id: string }): ReactNode {
  const text = (
    <>
      {item.label}
      {item.required && (
        <span className="ssot-required" title="Required">
          <span aria-hidden="true">*</span>
          <span className="ssot-hidden">required</span>
        </span>
      )}
    </>
  )
  const isGroup = item.type === 'field' && item.field.list
  return isGroup ? (
    <span id={`${id}-label`} className="ssot-label">
      {text}
    </span>
  ) : (
    <label id={`${id}-label`} className="ssot-label" htmlFor={id}>
      {text}
    </label>
  )
}

function helpOf(item: FormItem, mode: 'create' | 'edit'): string | undefined {
  if (item.type === 'relation') return item.help
  const { field } = item
  const notes = [
    item.help,
    !field.read && mode === 'edit' ? 'Not shown. Leave it empty to keep what is stored.' : undefined,
    mode === 'create' && field.default !== undefined && 'generated' in field.default ? 'Set by the server when left empty.' : undefined,
    field.kind === 'datetime' && field.format !== 'date' && field.widget?.name !== 'date' ? `Time zone: ${Intl.DateTimeFormat().resolvedOptions().timeZone}` : undefined,
  ]
  const text = notes.filter((note) => note !== undefined).join(' ')
  return text === '' ? undefined : text
}

function ItemInput({ item, input }: { readonly item: FormItem; readonly input: ValueInput }): ReactNode {
  const { model } = useForm()
  const draft = useDraft(item.name)
  const kind = item.type === 'field' ? `kind:${item.field.kind}` : 'kind:relation'
  const Override = useOverride<ValueProps>(`field:${model.name}.${item.name}`, kind)
  if (Override) return draw(Override, { mode: 'edit', model, name: item.name, field: item.type === 'field' ? item.field : item.relation, value: draft, input })
  return item.type === 'field' ? <FieldInput item={item} draft={draft} input={input} /> : <RelationInput item={item} draft={draft} input={input} />
}
