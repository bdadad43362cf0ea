import type { Field, Model, Registry, Relation } from '../../packages/runtime-server/src/registry/registry.ts'
import { ALWAYS, allOf, anyOf, noneOf } from '../../packages/runtime-server/src/request/combine-where.ts'
import { operatorsOf, isComparison } from '../../packages/runtime-server/src/request/operators.ts'
import type { Comparison, FieldValue, JsonComparison, ListQuery, OrderBy, RelationSelection, Selection, Where } from '../../packages/runtime-server/src/request/query.ts'
import { areComparable } from '../../packages/runtime-server/src/request/parse-reference.ts'
import { JSON_NULL } from '../../packages/runtime-server/src/request/parse-value.ts'
import { sampleValues } from './sample-values.ts'
import type { Draw } from './seed-rows.ts'

export type FieldReference = Extract<Where, { op: 'compareFields' }>
export type JsonTest = Extract<Where, { op: 'json' }>

/** What queries are generated for. */
export interface Generating {
  readonly registry: Registry
  readonly draw: Draw
  /** A difference from the Prisma client that is known and wanted; such comparisons are left out. */
  readonly isExcluded: (compare: Extract<Where, { op: 'compare' }>) => boolean
  readonly isReferenceExcluded: (reference: FieldReference) => boolean
  readonly isTestExcluded: (test: JsonTest) => boolean
}

/** A random list of a random model. */
export function generateList(generating: Generating): ListQuery {
  const models = [...generating.registry.models.values()].filter((model) => model.key && model.kind === 'model')
  const model = pick(generating, models)
  return {
    model,
    where: generateWhere(generating, model, 3),
    orderBy: generateOrderBy(generating, model),
    distinct: generateDistinct(generating, model),
    selection: generateSelection(generating, model, 2),
    take: generating.draw(8),
    skip: generating.draw(3) === 0 ? generating.draw(5) : 0,
    count: pick(generating, ['none', 'none', 'exact', 'estimated'] as const),
  }
}

/** One of the items. */
export function pick<T>({ draw }: Pick<Generating, 'draw'>, items: readonly T[]): T {
  const item = items[draw(items.length)]
  if (item === undefined) throw new RangeError('There is nothing to pick from.')
  return item
}

/** Some of the items, one in so many. */
export function some<T>({ draw }: Pick<Generating, 'draw'>, items: Iterable<T>, oneIn: number): readonly T[] {
  return [...items].filter(() => draw(oneIn) === 0)
}

function targetOf({ registry }: Pick<Generating, 'registry'>, relation: Relation): Model {
  const model = registry.models.get(relation.model)
  if (!model) throw new RangeError(`There is no model ${relation.model}.`)
  return model
}

/** A random condition, at most `depth` deep. */
export function generateWhere(generating: Generating, model: Model, depth: number): Where {
  const relations = [...model.relations.values()]
  const nodes = ['always', 'field', 'field', 'field', 'null', ...(depth > 0 ? ['and', 'or', 'not', 'not'] : []), ...(depth > 0 && relations.length > 0 ? ['relation', 'relation', 'relation'] : [])]
  const inner = (): Where => generateWhere(generating, model, depth - 1)
  switch (pick(generating, nodes)) {
    case 'and':
      return allOf(Array.from({ length: generating.draw(4) }, inner))
    case 'or':
      return atLeastOne(Array.from({ length: generating.draw(4) }, inner))
    case 'not':
      return noneOf(inner())
    case 'null':
      return generateIsNull(generating, model)
    case 'relation':
      return generateRelationFilter(generating, pick(generating, relations), depth)
    case 'field':
      return generateCompare(generating, model, pick(generating, [...model.fields.values()]))
    default:
      return ALWAYS
  }
}

// The Prisma client's negation of an empty OR is an empty filter, and not all rows; none is made.
function atLeastOne(args: readonly Where[]): Where {
  return args.every((arg) => arg.op === 'always') ? ALWAYS : anyOf(args)
}

// The Prisma client cannot say that a list of JSON is not NULL; nobody asks whether it is.
function generateIsNull(generating: Generating, model: Model): Where {
  const fields = [...model.fields.values()].filter((field) => (field.list ? field.kind !== 'json' : !field.required))
  return fields.length === 0 ? ALWAYS : { op: 'isNull', field: pick(generating, fields) }
}

function generateRelationFilter(generating: Generating, relation: Relation, depth: number): Where {
  if (!relation.list && !relation.required && generating.draw(5) === 0) return { op: 'absent', relation }
  const quantifier = relation.list ? pick(generating, ['some', 'every', 'none'] as const) : pick(generating, ['is', 'isNot'] as const)
  return { op: 'relation', relation, quantifier, where: generateWhere(generating, targetOf(generating, relation), depth - 1) }
}

function generateCompare(generating: Generating, model: Model, field: Field): Where {
  if (field.kind === 'json' && !field.list && generating.draw(3) > 0) return generateJsonTest(generating, field)
  if (generating.draw(5) === 0) return generateReference(generating, model, field)
  const operators = field.kind === 'json' && !field.list ? (['equals'] as const) : operatorsOf(field).filter(isComparison)
  const values = sampleValues(generating.registry, field)
  if (operators.length === 0 || values.length === 0) return ALWAYS
  const by = pick(generating, operators)
  const isTextual = field.kind === 'string' && operatorsOf(field).includes('mode')
  const compare: Where = { op: 'compare', field, by, value: operandOf(generating, { field, by, values }), insensitive: isTextual && generating.registry.provider === 'postgresql' && generating.draw(3) === 0 }
  return generating.isExcluded(compare) ? ALWAYS : compare
}

