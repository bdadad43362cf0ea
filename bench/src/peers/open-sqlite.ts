import type Sqlite from 'better-sqlite3'
import { BetterSqlite3 } from '../../../packages/runtime-server/src/data/databases/load-better-sqlite3.ts'

/** Opens a copy of the SQLite database with the settings that all peers share. */
export function openSqliteFile(url: string): Sqlite.Database {
  const handle = new BetterSqlite3(url.replace(/^file:/, ''))
  handle.pragma('journal_mode = WAL')
  handle.pragma('synchronous = FULL')
  handle.pragma('foreign_keys = ON')
  return handle
}
