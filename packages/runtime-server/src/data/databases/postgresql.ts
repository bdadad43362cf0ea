import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import { problem } from '@ssot/contract'
import type pg from 'pg'
import { redactUrl, type DatabaseTarget } from '../choose-database.ts'
import type { Database } from '../database.ts'
import { delegateAdapter } from './delegate-adapter.ts'
import { createCancellableRead } from './postgresql-cancel.ts'
import { connectForMigration, connectToShadow, tryMigrationLock } from './postgresql-migration.ts'
import { createPool } from './postgresql-pool.ts'
import { createStatementNames } from './name-statements.ts'
import { MIGRATION_LIMITS, readPostgresqlUrl, requestLimits, type PostgresqlSettings } from './postgresql-settings.ts'
import { guardTransaction } from './postgresql-transaction.ts'
import { waitForLock } from './wait-for-lock.ts'

type PrismaPgOptions = NonNullable<ConstructorParameters<typeof PrismaPg>[1]>

/** Opens a PostgreSQL server: one pool for everything, and connections without time limits for migrations. Raises DATABASE.OPEN. */
export async function openPostgresql(target: DatabaseTarget, queryTimeoutMs: number): Promise<Database> {
  const settings = readPostgresqlUrl(target.url, requestLimits(queryTimeoutMs))
  const direct = readPostgresqlUrl(target.directUrl ?? target.url, MIGRATION_LIMITS)
  const pool = createPool(settings)
  const migrationPool = createPool({ ...direct, pool: { ...direct.pool, max: 4, idleTimeoutMillis: 500 } })
  const close = async (): Promise<void> => { await Promise.all([pool.end(), migrationPool.end()]) }
  await checkConnection(pool, target, settings).catch(async (error: unknown) => {
    await close()
    throw error
  })
  // A pooler lends another connection each time, which knows no names.
  const own = { schema: settings.schemaName, ...(!settings.throughPooler && { statementNameGenerator: createStatementNames() }) }
  const base = await new PrismaPg(pool, own).connect()
  const connect = (): Promise<SqlDriverAdapter> => connectToPool(pool, { schema: settings.schemaName })
  const adapter = await connectToPool(pool, own)
  const identity = { provider: 'postgres', adapterName: adapter.adapterName } as const
  return {
    target,
    provider: 'postgresql',
    schemaName: settings.schemaName,
    adapter,
    adapterFactory: { ...identity, connect },
    read: createCancellableRead(pool, base),
    migrationAdapterFactory: {
      ...identity,
      connect: () => connectForMigration(direct),
      connectToShadowDb: () => connectToShadow(migrationPool, direct),
    },
    lockForMigration: () => waitForLock(() => tryMigrationLock(migrationPool)),
    ping: async () => {
      await pool.query('SELECT 1').catch((error: unknown) => { throw problem('DATA.UNAVAILABLE', { cause: error }) })
    },
    close,
  }
}

async function connectToPool(pool: pg.Pool, options: PrismaPgOptions): Promise<SqlDriverAdapter> {
  const base = await new PrismaPg(pool, options).connect()
  return delegateAdapter(base, { startTransaction: async (level) => guardTransaction(await base.startTransaction(level)) })
}

async function checkConnection(pool: pg.Pool, target: DatabaseTarget, { throughPooler }: PostgresqlSettings): Promise<void> {
  const { rows } = await pool.query<{ TimeZone: string }>('SHOW TimeZone').catch((error: unknown) => {
    const reason = error instanceof Error && error.message !== '' ? error.message : 'no answer'
    throw problem('DATABASE.OPEN', {
      detail: `PostgreSQL at ${redactUrl(target.url)} (${target.source}) could not be reached: ${reason}.`,
      hint: 'Check that the server is running and that the host, the database, the user and the password in the URL are right.',
      cause: error,
    })
  })
  if (!throughPooler || /^(UTC|GMT|Etc\/(UTC|GMT))$/i.test(rows[0]?.TimeZone ?? '')) return
  throw problem('DATABASE.OPEN', {
    detail: `The sessions that the pooler at ${redactUrl(target.url)} lends are not in UTC, and nothing can be set on them.`,
    hint: `Run ALTER DATABASE … SET timezone TO 'UTC', then restart the pooler.`,
  })
}
