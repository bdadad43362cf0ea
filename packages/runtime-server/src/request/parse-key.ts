import { problem } from '@ssot/contract'
import type { Field, Key, Model } from '../registry/registry.ts'
import { badValue, unknownField, type ParseContext } from './context.ts'
import { join } from './faults.ts'
import { isPlainObject, parseValue } from './parse-value.ts'
import type { FieldValue, RecordKey } from './query.ts'

/**
 * The record that a path segment addresses: the key's parts in order, each URL-encoded, joined by commas.
 * A segment that cannot be a key is a record that does not exist.
 * @throws DATA.NOT_FOUND
 */
export function parsePathKey(context: ParseContext, model: Model, segment: string): RecordKey {
  const key = model.key
  const parts = key?.fields.length === 1 ? [segment] : segment.split(',')
  if (!key || parts.length !== key.fields.length) throw notFound(model)
  const values: Record<string, FieldValue> = {}
  for (const [index, name] of key.fields.entries()) {
    const field = model.fields.get(name)
    const parsed = field ? parseValue(decode(parts[index] ?? '', model), field, { enums: context.registry.enums, fromText: true, stored: false }) : undefined
    if (!parsed?.ok) throw notFound(model)
    values[name] = parsed.value
  }
  return { key, values }
}

/** The one answer for a record that is absent and for one the principal may not see. */
export function notFound(model: Model): Error {
  return problem('DATA.NOT_FOUND', { detail: `There is no such ${model.label.toLowerCase()}.` })
}

function decode(part: string, model: Model): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw notFound(model)
  }
}

/** A record's key as a path segment; the inverse of `parsePathKey`. */
export function presentPathKey(model: Model, row: Readonly<Record<string, unknown>>): string {
  return (model.key?.fields ?? []).map((name) => encodeURIComponent(String(row[name]))).join(',')
}

/** Parses a unique address in a body: `{ id: 1 }`, `{ email: "…" }` or a compound one under Prisma's name for it. */
export function parseWhereUnique(context: ParseContext, model: Model, input: unknown, path: string): RecordKey | undefined {
  if (!isPlainObject(input)) {
    badValue(context, path, 'must be an object that names a unique field')
    return undefined
  }
  const names = Object.keys(input)
  const [name] = names
  const key = names.length === 1 ? model.uniques.find((unique) => unique.name === name) : undefined
  if (key && name !== undefined) return parseKeyValues(context, model, key, key.fields.length === 1 ? input : input[name], key.fields.length === 1 ? path : join(path, name))
  const flat = model.uniques.find((unique) => unique.fields.length > 1 && unique.fields.length === names.length && unique.fields.every((field) => names.includes(field)))
  if (flat) return parseKeyValues(context, model, flat, input, path)
  for (const unknown of names) if (model.fields.get(unknown)?.visibility !== 'normal') unknownField(context, model, unknown, join(path, unknown))
  badValue(context, path, `must name one unique of ${model.name}: ${model.uniques.map((unique) => unique.name).join(', ')}`)
  return undefined
}

function parseKeyValues(context: ParseContext, model: Model, key: Key, input: unknown, path: string): RecordKey | undefined {
  if (!isPlainObject(input)) {
    badValue(context, path, `must be an object with ${key.fields.join(', ')}`)
    return undefined
  }
  const values: Record<string, FieldValue> = {}
  for (const name of key.fields) {
    const field = model.fields.get(name)
    if (!field || field.visibility !== 'normal') unknownField(context, model, name, join(path, name))
    else values[name] = parseKeyValue(context, field, input[name], join(path, name))
  }
  return { key, values }
}

function parseKeyValue(context: ParseContext, field: Field, input: unknown, path: string): FieldValue {
  const parsed = parseValue(input, field, { enums: context.registry.enums, fromText: false, stored: false })
  if (parsed.ok) return parsed.value
  badValue(context, path, parsed.message)
  return undefined
}
