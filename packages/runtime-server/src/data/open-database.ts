// Owns: a target → an open database. Rejects what cannot be opened, with a text that holds no password.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Database } from './database.ts'
import type { DatabaseTarget } from './choose-database.ts'
import { openMysql } from './databases/mysql.ts'
import { openPglite } from './databases/pglite.ts'
import { openPostgresql } from './databases/postgresql.ts'
import { openSqlite } from './databases/sqlite.ts'

export interface OpenOptions {
  /** PostgreSQL extensions that the schema asks for. */
  readonly extensions?: readonly string[]
  /** How long a statement of a request may take, where the database can be told. Default: 5000. */
  readonly queryTimeoutMs?: number
}

const QUERY_TIMEOUT_MS = 5000

/** Opens the database of a target; an embedded one is created. Raises DATABASE.OPEN, and DATABASE.LOCKED where another process has an embedded PGlite open. */
export async function openDatabase(target: DatabaseTarget, options: OpenOptions = {}): Promise<Database> {
  if (target.embedded) prepareFolder(target.url)
  switch (target.kind) {
    case 'sqlite':
      return openSqlite(target)
    case 'pglite':
      return openPglite(target, options.extensions ?? [])
    case 'postgresql':
      return openPostgresql(target, options.queryTimeoutMs ?? QUERY_TIMEOUT_MS)
    case 'mysql':
      return openMysql(target, options.queryTimeoutMs ?? QUERY_TIMEOUT_MS)
  }
}

/** Creates the folder of our own files with a `.gitignore` that keeps it out of the repository. */
function prepareFolder(path: string): void {
  const parent = dirname(path)
  const folder = basename(parent) === '.ssot' ? parent : dirname(parent)
  mkdirSync(parent, { recursive: true })
  const ignore = join(folder, '.gitignore')
  if (basename(folder) === '.ssot' && !existsSync(ignore)) writeFileSync(ignore, '*\n')
}
