import { parseSchema, push, readIndexNames, type PrismaClientLike } from '../../packages/runtime-server/src/data/index.ts'
import type { Records } from '../../packages/runtime-server/src/data/records/records.ts'
import { createSqlRecords } from '../../packages/runtime-server/src/data/sql/create-sql-records.ts'
import { buildRegistry } from '../../packages/runtime-server/src/registry/build-registry.ts'
import type { Field, Model, Registry } from '../../packages/runtime-server/src/registry/registry.ts'
import { buildUi } from '../../packages/runtime-server/src/registry/ui/build-ui.ts'
import { openClient, type DatabaseUnderTest, type Opened } from '../data/databases.ts'
import { MODELS_TO_EMPTY, PAIRS, seedWrites } from './seed-writes.ts'
import { writesSchema, type WritesSchemaOptions } from './writes-schema.ts'

/** What a database holds: each row as one text, in order. */
export type Snapshot = readonly string[]

/** One of two databases with the same tables. */
export interface Twin {
  readonly client: PrismaClientLike
  /** Empties and fills the tables. */
  reset(): Promise<void>
  /** Reads all tables; of an `@updatedAt` only whether it is of `since` or later. */
  read(since: Date): Promise<Snapshot>
}

/** Two databases of one schema: one written by our records, one by the Prisma client. */
export interface Twins extends AsyncDisposable {
  readonly registry: Registry
  readonly records: Records
  readonly ours: Twin
  readonly prismas: Twin
}

/** Opens two empty databases with the tables of the schema for writes. */
export async function openTwins(under: DatabaseUnderTest, relationMode: WritesSchemaOptions['relationMode']): Promise<Twins> {
  const { schema, findings } = await parseSchema([{ path: 'schema.prisma', text: writesSchema({ provider: under.provider, relationMode }) }])
  if (!schema) throw new Error(findings.map((finding) => finding.message).join('\n'))
  const { registry } = buildRegistry({ datamodel: schema.dmmf, provider: schema.provider, relationMode: schema.relationMode, schemaHash: schema.hash, annotations: [], descriptions: new Map(), buildUi: (models) => buildUi({ ui: undefined, models }) })
  const disposables: AsyncDisposable[] = []
  const open = async (): Promise<Opened> => {
    const test = await under.create()
    const opened = await openClient(test.target, schema)
    disposables.unshift(opened, test)
    await push(opened.database, schema, { acceptDataLoss: true })
    return opened
  }
  const [ours, prismas] = [await open(), await open()]
  const records = createSqlRecords(registry, { database: ours.database, indexes: readIndexNames(schema) })
  if (!records) throw new Error(`There are no statements of our own for ${under.name}.`)
  return {
    registry,
    records,
    ours: twin(registry, ours.client),
    prismas: twin(registry, prismas.client),
    [Symbol.asyncDispose]: async () => {
      for (const disposable of disposables) await disposable[Symbol.asyncDispose]()
    },
  }
}

function twin(registry: Registry, client: PrismaClientLike): Twin {
  const isSqlite = registry.provider === 'sqlite'
  const emptied = [...PAIRS.map(({ table }) => table), ...MODELS_TO_EMPTY.map((name) => registry.models.get(name)?.table ?? name)].map(quote)
  return {
    client,
    reset: async () => {
      if (isSqlite) for (const table of emptied) await client.$executeRawUnsafe(`DELETE FROM ${table}`)
      else await client.$executeRawUnsafe(`TRUNCATE ${emptied.join(', ')} RESTART IDENTITY`)
      await seedWrites(client)
    },
    read: async (since) => {
      const rows = await client.$queryRawUnsafe(selectAll(registry, since))
      return rows.map((row) => String(row['line'])).toSorted()
    },
  }
}

function selectAll(registry: Registry, since: Date): string {
  const { models, provider } = registry
  const moment = provider === 'sqlite' ? since.toISOString().replace('Z', '+00:00') : since.toISOString().replace('Z', '')
  const text = (column: string): string => (provider === 'sqlite' ? `quote(${column})` : `coalesce(${column}::text, 'NULL')`)
  const value = (field: Field): string => `'${field.name}=' || ${field.isUpdatedAt ? `CASE WHEN ${quote(field.column)} >= '${moment}' THEN 'touched' ELSE 'kept' END` : text(quote(field.column))}`
  const lines = [...models.values()].map((model) => {
    const fields = [...model.fields.values()].filter((field) => field.isUpdatedAt || field.clientCreates)
    return `SELECT '${model.name} ' || ${fields.map(value).join(` || ' ' || `)} AS line FROM ${quote(model.table)}`
  })
  const pairs = PAIRS.map(({ table }) => `SELECT '${table} ' || ${text('"A"')} || ' ' || ${text('"B"')} AS line FROM ${quote(table)}`)
  return [...lines, ...pairs, ...danglingOf(registry)].join(' UNION ALL ')
}

// A line for each reference to nothing.
function danglingOf({ models }: Registry): readonly string[] {
  const pairs = PAIRS.flatMap(({ table, ...ends }) =>
    (['A', 'B'] as const).map((column) => {
      const target = models.get(ends[column])
      const [key = ''] = target?.key?.fields ?? []
      return `SELECT '${DANGLING} ${table}.${column}' AS line FROM ${quote(table)} c WHERE NOT EXISTS (SELECT 1 FROM ${quote(target?.table ?? '')} t WHERE t.${quote(target?.fields.get(key)?.column ?? '')} = c."${column}")`
    }),
  )
  const fields = [...models.values()].flatMap((model) =>
    [...model.relations.values()].flatMap((relation) => {
      const target = models.get(relation.model)
      if (!target || relation.from.length === 0) return []
      const column = (owner: Model, name: string): string => quote(owner.fields.get(name)?.column ?? name)
      const isSet = relation.from.map((name) => `c.${column(model, name)} IS NOT NULL`)
      const isLinked = relation.from.map((name, index) => `t.${column(target, relation.to[index] ?? '')} = c.${column(model, name)}`)
      return [`SELECT '${DANGLING} ${model.name}.${relation.name}' AS line FROM ${quote(model.table)} c WHERE ${isSet.join(' AND ')} AND NOT EXISTS (SELECT 1 FROM ${quote(target.table)} t WHERE ${isLinked.join(' AND ')})`]
    }),
  )
  return [...pairs, ...fields]
}

/** How a line begins that says of a row that it refers to nothing. */
export const DANGLING = '!'

function quote(name: string): string {
  return `"${name}"`
}
