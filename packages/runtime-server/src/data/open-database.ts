// Owns: a target → an open database. Rejects what cannot be opened, with a text that holds no password.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { problem } from '@ssot/contract'
import type { Database } from './database.ts'
import type { DatabaseTarget } from './choose-database.ts'
import { openPglite } from './databases/pglite.ts'
import { openSqlite } from './databases/sqlite.ts'

export interface OpenOptions {
  /** PostgreSQL extensions that the schema asks for. */
  readonly extensions?: readonly string[]
}

/** Opens the database of a target; an embedded one is created. Raises DATABASE.OPEN, and DATABASE.LOCKED where another process has an embedded PGlite open. */
export async function openDatabase(target: DatabaseTarget, options: OpenOptions = {}): Promise<Database> {
  if (target.embedded) prepareFolder(target.url)
  switch (target.kind) {
    case 'sqlite':
      return openSqlite(target)
    case 'pglite':
      return openPglite(target, options.extensions ?? [])
    case 'postgresql':
    case 'mysql':
      throw problem('DATABASE.OPEN', { detail: `${target.kind} cannot be opened yet.` })
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
