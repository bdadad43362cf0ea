// Carries out aggregates and groups through the Prisma client.
import type { Aggregates, AggregateQuery, GroupQuery } from '../../request/aggregate.ts'
import { isPlainObject } from '../../request/given.ts'
import type { OrderBy } from '../../request/query.ts'
import type { PrismaRow, PrismaTransaction } from '../prisma/create-prisma-client.ts'
import { delegateOf } from './address.ts'
import { presentValue } from './present-row.ts'
import type { GroupPage } from './records.ts'
import { orderByToPrisma } from './selection-to-prisma.ts'
import { whereToPrisma, type PrismaArguments, type WhereContext } from './where-to-prisma.ts'

/** Aggregates over the records that match, as a JSON object. */
export async function aggregateByPrisma(context: WhereContext, client: PrismaTransaction, query: AggregateQuery): Promise<string> {
  const { model, where, page } = query
  const functions = functionsOf(query)
  if (Object.keys(functions).length === 0) return '{}'
  const args = { where: whereToPrisma(context, where), ...(page && { orderBy: orderByToPrisma(page.orderBy), take: page.take, skip: page.skip }), ...functions }
  return JSON.stringify(presentAggregates(await delegateOf(client, model).aggregate(args), query))
}

/** One page of groups. */
export async function groupByPrisma(context: WhereContext, client: PrismaTransaction, query: GroupQuery): Promise<GroupPage> {
  const { model, by, where, having, orderBy, take, skip } = query
  const rows = await delegateOf(client, model).groupBy({
    by: by.map(({ name }) => name),
    where: whereToPrisma(context, where),
    ...(having.op !== 'always' && { having: unflatten(whereToPrisma(context, having), by[0]?.name ?? '') }),
    orderBy: orderBy.map((term) => orderToPrisma(term, by[0]?.name ?? '')),
    take: take + 1,
    skip,
    ...functionsOf(query),
  })
  const groups = rows.slice(0, take).map((row) => ({ ...Object.fromEntries(by.map((field) => [field.name, presentValue(field, row[field.name])])), ...presentAggregates(row, query) }))
  return { json: JSON.stringify(groups), hasMore: rows.length > take }
}

function functionsOf({ asked, countsRows }: Aggregates): PrismaArguments {
  const names = [...new Set(asked.map((aggregate) => aggregate.function))]
  return Object.fromEntries(names.map((name) => [name, name === '_count' && countsRows ? true : Object.fromEntries(asked.filter((one) => one.function === name).map(({ of }) => [of?.name ?? '_all', true]))]))
}

function presentAggregates(row: PrismaRow, { asked, countsRows }: Aggregates): PrismaRow {
  const out: Record<string, unknown> = {}
  for (const { function: name, of, result } of asked) {
    const values = row[name]
    if (name === '_count' && countsRows) out[name] = isPlainObject(values) ? values['_all'] : values
    else out[name] = { ...(isPlainObject(out[name]) ? out[name] : {}), [of?.name ?? '_all']: presentValue(result, isPlainObject(values) ? values[of?.name ?? '_all'] : null) }
  }
  return out
}

const FUNCTION = /^(_\w+?)\.(\w+)$/

// All rows of a group are counted by what they are grouped by only where that is no NULL; the client has no other way.
function orderToPrisma({ field, direction, nulls }: OrderBy, any: string): PrismaArguments {
  const [, name, of] = FUNCTION.exec(field.name) ?? []
  if (name === undefined || of === undefined) return { [field.name]: nulls === undefined ? direction : { sort: direction, nulls } }
  return { [name]: { [of === '_all' ? any : of]: direction } }
}

// `{ '_sum.views': filter }` is `{ views: { _sum: filter } }`.
function unflatten(where: unknown, any: string): unknown {
  if (Array.isArray(where)) return where.map((part) => unflatten(part, any))
  if (!isPlainObject(where)) return where
  return Object.fromEntries(Object.entries(where).map(([key, part]) => {
    if (key === 'AND' || key === 'OR' || key === 'NOT') return [key, unflatten(part, any)]
    const [, name, of] = FUNCTION.exec(key) ?? []
    return name === undefined || of === undefined ? [key, part] : [of === '_all' ? any : of, { [name]: part }]
  }))
}
