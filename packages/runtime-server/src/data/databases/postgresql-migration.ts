import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type pg from 'pg'
import { delegateAdapter } from './delegate-adapter.ts'
import { toPostgresError } from './postgresql-errors.ts'
import { createMigrationPool } from './postgresql-pool.ts'
import type { PostgresqlSettings } from './postgresql-settings.ts'

/** Prisma's own number, so that its command line waits for us, too. */
const MIGRATION_LOCK = 72707369

/** Tries to become the only one who changes tables. The lock lives as long as its connection: a process that dies gives it back. */
export async function tryMigrationLock(pool: pg.Pool): Promise<(() => Promise<void>) | null> {
  const client = await pool.connect()
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [MIGRATION_LOCK])
  if (rows[0]?.locked !== true) {
    client.release()
    return null
  }
  return async () => {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).finally(() => client.release(true))
  }
}

/** An adapter for the schema engine. */
export async function connectForMigration(pool: pg.Pool, schemaName: string, dispose: () => Promise<void> = () => Promise.resolve()): Promise<SqlDriverAdapter> {
  const base = await new PrismaPg(pool, { schema: schemaName }).connect()
  return delegateAdapter(base, {
    // Whole, so that PostgreSQL applies it in one transaction and functions with semicolons in their bodies stay in one piece.
    executeScript: async (script) => { await pool.query(script).catch((error: unknown) => { throw toPostgresError(error) }) },
    dispose: async () => {
      await base.dispose()
      await dispose()
    },
  })
}

/** An adapter for a new database of random name, which is dropped when the adapter is disposed. */
export async function connectToShadow(pool: pg.Pool, settings: PostgresqlSettings): Promise<SqlDriverAdapter> {
  const database = `ssot_shadow_${crypto.randomUUID().replaceAll('-', '')}`
  await pool.query(`CREATE DATABASE "${database}"`)
  const shadow = createMigrationPool({ ...settings, pool: { ...settings.pool, ...withDatabase(settings.pool, database), max: 1 } })
  if (settings.schemaName !== 'public') await shadow.query(`CREATE SCHEMA IF NOT EXISTS "${settings.schemaName.replaceAll('"', '""')}"`)
  return connectForMigration(shadow, settings.schemaName, async () => {
    await shadow.end()
    await pool.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`)
  })
}

function withDatabase(config: pg.PoolConfig, database: string): pg.PoolConfig {
  const url = new URL(config.connectionString ?? '')
  url.pathname = `/${database}`
  return { connectionString: url.href }
}
