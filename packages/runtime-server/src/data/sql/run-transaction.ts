import { setTimeout as wait } from 'node:timers/promises'
import type { SqlDriverAdapter, Transaction } from '@prisma/driver-adapter-utils'
import { isProblem } from '@ssot/contract'
import { isRetryable, mapDatabaseError } from '../map-database-error.ts'
import { refuseInsideTransaction } from '../open-transaction.ts'
import { createTransactionExecutor, type Executor } from './executor.ts'

const ATTEMPTS = 4
const MIN_WAIT_MS = 10
const MAX_WAIT_MS = 200

/** Runs work in one transaction; what loses against another transaction is run again, at most three times. */
export async function runTransaction<T>(adapter: SqlDriverAdapter, work: (executor: Executor) => Promise<T>): Promise<T> {
  refuseInsideTransaction()
  for (let attempt = 1; ; attempt++) {
    const transaction = await adapter.startTransaction().catch((error: unknown) => { throw mapDatabaseError(error).problem })
    try {
      const executor = createTransactionExecutor(transaction)
      const result = await work(executor)
      executor.throwIfDoomed()
      await transaction.commit().catch((error: unknown) => { throw mapDatabaseError(error, undefined, { isWrite: true }).problem })
      return result
    } catch (error) {
      await rollBack(transaction)
      if (attempt === ATTEMPTS || !isRetryable(isProblem(error) ? error.cause : error)) throw error
      await wait(MIN_WAIT_MS + Math.random() * (MAX_WAIT_MS - MIN_WAIT_MS))
    }
  }
}

// The failure itself is what is answered; a connection that cannot roll back is dropped by its pool.
async function rollBack(transaction: Transaction): Promise<void> {
  try {
    await transaction.rollback()
  } catch {
    return
  }
}
