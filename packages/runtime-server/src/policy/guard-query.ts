// Owns where a condition on a model's rows belongs in a query: at every hop that reaches the model, whoever built the query.
import type { Field, Model, Registry, Relation } from '../registry/registry.ts'
import type { AggregateQuery } from '../request/aggregate.ts'
import { allOf } from '../request/combine-where.ts'
import type { FieldValue, ListQuery, OrderBy, RecordKey, RelationSelection, Selection, TreeQuery, Where } from '../request/query.ts'
import { guardLeaf, guardNegated } from './guard-fields.ts'

/**
 * What rows of each model there are for somebody: null where all are. A condition must be true or false of every row, never unknown,
 * and is not guarded itself.
 */
export interface Guard {
  readonly registry: Pick<Registry, 'models'>
  readonly conditionOf: (model: Model) => Where | null
  /** What rows there are to be restored, where that is not the same. */
  readonly restorable?: (model: Model) => Where | null
  /** What a row must fulfil for a field of it to be known; null: nothing. Absent where no field asks for anything. */
  readonly fieldConditionOf?: (model: Model, field: Field) => Where | null
  /** What the server sets of a record that is written, by field; `sent` are the fields that the caller sent. */
  readonly setsOf?: (model: Model, action: 'create' | 'update', sent: readonly string[]) => Readonly<Record<string, FieldValue>>
}

/** The model as the registry of the guard has it: queries may name it as a principal sees it. */
export function modelOf({ registry }: Guard, { name }: Pick<Model, 'name'>): Model {
  const model = registry.models.get(name)
  if (!model) throw new Error(`The registry holds no model ${name}.`)
  return model
}

/** A list of rows that are there, in which every relation leads to such rows only. */
export function guardQuery(guard: Guard, query: ListQuery): ListQuery {
  const { where, orderBy, selection } = query
  const model = modelOf(guard, query.model)
  return { ...query, model, where: guardWhere(guard, model, where), orderBy: orderBy.map((term) => guardOrder(guard, term)), selection: guardSelection(guard, model, selection) }
}

/** An aggregate over rows that are there only. */
export function guardAggregate(guard: Guard, query: AggregateQuery): AggregateQuery {
  const { where, page } = query
  const model = modelOf(guard, query.model)
  return { ...query, model, where: guardWhere(guard, model, where), page: page && { ...page, orderBy: page.orderBy.map((term) => guardOrder(guard, term)) } }
}

/** A tree of rows that are there; nothing is reached below one that is not. */
export function guardTree(guard: Guard, query: TreeQuery): TreeQuery {
  const { where, below, orderBy, selection } = query
  const model = modelOf(guard, query.model)
  return { ...query, model, where: guardWhere(guard, model, where), below: guardWhere(guard, model, below), orderBy: orderBy.map((term) => guardOrder(guard, term)), selection: guardSelection(guard, model, selection) }
}

/** A condition that holds for rows that are there only. */
export function guardWhere(guard: Guard, model: Model, where: Where): Where {
  return allOf([guardInner(guard, model, where), ...conditionsOf(guard, model)])
}

/** A key that addresses rows that are there only. */
export function guardKey(guard: Guard, model: Model, key: RecordKey): RecordKey {
  const named = key.key.fields.flatMap((name) => fieldConditions(guard, model, name))
  const where = allOf([guardWhere(guard, model, key.where ?? { op: 'always' }), ...named])
  return where.op === 'always' ? key : { ...key, where }
}

/** What of a record is answered, with what is there of its relations. */
export function guardSelection(guard: Guard, model: Model, { fields, relations, counts }: Selection): Selection {
  const conditions = guard.fieldConditionOf && new Map(fields.flatMap(({ name }) => fieldConditions(guard, model, name).map((where) => [name, where] as const)))
  return {
    ...(conditions && conditions.size > 0 && { conditions }),
    fields,
    relations: relations.map((nested) => guardNested(guard, nested)),
    counts: counts.map(({ relation, where }) => ({ relation, where: guardWhere(guard, targetOf(guard, relation), where) })),
  }
}

