// Carries out guarded queries and writes through the Prisma client that was built at boot.
import { isProblem, problem } from '@ssot/contract'
import type { Model, Registry } from '../../registry/registry.ts'
import type { RecordKey, Selection } from '../../request/query.ts'
import { presentPathKey } from '../../request/parse-key.ts'
import type { RowRules } from '../../request/row-rules.ts'
import { isSameSelection, storedSelection } from '../../request/stored-selection.ts'
import type { WriteData } from '../../request/write.ts'
import type { IndexNames } from '../find-constrained-fields.ts'
import { mapDatabaseError } from '../map-database-error.ts'
import type { PrismaClientLike, PrismaRow, PrismaTransaction } from '../prisma/create-prisma-client.ts'
import type { Executor } from '../sql/executor.ts'
import { createReceipts } from '../sql/receipts.ts'
import { delegateOf, keyToPrisma, type WriteContext } from './address.ts'
import { presentRow } from './present-row.ts'
import { refuseRules } from './refuse-rules.ts'
import { aggregateByPrisma, groupByPrisma } from './prisma-aggregates.ts'
import { judgeByPrisma } from './prisma-verdicts.ts'
import { listByPrisma } from './prisma-reads.ts'
import type { ChangeOptions, Receipts, RecordText, Records, WrittenRecord } from './records.ts'
import { selectionToPrisma } from './selection-to-prisma.ts'
import { whereContextOf, whereToPrisma } from './where-to-prisma.ts'
import { writeToPrisma } from './write-to-prisma.ts'

/** Records over the Prisma client. */
export function createPrismaRecords(registry: Registry, client: PrismaClientLike, indexes: IndexNames): Records {
  const receipts = createReceipts(registry.provider, executorOver(client), null)
  return recordsOver({ write: { registry, context: whereContextOf(registry, client), client, rules: null }, translated: createTranslation(indexes), receipts }, (work) => client.$transaction(work))
}

type RunTransaction = <T>(work: (client: PrismaTransaction) => Promise<T>) => Promise<T>

interface Writing extends WriteContext {
  readonly rules: RowRules | null
}

interface Stage {
  readonly write: Writing
  readonly translated: Translate
  readonly receipts: (executor: Executor) => Receipts
}

function executorOver(client: PrismaTransaction): Executor {
  return {
    rows: async (sql, args) => (await client.$queryRawUnsafe(sql, ...args)).map((row) => Object.values(row)),
    count: (sql, args) => client.$executeRawUnsafe(sql, ...args),
  }
}

function recordsOver({ write, translated, receipts }: Stage, transaction: RunTransaction): Records {
  const { context, client, rules } = write
  const whole = <T>(work: (write: Writing) => Promise<T>): Promise<T> => transaction((inner) => work({ ...write, client: inner }))
  return {
    list: (query) => translated(() => listByPrisma(context, client, query), query.model),
    aggregate: (query) => translated(() => aggregateByPrisma(context, client, query), query.model),
    group: (query) => translated(() => groupByPrisma(context, client, query), query.model),
    count: (model, where) => translated(() => delegateOf(client, model).count({ where: whereToPrisma(context, where) }), model),
    get: (model, key, selection) => translated(() => get(write, { model, key }, selection), model),
    judge: (model, where, conditions) => translated(() => judgeByPrisma(context, client, { model, where, conditions }), model),
    create: (data, selection) => translated(() => whole((inner) => create(inner, data, selection)), data.model, data),
    update: (key, data, options) => translated(() => whole((inner) => update(inner, { key, data }, options)), data.model, data),
    delete: (model, key, options) => translated(() => whole((inner) => remove(inner, { model, key }, options)), model, { model, path: '', scalars: {}, changes: {}, links: [], input: {} }),
    // No model is a tree.
    tree: () => Promise.resolve([]),
    // Nothing is kept that was deleted.
    restore: () => Promise.resolve(null),
    createMany: (model, rows, skipDuplicates) =>
      translated(async () => {
        refuseRules(rules, { create: rows })
        const data: object[] = []
        for (const row of rows) data.push(await writeToPrisma(write, client, row))
        return (await delegateOf(client, model).createMany({ data, skipDuplicates })).count
      }, model),
    updateMany: (data, where) =>
      translated(async () => {
        refuseRules(rules, { update: data })
        return (await delegateOf(client, data.model).updateMany({ data: await writeToPrisma(write, client, data), where: whereToPrisma(context, where) })).count
      }, data.model, data),
    deleteMany: (model, where) =>
      translated(async () => {
        refuseRules(rules, { delete: model })
        return (await delegateOf(client, model).deleteMany({ where: whereToPrisma(context, where) })).count
      }, model),
    writesAlone: false,
    hooked: () => { throw problem('INTERNAL.BUG', { detail: 'Hooks are not told of writes on MySQL and MariaDB.' }) },
    ruled: (asked) => recordsOver({ write: { ...write, rules: asked }, translated, receipts }, transaction),
    actingAs: null,
    versions: null,
    receipts: receipts(executorOver(client)),
    transaction: (work) => transaction((inner) => work(recordsOver({ write: { ...write, client: inner }, translated, receipts }, (nested) => nested(inner)))),
  }
}

