// Owns that what the Prisma client writes is captured in the name of who had it written.
import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQueryable, Transaction } from '@prisma/driver-adapter-utils'
import type { Database } from '../database.ts'
import { delegateAdapter } from '../databases/delegate-adapter.ts'
import { createExecutor } from '../sql/executor.ts'
import { currentActing } from './acting-scope.ts'
import { clearActing, setActing, type Acting } from './capture-context.ts'

type Provider = Database['provider']

/** The same adapters, but transactions, and statements that write outside of one, tell the triggers in whose name they are run. */
export function actingFactory(factory: SqlDriverAdapterFactory, provider: Provider): SqlDriverAdapterFactory {
  return { provider: factory.provider, adapterName: factory.adapterName, connect: async () => actingAdapter(await factory.connect(), provider) }
}

function actingAdapter(base: SqlDriverAdapter, provider: Provider): SqlDriverAdapter {
  const begin = async (acting: Acting | undefined, level?: Parameters<SqlDriverAdapter['startTransaction']>[0]): Promise<Transaction> => {
    const transaction = await base.startTransaction(level)
    return acting ? actingTransaction(transaction, { provider, acting }) : transaction
  }
  const alone = <T>(sql: string, work: (over: Pick<SqlQueryable, 'queryRaw' | 'executeRaw'>) => Promise<T>): Promise<T> => {
    const acting = currentActing()
    return acting && WRITES.test(sql) ? within(() => begin(acting), work) : work(base)
  }
  return delegateAdapter(base, {
    queryRaw: (query) => alone(query.sql, (over) => over.queryRaw(query)),
    executeRaw: (query) => alone(query.sql, (over) => over.executeRaw(query)),
    startTransaction: (level) => begin(currentActing(), level),
  })
}

// Others are no writes of rows, or cannot be run in a transaction.
const WRITES = /^\s*(?:insert|update|delete|replace|merge|with|do)\b/i

async function within<T>(begin: () => Promise<Transaction>, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const transaction = await begin()
  try {
    const result = await work(transaction)
    await transaction.commit()
    return result
  } catch (error) {
    await transaction.rollback().catch(() => undefined)
    throw error
  }
}

async function actingTransaction(base: Transaction, { provider, acting }: { readonly provider: Provider; readonly acting: Acting }): Promise<Transaction> {
  const executor = createExecutor(base)
  try {
    await setActing(provider, executor, acting)
  } catch (error) {
    await base.rollback().catch(() => undefined)
    throw error
  }
  const { createSavepoint, rollbackToSavepoint, releaseSavepoint } = base
  return {
    provider: base.provider,
    adapterName: base.adapterName,
    options: base.options,
    queryRaw: (query) => base.queryRaw(query),
    executeRaw: (query) => base.executeRaw(query),
    commit: async () => {
      // What was said must not outlive the transaction.
      await clearActing(provider, executor).catch(async (error: unknown) => {
        await base.rollback()
        throw error
      })
      await base.commit()
    },
    rollback: () => base.rollback(),
    ...(createSavepoint && { createSavepoint: (name) => createSavepoint(name) }),
    ...(rollbackToSavepoint && { rollbackToSavepoint: (name) => rollbackToSavepoint(name) }),
    ...(releaseSavepoint && { releaseSavepoint: (name) => releaseSavepoint(name) }),
  }
}
