// Valid reads of a model, as the contract has them.
import fc from 'fast-check'
import type { TargetDescription, TargetField, TargetModel } from '../attack/describe-target.ts'
import { elementOf, valueOf } from './values.ts'

type Tree = Readonly<Record<string, unknown>>

const ORDERED = ['lt', 'lte', 'gt', 'gte']
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  string: [...ORDERED, 'contains', 'startsWith', 'endsWith'],
  int: ORDERED,
  float: ORDERED,
  bigint: ORDERED,
  decimal: ORDERED,
  datetime: ORDERED,
}

/** What a principal without limits may read of a model. */
export const readable = ({ fields }: TargetModel): readonly TargetField[] => fields.filter(({ visibility }) => visibility === 'normal')

const scalars = (model: TargetModel): readonly TargetField[] => readable(model).filter(({ list, kind }) => !list && kind !== 'json' && kind !== 'bytes')

const relationsOf = (model: TargetModel, { models }: TargetDescription): readonly (readonly [TargetModel['relations'][number], TargetModel])[] =>
  model.relations.flatMap((relation) => {
    const target = models.find(({ name, hidden }) => name === relation.model && !hidden)
    return relation.hidden || target === undefined ? [] : [[relation, target] as const]
  })

const pick = <T>(items: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...items)
const member = (name: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<Tree> => value.map((inner) => ({ [name]: inner }))

/** A condition, at most `depth` deep. */
export function whereOf(model: TargetModel, target: TargetDescription, depth: number): fc.Arbitrary<Tree> {
  const field = pick(readable(model)).chain((each) => member(each.name, conditionOf(each, target)))
  if (depth === 0) return fc.oneof(field, fc.constant({}))
  const inner = whereOf(model, target, depth - 1)
  const relations = relationsOf(model, target).map(([relation, other]) =>
    pick(relation.list ? ['some', 'every', 'none'] : ['is', 'isNot']).chain((quantifier) => member(relation.name, member(quantifier, whereOf(other, target, depth - 1)))),
  )
  return fc.oneof(field, field, member('AND', fc.array(inner, { maxLength: 3 })), member('OR', fc.array(inner, { maxLength: 3 })), member('NOT', inner), ...relations, fc.tuple(field, inner).map(([a, b]) => ({ ...a, ...b })))
}

function conditionOf(field: TargetField, target: TargetDescription): fc.Arbitrary<unknown> {
  const value = valueOf(field, target)
  if (field.kind === 'json') return fc.oneof(member('equals', value), fc.record({ path: fc.constant(['theme']), equals: value }), fc.record({ path: fc.constant(['a', '0']), string_contains: fc.string({ maxLength: 5 }) }), fc.constant(null))
  if (field.list) return fc.oneof(member('has', elementOf(field, target)), member('hasSome', value), member('hasEvery', value), member('isEmpty', fc.boolean()), member('equals', value))
  const named = pick([...(OPERATORS[field.kind] ?? []), 'equals', 'not']).chain((operator) => member(operator, value))
  const insensitive = fc.record({ contains: value, mode: fc.constantFrom('insensitive', 'default') })
  return fc.oneof(value, named, member('in', fc.array(value, { maxLength: 5 })), member('notIn', fc.array(value, { maxLength: 5 })), ...(field.kind === 'string' ? [insensitive] : []), ...(field.required ? [] : [fc.constant(null), fc.constant({ not: null }), fc.constant({ null: true })]), fc.constant({ equals: { _ref: field.name } }))
}

function orderOf(model: TargetModel, target: TargetDescription): fc.Arbitrary<Tree> {
  const own = pick(scalars(model)).chain((field) => member(field.name, fc.oneof(fc.constantFrom('asc', 'desc'), ...(field.required ? [] : [fc.record({ sort: fc.constantFrom('asc', 'desc'), nulls: fc.constantFrom('first', 'last') })]))))
  const through = relationsOf(model, target).filter(([{ list }]) => !list).map(([relation, other]) => member(relation.name, pick(scalars(other)).map(({ name }) => ({ [name]: 'asc' }))))
  return fc.oneof(own, own, ...through)
}

function selectionOf(model: TargetModel, target: TargetDescription, depth: number): fc.Arbitrary<Tree> {
  const names = fc.subarray(readable(model).map(({ name }) => name))
  const relations = relationsOf(model, target)
  if (depth === 0 || relations.length === 0) return fc.oneof(names.map((all) => ({ select: Object.fromEntries(all.map((name) => [name, true])) })), names.map((all) => ({ omit: Object.fromEntries(all.slice(1).map((name) => [name, true])) })), fc.constant({}))
  const nested = pick(relations).chain(([relation, other]) =>
    member(relation.name, fc.oneof(fc.constant(true), fc.tuple(selectionOf(other, target, depth - 1), relation.list ? pageOf(other, target) : fc.constant({})).map(([a, b]) => ({ ...a, ...b })))),
  )
  const counts = relations.filter(([{ list }]) => list).map(([{ name }]) => name)
  return fc.oneof(
    member('include', nested),
    fc.tuple(names, nested).map(([all, more]) => ({ select: { ...Object.fromEntries(all.map((name) => [name, true])), ...more } })),
    ...(counts.length === 0 ? [] : [pick(counts).map((name) => ({ include: { _count: { select: { [name]: true } } } }))]),
    fc.constant({}),
  )
}

const often = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 2 })
const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.oneof({ arbitrary: fc.constant(undefined), weight: 5 }, { arbitrary: value, weight: 1 })
const defined = (tree: Tree): Tree => Object.fromEntries(Object.entries(tree).filter(([, value]) => value !== undefined))

