// Carries out guarded queries and writes through the Prisma client that was built at boot.
import { isProblem, problem, type Row } from '@ssot/contract'
import type { Model, Registry } from '../../registry/registry.ts'
import type { ListQuery, RecordKey, Selection } from '../../request/query.ts'
import type { WriteData } from '../../request/write.ts'
import type { IndexNames } from '../find-constrained-fields.ts'
import { mapDatabaseError } from '../map-database-error.ts'
import type { PrismaClientLike, PrismaTransaction } from '../prisma/create-prisma-client.ts'
import { delegateOf, keyToPrisma, type WriteContext } from './address.ts'
import { presentRow } from './present-row.ts'
import type { Page, Records } from './records.ts'
import { orderByToPrisma, selectionToPrisma } from './selection-to-prisma.ts'
import { prismaNulls } from '../prisma/prisma-nulls.ts'
import { whereToPrisma, type WhereContext } from './where-to-prisma.ts'
import { needsTransaction, writeToPrisma } from './write-to-prisma.ts'

/** Records over the Prisma client. */
export function createPrismaRecords(registry: Registry, client: PrismaClientLike, indexes: IndexNames): Records {
  const translated = createTranslation(indexes)
  const context: WhereContext = { provider: registry.provider, nulls: prismaNulls }
  return {
    list: (query) => translated(() => list(context, client, query), query.model),
    count: (model, where) => translated(() => delegateOf(client, model).count({ where: whereToPrisma(context, where) }), model),
    get: (model, key, selection) =>
      translated(async () => {
        const row = await delegateOf(client, model).findUnique({ where: keyToPrisma(key), select: selectionToPrisma(context, model, selection) })
        return row && JSON.stringify(presentRow(row, selection))
      }, model),
    create: (data, selection) => translated(() => create({ registry, context, client }, data, selection), data.model, data),
    update: (key, data, selection) => translated(() => update({ registry, context, client }, { key, data }, selection), data.model, data),
    delete: (model, key, selection) => translated(() => remove(context, client, { model, key, selection }), model, { model, scalars: {}, links: [] }),
  }
}

async function list(context: WhereContext, client: PrismaClientLike, query: ListQuery): Promise<Page> {
  const { model, selection, take, skip } = query
  const where = whereToPrisma(context, query.where)
  const page = delegateOf(client, model).findMany({
    where,
    orderBy: orderByToPrisma(query.orderBy),
    select: selectionToPrisma(context, model, selection),
    take: take + 1,
    ...(skip > 0 && { skip }),
  })
  const counted = query.count === 'exact' ? delegateOf(client, model).count({ where }) : undefined
  const [rows, total] = await Promise.all([page, counted])
  const kept = rows.slice(0, take)
  return {
    json: JSON.stringify(kept.map((row) => presentRow(row, selection))),
    count: kept.length,
    hasMore: rows.length > take,
    ...(total !== undefined && { total }),
  }
}

async function create(write: WriteContext, data: WriteData, selection: Selection): Promise<Row> {
  const select = selectionToPrisma(write.context, data.model, selection)
  const run = async (client: PrismaTransaction): Promise<Row> =>
    presentRow(await delegateOf(client, data.model).create({ data: await writeToPrisma(write, client, data), select }), selection)
  return needsTransaction(write.registry, data) ? write.client.$transaction(run) : run(write.client)
}

async function update(write: WriteContext, { key, data }: { readonly key: RecordKey; readonly data: WriteData }, selection: Selection): Promise<Row | null> {
  const select = selectionToPrisma(write.context, data.model, selection)
  const where = keyToPrisma(key)
  const run = async (client: PrismaTransaction): Promise<Row> =>
    presentRow(await delegateOf(client, data.model).update({ where, data: await writeToPrisma(write, client, data), select }), selection)
  if (!needsTransaction(write.registry, data)) return nullIfAbsent(() => run(write.client))
  return write.client.$transaction(async (client) => {
    const [any] = key.key.fields
    const present = await delegateOf(client, data.model).findUnique({ where, select: { [any ?? '']: true } })
    return present ? run(client) : null
  })
}

async function remove(context: WhereContext, client: PrismaClientLike, { model, key, selection }: { model: Model; key: RecordKey; selection: Selection }): Promise<Row | null> {
  const select = selectionToPrisma(context, model, selection)
  return nullIfAbsent(async () => presentRow(await delegateOf(client, model).delete({ where: keyToPrisma(key), select }), selection))
}

const RECORD_ABSENT = 'P2025'

async function nullIfAbsent<T>(run: () => Promise<T>): Promise<T | null> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === RECORD_ABSENT) return null
    throw error
  }
}

type Translate = <T>(run: () => Promise<T>, model: Model, write?: WriteData) => Promise<T>

// Only names that the caller sent may stand in a conflict's answer.
function createTranslation(indexes: IndexNames): Translate {
  return async (run, model, write) => {
    try {
      return await run()
    } catch (error) {
      if (isProblem(error)) throw error
      const { problem: mapped, fields } = mapDatabaseError(error, model, { indexes, isWrite: write !== undefined })
      if (mapped.code === 'DATA.NOT_FOUND' && write) throw problem('DATA.REFERENCED', { detail: 'A record that was to be linked does not exist.', cause: error })
      const sent = write ? [...Object.keys(write.scalars), ...write.links.flatMap((link) => link.relation.from)] : []
      const errors = fields.filter((field) => sent.includes(field)).map((field) => ({ path: field, code: mapped.code, message: mapped.message }))
      throw errors.length === 0 ? mapped : problem(mapped.code, { detail: mapped.message, errors, headers: mapped.headers, cause: error })
    }
  }
}
