import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type pg from 'pg'
import { delegateAdapter } from './delegate-adapter.ts'
import { toPostgresError } from './postgresql-errors.ts'
import { createMigrationPool } from './postgresql-pool.ts'
import type { PostgresqlSettings } from './postgresql-settings.ts'

/** A number of ours: Prisma's engine takes its own (72707369) on a connection of its own while it applies migrations. */
const MIGRATION_LOCK = 7270736955

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

/** An adapter for the schema engine, on one connection of its own: the engine's lock belongs to it and ends with it. */
export async function connectForMigration(settings: PostgresqlSettings, afterwards: () => Promise<void> = () => Promise.resolve()): Promise<SqlDriverAdapter> {
  const pool = createMigrationPool({ ...settings, pool: { ...settings.pool, max: 1 } })
  const base = await new PrismaPg(pool, { schema: settings.schemaName }).connect()
  return delegateAdapter(base, {
    // Whole, so that PostgreSQL applies it in one transaction and functions with semicolons in their bodies stay in one piece.
    executeScript: async (script) => { await pool.query(script).catch((error: unknown) => { throw toPostgresError(error) }) },
    dispose: async () => {
      await base.dispose()
      await pool.end()
      await afterwards()
    },
  })
}

/** An adapter for a new database of random name, which is dropped when the adapter is disposed. */
export async function connectToShadow(pool: pg.Pool, settings: PostgresqlSettings): Promise<SqlDriverAdapter> {
  const database = `ssot_shadow_${crypto.randomUUID().replaceAll('-', '')}`
  await pool.query(`CREATE DATABASE "${database}"`)
  const adapter = await connectForMigration({ ...settings, pool: { ...settings.pool, ...withDatabase(settings.pool, database) } }, async () => {
    await pool.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`)
  })
  if (settings.schemaName !== 'public') await adapter.executeScript(`CREATE SCHEMA IF NOT EXISTS "${settings.schemaName.replaceAll('"', '""')}"`)
  return adapter
}

function withDatabase(config: pg.PoolConfig, database: string): pg.PoolConfig {
  const url = new URL(config.connectionString ?? '')
  url.pathname = `/${database}`
  return { connectionString: url.href }
}