interface Address {
  readonly model: Model
  readonly key: RecordKey
}

// The default representation for who asks.
function standardOf({ rules }: Writing, model: Model): Selection {
  return rules?.representation(model) ?? storedSelection(model)
}

async function get(write: Writing, { model, key }: Address, selection: Selection): Promise<RecordText | null> {
  const { context, client } = write
  const standard = standardOf(write, model)
  const read = async (part: Selection): Promise<string | null> => {
    const row = await delegateOf(client, model).findUnique({ where: keyToPrisma(key), select: selectionToPrisma(context, model, part) })
    return row && JSON.stringify(presentRow(row, part))
  }
  const json = await read(selection)
  const stored = json === null || isSameSelection(standard, selection) ? json : await read(standard)
  return json === null || stored === null ? null : { json, stored }
}

async function create(write: Writing, data: WriteData, selection: Selection): Promise<WrittenRecord> {
  const { context, client, rules } = write
  refuseRules(rules, { create: [data] })
  const { model } = data
  const row = await delegateOf(client, model).create({ data: await writeToPrisma(write, client, data), select: selectionToPrisma(context, model, withKey(model, standardOf(write, model))) })
  return written(write, { model, row }, selection)
}

async function update(write: Writing, { key, data }: { readonly key: RecordKey; readonly data: WriteData }, { selection, check }: ChangeOptions): Promise<WrittenRecord | null> {
  const { context, client, rules } = write
  const { model } = data
  refuseRules(rules, { update: data })
  const before = await get(write, { model, key }, standardOf(write, model))
  if (!before) return null
  check?.(before.stored)
  const row = await delegateOf(client, model).update({ where: keyToPrisma(key), data: await writeToPrisma(write, client, data), select: selectionToPrisma(context, model, withKey(model, standardOf(write, model))) })
  return written(write, { model, row }, selection)
}

async function remove(write: Writing, { model, key }: Address, { selection, check }: ChangeOptions): Promise<WrittenRecord | null> {
  refuseRules(write.rules, { delete: model })
  const record = await get(write, { model, key }, selection)
  if (!record) return null
  check?.(record.stored)
  await delegateOf(write.client, model).delete({ where: keyToPrisma(key) })
  return { ...record, key: null }
}

async function written(write: Writing, { model, row }: { readonly model: Model; readonly row: PrismaRow }, selection: Selection): Promise<WrittenRecord> {
  const { key } = model
  const presented = presentRow(row, withKey(model, standardOf(write, model)))
  if (!key) return { json: JSON.stringify(presentRow(row, selection)), stored: JSON.stringify(presentRow(row, standardOf(write, model))), key: null }
  const values = Object.fromEntries(key.fields.map((name) => [name, row[name]]))
  const record = await get(write, { model, key: { key, values } }, selection)
  if (!record) throw problem('INTERNAL.BUG', { detail: 'A record that was just written is not there.' })
  return { ...record, key: presentPathKey(model, presented) }
}

function withKey(model: Model, selection: Selection): Selection {
  const missing = (model.key?.fields ?? []).flatMap((name) => model.fields.get(name) ?? []).filter((field) => !selection.fields.includes(field))
  return { ...selection, fields: [...selection.fields, ...missing] }
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
