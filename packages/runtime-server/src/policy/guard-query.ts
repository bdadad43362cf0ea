// Owns where a condition on a model's rows belongs in a query: at every hop that reaches the model, whoever built the query.
import type { Model } from '../registry/registry.ts'
import type { AggregateQuery } from '../request/aggregate.ts'
import { allOf } from '../request/combine-where.ts'
import type { ListQuery, OrderBy, RecordKey, RelationSelection, Selection, TreeQuery, Where } from '../request/query.ts'
import { conditionsOf, fieldConditions, guardWhere, modelOf, targetOf, type Guard } from './guard-where.ts'

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
