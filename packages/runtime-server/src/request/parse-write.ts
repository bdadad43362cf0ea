// Owns the body of a create and of an update. Rejects fields that are unknown, server-owned or not to be written,
// values of another kind, and a create that lacks what is required: each fault is named, nothing is dropped.
import type { Field } from '../registry/registry.ts'
import { given, isPlainObject, members, type Given } from './given.ts'
import { parseLink } from './parse-link.ts'
import { parseList, parseValue } from './parse-value.ts'
import type { FieldValue } from './query.ts'
import { badValue, relationOf, unknownField, type Scope } from './scope.ts'
import { serverOwned, type Right } from './server-owned.ts'
import type { Link, WriteData } from './write.ts'

/** Parses the data of a new record. */
export function parseCreate(scope: Scope, body: unknown): WriteData {
  const data = parseData(scope, body, 'clientCreates')
  checkRequired(scope, isPlainObject(body) ? body : {})
  return data
}

/** Parses the changes to a record. */
export function parseUpdate(scope: Scope, body: unknown): WriteData {
  return parseData(scope, body, 'clientUpdates')
}

function parseData(scope: Scope, body: unknown, right: Right): WriteData {
  const { model } = scope
  const scalars: Record<string, FieldValue> = {}
  const links: Link[] = []
  if (!isPlainObject(body)) badValue(scope, '', 'must be an object with the fields of the record')
  for (const [name, part] of members(given(body))) {
    const field = model.fields.get(name)
    const relation = relationOf(model, name)
    if (relation) links.push(...parseLink({ ...scope, right }, relation, part))
    else if (!field || field.visibility === 'hidden') unknownField(scope, name, part.path)
    else if (!field[right]) serverOwned(scope, field, right)
    else Object.assign(scalars, parseScalar(scope, field, part))
  }
  rejectDoubleKeys(scope, links, scalars)
  return { model, scalars, links }
}

function parseScalar(scope: Scope, field: Field, { value, path }: Given): Readonly<Record<string, FieldValue>> {
  if (value === null) {
    if (field.required || field.list) badValue(scope, path, 'must not be null')
    return { [field.name]: null }
  }
  const context = { enums: scope.registry.enums, fromText: false, stored: true }
  const wrapped = field.list && isPlainObject(value) && Object.keys(value).join() === 'set' ? value['set'] : value
  const parsed = field.list ? parseList(wrapped, field, context) : parseValue(value, field, context)
  if (parsed.ok) return { [field.name]: parsed.value }
  badValue(scope, path, parsed.message)
  return {}
}

// `authorId` and `author.connect` in one body would say the same thing twice, perhaps differently.
function rejectDoubleKeys(scope: Scope, links: readonly Link[], scalars: Readonly<Record<string, FieldValue>>): void {
  for (const { relation, path } of links) {
    const double = relation.from.find((name) => Object.hasOwn(scalars, name))
    if (double !== undefined) badValue(scope, path, `and ${double} are both given; send one of them`)
  }
}

// A value that was given and is wrong is one fault, not two.
function checkRequired({ model, faults }: Scope, body: object): void {
  const linked = new Set(Object.keys(body).flatMap((name) => relationOf(model, name)?.from ?? []))
  for (const field of model.fields.values()) {
    const needed = field.required && !field.list && field.default.from === 'none' && field.clientCreates
    if (!needed || Object.hasOwn(body, field.name) || linked.has(field.name)) continue
    faults.add(field.name, 'REQUEST.REQUIRED', `${field.name} is required.`)
  }
}
