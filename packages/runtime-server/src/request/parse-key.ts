import { problem, type Problem } from '@ssot/contract'
import type { Field, Key, Model } from '../registry/registry.ts'
import { isPlainObject, member, members, type Given } from './given.ts'
import { parseValue } from './parse-value.ts'
import type { FieldValue, RecordKey } from './query.ts'
import { badValue, rejectUnknownMembers, unknownField, type Scope } from './scope.ts'

/**
 * The record that a path segment addresses: the parts of its key, or of another unique, in order, each URL-encoded, joined by commas.
 * A segment that cannot be a key is a record that does not exist.
 * @throws DATA.NOT_FOUND
 */
export function parsePathKey(scope: Scope, segment: string, key = scope.model.key): RecordKey {
  const { model, registry } = scope
  const parts = key?.fields.length === 1 ? [segment] : segment.split(',')
  if (!key || parts.length !== key.fields.length) throw notFound(model)
  const values: Record<string, FieldValue> = {}
  for (const [index, name] of key.fields.entries()) {
    const field = model.fields.get(name)
    const text = decode(parts[index] ?? '', model)
    const parsed = field && isOnlyAddress(text, field) ? parseValue(text, field, { enums: registry.enums, fromText: true, stored: false }) : undefined
    if (!parsed?.ok) throw notFound(model)
    values[name] = parsed.value
  }
  return { key, values }
}

const WHOLE_NUMBER = /^(?:0|-?[1-9]\d*)$/

// A record has one address: `01` and `+1` are not `1`, or caches and rules on paths would take them for others.
function isOnlyAddress(text: string, { kind }: Field): boolean {
  return (kind !== 'int' && kind !== 'bigint') || WHOLE_NUMBER.test(text)
}

/** The unique of this name that may be read: a field's own name, or Prisma's name of a compound one. */
export function readableUnique(scope: Scope, name: string): Key | undefined {
  const { model } = scope
  const unique = model.uniques.find((candidate) => candidate.name === name)
  if (unique && isReadable(unique, model)) return unique
  unknownField(scope, name, '$by')
  return undefined
}

function isReadable({ fields }: Key, model: Model): boolean {
  return fields.every((name) => model.fields.get(name)?.visibility === 'normal')
}

/** Whether a unique holds a value that the server makes, so that no record can be created with the one that a client names. */
export function isServerMade({ fields }: Model, unique: Key): boolean {
  return unique.fields.some((name) => {
    const field = fields.get(name)
    return field?.default.from === 'generated' && !field.clientCreates
  })
}

/** The one answer for a record that is absent and for one the principal may not see. */
export function notFound(model: Model): Problem {
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

/** Parses a unique address in a body: `{ id: 1 }`, `{ email: "…" }`, or a compound one, flat or under Prisma's name for it. */
export function parseWhereUnique(scope: Scope, input: Given): RecordKey | undefined {
  const uniques = scope.model.uniques.filter((unique) => isReadable(unique, scope.model))
  const names = members(input).map(([name]) => name)
  const [first = ''] = names
  const named = names.length === 1 ? uniques.find((unique) => unique.name === first) : undefined
  if (named) return parseKeyValues(scope, named, named.fields.length === 1 ? input : member(input, first))
  const flat = uniques.find((unique) => unique.fields.length === names.length && unique.fields.every((field) => names.includes(field)))
  if (flat) return parseKeyValues(scope, flat, input)
  for (const [name, part] of members(input)) if (scope.model.fields.get(name)?.visibility !== 'normal') unknownField(scope, name, part.path)
  badValue(scope, input.path, `must name one unique of ${scope.model.name}: ${uniques.map((unique) => unique.name).join(', ')}`)
  return undefined
}

function parseKeyValues(scope: Scope, key: Key, input: Given): RecordKey | undefined {
  if (!isPlainObject(input.value)) {
    badValue(scope, input.path, `must be an object with ${key.fields.join(', ')}`)
    return undefined
  }
  rejectUnknownMembers(scope, input, key.fields)
  const fields = key.fields.flatMap((name) => scope.model.fields.get(name) ?? [])
  return { key, values: Object.fromEntries(fields.map((field) => [field.name, parseKeyValue(scope, field, member(input, field.name))])) }
}

function parseKeyValue(scope: Scope, field: Field, { value, path }: Given): FieldValue {
  const parsed = parseValue(value, field, { enums: scope.registry.enums, fromText: false, stored: false })
  if (parsed.ok) return parsed.value
  badValue(scope, path, parsed.message)
  return undefined
}
