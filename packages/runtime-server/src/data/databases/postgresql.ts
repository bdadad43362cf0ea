import { EventEmitter } from 'node:events'
import { PrismaPg } from '@prisma/adapter-pg'
import { DriverAdapterError, type SqlDriverAdapter, type Transaction } from '@prisma/driver-adapter-utils'
import { problem } from '@ssot/contract'
import pg from 'pg'
import { redactUrl, type DatabaseTarget } from '../choose-database.ts'
import type { Database } from '../database.ts'
import { MIGRATION_LIMITS, readPostgresqlUrl, REQUEST_LIMITS, type PostgresqlSettings } from './postgresql-settings.ts'

/** Opens a PostgreSQL server: one pool for everything, and a small one without time limits for migrations. Raises DATABASE.OPEN. */
export async function openPostgresql(target: DatabaseTarget): Promise<Database> {
  const settings = readPostgresqlUrl(target.url, REQUEST_LIMITS)
  const migrationSettings = readPostgresqlUrl(target.directUrl ?? target.url, MIGRATION_LIMITS)
  const pool = createPool(settings)
  const migrationPool = createMigrationPool({ ...migrationSettings, pool: { ...migrationSettings.pool, max: 2, idleTimeoutMillis: 500 } })
  const close = async (): Promise<void> => { await Promise.all([pool.end(), migrationPool.end()]) }
  await checkConnection(pool, target, settings).catch(async (error: unknown) => {
    await close()
    throw error
  })
  const connect = async (): Promise<SqlDriverAdapter> => guardTransactions(await new PrismaPg(pool, { schema: settings.schemaName }).connect())
  const adapter = await connect()
  const identity = { provider: 'postgres', adapterName: adapter.adapterName } as const
  return {
    target,
    provider: 'postgresql',
    schemaName: settings.schemaName,
    adapter,
    adapterFactory: { ...identity, connect },
    migrationAdapterFactory: {
      ...identity,
      connect: () => connectForMigration(migrationPool, settings.schemaName),
      connectToShadowDb: () => connectToShadow(migrationPool, migrationSettings),
    },
    ping: async () => {
      await pool.query('SELECT 1').catch((error: unknown) => { throw problem('DATA.UNAVAILABLE', { cause: error }) })
    },
    close,
  }
}

// A connection that breaks while nobody uses it is replaced by the next use; without listeners it would end the process.
function createPool({ pool: config }: PostgresqlSettings): pg.Pool {
  const pool = new pg.Pool(config)
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

// The type "char" of the catalogue is unknown to Prisma's adapter; the schema engine takes it for text. Only connections of this pool are touched.
function createMigrationPool(settings: PostgresqlSettings): pg.Pool {
  const pool = createPool(settings)
  pool.on('connect', (client) => {
    const connection: unknown = Reflect.get(client, 'connection')
    if (connection instanceof EventEmitter) connection.prependListener('rowDescription', readCharAsText)
  })
  return pool
}

const CHAR = 18
const TEXT = 25

function readCharAsText(description: { readonly fields: readonly { dataTypeID: number }[] }): void {
  for (const field of description.fields) if (field.dataTypeID === CHAR) field.dataTypeID = TEXT
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

// After a failed statement PostgreSQL answers COMMIT by rolling back, without an error: the caller must not take that for success.
function guardTransactions(base: SqlDriverAdapter): SqlDriverAdapter {
  return delegate(base, {
    dispose: () => base.dispose(),
    startTransaction: async (level) => guardTransaction(await base.startTransaction(level)),
  })
}

function guardTransaction(base: Transaction): Transaction {
  let failed = false
  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      failed = true
      throw error
    }
  }
  const runSql = async (sql: string): Promise<void> => { await run(() => base.executeRaw({ sql, args: [], argTypes: [] })) }
  const finish = async (sql: 'COMMIT' | 'ROLLBACK'): Promise<void> => {
    try {
      await runSql(failed ? 'ROLLBACK' : sql)
    } catch (error) {
      endConnection(base)
      throw error
    } finally {
      // Gives the connection back to the pool.
      await base.commit()
    }
  }
  return {
    provider: base.provider,
    adapterName: base.adapterName,
    options: { usePhantomQuery: true },
    queryRaw: (query) => run(() => base.queryRaw(query)),
    executeRaw: (query) => run(() => base.executeRaw(query)),
    commit: async () => {
      const rolledBack = failed
      await finish('COMMIT')
      if (rolledBack) throw new DriverAdapterError({ kind: 'TransactionAlreadyClosed', cause: 'A statement of the transaction failed, so that it was rolled back.' })
    },
    rollback: () => finish('ROLLBACK'),
    createSavepoint: (name) => runSql(`SAVEPOINT ${name}`),
    rollbackToSavepoint: async (name) => {
      await runSql(`ROLLBACK TO SAVEPOINT ${name}`)
      failed = false
    },
    releaseSavepoint: (name) => runSql(`RELEASE SAVEPOINT ${name}`),
  }
}

// A connection whose transaction could not be ended must not be used again: the pool drops one that is ending.
function endConnection(base: Transaction): void {
  const client: unknown = Reflect.get(base, 'client')
  if (client instanceof pg.Client) client.end().catch(() => undefined)
}

async function connectForMigration(pool: pg.Pool, schemaName: string, dispose: () => Promise<void> = () => Promise.resolve()): Promise<SqlDriverAdapter> {
  const base = await new PrismaPg(pool, { schema: schemaName }).connect()
  return delegate(base, {
    // Whole, so that PostgreSQL applies it in one transaction and functions with semicolons in their bodies stay in one piece.
    executeScript: async (script) => { await pool.query(script).catch((error: unknown) => { throw toScriptError(error) }) },
    dispose: async () => {
      await base.dispose()
      await dispose()
    },
  })
}

function toScriptError(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error
  const { code = 'N/A', severity = 'ERROR', message, detail, column, hint } = error
  return new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint, originalCode: code, originalMessage: message })
}

async function connectToShadow(pool: pg.Pool, settings: PostgresqlSettings): Promise<SqlDriverAdapter> {
  const database = `ssot_shadow_${crypto.randomUUID().replaceAll('-', '')}`
  await pool.query(`CREATE DATABASE "${database}"`)
  const shadow = createMigrationPool({ ...settings, pool: { ...settings.pool, ...withDatabase(settings.pool, database), max: 1 } })
  if (settings.schemaName !== 'public') await shadow.query(`CREATE SCHEMA IF NOT EXISTS ${quoteName(settings.schemaName)}`)
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

/** A name as PostgreSQL takes it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function delegate(base: SqlDriverAdapter, changes: Partial<SqlDriverAdapter>): SqlDriverAdapter {
  return {
    provider: base.provider,
    adapterName: base.adapterName,
    queryRaw: (query) => base.queryRaw(query),
    executeRaw: (query) => base.executeRaw(query),
    executeScript: (script) => base.executeScript(script),
    startTransaction: (level) => base.startTransaction(level),
    getConnectionInfo: () => base.getConnectionInfo?.() ?? { supportsRelationJoins: true },
    dispose: () => base.dispose(),
    ...changes,
  }
}
