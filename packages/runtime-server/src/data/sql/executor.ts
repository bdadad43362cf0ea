import type { ArgType, SqlQueryable, SqlQuery, Transaction } from '@prisma/driver-adapter-utils'
import { refuseInsideTransaction } from '../open-transaction.ts'

/** What carries out statements: the database, or one open transaction of it. Errors are the driver's. */
export interface Executor {
  rows(sql: string, args: unknown[]): Promise<readonly (readonly unknown[])[]>
  /** Answers how many rows were written. */
  count(sql: string, args: unknown[]): Promise<number>
  /** Inside a transaction: runs work whose failure undoes what it did, and leaves the transaction as it was. */
  savepoint?<T>(work: () => Promise<T>): Promise<T>
  /** Inside a transaction: it is not committed and takes no more statements, whoever catches the error; only the end of a savepoint around it undoes that. */
  doom?(error: unknown): void
}

/** Statements in a transaction, which may be doomed by what failed in it. */
export interface TransactionExecutor extends Executor {
  /** @throws what it was doomed by */
  throwIfDoomed(): void
}

const TEXT: ArgType = { scalarType: 'string', arity: 'scalar' }

/** Statements over a driver adapter or a transaction of one. Nothing is said of arguments: the database infers their types. */
export function createExecutor(adapter: Pick<SqlQueryable, 'queryRaw' | 'executeRaw'>): Executor {
  const query = (sql: string, args: unknown[]): SqlQuery => ({ sql, args, argTypes: args.map(() => TEXT) })
  return {
    rows: async (sql, args) => (await adapter.queryRaw(query(sql, args))).rows,
    count: (sql, args) => adapter.executeRaw(query(sql, args)),
  }
}

/** Statements in a transaction. */
export function createTransactionExecutor(transaction: Transaction): TransactionExecutor {
  const executor = createExecutor(transaction)
  let used = 0
  let doom: { readonly by: unknown } | null = null
  const throwIfDoomed = (): void => { if (doom) throw doom.by }
  return {
    rows: async (sql, args) => {
      throwIfDoomed()
      return executor.rows(sql, args)
    },
    count: async (sql, args) => {
      throwIfDoomed()
      return executor.count(sql, args)
    },
    savepoint: async (work) => {
      throwIfDoomed()
      const name = `ssot_${used++}`
      await transaction.createSavepoint?.(name)
      try {
        const result = await work()
        throwIfDoomed()
        await transaction.releaseSavepoint?.(name)
        return result
      } catch (error) {
        await transaction.rollbackToSavepoint?.(name)
        doom = null
        throw error
      }
    },
    doom: (by) => { doom ??= { by } },
    throwIfDoomed,
  }
}

/** Statements over the database itself, which code inside a transaction must not use. */
export function createOutsideExecutor(adapter: Pick<SqlQueryable, 'queryRaw' | 'executeRaw'>): Executor {
  const executor = createExecutor(adapter)
  return {
    rows: (sql, args) => {
      refuseInsideTransaction()
      return executor.rows(sql, args)
    },
    count: (sql, args) => {
      refuseInsideTransaction()
      return executor.count(sql, args)
    },
  }
}
