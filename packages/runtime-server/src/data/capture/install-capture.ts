import type { Registry } from '../../registry/registry.ts'
import type { Database } from '../database.ts'
import { applyStatements } from '../schema-sync.ts'
import { planCapture } from './plan-capture.ts'
import { TRIGGER_PREFIX } from './sqlite-capture.ts'

/** Makes the database capture what the registry wants captured, and nothing else, whole or not at all. Answers how many statements it took. Raises DATABASE.MIGRATION and DATABASE.LOCKED. */
export async function installCapture(database: Database, registry: Registry): Promise<number> {
  if ((await planCapture(database, registry)).statements.length === 0) return 0
  const unlock = await database.lockForMigration()
  try {
    const { statements } = await planCapture(database, registry)
    if (statements.length > 0) await applyStatements(database, statements)
    return statements.length
  } finally {
    await unlock()
  }
}

/** Removes SQLite's triggers until they are installed anew: it refuses to drop a column that one of them reads. */
export async function suspendCapture(database: Database): Promise<void> {
  if (database.provider !== 'sqlite') return
  const { rows } = await database.adapter.queryRaw({ sql: `SELECT name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, ${TRIGGER_PREFIX.length}) = '${TRIGGER_PREFIX}'`, args: [], argTypes: [] })
  if (rows.length > 0) await applyStatements(database, rows.map(([name]) => `DROP TRIGGER "${String(name).replaceAll('"', '""')}"`))
}
