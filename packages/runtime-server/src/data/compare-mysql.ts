import type { Database } from './database.ts'
import type { PrismaSchema } from './prisma/parse-schema.ts'

/** Whether a MySQL database has the tables and columns of a schema; `sql` lists what is missing, since no statements can be made. */
export async function compareMysql(database: Database, schema: PrismaSchema): Promise<{ readonly fits: boolean; readonly sql: string }> {
  const sql = 'SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()'
  const { rows } = await database.adapter.queryRaw({ sql, args: [], argTypes: [] })
  const columns = new Map<string, Set<string>>()
  for (const [table, column] of rows) {
    const name = String(table).toLowerCase()
    columns.set(name, (columns.get(name) ?? new Set()).add(String(column).toLowerCase()))
  }
  const missing = listTables(schema).flatMap(({ table, fields }) => {
    const present = columns.get(table.toLowerCase())
    if (present === undefined) return [`-- The table ${table} is missing.`]
    return fields.filter((field) => !present.has(field.toLowerCase())).map((field) => `-- The column ${table}.${field} is missing.`)
  })
  return { fits: missing.length === 0, sql: missing.map((line) => `${line}\n`).join('') }
}

interface Table {
  readonly table: string
  readonly fields: readonly string[]
}

function listTables({ dmmf }: PrismaSchema): readonly Table[] {
  const models = dmmf.datamodel.models.map((model) => ({
    table: model.dbName ?? model.name,
    fields: model.fields.filter((field) => field.kind === 'scalar' || field.kind === 'enum').map((field) => field.dbName ?? field.name),
  }))
  const links = dmmf.datamodel.models.flatMap((model) => model.fields.filter((field) => isManyToMany(field)).map((field) => field.relationName ?? ''))
  return [...models, ...[...new Set(links)].map((name) => ({ table: `_${name}`, fields: ['A', 'B'] }))]

  // Both sides are lists and neither holds a key.
  function isManyToMany(field: (typeof dmmf.datamodel.models)[number]['fields'][number]): boolean {
    if (field.kind !== 'object' || !field.isList || (field.relationFromFields?.length ?? 0) > 0) return false
    const other = dmmf.datamodel.models.find((model) => model.name === field.type)
    return other?.fields.some((candidate) => candidate.relationName === field.relationName && candidate.isList && candidate !== field) ?? false
  }
}
