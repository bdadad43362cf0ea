// What tables hold after a write, said in memory and from the schema alone: for writes that the Prisma client cannot express.
import type { Field, Model, Registry, Relation } from '../../packages/runtime-server/src/registry/registry.ts'
import type { ClientWrite } from './generate-write.ts'
import { modelNamed, type Tree } from './writing.ts'

type Row = Record<string, unknown>

/** All rows by model, as they travel on the wire, and the pairs of many-to-many relations by relation, from the side that `sideOf` calls first. */
export interface Tables {
  readonly rows: Map<string, Row[]>
  readonly pairs: Map<string, Set<string>>
}

interface Context {
  readonly registry: Registry
  readonly tables: Tables
}

/** The tables after a write; null where a constraint refuses it, or something that it names is not there. Creates, and updates that change no key. */
export function writeByReference(registry: Registry, before: Tables, write: ClientWrite): Tables | null {
  const context: Context = { registry, tables: structuredClone(before) }
  const model = registry.models.get(write.model)
  try {
    if (model) carryOut(context, model, write)
    return context.tables
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

class Refused extends Error {}

function carryOut(context: Context, model: Model, write: ClientWrite): void {
  if (write.op === 'create') createRow(context, model, { data: write.data, given: {} })
  else if (write.op === 'createMany') insertMany(context, model, { rows: write.rows, skips: write.skipDuplicates })
  else if (write.op === 'update') {
    const row = find(context, model, write.where)
    if (row) updateRow(context, model, { row, data: write.data })
  } else throw new RangeError(`The reference does not ${write.op}.`)
}

function createRow(context: Context, model: Model, { data, given }: { readonly data: Tree; readonly given: Row }): Row {
  const row = newRow(model, { ...data, ...ownKeys(context, model, { data, row: null }), ...given })
  rowsOf(context, model).push(row)
  check(context)
  takeFarLinks(context, model, { row, data })
  return row
}

function updateRow(context: Context, model: Model, { row, data }: { readonly row: Row; readonly data: Tree }): void {
  const keys = ownKeys(context, model, { data, row })
  const values = Object.fromEntries([...model.fields.values()].filter(({ name }) => Object.hasOwn(data, name)).map((field) => [field.name, changed(field, row[field.name], data[field.name])]))
  setValues(context, model, { row, values: { ...values, ...keys } })
  takeFarLinks(context, model, { row, data })
}

function insertMany(context: Context, model: Model, { rows, skips, given = {} }: { readonly rows: readonly Tree[]; readonly skips: boolean; readonly given?: Row }): void {
  const stored = rowsOf(context, model)
  const fresh = rows.map((data) => newRow(model, { ...data, ...given }))
  // Also those that would be passed over.
  if (fresh.some((row) => isBelowItself(model, fresh, row))) throw new Refused()
  for (const row of fresh) {
    if (!skips || !stored.some((other) => isDouble(model, row, other))) stored.push(row)
  }
  check(context)
}

function newRow(model: Model, data: Tree): Row {
  return Object.fromEntries([...model.fields.values()].map((field) => [field.name, Object.hasOwn(data, field.name) ? read(field, data[field.name]) : field.default.from === 'value' ? field.default.value : field.list ? [] : null]))
}

// JSON's own null is read as null.
function read({ kind }: Field, value: unknown): unknown {
  return kind === 'json' && Object.hasOwn(tree(value), '_json') ? null : value
}

function changed(field: Field, stored: unknown, change: unknown): unknown {
  if (typeof change !== 'object' || change === null || Array.isArray(change) || field.kind === 'json') return read(field, change)
  const [[by, operand] = ['', 0]] = Object.entries(change)
  if (by === 'set') return operand
  if (by === 'push') return [stored, operand].flat().filter((item) => item !== null)
  return stored === null ? null : computed(field, by, [Number(stored), Number(operand)])
}

// The sample values are small enough for doubles.
function computed({ kind }: Field, by: string, [a, b]: readonly [number, number]): unknown {
  const value = by === 'increment' ? a + b : by === 'decrement' ? a - b : by === 'multiply' ? a * b : a / b
  const kept = kind === 'int' || kind === 'bigint' ? Math.trunc(value) : value
  return kind === 'bigint' || kind === 'decimal' ? String(kept) : kept
}

// What links of the record's own side make of its key fields.
function ownKeys(context: Context, model: Model, { data, row }: { readonly data: Tree; readonly row: Row | null }): Row {
  const keys: Row = {}
  for (const [relation, op, value] of stepsOf(model, data)) {
    if (relation.from.length === 0) continue
    const target = modelNamed(context, relation)
    if (op === 'disconnect') Object.assign(keys, nothing(model, relation.from))
    else {
      const linked = obtain(context, target, { op, value, given: {} })
      const made = Object.fromEntries(relation.from.map((name, index) => [name, linked[relation.to[index] ?? '']]))
      if (op !== 'create' && target.relations.get(relation.inverse)?.list === false) release(context, model, { relation, held: made, except: row })
      Object.assign(keys, made)
    }
  }
  return keys
}

// In a one-to-one relation, whoever holds the key lets it go.
function release(context: Context, model: Model, { relation: { from }, held, except }: { readonly relation: Relation; readonly held: Row; readonly except: Row | null }): void {
  const holders = rowsOf(context, model).filter((row) => row !== except && from.every((name) => row[name] === held[name]))
  for (const row of holders) setValues(context, model, { row, values: nothing(model, from) })
}

// A record that is there, or one that is made.
function obtain(context: Context, model: Model, { op, value, given }: { readonly op: string; readonly value: unknown; readonly given: Row }): Row {
  if (op === 'create') return createRow(context, model, { data: tree(value), given })
  const found = find(context, model, tree(op === 'connect' ? value : tree(value)['where']))
  if (found) return found
  if (op === 'connect') throw new Refused()
  return createRow(context, model, { data: tree(tree(value)['create']), given })
}

function takeFarLinks(context: Context, model: Model, { row, data }: { readonly row: Row; readonly data: Tree }): void {
  for (const [relation, op, value] of stepsOf(model, data)) {
    if (relation.from.length > 0) continue
    const target = modelNamed(context, relation)
    const inverse = target.relations.get(relation.inverse)
    if (!inverse) continue
    const far = inverse.from.length > 0 ? keyLink(context, target, { inverse, row }) : pairLink(context, target, { model, relation, row })
    takeStep(context, target, { relation, op, value, far })
  }
}

interface Far {
  readonly given: Row
  linked(): readonly Row[]
  attach(row: Row): void
  detach(row: Row): void
}

interface FarStep {
  readonly relation: Relation
  readonly op: string
  readonly value: unknown
  readonly far: Far
}

function takeStep(context: Context, target: Model, { relation, op, value, far }: FarStep): void {
  const leave = (kept: readonly Row[]): void => far.linked().filter((row) => !kept.includes(row)).forEach(far.detach)
  if (op === 'createMany') insertMany(context, target, { rows: [tree(value)['data']].flat().map(tree), skips: tree(value)['skipDuplicates'] === true, given: far.given })
  else if (op === 'disconnect') far.linked().filter((row) => value === true || row === find(context, target, tree(value))).forEach(far.detach)
  else if (op === 'set') {
    const rows = [value].flat().map((where) => obtain(context, target, { op: 'connect', value: where, given: {} }))
    leave(rows)
    rows.forEach(far.attach)
  } else {
    const isThere = op === 'create' ? undefined : find(context, target, tree(op === 'connect' ? value : tree(value)['where']))
    if (!relation.list) leave(isThere ? [isThere] : [])
    const row = isThere ?? obtain(context, target, { op, value, given: far.given })
    // What is created here holds the key of its link already.
    if (isThere || Object.keys(far.given).length === 0) far.attach(row)
  }
}

function keyLink(context: Context, target: Model, { inverse, row }: { readonly inverse: Relation; readonly row: Row }): Far {
  const given = Object.fromEntries(inverse.from.map((name, index) => [name, row[inverse.to[index] ?? ''] ?? null]))
  const none = nothing(target, inverse.from)
  return {
    given,
    linked: () => rowsOf(context, target).filter((other) => inverse.from.every((name) => other[name] !== null && other[name] === given[name])),
    attach: (other) => setValues(context, target, { row: other, values: given }),
    detach: (other) => {
      if (Object.keys(none).length === 0) throw new Refused()
      setValues(context, target, { row: other, values: none })
    },
  }
}

function pairLink(context: Context, target: Model, { model, relation, row }: { readonly model: Model; readonly relation: Relation; readonly row: Row }): Far {
  const pairs = context.tables.pairs.get(relation.relationName) ?? new Set()
  const isFirst = model === target ? relation.name < relation.inverse : model.name < target.name
  const pair = (other: Row): string => JSON.stringify(isFirst ? [keyOf(model, row), keyOf(target, other)] : [keyOf(target, other), keyOf(model, row)])
  return { given: {}, linked: () => rowsOf(context, target).filter((other) => pairs.has(pair(other))), attach: (other) => void pairs.add(pair(other)), detach: (other) => void pairs.delete(pair(other)) }
}

function keyOf(model: Model, row: Row): unknown {
  return row[model.key?.fields[0] ?? '']
}

// Key fields of others follow, or hold the change up.
function setValues(context: Context, model: Model, { row, values }: { readonly row: Row; readonly values: Row }): void {
  const follow: (() => void)[] = []
  for (const other of context.registry.models.values()) {
    for (const { model: name, from, to, onUpdate } of other.relations.values()) {
      if (name !== model.name || !to.some((field) => Object.hasOwn(values, field) && values[field] !== row[field])) continue
      const referring = rowsOf(context, other).filter((each) => from.every((field, index) => each[field] !== null && each[field] === row[to[index] ?? '']))
      if ((onUpdate === 'Restrict' || onUpdate === 'NoAction') && referring.length > 0) throw new Refused()
      const moved = Object.fromEntries(from.map((field, index) => [field, { ...row, ...values }[to[index] ?? '']]))
      for (const each of referring) follow.push(() => Object.assign(each, moved))
    }
  }
  Object.assign(row, values)
  for (const each of follow) each()
  check(context)
}

function nothing(model: Model, names: readonly string[]): Row {
  return Object.fromEntries(names.filter((name) => model.fields.get(name)?.required === false).map((name) => [name, null]))
}

// Every unique holds, everything that is referred to is there, and no tree has circles.
function check(context: Context): void {
  for (const model of context.registry.models.values()) {
    const rows = rowsOf(context, model)
    if (rows.some((row) => isBelowItself(model, rows, row))) throw new Refused()
    if (rows.some((row, index) => rows.slice(index + 1).some((other) => isDouble(model, row, other)))) throw new Refused()
    for (const relation of model.relations.values()) {
      const targets = rowsOf(context, modelNamed(context, relation))
      const isMissing = ({ from, to }: Relation, row: Row): boolean => from.length > 0 && from.every((name) => row[name] !== null) && !targets.some((target) => from.every((name, index) => row[name] === target[to[index] ?? '']))
      if (rows.some((row) => isMissing(relation, row))) throw new Refused()
    }
  }
}

function isBelowItself({ traits: { tree: shape } }: Model, rows: readonly Row[], row: Row): boolean {
  const above = (one: Row): Row | undefined => (shape ? rows.find((other) => one[shape.field.name] !== null && other[shape.to.name] === one[shape.field.name]) : undefined)
  const seen = new Set<Row>()
  for (let next = above(row); next && !seen.has(next); next = above(next)) seen.add(next)
  return seen.has(row)
}

function isDouble(model: Model, one: Row, other: Row): boolean {
  return model.uniques.some(({ fields }) => fields.every((name) => one[name] !== null && one[name] === other[name]))
}

function find(context: Context, model: Model, where: Tree): Row | undefined {
  const wanted = Object.entries(where).flatMap(([name, value]) => (model.fields.has(name) ? [[name, value] as const] : Object.entries(tree(value))))
  return rowsOf(context, model).find((row) => wanted.every(([name, value]) => row[name] === value))
}

function rowsOf({ tables }: Context, model: Model): Row[] {
  return tables.rows.get(model.name) ?? []
}

// One entry for each item of each operation, in the order in which they were sent; sets and lists of new rows stay whole.
function stepsOf(model: Model, data: Tree): readonly (readonly [relation: Relation, op: string, value: unknown])[] {
  return Object.entries(data).flatMap(([name, link]) => {
    const relation = model.relations.get(name)
    return relation ? Object.entries(tree(link)).flatMap(([op, value]) => (op === 'set' || op === 'createMany' ? [value] : [value].flat()).map((item) => [relation, op, item] as const)) : []
  })
}

function tree(value: unknown): Tree {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}
