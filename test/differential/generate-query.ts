import type { Field, Model, Registry, Relation } from '../../packages/runtime-server/src/registry/registry.ts'
import { ALWAYS, allOf, anyOf, noneOf } from '../../packages/runtime-server/src/request/combine-where.ts'
import { operatorsOf, isComparison } from '../../packages/runtime-server/src/request/operators.ts'
import type { Comparison, FieldValue, ListQuery, OrderBy, RelationSelection, Selection, Where } from '../../packages/runtime-server/src/request/query.ts'
import { sampleValues } from './sample-values.ts'
import type { Draw } from './seed-rows.ts'

/** What queries are generated for. */
export interface Generating {
  readonly registry: Registry
  readonly draw: Draw
  /** A difference from the Prisma client that is known and wanted; such comparisons are left out. */
  readonly isExcluded: (compare: Extract<Where, { op: 'compare' }>) => boolean
}

/** A random list of a random model. */
export function generateList(generating: Generating): ListQuery {
  const models = [...generating.registry.models.values()].filter((model) => model.key && model.kind === 'model')
  const model = pick(generating, models)
  return {
    model,
    where: generateWhere(generating, model, 3),
    orderBy: generateOrderBy(generating, model),
    selection: generateSelection(generating, model, 2),
    take: generating.draw(8),
    skip: generating.draw(3) === 0 ? generating.draw(5) : 0,
    count: generating.draw(3) === 0 ? 'exact' : 'none',
  }
}

function pick<T>({ draw }: Pick<Generating, 'draw'>, items: readonly T[]): T {
  const item = items[draw(items.length)]
  if (item === undefined) throw new RangeError('There is nothing to pick from.')
  return item
}

function some<T>({ draw }: Generating, items: Iterable<T>, oneIn: number): readonly T[] {
  return [...items].filter(() => draw(oneIn) === 0)
}

function targetOf({ registry }: Generating, relation: Relation): Model {
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
      return generateCompare(generating, pick(generating, [...model.fields.values()]))
    default:
      return ALWAYS
  }
}

// The Prisma client's negation of an empty OR is an empty filter, and not all rows; none is made.
function atLeastOne(args: readonly Where[]): Where {
  return args.every((arg) => arg.op === 'always') ? ALWAYS : anyOf(args)
}

function generateIsNull(generating: Generating, model: Model): Where {
  const fields = [...model.fields.values()].filter((field) => field.list || !field.required)
  return fields.length === 0 ? ALWAYS : { op: 'isNull', field: pick(generating, fields) }
}

function generateRelationFilter(generating: Generating, relation: Relation, depth: number): Where {
  if (!relation.list && !relation.required && generating.draw(5) === 0) return { op: 'absent', relation }
  const quantifier = relation.list ? pick(generating, ['some', 'every', 'none'] as const) : pick(generating, ['is', 'isNot'] as const)
  return { op: 'relation', relation, quantifier, where: generateWhere(generating, targetOf(generating, relation), depth - 1) }
}

function generateCompare(generating: Generating, field: Field): Where {
  const operators = operatorsOf(field).filter(isComparison)
  const values = sampleValues(generating.registry, field)
  if (operators.length === 0 || values.length === 0) return ALWAYS
  const by = pick(generating, operators)
  const isTextual = operatorsOf(field).includes('mode')
  const compare: Where = { op: 'compare', field, by, value: operandOf(generating, { field, by, values }), insensitive: isTextual && generating.registry.provider === 'postgresql' && generating.draw(3) === 0 }
  return generating.isExcluded(compare) ? ALWAYS : compare
}

function operandOf(generating: Generating, { field, by, values }: { readonly field: Field; readonly by: Comparison; readonly values: readonly FieldValue[] }): FieldValue {
  const one = (): FieldValue => pick(generating, values)
  if (by === 'isEmpty') return generating.draw(2) === 0
  const isList = by === 'in' || by === 'hasEvery' || by === 'hasSome' || (field.list && by === 'equals')
  return isList ? Array.from({ length: generating.draw(4) }, one) : one()
}

function generateOrderBy(generating: Generating, model: Model): readonly OrderBy[] {
  const terms = Array.from({ length: generating.draw(3) }, () => generateTerm(generating, model, []))
  const key = (model.key?.fields ?? []).flatMap((name) => model.fields.get(name) ?? [])
  return [...terms, ...key.map((field): OrderBy => ({ via: [], field, direction: 'asc' }))]
}

function generateTerm(generating: Generating, model: Model, via: readonly Relation[]): OrderBy {
  const relations = [...model.relations.values()].filter((relation) => !relation.list)
  if (relations.length > 0 && via.length < 2 && generating.draw(3) === 0) {
    const relation = pick(generating, relations)
    return generateTerm(generating, targetOf(generating, relation), [...via, relation])
  }
  const field = pick(generating, [...model.fields.values()].filter(isSortable))
  const nulls = !field.required && generating.draw(2) === 0 ? pick(generating, ['first', 'last'] as const) : undefined
  return { via, field, direction: pick(generating, ['asc', 'desc'] as const), ...(nulls && { nulls }) }
}

function isSortable(field: Field): boolean {
  return !field.list && field.kind !== 'json' && field.kind !== 'bytes' && field.native?.name !== 'Xml'
}

function generateSelection(generating: Generating, model: Model, depth: number): Selection {
  const all = generating.draw(3) === 0
  const relations = [...model.relations.values()]
  return {
    fields: all ? [...model.fields.values()] : some(generating, model.fields.values(), 2),
    relations: depth > 0 ? some(generating, relations, 3).map((relation) => generateNested(generating, relation, depth)) : [],
    counts: some(generating, relations.filter((relation) => relation.list), 4),
  }
}

function generateNested(generating: Generating, relation: Relation, depth: number): RelationSelection {
  const model = targetOf(generating, relation)
  const selection = generateSelection(generating, model, depth - 1)
  if (!relation.list) return { relation, model, selection }
  const take = generating.draw(5)
  const list = { where: generateWhere(generating, model, 1), orderBy: generateOrderBy(generating, model), take, skip: generating.draw(3) === 0 ? generating.draw(3) : 0 }
  return { relation, model, selection, list }
}
