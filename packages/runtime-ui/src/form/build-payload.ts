// Owns the step from what a form holds to what is sent: only what was changed, and a fault for each input that cannot be sent.
import type { Json, ModelManifest, Row } from '@ssot/contract'
import { isObject } from '@ssot/runtime-client'
import { recordOption, type RecordOption } from '../values/record-picker.tsx'
import { parseText, parseTexts, textOfValue, type Draft } from './draft.ts'
import { isSettable, type FormItem, type FormMode } from './plan-form.ts'

/** What the inputs of a form hold, by name. */
export type Drafts = { readonly [name: string]: Draft }

/** What is sent, and what is wrong by the name of the input. */
export interface Payload {
  readonly data: Row
  readonly faults: { readonly [name: string]: string }
}

/** What an input holds at first: the record's value, or the default of a new one. */
export function initialDraft(item: FormItem, row?: Row): Draft {
  if (item.type === 'relation') {
    const value = row?.[item.name]
    const rows = Array.isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : []
    return rows.flatMap((related) => recordOption(item.target, related) ?? [])
  }
  const { field, name } = item
  const value = row === undefined ? defaultOf(item) : row[name]
  if (field.list) return Array.isArray(value) ? value.map((entry) => textOfValue(field, entry)) : []
  if (row === undefined && value === undefined && field.kind === 'boolean' && item.required) return 'false'
  return textOfValue(field, value)
}

function defaultOf({ field }: Extract<FormItem, { type: 'field' }>): Json | undefined {
  return field.default !== undefined && 'value' in field.default ? field.default.value : undefined
}

/** The data of a form: all of a new record, what differs from `before` of one that exists. */
export function buildPayload(model: ModelManifest, items: readonly FormItem[], { mode, drafts, before }: { readonly mode: FormMode; readonly drafts: Drafts; readonly before: Drafts }): Payload {
  const data: Record<string, unknown> = {}
  const faults: Record<string, string> = {}
  for (const item of items) {
    const [draft, first] = [drafts[item.name] ?? '', before[item.name] ?? '']
    if (mode === 'edit' && isSameDraft(draft, first)) continue
    const part = item.type === 'field' ? fieldPart(item, { mode, draft, first }) : relationPart(model, item, { mode, draft, first })
    if ('fault' in part) faults[item.name] = part.fault
    else Object.assign(data, part.data)
  }
  return { data, faults }
}

type Part = { readonly data: Row } | { readonly fault: string }
interface Change {
  readonly mode: FormMode
  readonly draft: Draft
  readonly first: Draft
}

/** What is wrong with one input as it stands; undefined when nothing is. */
export function checkDraft(model: ModelManifest, item: FormItem, change: Change): string | undefined {
  if (change.mode === 'edit' && isSameDraft(change.draft, change.first)) return undefined
  const part = item.type === 'field' ? fieldPart(item, change) : relationPart(model, item, change)
  return 'fault' in part ? part.fault : undefined
}

function fieldPart({ name, field, required }: Extract<FormItem, { type: 'field' }>, { mode, draft, first }: Change): Part {
  if (typeof draft !== 'string') {
    const parsed = parseTexts(field, draft.filter((entry) => typeof entry === 'string'))
    return 'fault' in parsed ? parsed : { data: { [name]: parsed.value } }
  }
  if (draft === '') {
    if (required || (mode === 'edit' && field.required)) return { fault: 'Enter a value' }
    // A default that was taken away is said; an input that was never filled is left to the server.
    return { data: mode === 'create' && (field.required || first === '') ? {} : { [name]: null } }
  }
  const parsed = parseText(field, draft)
  return 'fault' in parsed ? parsed : { data: { [name]: parsed.value } }
}

function relationPart(model: ModelManifest, item: Extract<FormItem, { type: 'relation' }>, { mode, draft, first }: Change): Part {
  const [chosen, former] = [optionsOf(draft), optionsOf(first)]
  if (item.relation.list) return { data: manyPart(item, chosen, former) }
  const [one] = chosen
  if (one === undefined) {
    if (item.required) return { fault: 'Choose one' }
    if (mode === 'create') return { data: {} }
  }
  return { data: onePart(model, item, { mode, one }) }
}

function manyPart({ name, target }: Extract<FormItem, { type: 'relation' }>, chosen: readonly RecordOption[], former: readonly RecordOption[]): Row {
  const connect = chosen.filter((option) => former.every((other) => other.value !== option.value))
  const disconnect = former.filter((option) => chosen.every((other) => other.value !== option.value))
  if (connect.length === 0 && disconnect.length === 0) return {}
  return {
    [name]: {
      ...(connect.length > 0 && { connect: connect.map((option) => keyFields(target, option)) }),
      ...(disconnect.length > 0 && { disconnect: disconnect.map((option) => keyFields(target, option)) }),
    },
  }
}

// The key's own fields are sent where they may be: they stand beside other keys, which `connect` does not in one write.
function onePart(model: ModelManifest, { name, relation, target }: Extract<FormItem, { type: 'relation' }>, { mode, one }: { readonly mode: FormMode; readonly one: RecordOption | undefined }): Row {
  const pairs = relation.via.map((field, index) => ({ field, reference: relation.references[index] ?? '' }))
  const isSettable = pairs.length > 0 && pairs.every(({ field }) => canSend(model, field, mode))
  if (one === undefined) {
    return isSettable ? Object.fromEntries(pairs.filter(({ field }) => model.fields[field]?.required === false).map(({ field }) => [field, null])) : { [name]: { disconnect: true } }
  }
  const isKnown = pairs.every(({ reference }) => one.row[reference] !== undefined)
  return isSettable && isKnown ? Object.fromEntries(pairs.map(({ field, reference }) => [field, one.row[reference]])) : { [name]: { connect: keyFields(target, one) } }
}

function canSend(model: ModelManifest, name: string, mode: FormMode): boolean {
  const field = model.fields[name]
  return field !== undefined && isSettable(field, mode)
}

// Prisma names a key of several fields by their names, joined.
function keyFields(target: ModelManifest, option: RecordOption): Row {
  const fields = Object.fromEntries(target.key.map((field) => [field, option.row[field]]))
  return target.key.length === 1 ? fields : { [target.key.join('_')]: fields }
}

function optionsOf(draft: Draft): readonly RecordOption[] {
  return typeof draft === 'string' ? [] : draft.filter((entry) => typeof entry === 'object')
}

/** Whether two inputs hold the same. */
export function isSameDraft(a: Draft, b: Draft): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b
  return a.length === b.length && a.every((entry, index) => identityOf(entry) === identityOf(b[index]))
}

function identityOf(entry: string | RecordOption | undefined): string | undefined {
  return typeof entry === 'object' ? entry.value : entry
}
