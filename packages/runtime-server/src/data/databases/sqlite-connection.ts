import type { SqlQuery, SqlResultSet, ColumnType } from '@prisma/driver-adapter-utils'
import type BetterSqlite3 from 'better-sqlite3'
import { DENIED_MARK } from '../denied-mark.ts'
import { toSqliteAdapterError } from './sqlite-errors.ts'
import { testJsonText } from './sqlite-json.ts'
import { decimalText, decodeArgument, encodeRow, inferColumnTypes, readDeclaredType, wholeNumber } from './sqlite-values.ts'

/** One better-sqlite3 handle with its prepared statements, spoken to in Prisma's terms. Errors are thrown as they come from the driver. */
export interface SqliteConnection {
  readonly handle: BetterSqlite3.Database
  /** Whether a statement only reads. */
  isReadOnly(sql: string): boolean
  query(query: SqlQuery): SqlResultSet
  execute(query: SqlQuery): number
  /** Runs several statements; prepared ones are forgotten, since tables may have changed. */
  runScript(script: string): void
  /** Drops the prepared statements. */
  forget(): void
  close(): void
}

interface Prepared {
  readonly statement: BetterSqlite3.Statement<unknown[], unknown[]>
  readonly reader: boolean
  readonly columnNames: readonly string[]
  readonly declared: readonly (ColumnType | null)[]
}

const MAX_PREPARED = 500

// NULL where there is nothing to add, as in SQL; digits where it is more than the database's numbers hold.
const SUM_WHOLE = {
  start: () => null,
  step: (total: bigint | null, next: unknown) => (typeof next === 'bigint' ? (total ?? 0n) + next : total),
  result: (total: bigint | null) => (total === null || BigInt.asIntN(64, total) === total ? total : String(total)),
}

/** Wraps a handle. Statements are prepared once and kept, the 500 used last. */
export function createSqliteConnection(handle: BetterSqlite3.Database): SqliteConnection {
  handle.defaultSafeIntegers(true)
  handle.function('base64', { deterministic: true }, (value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : null))
  handle.function('decimal_text', { deterministic: true }, (value: unknown) => (value === null ? null : decimalText(value)))
  handle.aggregate('sum_whole', SUM_WHOLE)
  handle.function('whole_number', { deterministic: true }, wholeNumber)
  handle.function('ssot_denied', {}, () => { throw new Error(DENIED_MARK) })
  handle.function('ssot_refuse', {}, (mark: unknown) => { throw new Error(String(mark)) })
  handle.function('test_json', { deterministic: true, varargs: true }, testJsonText)
  const prepared = new Map<string, Prepared>()

  function prepare(sql: string): Prepared {
    const known = prepared.get(sql)
    prepared.delete(sql)
    const entry = known ?? prepareStatement(handle, sql)
    prepared.set(sql, entry)
    const oldest = prepared.size > MAX_PREPARED ? prepared.keys().next().value : undefined
    if (oldest !== undefined) prepared.delete(oldest)
    return entry
  }

  function query({ sql, args, argTypes }: SqlQuery): SqlResultSet {
    const { statement, reader, columnNames, declared } = prepare(sql)
    const values = args.map((arg, index) => decodeArgument(arg, argTypes[index]))
    if (!reader) {
      statement.run(...values)
      return { columnNames: [], columnTypes: [], rows: [] }
    }
    const rows = statement.all(...values)
    const columnTypes = inferColumnTypes(declared, rows)
    return { columnNames: [...columnNames], columnTypes, rows: rows.map((row) => encodeRow(row, columnTypes)) }
  }

  function execute({ sql, args, argTypes }: SqlQuery): number {
    const { statement, reader } = prepare(sql)
    const values = args.map((arg, index) => decodeArgument(arg, argTypes[index]))
    return reader ? statement.all(...values).length : statement.run(...values).changes
  }

  return {
    handle,
    isReadOnly: (sql) => prepare(sql).statement.readonly,
    query,
    execute,
    runScript: (script) => {
      handle.exec(script)
      prepared.clear()
    },
    forget: () => prepared.clear(),
    close: () => { handle.close() },
  }
}

/** Runs a piece of work and throws the driver's errors in Prisma's form. */
export function inPrismaTerms<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toSqliteAdapterError(error)
  }
}

function prepareStatement(handle: BetterSqlite3.Database, sql: string): Prepared {
  const statement = handle.prepare<unknown[], unknown[]>(sql)
  if (!statement.reader) return { statement, reader: false, columnNames: [], declared: [] }
  const columns = statement.columns()
  statement.raw(true)
  return { statement, reader: true, columnNames: columns.map((column) => column.name), declared: columns.map((column) => readDeclaredType(column.type)) }
}
