// A database whose rules are compared: its rows as they were meant, as the wire has them, and as conditions find them.
import { parseSchema, push, readIndexNames } from '../../packages/runtime-server/src/data/index.ts'
import { createSqlRecords } from '../../packages/runtime-server/src/data/sql/create-sql-records.ts'
import type { Records } from '../../packages/runtime-server/src/data/records/records.ts'
import type { Surroundings } from '../../packages/runtime-server/src/policy/rules/match-where.ts'
import { buildRegistry } from '../../packages/runtime-server/src/registry/build-registry.ts'
import type { Field, Model, Registry } from '../../packages/runtime-server/src/registry/registry.ts'
import { buildUi } from '../../packages/runtime-server/src/registry/ui/build-ui.ts'
import { ALWAYS } from '../../packages/runtime-server/src/request/combine-where.ts'
import type { Where } from '../../packages/runtime-server/src/request/query.ts'
import { openClient, type DatabaseUnderTest, type Opened } from '../data/databases.ts'
import { followed, storeRows, type MeantRow, type World } from './rules-rows.ts'
import { rulesSchema } from './rules-schema.ts'
import type { Draw } from './seed-rows.ts'

type WireRow = Readonly<Record<string, unknown>>

/** An open database under test. */
export interface RulesDatabase extends AsyncDisposable {
  readonly registry: Registry
  /** Replaces all rows by others. */
  fill(draw: Draw): Promise<FilledDatabase>
}

/** A database with rows. */
export interface FilledDatabase {
  readonly world: World
  /** The keys of the rows that a condition finds, in order. */
  find(model: Model, where: Where): Promise<readonly unknown[]>
  /** The keys of the rows of which each condition holds, asked of every row at once. */
  judge(model: Model, conditions: readonly Where[]): Promise<readonly (readonly unknown[])[]>
  /** How many rows a statement that writes finds by a condition; nothing is written. */
  countWritten(model: Model, where: Where): Promise<number>
  /** A row as it travels on the wire. */
  onWire(row: MeantRow): WireRow
  /** Where relations lead from rows of the wire. */
  readonly surroundings: Surroundings
}

/** Opens a fresh database. */
export async function openRules(under: DatabaseUnderTest): Promise<RulesDatabase> {
  const provider = under.provider === 'sqlite' ? 'sqlite' : 'postgresql'
  const { schema } = await parseSchema([{ path: 'rules.prisma', text: rulesSchema(provider) }])
  if (!schema) throw new Error('The schema has a fault.')
  const test = await under.create()
  const opened = await openClient(test.target, schema)
  await push(opened.database, schema, { acceptDataLoss: true })
  await collate(opened, provider)
  const { registry } = buildRegistry({ datamodel: schema.dmmf, provider: schema.provider, relationMode: schema.relationMode, schemaHash: schema.hash, annotations: [], descriptions: new Map(), buildUi: (models) => buildUi({ ui: undefined, models }) })
  const records = createSqlRecords(registry, { database: opened.database, indexes: readIndexNames(schema) })
  if (!records) throw new Error(`There are no statements of our own for ${under.name}.`)
  return {
    registry,
    fill: async (draw) => fillDatabase(await storeRows(registry, opened.client, draw), records),
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]()
      await test[Symbol.asyncDispose]()
    },
  }
}

// Columns that are not compared letter by letter by themselves, which rules do all the same.
async function collate({ client }: Opened, provider: 'sqlite' | 'postgresql'): Promise<void> {
  if (provider === 'sqlite') {
    const [row] = await client.$queryRawUnsafe(`SELECT sql FROM sqlite_schema WHERE name = 'Mark'`)
    const sql = String(Object.values(Object(row))[0])
    await client.$executeRawUnsafe('DROP TABLE "Mark"')
    await client.$executeRawUnsafe(sql.replace('"note" TEXT', '"note" TEXT COLLATE NOCASE').replace('"byId" TEXT', '"byId" TEXT COLLATE NOCASE'))
    return
  }
  const rows = await client.$queryRawUnsafe(`SELECT 1 FROM pg_collation WHERE collprovider = 'i' LIMIT 1`)
  if (rows.length === 0) return
  await client.$executeRawUnsafe(`CREATE COLLATION no_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`)
  await client.$executeRawUnsafe('ALTER TABLE "Mark" ALTER COLUMN "note" TYPE text COLLATE no_case')
  await client.$executeRawUnsafe('ALTER TABLE "Club" ALTER COLUMN "title" TYPE text COLLATE no_case')
}

async function fillDatabase(world: World, records: Records): Promise<FilledDatabase> {
  const wires = new Map<MeantRow, WireRow>()
  const meant = new Map<WireRow, MeantRow>()
  for (const rows of world.rows.values()) {
    const [first] = rows
    if (!first) continue
    const found = new Map((await listed(records, first.model, ALWAYS, [...first.model.fields.values()])).map((row) => [row['id'], row]))
    for (const row of rows) {
      const wire = found.get(row.values['id'])
      if (!wire) throw new Error('A row is not there.')
      wires.set(row, wire)
      meant.set(wire, row)
    }
  }
  const onWire = (row: MeantRow): WireRow => wires.get(row) ?? {}
  return {
    world,
    find: async (model, where) => (await listed(records, model, where, [...model.fields.values()].filter(({ name }) => name === 'id'))).map((row) => row['id']),
    judge: async (model, conditions) => {
      const judged = await records.judge(model, ALWAYS, conditions)
      const holding = (index: number): readonly string[] => judged.filter(({ holds }) => holds[index]).map(({ key }) => key)
      return conditions.map((_, index) => (world.rows.get(model.name) ?? []).map(({ values }) => values['id']).filter((id) => holding(index).includes(String(id))))
    },
    countWritten: (model, where) => countWritten(records, model, where),
    onWire,
    surroundings: {
      relationOf: (relation, row) => {
        const from = meant.get(row)
        return from && followed(world, from, relation).map(onWire)
      },
    },
  }
}

const UNDONE = new Error('Nothing is to be written.')

async function countWritten(records: Records, model: Model, where: Where): Promise<number> {
  let count = 0
  const scalars = model.name === 'Thing' ? { flag: true } : { score: 1 }
  const work = records.transaction(async (within) => {
    count = await within.updateMany({ model, path: '', scalars, changes: {}, links: [], input: scalars }, where)
    throw UNDONE
  })
  await work.catch((error: unknown) => {
    if (error !== UNDONE) throw error
  })
  return count
}

async function listed(records: Records, model: Model, where: Where, fields: readonly Field[]): Promise<readonly WireRow[]> {
  const id = model.fields.get('id')
  if (!id) throw new Error(`${model.name} has no id.`)
  const page = await records.list({ model, where, orderBy: [{ via: [], field: id, direction: 'asc' }], distinct: [], selection: { fields, relations: [], counts: [] }, take: 1000, skip: 0, count: 'none' })
  const rows: unknown = JSON.parse(page.json)
  return Array.isArray(rows) ? rows : []
}
