// Carries out lists and counts through the Prisma client, for a database without statements of our own, and as the oracle of those that have them.
import type { Model } from '../../registry/registry.ts'
import type { ListQuery, RecordKey, Selection } from '../../request/query.ts'
import type { PrismaTransaction } from '../prisma/create-prisma-client.ts'
import { delegateOf, keyToPrisma } from './address.ts'
import { cutLists } from './cut-lists.ts'
import { presentRow } from './present-row.ts'
import { MAX_ESTIMATE, type Page, type Total } from './records.ts'
import { orderByToPrisma, selectAll, selectionToPrisma } from './selection-to-prisma.ts'
import { whereToPrisma, type WhereContext } from './where-to-prisma.ts'

/** Reads one page, and beside it the count that the query asks for. The client tells no places, so that the page has no ends. */
export async function listByPrisma(context: WhereContext, client: PrismaTransaction, query: ListQuery): Promise<Page> {
  const { model, selection, take, skip } = query
  const page = delegateOf(client, model).findMany({
    where: whereToPrisma(context, query.where),
    orderBy: orderByToPrisma(query.orderBy),
    select: { ...selectionToPrisma(context, model, withOneMore(selection)), ...selectAll(query.distinct) },
    ...(query.distinct.length > 0 && { distinct: query.distinct.map(({ name }) => name) }),
    take: take + 1,
    ...(skip > 0 && { skip }),
  })
  const [rows, total] = await Promise.all([page, query.count === 'none' ? undefined : countByPrisma(context, client, query)])
  const paths = new Set<string>()
  const kept = rows.slice(0, take).map((row) => cutLists(presentRow(row, selection), selection, { paths }))
  return {
    json: JSON.stringify(kept),
    truncated: [...paths].toSorted(),
    count: kept.length,
    hasMore: rows.length > take,
    ...(total && { total }),
  }
}

/** Reads one record, as JSON text. */
export async function getByPrisma(context: WhereContext, client: PrismaTransaction, { model, key, selection }: { readonly model: Model; readonly key: RecordKey; readonly selection: Selection }): Promise<string | null> {
  const row = await delegateOf(client, model).findUnique({ where: keyToPrisma(key), select: selectionToPrisma(context, model, selection) })
  return row && JSON.stringify(presentRow(row, selection))
}

async function countByPrisma(context: WhereContext, client: PrismaTransaction, { model, where, distinct, count }: ListQuery): Promise<Total> {
  const isExact = count === 'exact'
  const args = { where: whereToPrisma(context, where), ...(!isExact && { take: MAX_ESTIMATE + 1 }) }
  const by = distinct.map(({ name }) => name)
  const found = by.length === 0 ? await delegateOf(client, model).count(args) : (await delegateOf(client, model).groupBy({ ...args, by, orderBy: by.map((name) => ({ [name]: 'asc' })) })).length
  return isExact || found <= MAX_ESTIMATE ? { count: found, isMinimum: false } : { count: MAX_ESTIMATE, isMinimum: true }
}

function withOneMore(selection: Selection): Selection {
  return {
    ...selection,
    relations: selection.relations.map((nested) => ({ ...nested, selection: withOneMore(nested.selection), ...(nested.list && { list: { ...nested.list, take: nested.list.take + 1 } }) })),
  }
}
