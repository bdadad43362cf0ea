// Remembers the text of every statement that goes to SQLite or to a server of PostgreSQL; PGlite takes none of them.
import pg from 'pg'
import { BetterSqlite3 } from '../../../packages/runtime-server/src/data/databases/load-better-sqlite3.ts'

/** Statements since they were last taken. */
const seen: string[] = []

type Method = (this: object, ...args: unknown[]) => unknown

/** Watches the drivers of this process. */
export function watchStatements(): void {
  const sqlite = new BetterSqlite3(':memory:')
  watch(Object.getPrototypeOf(sqlite.prepare('SELECT 1')), ['run', 'all', 'get', 'iterate'], (statement) => Reflect.get(statement, 'source'))
  watch(Object.getPrototypeOf(sqlite), ['exec'], (_handle, sql) => sql)
  watch(pg.Client.prototype, ['query'], (_client, query) => (typeof query === 'object' && query !== null ? Reflect.get(query, 'text') : query))
  sqlite.close()
}

/** The statements since the last time. */
export function takeStatements(): readonly string[] {
  return seen.splice(0)
}

function watch(owner: object, names: readonly string[], textOf: (self: object, argument: unknown) => unknown): void {
  for (const name of names) {
    const original: Method = Reflect.get(owner, name)
    Reflect.set(owner, name, function (this: object, ...args: unknown[]): unknown {
      seen.push(String(textOf(this, args[0])))
      return original.apply(this, args)
    })
  }
}
