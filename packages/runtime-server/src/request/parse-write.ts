// Owns the body of a create and of an update. Rejects fields that are unknown, server-owned or not to be written,
// values of another kind, and a create that lacks what is required: each fault is named, nothing is dropped.
import type { Field, Model, Relation } from '../registry/registry.ts'
import { badValue, rejectUnknownKeys, relationOf, targetOf, unknownField, type ParseContext } from './context.ts'
import { join } from './faults.ts'
import { parseWhereUnique } from './parse-key.ts'
import { isPlainObject, parseList, parseValue } from './parse-value.ts'
import type { FieldValue, RecordKey } from './query.ts'
import type { Link, WriteData } from './write.ts'

/** Parses the data of a new record. */
export function parseCreate(context: ParseContext, model: Model, body: unknown): WriteData {
  const data = parseData(context, model, body, 'clientCreates')
  checkRequired(context, model, isPlainObject(body) ? body : {})
  return data
}

/** Parses the changes to a record. */
export function parseUpdate(context: ParseContext, model: Model, body: unknown): WriteData {
  return parseData(context, model, body, 'clientUpdates')
}

type Right = 'clientCreates' | 'clientUpdates'

function parseData(context: ParseContext, model: Model, body: unknown, right: Right): WriteData {
  const scalars: Record<string, FieldValue> = {}
  const links: Link[] = []
  if (!isPlainObject(body)) badValue(context, '', 'must be an object with the fields of the record')
  for (const [name, value] of isPlainObject(body) ? Object.entries(body) : []) {
    const field = model.fields.get(name)
    const relation = relationOf(model, name)
    if (relation) links.push(...parseLink(context, model, relation, value, right))
    else if (!field || field.visibility === 'hidden') unknownField(context, model, name, name)
    else if (!field[right]) serverOwned(context, field, right)
    else Object.assign(scalars, parseScalar(context, field, value))
  }
  rejectDoubleKeys(context, links, scalars)
  return { model, scalars, links }
}

function serverOwned(context: ParseContext, field: Field, right: Right): void {
  const message = right === 'clientUpdates' && field.clientCreates ? `${field.name} is set once, when the record is created.` : `${field.name} is set by the server.`
  context.faults.add(field.name, 'REQUEST.SERVER_OWNED', message)
}

function parseScalar(context: ParseContext, field: Field, value: unknown): Readonly<Record<string, FieldValue>> {
  if (value === null) {
    if (field.required || field.list) badValue(context, field.name, 'must not be null')
    return { [field.name]: null }
  }
  const values = { enums: context.registry.enums, fromText: false, stored: true }
  const wrapped = field.list && isPlainObject(value) && Object.keys(value).join() === 'set' ? value['set'] : value
  const parsed = field.list ? parseList(wrapped, field, values) : parseValue(value, field, values)
  if (parsed.ok) return { [field.name]: parsed.value }
  badValue(context, field.name, parsed.message)
  return {}
}

const TO_ONE = ['connect', 'disconnect']
const TO_MANY = ['connect', 'disconnect', 'set']

function parseLink(context: ParseContext, model: Model, relation: Relation, value: unknown, right: Right): readonly Link[] {
  const path = relation.name
  if (!isPlainObject(value)) {
    badValue(context, path, 'must be an object such as { "connect": { "id": … } }')
    return []
  }
  rejectUnknownKeys(context, value, relation.list ? TO_MANY : TO_ONE, path)
  const blocked = relation.from.map((name) => model.fields.get(name)).find((field) => field && !field[right])
  if (blocked) serverOwned(context, blocked, right)
  if (right === 'clientCreates' && relation.required && value['connect'] === undefined) context.faults.add(path, 'REQUEST.REQUIRED', `${path} is required.`)
  const target = targetOf(context.registry, relation)
  const keys = (name: string): readonly RecordKey[] => parseTargets(context, target, relation, value[name], join(path, name))
  const clears = !relation.list && value['disconnect'] === true
  if (clears && relation.required) badValue(context, join(path, 'disconnect'), 'is not possible, because the relation is required')
  return [
    {
      relation,
      model: target,
      path,
      connect: keys('connect'),
      disconnect: clears || keys('disconnect'),
      ...(value['set'] !== undefined && { set: keys('set') }),
    },
  ]
}

function parseTargets(context: ParseContext, target: Model, relation: Relation, input: unknown, path: string): readonly RecordKey[] {
  if (input === undefined || (input === true && path.endsWith('disconnect')) || input === false) return []
  const items: readonly unknown[] = Array.isArray(input) && relation.list ? input : [input]
  if (items.length > context.limits.maxInValues) context.faults.add(path, 'LIMIT.EXCEEDED', `${path} has ${items.length} items; at most ${context.limits.maxInValues} are allowed.`)
  return items.flatMap((item, index) => parseWhereUnique(context, target, item, Array.isArray(input) ? join(path, index) : path) ?? [])
}

// `authorId` and `author.connect` in one body would say the same thing twice, perhaps differently.
function rejectDoubleKeys(context: ParseContext, links: readonly Link[], scalars: Readonly<Record<string, FieldValue>>): void {
  for (const { relation, path } of links) {
    const double = relation.from.find((name) => Object.hasOwn(scalars, name))
    if (double !== undefined) badValue(context, path, `and ${double} are both given; send one of them`)
  }
}

// A value that was given and is wrong is one fault, not two.
function checkRequired(context: ParseContext, model: Model, body: object): void {
  const linked = new Set(Object.keys(body).flatMap((name) => relationOf(model, name)?.from ?? []))
  for (const field of model.fields.values()) {
    const needed = field.required && !field.list && field.default.from === 'none' && field.clientCreates
    if (!needed || Object.hasOwn(body, field.name) || linked.has(field.name)) continue
    context.faults.add(field.name, 'REQUEST.REQUIRED', `${field.name} is required.`)
  }
}
