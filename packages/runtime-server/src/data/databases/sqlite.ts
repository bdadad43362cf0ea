import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { problem } from '@ssot/contract'
import type Sqlite from 'better-sqlite3'
import type { Database } from '../database.ts'
import type { DatabaseTarget } from '../choose-database.ts'
import { createSqliteAdapter, createSqliteMigrationAdapter, type SqlitePair } from './sqlite-adapter.ts'
import { createSqliteConnection } from './sqlite-connection.ts'
import { busyError } from './sqlite-errors.ts'
import { takeFileLock } from './folder-lock.ts'
import { createTurnQueue } from './turn-queue.ts'
import { BetterSqlite3 } from './load-better-sqlite3.ts'
import { waitForLock } from './wait-for-lock.ts'

/** How long a write waits for the writer's turn, or for another process. */
const WAIT_MS = 5000

/**
 * Opens a SQLite file with one connection that writes and one that only reads (WAL). The file and, for an embedded one, its folder are created.
 * Raises DATABASE.OPEN.
 */
export function openSqlite(target: DatabaseTarget): Database {
  const pair = openPair(target)
  const adapterFactory = { provider: 'sqlite', adapterName: 'ssot-sqlite', connect: async () => createSqliteAdapter(pair) } as const
  const adapter = createSqliteAdapter(pair)
  return {
    target,
    provider: 'sqlite',
    schemaName: null,
    adapter,
    adapterFactory,
    migrationAdapterFactory: {
      ...adapterFactory,
      connect: async () => createSqliteMigrationAdapter(pair, () => undefined),
      connectToShadowDb: async () => {
        const memory = createShadow()
        return createSqliteMigrationAdapter(memory, () => memory.writer.close())
      },
    },
    lockForMigration: () => waitForLock(async () => {
      const lock = takeFileLock(`${target.url}.migrating`)
      return lock && (async () => lock.release())
    }),
    ping: async () => {
      await adapter.queryRaw({ sql: 'SELECT 1', args: [], argTypes: [] }).catch((error: unknown) => { throw problem('DATA.UNAVAILABLE', { cause: error }) })
    },
    close: () => pair.writing.run(async () => {
      pair.reader.close()
      pair.writer.close()
    }),
  }
}

function openPair(target: DatabaseTarget): SqlitePair {
  try {
    if (target.embedded) mkdirSync(dirname(target.url), { recursive: true })
    const writer = new BetterSqlite3(target.url, { timeout: 100 })
    if (writer.pragma('journal_mode = WAL', { simple: true }) !== 'wal') throw new Error('write-ahead logging is not possible there')
    writer.pragma('foreign_keys = ON')
    // Ours keeps what was acknowledged when the process dies; a database that was asked for keeps it when the power fails, too.
    writer.pragma(`synchronous = ${target.embedded ? 'NORMAL' : 'FULL'}`)
    const reader = new BetterSqlite3(target.url, { readonly: true, fileMustExist: true, timeout: 100 })
    return createPair(writer, reader)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw problem('DATABASE.OPEN', { detail: `The SQLite file ${target.url} (${target.source}) could not be opened: ${reason}.`, hint: 'Check that its folder exists, can be written to, and is on a local disk.', cause: error })
  }
}

function createPair(writer: Sqlite.Database, reader: Sqlite.Database): SqlitePair {
  return {
    writer: createSqliteConnection(writer),
    reader: createSqliteConnection(reader),
    writing: createTurnQueue({ waitMs: WAIT_MS, timeoutError: busyError }),
    waitMs: WAIT_MS,
  }
}

// An empty database in memory that the schema engine plays migrations on; one connection does both.
function createShadow(): SqlitePair {
  const handle = new BetterSqlite3(':memory:')
  return createPair(handle, handle)
}