/** The model that a relation leads to. */
export function targetOf(guard: Guard, relation: Relation): Model {
  return modelOf(guard, { name: relation.model })
}

/** The condition on a field as a list of one or none. */
export function fieldConditions({ fieldConditionOf }: Guard, model: Model, name: string): readonly Where[] {
  const field = fieldConditionOf && model.fields.get(name)
  const condition = field && fieldConditionOf(model, field)
  return condition ? [condition] : []
}

/** The condition on a model's rows as a list of one or none. */
function conditionsOf({ conditionOf }: Guard, model: Model): readonly Where[] {
  const condition = conditionOf(model)
  return condition ? [condition] : []
}

function guardNested(guard: Guard, nested: RelationSelection): RelationSelection {
  const { list, where } = nested
  const model = modelOf(guard, nested.model)
  const selection = guardSelection(guard, model, nested.selection)
  if (list) return { ...nested, model, selection, list: { ...list, where: guardWhere(guard, model, list.where), orderBy: list.orderBy.map((term) => guardOrder(guard, term)) } }
  const condition = allOf([...(where ? [where] : []), ...conditionsOf(guard, model)])
  return { ...nested, model, selection, ...(condition.op !== 'always' && { where: condition }) }
}

// A row that is not there has no values: those behind it count as null.
function guardOrder(guard: Guard, term: OrderBy): OrderBy {
  const visible = term.via.reduceRight<Where>((inner, relation) => {
    const where = allOf([...conditionsOf(guard, targetOf(guard, relation)), inner])
    return where.op === 'always' ? where : { op: 'relation', relation, quantifier: 'is', where }
  }, { op: 'always' })
  const where = allOf([...(term.where ? [term.where] : []), visible])
  return where.op === 'always' ? term : { ...term, where }
}

/** A condition of a client in which every relation leads to rows that are there only, and no field is asked that is not known. */
export function guardInner(guard: Guard, model: Model, where: Where): Where {
  switch (where.op) {
    case 'and':
    case 'or':
      return { ...where, args: where.args.map((arg) => guardInner(guard, model, arg)) }
    case 'not':
      return guard.fieldConditionOf ? guardNegated(guard, model, where.arg) : { ...where, arg: guardInner(guard, model, where.arg) }
    case 'relation':
      return guardRelation(guard, where)
    case 'absent':
      return guardAbsent(guard, where)
    case 'always':
      return where
    default:
      return guard.fieldConditionOf ? guardLeaf(guard, model, where) : where
  }
}

// Of rows that are not there, `every` asks nothing; the rest of `every` is that none fails.
function guardRelation(guard: Guard, { relation, quantifier, where }: Extract<Where, { op: 'relation' }>): Where {
  const target = targetOf(guard, relation)
  const conditions = conditionsOf(guard, target)
  if (quantifier === 'every' && (conditions.length > 0 || guard.fieldConditionOf)) return { op: 'relation', relation, quantifier: 'none', where: allOf([guardInner(guard, target, { op: 'not', arg: where }), ...conditions]) }
  if (quantifier === 'isNot' && guard.fieldConditionOf) return guardIsNot(guard, { relation, where })
  return { op: 'relation', relation, quantifier, where: allOf([guardInner(guard, target, where), ...conditions]) }
}

// Not a record that is there, or one for which the opposite is known.
function guardIsNot(guard: Guard, { relation, where }: Pick<Extract<Where, { op: 'relation' }>, 'relation' | 'where'>): Where {
  const target = targetOf(guard, relation)
  const opposite: Where = { op: 'relation', relation, quantifier: 'is', where: allOf([guardNegated(guard, target, where), ...conditionsOf(guard, target)]) }
  return { op: 'or', args: [guardAbsent(guard, { op: 'absent', relation }), opposite] }
}

// A relation to a row that is not there points nowhere.
function guardAbsent(guard: Guard, where: Extract<Where, { op: 'absent' }>): Where {
  const [condition] = conditionsOf(guard, targetOf(guard, where.relation))
  return condition ? { op: 'not', arg: { op: 'relation', relation: where.relation, quantifier: 'is', where: condition } } : where
}