function pageOf(model: TargetModel, target: TargetDescription): fc.Arbitrary<Tree> {
  return fc.record({ where: often(whereOf(model, target, 1)), orderBy: often(orderOf(model, target)), take: rarely(fc.nat(5)), skip: rarely(fc.nat(3)) }).map(defined)
}

/** Arguments of a list. */
export function listOf(model: TargetModel, target: TargetDescription): fc.Arbitrary<Tree> {
  const page = fc.record({
    where: often(whereOf(model, target, 2)),
    orderBy: often(fc.oneof(orderOf(model, target), fc.array(orderOf(model, target), { maxLength: 3 }))),
    take: rarely(fc.nat(20)),
    skip: rarely(fc.nat(10)),
    count: often(fc.constantFrom('none', 'exact', 'estimated')),
    search: rarely(fc.string({ maxLength: 8 })),
    distinct: rarely(fc.subarray(scalars(model).map(({ name }) => name), { minLength: 1, maxLength: 2 })),
    can: rarely(fc.constant('update,delete')),
  })
  return fc.tuple(page, selectionOf(model, target, 2)).map(([a, b]) => defined({ ...a, ...b }))
}

/** What of a record is asked for. */
export function shapeOf(model: TargetModel, target: TargetDescription): fc.Arbitrary<Tree> {
  return selectionOf(model, target, 2)
}

/** Arguments of an aggregate. */
export function aggregateOf(model: TargetModel, target: TargetDescription): fc.Arbitrary<Tree> {
  const numbers = readable(model).filter(({ kind, list }) => !list && ['int', 'float', 'decimal', 'bigint'].includes(kind)).map(({ name }) => name)
  const sums = fc.subarray(numbers, { minLength: 1 }).map((names) => Object.fromEntries(names.map((name) => [name, true])))
  return fc.record({ _sum: often(sums), _avg: often(sums), _min: often(sums), _max: often(sums), _count: often(fc.constantFrom<unknown>(true, { _all: true }, { id: true })), where: often(whereOf(model, target, 1)) }).map(defined)
}

/** Arguments of a group. */
export function groupOf(model: TargetModel, target: TargetDescription): fc.Arbitrary<Tree> {
  const by = fc.subarray(scalars(model).map(({ name }) => name), { minLength: 1, maxLength: 2 })
  const having = fc.constantFrom<unknown>(undefined, undefined, { [model.key[0] ?? 'id']: { _count: { gt: 1 } } }, { [model.key[0] ?? 'id']: { _sum: { lt: 5 } } })
  return fc.tuple(aggregateOf(model, target), by, having, fc.nat(10)).map(([aggregate, names, condition, take]) => defined({ ...aggregate, by: names, having: condition, orderBy: { [names[0] ?? 'id']: 'asc' }, take }))
}
