import type { Database } from './database.ts'

const QUERIES: Readonly<Record<Database['provider'], string | null>> = {
  sqlite: `SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 6) = '_ssot_'`,
  postgresql: `SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND left(c.relname, 6) = '_ssot_'`,
  mysql: null,
}

/** The tables of our own in a database, as the schema engine names them: with their schema on PostgreSQL. */
export async function findOwnTables(database: Database): Promise<readonly string[]> {
  const sql = QUERIES[database.provider]
  if (sql === null) return []
  const { rows } = await database.adapter.queryRaw({ sql, args: [], argTypes: [] })
  return rows.map(([name]) => String(name))
}
