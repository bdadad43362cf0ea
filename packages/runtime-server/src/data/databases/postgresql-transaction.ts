import { DriverAdapterError, type Transaction } from '@prisma/driver-adapter-utils'
import pg from 'pg'

/** A transaction that cannot be taken for done when it is not: after a failed statement PostgreSQL answers COMMIT by rolling back, without an error. */
export function guardTransaction(base: Transaction): Transaction {
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
      const wasFailed = failed
      await finish('COMMIT')
      if (wasFailed) throw failedTransaction()
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

/** What one is told who commits a transaction of which a statement failed. */
export function failedTransaction(): DriverAdapterError {
  return new DriverAdapterError({ kind: 'TransactionAlreadyClosed', cause: 'A statement of the transaction failed, so that it was rolled back.' })
}

// A connection whose transaction could not be ended must not be used again: the pool drops one that is ending.
function endConnection(base: Transaction): void {
  const client: unknown = Reflect.get(base, 'client')
  if (client instanceof pg.Client) client.end().catch(() => undefined)
}
