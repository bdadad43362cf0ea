import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { DriverAdapterError, type IsolationLevel, type SqlDriverAdapter, type Transaction } from '@prisma/driver-adapter-utils'
import { problem } from '@ssot/contract'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import type { DatabaseTarget } from '../choose-database.ts'
import type { Database } from '../database.ts'
import { toPostgresError } from './postgresql-errors.ts'
import { failedTransaction } from './postgresql-transaction.ts'
import { acquirePglite, type PgliteInstance } from './pglite-instance.ts'

const ADAPTER = { provider: 'postgres', adapterName: 'ssot-pglite' } as const

/** Opens a PostgreSQL that runs in this process. It has one session: a transaction holds it, and everything else waits. Raises DATABASE.OPEN and DATABASE.LOCKED. */
export async function openPglite(target: DatabaseTarget, extensions: readonly string[]): Promise<Database> {
  if (target.url !== 'memory') mkdirSync(dirname(target.url), { recursive: true })
  const instance = await acquirePglite(target.url, extensions)
  const adapter = await createPgliteAdapter(instance)
  const session = await connectSession(instance.pglite)
  const adapterFactory = { ...ADAPTER, connect: () => createPgliteAdapter(instance) } as const
  return {
    target,
    provider: 'postgresql',
    schemaName: 'public',
    adapter,
    adapterFactory,
    // What waits for its turn is dropped; what runs cannot be ended.
    read: (query, signal) => instance.turns.run(async () => {
      signal.throwIfAborted()
      return session.queryRaw(query)
    }),
    migrationAdapterFactory: { ...adapterFactory, connectToShadowDb: () => createShadowAdapter(instance.extensions) },
    lockForMigration: async () => {
      const done = await instance.migrating.take()
      return async () => done()
    },
    ping: async () => {
      await adapter.queryRaw({ sql: 'SELECT 1', args: [], argTypes: [] }).catch((error: unknown) => { throw problem('DATA.UNAVAILABLE', { cause: error }) })
    },
    close: () => instance.release(),
  }
}

async function createPgliteAdapter({ pglite, turns }: Pick<PgliteInstance, 'pglite' | 'turns'>): Promise<SqlDriverAdapter> {
  const session = await connectSession(pglite)
  return {
    ...ADAPTER,
    queryRaw: (query) => turns.run(() => session.queryRaw(query)),
    executeRaw: (query) => turns.run(() => session.executeRaw(query)),
    executeScript: (script) => turns.run(() => session.executeScript(script)),
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    startTransaction: async (isolationLevel) => {
      const done = await turns.take()
      try {
        await session.executeScript(isolationLevel === undefined ? 'BEGIN' : `BEGIN ISOLATION LEVEL ${checkLevel(isolationLevel)}`)
        return createTransaction(session, done)
      } catch (error) {
        done()
        throw error
      }
    },
    dispose: () => Promise.resolve(),
  }
}

async function createShadowAdapter(extensions: readonly string[]): Promise<SqlDriverAdapter> {
  const instance = await acquirePglite('memory', extensions)
  return { ...(await createPgliteAdapter(instance)), dispose: () => instance.release() }
}

type Session = Pick<SqlDriverAdapter, 'queryRaw' | 'executeRaw' | 'executeScript'>

// The package's adapter does the values and the errors; its own scripts and transactions do not wait for their end, so those are ours.
async function connectSession(pglite: PGlite): Promise<Session> {
  const base = await new PrismaPGlite(pglite).connect()
  return {
    queryRaw: (query) => base.queryRaw(query),
    executeRaw: (query) => base.executeRaw(query),
    executeScript: async (script) => { await pglite.exec(script).catch((error: unknown) => { throw toPostgresError(error) }) },
  }
}

function createTransaction(session: Session, done: () => void): Transaction {
  let open = true
  // After a failed statement PostgreSQL answers COMMIT by rolling back, without an error.
  let failed = false

  async function run<T>(work: () => Promise<T>): Promise<T> {
    if (!open) throw new DriverAdapterError({ kind: 'TransactionAlreadyClosed', cause: 'The transaction has ended.' })
    try {
      return await work()
    } catch (error) {
      failed = true
      throw error
    }
  }

  async function end(statement: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    if (!open) return
    open = false
    try {
      await session.executeScript(failed ? 'ROLLBACK' : statement)
    } finally {
      done()
    }
    if (failed && statement === 'COMMIT') throw failedTransaction()
  }

  return {
    ...ADAPTER,
    options: { usePhantomQuery: true },
    queryRaw: (query) => run(() => session.queryRaw(query)),
    executeRaw: (query) => run(() => session.executeRaw(query)),
    commit: () => end('COMMIT'),
    rollback: () => end('ROLLBACK'),
    createSavepoint: (name) => run(() => session.executeScript(`SAVEPOINT ${name}`)),
    rollbackToSavepoint: async (name) => {
      await run(() => session.executeScript(`ROLLBACK TO SAVEPOINT ${name}`))
      failed = false
    },
    releaseSavepoint: (name) => run(() => session.executeScript(`RELEASE SAVEPOINT ${name}`)),
  }
}

function checkLevel(level: IsolationLevel): string {
  if (level === 'SNAPSHOT') throw new DriverAdapterError({ kind: 'InvalidIsolationLevel', level })
  return level
}
