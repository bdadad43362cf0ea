import { AGGREGATE_FUNCTIONS, aggregateOf, groupModel, isAggregable, type Aggregate, type AggregateFunction, type AggregateQuery, type GroupQuery } from '../../packages/runtime-server/src/request/aggregate.ts'
import { ALWAYS } from '../../packages/runtime-server/src/request/combine-where.ts'
import type { OrderBy, Where } from '../../packages/runtime-server/src/request/query.ts'
import type { Field, Model } from '../../packages/runtime-server/src/registry/registry.ts'
import { generateOrderBy, generateWhere, isSortable, pick, some, type Generating } from './generate-query.ts'

/** Which functions of which fields are compared. */
export type Admits = (name: AggregateFunction, field: Field) => boolean

function generateAsked(generating: Generating, model: Model, admits: Admits): Pick<AggregateQuery, 'asked' | 'countsRows'> {
  const countsRows = generating.draw(3) === 0
  const fields = [...model.fields.values()]
  const ofFields = AGGREGATE_FUNCTIONS.filter((name) => name !== '_count' || !countsRows).flatMap((name) => some(generating, fields.filter((field) => isAggregable(name, field) && admits(name, field)), 3).map((field) => aggregateOf(name, field, model)))
  return { countsRows, asked: countsRows || generating.draw(3) === 0 ? [aggregateOf('_count', null, model), ...ofFields] : ofFields }
}

/** A random aggregate of a random model. */
export function generateAggregate(generating: Generating, admits: Admits): AggregateQuery {
  const model = pick(generating, generating.registry.models.size > 0 ? [...generating.registry.models.values()].filter((one) => one.key && one.kind === 'model') : [])
  const page = generating.draw(3) === 0 ? { orderBy: generateOrderBy(generating, model), take: generating.draw(8), skip: generating.draw(3) } : null
  return { model, where: generateWhere(generating, model, 2), page, ...generateAsked(generating, model, admits) }
}

/** Random groups of a random model, in a total order. */
export function generateGroups(generating: Generating, admits: Admits): GroupQuery {
  const models = [...generating.registry.models.values()].filter((one) => one.key && one.kind === 'model')
  const model = pick(generating, models)
  const fields = [...model.fields.values()].filter((field) => isSortable(field) && field.kind !== 'float')
  const by = [...new Set([pick(generating, fields), ...some(generating, fields, 5)])]
  const asked = generateAsked(generating, model, admits)
  const ordered = some(generating, asked.asked.filter(({ of, result }) => of !== null && isSortable(result) && result.kind !== 'float'), 3)
  const orderBy = [...ordered.map(({ result }) => termOf(result, generating.draw(2) === 0)), ...by.map((field) => termOf(field, true))]
  const having = generateHaving(generating, asked.asked)
  return { model, by, where: generateWhere(generating, model, 2), groups: groupModel(model, by, asked.asked), named: asked.asked, having, orderBy, take: generating.draw(10), skip: generating.draw(3) === 0 ? generating.draw(3) : 0, ...asked }
}

function termOf(field: Field, ascending: boolean): OrderBy {
  return { via: [], field, direction: ascending ? 'asc' : 'desc' }
}

// The Prisma client filters groups by counts and sums of whole numbers as the database does.
function generateHaving(generating: Generating, asked: readonly Aggregate[]): Where {
  const whole = asked.filter(({ of, result }) => of !== null && result.kind === 'int')
  if (whole.length === 0 || generating.draw(2) === 0) return ALWAYS
  const compare: Where = { op: 'compare', field: pick(generating, whole).result, by: pick(generating, ['equals', 'lt', 'gte'] as const), value: generating.draw(4), insensitive: false }
  return generating.draw(3) === 0 ? { op: 'not', arg: compare } : compare
}
