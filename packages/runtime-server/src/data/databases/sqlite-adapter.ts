import { DriverAdapterError, type IsolationLevel, type SqlDriverAdapter, type SqlQuery, type SqlResultSet, type Transaction } from '@prisma/driver-adapter-utils'
import type { TurnQueue } from './turn-queue.ts'
import { inPrismaTerms, type SqliteConnection } from './sqlite-connection.ts'
import { isBusy } from './sqlite-errors.ts'

/** The two connections of a SQLite file and the queue for the one that writes. */
export interface SqlitePair {
  readonly writer: SqliteConnection
  /** Opened read-only: a write that reaches it fails. */
  readonly reader: SqliteConnection
  readonly writing: TurnQueue
  /** How long to try again while another process holds the file. */
  readonly waitMs: number
}

const ADAPTER = { provider: 'sqlite', adapterName: 'ssot-sqlite' } as const

/**
 * An adapter over the pair: reads outside a transaction run on the reader and see only what is committed; a transaction holds the writer's queue
 * from begin to end, and every other write waits for it.
 */
export function createSqliteAdapter(pair: SqlitePair): SqlDriverAdapter {
  const write = <T>(work: () => T): Promise<T> => pair.writing.run(() => retryWhileBusy(work, pair.waitMs))
  return {
    ...ADAPTER,
    queryRaw: async (query) => (isRead(pair.reader, query.sql) ? inPrismaTerms(() => pair.reader.query(query)) : write(() => pair.writer.query(query))),
    executeRaw: (query) => write(() => pair.writer.execute(query)),
    executeScript: (script) => write(() => runScript(pair, script)),
    startTransaction: (isolationLevel) => startTransaction(pair, isolationLevel),
    dispose: () => Promise.resolve(),
  }
}

/** An adapter for the schema engine: everything runs on the connection that writes, and a script is applied whole or not at all. */
export function createSqliteMigrationAdapter(pair: SqlitePair, dispose: () => void): SqlDriverAdapter {
  const write = <T>(work: () => T): Promise<T> => pair.writing.run(() => retryWhileBusy(work, pair.waitMs)).catch((error: unknown) => { throw toEngineError(error) })
  return {
    ...createSqliteAdapter(pair),
    queryRaw: (query) => (isLocking(query.sql) ? Promise.resolve(NO_ROWS) : write(() => orScript(pair, query.sql, () => pair.writer.query(query)) ?? NO_ROWS)),
    executeRaw: (query) => (isLocking(query.sql) ? Promise.resolve(0) : write(() => orScript(pair, query.sql, () => pair.writer.execute(query)) ?? 0)),
    executeScript: (script) => (isLocking(script) ? Promise.resolve() : write(() => runWholeScript(pair, script))),
    dispose: async () => { dispose() },
  }
}

const NO_ROWS: SqlResultSet = { columnNames: [], columnTypes: [], rows: [] }

// On the shadow database the engine hands over whole migrations as if they were one statement.
function orScript<T>(pair: SqlitePair, sql: string, work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RangeError) || !error.message.includes('more than one statement')) throw error
    runWholeScript(pair, sql)
    return undefined
  }
}

// The engine would lock the file for this connection alone and for good; our own lock stands for that.
function isLocking(sql: string): boolean {
  return /^\s*PRAGMA\s+(main\.)?locking_mode\b/i.test(sql)
}

// The engine does not know the kind of error that a busy database is.
function toEngineError(error: unknown): unknown {
  const isBusyError = error instanceof DriverAdapterError && error.cause.kind === 'SocketTimeout'
  return isBusyError ? new DriverAdapterError({ kind: 'sqlite', extendedCode: 5, message: 'The database is busy.' }) : error
}

// A statement that does not begin like a read is not prepared on the reader at all, so that its errors come from the writer.
function isRead(reader: SqliteConnection, sql: string): boolean {
  if (/^\s*select\b/i.test(sql)) return true
  return /^\s*(with|values|explain)\b/i.test(sql) && inPrismaTerms(() => reader.isReadOnly(sql))
}

async function startTransaction(pair: SqlitePair, isolationLevel?: IsolationLevel): Promise<Transaction> {
  if (isolationLevel !== undefined && isolationLevel !== 'SERIALIZABLE') throw new DriverAdapterError({ kind: 'InvalidIsolationLevel', level: isolationLevel })
  const done = await pair.writing.take()
  try {
    await retryWhileBusy(() => pair.writer.handle.exec('BEGIN IMMEDIATE'), pair.waitMs)
    return createTransaction(pair.writer, done)
  } catch (error) {
    done()
    throw error
  }
}

function createTransaction(connection: SqliteConnection, done: () => void): Transaction {
  let open = true

  // SQLite may have rolled back by itself (disk full, trigger): what follows must not run outside the transaction.
  async function run<T>(work: () => T): Promise<T> {
    if (!open || !connection.handle.inTransaction) throw new DriverAdapterError({ kind: 'TransactionAlreadyClosed', cause: 'The transaction has ended.' })
    return inPrismaTerms(work)
  }

  async function end(statement: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    try {
      if (statement === 'COMMIT') await run(() => connection.handle.exec('COMMIT'))
    } finally {
      if (open && connection.handle.inTransaction) connection.handle.exec('ROLLBACK')
      open = false
      done()
    }
  }

  const runSql = async (sql: string): Promise<void> => { await run(() => connection.handle.exec(sql)) }
  return {
    ...ADAPTER,
    options: { usePhantomQuery: true },
    queryRaw: (query: SqlQuery): Promise<SqlResultSet> => run(() => connection.query(query)),
    executeRaw: (query: SqlQuery): Promise<number> => run(() => connection.execute(query)),
    commit: () => end('COMMIT'),
    rollback: () => end('ROLLBACK'),
    createSavepoint: (name) => runSql(`SAVEPOINT ${name}`),
    rollbackToSavepoint: (name) => runSql(`ROLLBACK TO ${name}`),
    releaseSavepoint: (name) => runSql(`RELEASE SAVEPOINT ${name}`),
  }
}

function runScript({ writer, reader }: SqlitePair, script: string): void {
  writer.runScript(script)
  reader.forget()
}

// Foreign keys cannot be switched inside a transaction, and dropping a table with them on would cascade to the rows of other tables.
function runWholeScript(pair: SqlitePair, script: string): void {
  const { handle } = pair.writer
  if (/^\s*(begin|commit|savepoint|vacuum)\b/im.test(script)) return runScript(pair, script)
  handle.pragma('foreign_keys = OFF')
  try {
    handle.exec('BEGIN IMMEDIATE')
    const before = countViolations(pair)
    runScript(pair, script)
    if (countViolations(pair) > before) throw new DriverAdapterError({ kind: 'ForeignKeyConstraintViolation', constraint: { foreignKey: {} } })
    handle.exec('COMMIT')
  } finally {
    if (handle.inTransaction) handle.exec('ROLLBACK')
    handle.pragma('foreign_keys = ON')
  }
}

function countViolations({ writer }: SqlitePair): number {
  return writer.handle.prepare('PRAGMA foreign_key_check').all().length
}

async function retryWhileBusy<T>(work: () => T, waitMs: number): Promise<T> {
  for (const deadline = Date.now() + waitMs; ; ) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) return inPrismaTerms(() => { throw error })
    }
    await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 30))
  }
}
