import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { ColumnTypeEnum, type ArgScalarType, type SqlDriverAdapter, type SqlQuery } from '@prisma/driver-adapter-utils'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { createSqliteAdapter } from './sqlite-adapter.ts'
import { createSqliteConnection } from './sqlite-connection.ts'
import { createTurnQueue } from './turn-queue.ts'

function createOurs(): SqlDriverAdapter {
  const handle = new BetterSqlite3(':memory:')
  const connection = createSqliteConnection(handle)
  return createSqliteAdapter({ writer: connection, reader: connection, writing: createTurnQueue({ waitMs: 100, timeoutError: () => new Error('busy') }), waitMs: 100 })
}

const query = (sql: string, ...args: readonly (readonly [unknown, ArgScalarType])[]): SqlQuery => ({ sql, args: args.map(([value]) => value), argTypes: args.map(([, scalarType]) => ({ scalarType, arity: 'scalar' as const })) })

const TABLE = 'CREATE TABLE t (i INTEGER, b BIGINT, d DECIMAL, r REAL, o BOOLEAN, at DATETIME, s TEXT, x BLOB, j JSONB, u "MY TYPE")'

const QUERIES: readonly SqlQuery[] = [
  query('INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [1, 'int'], ['9007199254740993', 'bigint'], ['12.50', 'decimal'], ['0.1', 'float'], [true, 'boolean'], ['2026-11-20T12:34:56.789Z', 'datetime'], ['ü', 'string'], ['AAH+/w==', 'bytes'], ['{"a":1}', 'json'], [7, 'unknown']),
  query('INSERT INTO t (i, at, b, x) VALUES (?, ?, ?, ?)', ['42', 'int'], [new Date(0), 'datetime'], [-5, 'bigint'], [new Uint8Array([1, 2]), 'bytes']),
  query('INSERT INTO t (i, at) VALUES (1.7, 1700000000000)'),
  query('SELECT * FROM t ORDER BY rowid'),
  query('SELECT count(*), max(b), sum(r), avg(i), NULL, typeof(d), s || s FROM t'),
  query('SELECT i FROM t WHERE 0'),
  query('UPDATE t SET s = ? WHERE i = ?', ['neu', 'string'], [1, 'int']),
  query('INSERT INTO t (i) VALUES (9) RETURNING i, s'),
]

describe('given the adapter of Prisma and ours', () => {
  it('answer every query alike', async () => {
    const theirs = await new PrismaBetterSqlite3({ url: ':memory:' }).connect()
    const ours = createOurs()
    for (const adapter of [ours, theirs]) await adapter.executeScript(TABLE)
    for (const next of QUERIES) expect({ sql: next.sql, result: await ours.queryRaw(next) }).toEqual({ sql: next.sql, result: await theirs.queryRaw(next) })
    const update = query('UPDATE t SET i = i + 1')
    expect(await ours.executeRaw(update)).toBe(await theirs.executeRaw(update))
  })

  it('fail alike', async () => {
    const theirs = await new PrismaBetterSqlite3({ url: ':memory:' }).connect()
    const ours = createOurs()
    const script = 'CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, UNIQUE (a, b)); CREATE TABLE c (p INTEGER REFERENCES p (id)); PRAGMA foreign_keys = ON; INSERT INTO p VALUES (1, 1, 1);'
    for (const adapter of [ours, theirs]) await adapter.executeScript(script)
    const failing = ['INSERT INTO p VALUES (1, 2, 2)', 'INSERT INTO p VALUES (2, 1, 1)', 'INSERT INTO p VALUES (2, NULL, 1)', 'INSERT INTO c VALUES (5)', 'SELECT * FROM nowhere', 'SELECT nothing FROM p', 'INSERT INTO p (zz) VALUES (1)', 'SELEC']
    for (const sql of failing) {
      const [our, their] = await Promise.all([ours, theirs].map((adapter) => adapter.queryRaw(query(sql)).then(() => null, (error: unknown) => (error instanceof Error ? error.cause : error))))
      expect({ sql, cause: our }).toEqual({ sql, cause: their })
    }
  })

  it('differ where Prisma would throw what nobody maps', async () => {
    const ours = createOurs()
    const failure: unknown = await ours.queryRaw(query('SELECT ?', [2n ** 64n, 'bigint'])).catch((error: unknown) => (error instanceof Error ? error.cause : error))
    expect(failure).toMatchObject({ kind: 'ValueOutOfRange' })
    expect((await ours.queryRaw(query(`SELECT x'00ff' AS x, base64(x'00ff') AS t`))).columnTypes).toEqual([ColumnTypeEnum.Bytes, ColumnTypeEnum.Text])
  })
})
