import { problem } from '@ssot/contract'
import type { Database } from './database.ts'

/** Drops everything in an embedded database. Raises DATABASE.DATA_LOSS for any other. */
export async function resetEmbedded(database: Database): Promise<void> {
  if (!database.target.embedded) throw problem('DATABASE.DATA_LOSS', { detail: `The database of ${database.target.source} is not emptied from here.`, hint: 'Only the embedded database can be reset.' })
  const unlock = await database.lockForMigration()
  const adapter = await database.migrationAdapterFactory.connect()
  try {
    const statements = database.provider === 'sqlite' ? await listSqliteDrops(database) : await listSchemaDrops(database)
    await adapter.executeScript(statements.join(';\n'))
  } finally {
    await adapter.dispose()
    await unlock()
  }
}

// Dropping a table drops its indexes and triggers.
async function listSqliteDrops({ adapter }: Database): Promise<readonly string[]> {
  const { rows } = await adapter.queryRaw({ sql: `SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type DESC`, args: [], argTypes: [] })
  return rows.map(([type, name]) => `DROP ${String(type)} ${quote(name)}`)
}

async function listSchemaDrops({ adapter }: Database): Promise<readonly string[]> {
  const { rows } = await adapter.queryRaw({ sql: `SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'`, args: [], argTypes: [] })
  return [...rows.map(([name]) => `DROP SCHEMA ${quote(name)} CASCADE`), 'CREATE SCHEMA public']
}

function quote(name: unknown): string {
  return `"${String(name).replaceAll('"', '""')}"`
}