function generateReference(generating: Generating, model: Model, field: Field): Where {
  const others = [...model.fields.values()].filter((other) => areComparable(field, other))
  const by = pick(generating, operatorsOf(field).includes('contains') ? (['equals', 'lt', 'gte', 'contains', 'startsWith', 'endsWith'] as const) : operatorsOf(field).includes('lt') ? (['equals', 'lt', 'lte', 'gt', 'gte'] as const) : (['equals'] as const))
  if (others.length === 0) return ALWAYS
  const reference: FieldReference = { op: 'compareFields', model: model.name, field, by, other: pick(generating, others), insensitive: false }
  return generating.isReferenceExcluded(reference) ? ALWAYS : reference
}

const JSON_PATHS = [[], ['a'], ['b'], ['b', 'c'], ['b', 'c', '0'], ['0'], ['1'], ['2'], ['nothing']]
const JSON_TESTS: readonly { readonly by: JsonComparison; readonly values: readonly FieldValue[] }[] = [
  { by: 'equals', values: [1, 'x', null, true, [1.25, 'é'], { c: [1.25, 'é'] }, 'text', {}, []].map((value) => (value === null ? JSON_NULL : value)) },
  { by: 'isNull', values: [null] },
  ...(['lt', 'lte', 'gt', 'gte'] as const).map((by) => ({ by, values: [1, 1.5, 2, 'text', 'a', ''] })),
  ...(['string_contains', 'string_starts_with', 'string_ends_with'] as const).map((by) => ({ by, values: ['x', 'te', 'xt', 'T', ''] })),
  ...(['array_contains', 'array_starts_with', 'array_ends_with'] as const).map((by) => ({ by, values: [1, 'x', 'é', ['x'], [1, 'x'], [1.25], []] })),
]

function generateJsonTest(generating: Generating, field: Field): Where {
  const { by, values } = pick(generating, JSON_TESTS)
  const test: JsonTest = { op: 'json', field, by, value: pick(generating, values), path: pick(generating, JSON_PATHS), insensitive: false }
  return generating.isTestExcluded(test) ? ALWAYS : test
}

function operandOf(generating: Generating, { field, by, values }: { readonly field: Field; readonly by: Comparison; readonly values: readonly FieldValue[] }): FieldValue {
  const one = (): FieldValue => pick(generating, values)
  if (by === 'isEmpty') return generating.draw(2) === 0
  const isList = by === 'in' || by === 'hasEvery' || by === 'hasSome' || (field.list && by === 'equals')
  return isList ? Array.from({ length: generating.draw(4) }, one) : one()
}

function generateDistinct(generating: Generating, model: Model): readonly Field[] {
  return generating.draw(4) === 0 ? some(generating, [...model.fields.values()].filter(isSortable), 3) : []
}

/** A random order, whose last terms are the key. */
export function generateOrderBy(generating: Pick<Generating, 'registry' | 'draw'>, model: Model): readonly OrderBy[] {
  const terms = Array.from({ length: generating.draw(3) }, () => generateTerm(generating, model, []))
  const key = (model.key?.fields ?? []).flatMap((name) => model.fields.get(name) ?? [])
  return [...terms, ...key.map((field): OrderBy => ({ via: [], field, direction: 'asc' }))]
}

function generateTerm(generating: Pick<Generating, 'registry' | 'draw'>, model: Model, via: readonly Relation[]): OrderBy {
  const relations = [...model.relations.values()].filter((relation) => !relation.list)
  if (relations.length > 0 && via.length < 2 && generating.draw(3) === 0) {
    const relation = pick(generating, relations)
    return generateTerm(generating, targetOf(generating, relation), [...via, relation])
  }
  const field = pick(generating, [...model.fields.values()].filter(isSortable))
  const nulls = !field.required && generating.draw(2) === 0 ? pick(generating, ['first', 'last'] as const) : undefined
  return { via, field, direction: pick(generating, ['asc', 'desc'] as const), ...(nulls && { nulls }) }
}

/** Whether lists can be ordered by a field. */
export function isSortable(field: Field): boolean {
  return !field.list && field.kind !== 'json' && field.kind !== 'bytes' && field.native?.name !== 'Xml'
}

function generateSelection(generating: Generating, model: Model, depth: number): Selection {
  const all = generating.draw(3) === 0
  const relations = [...model.relations.values()]
  return {
    fields: all ? [...model.fields.values()] : some(generating, model.fields.values(), 2),
    relations: depth > 0 ? some(generating, relations, 3).map((relation) => generateNested(generating, relation, depth)) : [],
    counts: some(generating, relations.filter((relation) => relation.list), 4).map((relation) => ({ relation, where: generating.draw(2) === 0 ? ALWAYS : generateWhere(generating, targetOf(generating, relation), 1) })),
  }
}

function generateNested(generating: Generating, relation: Relation, depth: number): RelationSelection {
  const model = targetOf(generating, relation)
  const selection = generateSelection(generating, model, depth - 1)
  if (!relation.list) return { relation, model, selection }
  const take = generating.draw(5)
  const list = { where: generateWhere(generating, model, 1), orderBy: generateOrderBy(generating, model), distinct: generateDistinct(generating, model), take, skip: generating.draw(3) === 0 ? generating.draw(3) : 0 }
  return { relation, model, selection, list }
}
