// Valid writes of a model, as the contract has them.
import fc from 'fast-check'
import type { TargetDescription, TargetField, TargetModel } from '../attack/describe-target.ts'
import { valueOf } from './values.ts'

type Tree = Readonly<Record<string, unknown>>

const visibleTarget = (name: string, { models }: TargetDescription): TargetModel | undefined => models.find((model) => model.name === name && !model.hidden)

const writable = (model: TargetModel, when: 'creates' | 'updates'): readonly TargetField[] => model.fields.filter((field) => field.visibility !== 'hidden' && field[when])

/** The data of a create; nested writes go `depth` deep. */
export function createOf(model: TargetModel, target: TargetDescription, depth: number): fc.Arbitrary<Tree> {
  const fields = Object.fromEntries(writable(model, 'creates').map((field) => [field.name, isNeeded(field) ? valueOf(field, target) : fc.option(valueOf(field, target), { nil: undefined, freq: 2 })]))
  return fc.tuple(fc.record(fields), nestedOf(model, target, { depth, isNew: true })).map(([data, nested]) => withoutGaps(linked(data, nested, model)))
}

/** The changes of an update. */
export function updateOf(model: TargetModel, target: TargetDescription, depth: number): fc.Arbitrary<Tree> {
  const fields = Object.fromEntries(writable(model, 'updates').map((field) => [field.name, fc.option(changeOf(field, target), { nil: undefined, freq: 2 })]))
  return fc.tuple(fc.record(fields), nestedOf(model, target, { depth, isNew: false })).map(([data, nested]) => withoutGaps(linked(data, nested, model)))
}

/** A unique address of a record that may be there. */
export function uniqueOf(model: TargetModel, target: TargetDescription): fc.Arbitrary<Tree> {
  const fields = model.uniques.flatMap(({ fields: names }) => (names.length === 1 ? model.fields.filter(({ name, visibility }) => name === names[0] && visibility === 'normal') : []))
  const whole = model.fields.filter(({ name }) => model.key.includes(name))
  const compound = fc.record(Object.fromEntries(whole.map((field) => [field.name, valueOf(field, target)])))
  return fc.oneof(fc.nat(target.samples === undefined ? 6 : 15).map((id) => ({ id })), compound, ...fields.map((field) => valueOf(field, target).map((value) => ({ [field.name]: value }))))
}

const isNeeded = ({ required, hasDefault, list }: TargetField): boolean => required && !hasDefault && !list

const withoutGaps = (tree: Tree): Tree => Object.fromEntries(Object.entries(tree).filter(([, value]) => value !== undefined))

function changeOf(field: TargetField, target: TargetDescription): fc.Arbitrary<unknown> {
  const value = valueOf(field, target)
  if (field.list) return fc.oneof(value, value.map((set) => ({ set })), value.map((push) => ({ push })))
  const isNumber = ['int', 'float', 'decimal', 'bigint'].includes(field.kind)
  const change = fc.constantFrom('increment', 'decrement', 'multiply', 'divide', 'set').chain((name) => fc.oneof(fc.integer({ min: -3, max: 3 }), value).map((by) => ({ [name]: by })))
  return fc.oneof(value, ...(isNumber ? [change] : []), ...(field.required ? [] : [fc.constant(null)]))
}

// A relation that is written stands for its key.
function linked(data: Tree, nested: Tree, model: TargetModel): Tree {
  const keys = model.relations.filter(({ name }) => Object.hasOwn(nested, name)).flatMap(({ from }) => from)
  return { ...Object.fromEntries(Object.entries(data).filter(([name]) => !keys.includes(name))), ...nested }
}

interface Nesting {
  readonly depth: number
  /** Below a create: there is nothing to change yet. */
  readonly isNew: boolean
}

function nestedOf(model: TargetModel, target: TargetDescription, { depth, isNew }: Nesting): fc.Arbitrary<Tree> {
  const relations = model.relations.filter(({ hidden, model: name }) => !hidden && visibleTarget(name, target) !== undefined)
  if (depth === 0 || relations.length === 0) return fc.constant({})
  const one = fc.constantFrom(...relations).chain((relation): fc.Arbitrary<Tree> => {
    const other = visibleTarget(relation.model, target)
    return other === undefined ? fc.constant({}) : nestedWrite(other, relation.list, { target, depth: depth - 1, isNew }).map((write) => ({ [relation.name]: write }))
  })
  return fc.oneof({ arbitrary: fc.constant({}), weight: 2 }, { arbitrary: one, weight: 1 })
}

function nestedWrite(other: TargetModel, isList: boolean, { target, depth, isNew }: Nesting & { readonly target: TargetDescription }): fc.Arbitrary<Tree> {
  const where = uniqueOf(other, target)
  const create = createOf(other, target, depth)
  const data = updateOf(other, target, 0)
  const either = [create.map((value) => ({ create: value })), where.map((connect) => ({ connect })), fc.record({ where, create }).map((connectOrCreate) => ({ connectOrCreate }))]
  const many = fc.array(createOf(other, target, 0), { maxLength: 3 }).map((rows) => ({ createMany: { data: rows } }))
  if (isNew) return fc.oneof(...either, ...(isList ? [many] : []))
  if (!isList) return fc.oneof(...either, data.map((update) => ({ update })), fc.record({ create, update: data }).map((upsert) => ({ upsert })), fc.constantFrom<Tree>({ delete: true }, { disconnect: true }))
  return fc.oneof(
    ...either,
    many,
    fc.record({ where, create, update: data }).map((upsert) => ({ upsert })),
    fc.array(where, { maxLength: 2 }).map((set) => ({ set })),
    fc.record({ where, data }).map((update) => ({ update })),
    where.map((one) => ({ delete: one })),
    fc.constantFrom<Tree>({ deleteMany: { id: -1 } }, { updateMany: { where: { id: -1 }, data: {} } }, { disconnect: [{ id: 1 }] }),
  )
}
