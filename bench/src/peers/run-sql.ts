import pg from 'pg'
import type { PeerDatabase } from '../peers.ts'
import { openSqliteFile } from './open-sqlite.ts'

/** A row by its columns' names. */
export type Row = Readonly<Record<string, unknown>>

/** A driver, and nothing between: each text is prepared once. */
export interface SqlRunner {
  /** Parameters are written `?`. */
  rows(sql: string, values: readonly unknown[]): readonly Row[] | Promise<readonly Row[]>
  /** A moment as the column takes it. */
  time(date: Date): string
  close(): unknown
}

/** The driver of each database. */
export const SQL_RUNNERS: Readonly<Record<PeerDatabase['name'], (url: string) => SqlRunner>> = { sqlite: runOnSqlite, postgresql: runOnPostgresql }

function runOnSqlite(url: string): SqlRunner {
  const handle = openSqliteFile(url)
  const statements = createCache((sql) => handle.prepare<unknown[], Row>(sql))
  return {
    rows: (sql, values) => statements(sql).all(...values.map((value) => (typeof value === 'boolean' ? Number(value) : value))),
    time: (date) => date.toISOString().replace('Z', '+00:00'),
    close: () => handle.close(),
  }
}

function runOnPostgresql(url: string): SqlRunner {
  // The columns have no time zone and hold UTC; the driver would take them for local time.
  pg.types.setTypeParser(pg.types.builtins.TIMESTAMP, (text) => `${text.replace(' ', 'T')}Z`)
  const pool = new pg.Pool({ connectionString: url })
  let names = 0
  const statements = createCache((sql) => ({ name: `s${(names += 1)}`, text: numbered(sql) }))
  return {
    rows: async (sql, values) => (await pool.query<Row>({ ...statements(sql), values: [...values] })).rows,
    time: (date) => date.toISOString(),
    close: () => pool.end(),
  }
}

function numbered(sql: string): string {
  let number = 0
  return sql.replaceAll('?', () => `$${(number += 1)}`)
}

function createCache<T>(make: (sql: string) => T): (sql: string) => T {
  const made = new Map<string, T>()
  return (sql) => {
    const known = made.get(sql)
    if (known !== undefined) return known
    const value = make(sql)
    made.set(sql, value)
    return value
  }
}
