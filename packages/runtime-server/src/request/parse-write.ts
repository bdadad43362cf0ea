// Owns the body of a create and of an update. Rejects fields that are unknown, server-owned or not to be written,
// values of another kind, and a create that lacks what is required: each fault is named, nothing is dropped.
import type { Field } from '../registry/registry.ts'
import { isPlainObject, members, type Given } from './given.ts'
import { parseChange } from './parse-change.ts'
import { parseLink } from './parse-link.ts'
import { parseList, parseValue } from './parse-value.ts'
import type { FieldValue } from './query.ts'
import { badValue, refusedValue, relationOf, unknownField, type Scope } from './scope.ts'
import { serverOwned, type Right } from './server-owned.ts'
import type { Change, Link, WriteData } from './write.ts'
import { spendRecords, type WriteScope } from './write-scope.ts'

/** Parses the data of a new record; `filled` names what is filled in for it. */
export function parseCreate(scope: Scope, input: Given, filled: readonly string[] = []): WriteData {
  return parseRecord(openScope(scope, 'clientCreates'), input, filled)
}

/** Parses the changes to a record. */
export function parseUpdate(scope: Scope, input: Given): WriteData {
  return parseRecord(openScope(scope, 'clientUpdates'), input, [])
}

/** Parses the data of many new records: their own fields only. */
export function parseCreateMany(scope: Scope, { value, path }: Given): readonly WriteData[] {
  const inner = { ...openScope(scope, 'clientCreates'), scalarsOnly: true }
  if (Array.isArray(value)) return value.map((row, index) => parseRecord(inner, { value: row, path: `${path}.${index}` }, []))
  badValue(scope, path, 'must be a list of records')
  return []
}

/** Parses changes to many records: their own fields only. */
export function parseUpdateMany(scope: Scope, input: Given): WriteData {
  return parseRecord({ ...openScope(scope, 'clientUpdates'), scalarsOnly: true }, input, [])
}

/** Parses one row of a file: its own fields only, read from text where the scope says so. */
export function parseImported(scope: Scope, input: Given): WriteData {
  return parseRecord({ ...openScope(scope, 'clientCreates'), fromText: scope.fromText, scalarsOnly: true }, input, [])
}

/** Parses data that the application's own code has changed: for a new record, or for one that is there. */
export function parsePrepared(scope: Scope, input: Given, isNew: boolean): WriteData {
  return parseRecord({ ...openScope(scope, isNew ? 'clientCreates' : 'clientUpdates'), prepared: true }, input, [])
}

function openScope(scope: Scope, right: Right): WriteScope {
  const { model, registry, faults, limits } = scope
  return { model, registry, faults, limits, fromText: false, right, prepared: false, scalarsOnly: false, budget: { records: 0 }, depth: 0, parseRecord }
}

interface Parts {
  readonly scalars: Record<string, FieldValue>
  readonly changes: Record<string, Change>
  readonly links: Link[]
}

function parseRecord(scope: WriteScope, input: Given, filled: readonly string[]): WriteData {
  const parts: Parts = { scalars: {}, changes: {}, links: [] }
  if (!isPlainObject(input.value)) badValue(scope, input.path, 'must be an object with the fields of the record')
  if (spendRecords(scope, input.path, 1)) {
    for (const [name, part] of members(input)) {
      if (filled.includes(name)) badValue(scope, part.path, 'is filled in by the record around it')
      else parseMember(scope, name, { value: part.value, path: part.path, parts })
    }
    rejectDoubleKeys(scope, parts)
    if (scope.right === 'clientCreates' && !scope.prepared) checkRequired(scope, input, filled)
  }
  return { model: scope.model, path: input.path, ...parts, input: isPlainObject(input.value) ? input.value : {} }
}

function parseMember(scope: WriteScope, name: string, { parts, ...part }: Given & { readonly parts: Parts }): void {
  const relation = relationOf(scope.model, name)
  const field = scope.model.fields.get(name)
  if (relation && scope.scalarsOnly) badValue(scope, part.path, 'is a relation; only the record’s own fields can be set here')
  else if (relation) parts.links.push(...parseLink(scope, relation, part))
  else if (!field || (field.visibility === 'hidden' && !scope.prepared)) unknownField(scope, name, part.path)
  else if (!field[scope.right] && !scope.prepared) serverOwned(scope, field, { right: scope.right, path: part.path })
  else parseField(scope, field, { value: part.value, path: part.path, parts })
}

function parseField(scope: WriteScope, field: Field, { parts, ...part }: Given & { readonly parts: Parts }): void {
  const change = scope.right === 'clientUpdates' ? parseChange(scope, field, part) : undefined
  if (change?.op === 'refused') return
  if (change?.op !== 'change') return void Object.assign(parts.scalars, parseScalar(scope, field, change?.op === 'set' ? change.input : part))
  if (!scope.prepared) rejectUnseen(scope, field, { path: part.path, change: change.change })
  parts.changes[field.name] = change.change
}

// Whether a sum is past a bound would tell the number that it was added to.
function rejectUnseen(scope: Scope, { name, visibility, conditional }: Field, { path, change }: { readonly path: string; readonly change: Change }): void {
  if (change.by === 'push') return
  if (visibility !== 'normal') badValue(scope, path, 'can only be set, since you cannot read it')
  else if (conditional) scope.faults.add(path, 'REQUEST.FIELD_CONDITIONAL', `${name} may be read of some records only: it can be set, but not counted up or down.`)
}

function parseScalar(scope: Scope, field: Field, { value, path }: Given): Readonly<Record<string, FieldValue>> {
  if (value === null) {
    if (field.required || field.list) badValue(scope, path, 'must not be null')
    return { [field.name]: null }
  }
  const context = { enums: scope.registry.enums, fromText: scope.fromText, stored: true }
  const wrapped = field.list && isPlainObject(value) && Object.keys(value).join() === 'set' ? value['set'] : value
  const parsed = field.list ? parseList(wrapped, field, context) : parseValue(value, field, context)
  if (parsed.ok) return { [field.name]: parsed.value }
  refusedValue(scope, path, parsed)
  return {}
}

// `authorId` and `author.connect` in one body would say the same thing twice, perhaps differently.
function rejectDoubleKeys(scope: Scope, { links, scalars, changes }: Parts): void {
  for (const { relation, path } of links) {
    const double = relation.from.find((name) => Object.hasOwn(scalars, name) || Object.hasOwn(changes, name))
    if (double !== undefined) badValue(scope, path, `and ${double} are both given; send one of them`)
  }
}

// A value that was given and is wrong is one fault, not two.
function checkRequired(scope: WriteScope, input: Given, filled: readonly string[]): void {
  const given = members(input).map(([name]) => name)
  const present = new Set([...given, ...filled, ...given.flatMap((name) => relationOf(scope.model, name)?.from ?? [])])
  const prefix = input.path === '' ? '' : `${input.path}.`
  for (const field of scope.model.fields.values()) {
    const needed = field.required && !field.list && field.default.from === 'none' && field.clientCreates
    if (!needed || present.has(field.name)) continue
    scope.faults.add(`${prefix}${field.name}`, 'REQUEST.REQUIRED', `${prefix}${field.name} is required.`)
  }
}
