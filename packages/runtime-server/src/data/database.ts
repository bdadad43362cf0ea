import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery, SqlResultSet, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import type { DatabaseTarget } from './choose-database.ts'

/** An open database: one set of connections, shared by the Prisma client, our own statements and the schema engine. */
export interface Database {
  readonly target: DatabaseTarget
  readonly provider: 'sqlite' | 'postgresql' | 'mysql'
  /** The PostgreSQL schema that tables are in by default, the MySQL database's name; null on SQLite. */
  readonly schemaName: string | null
  /** For our own statements. Everything goes over the shared connections; disposing it closes nothing. */
  readonly adapter: SqlDriverAdapter
  /** Runs one statement outside a transaction that ends, or is never begun, when the signal aborts. Absent where nothing can be ended. */
  readonly read?: (query: SqlQuery, signal: AbortSignal) => Promise<SqlResultSet>
  /** For Prisma clients; the adapters it makes share the connections, and disposing one closes nothing. */
  readonly adapterFactory: SqlDriverAdapterFactory
  /** For the schema engine. */
  readonly migrationAdapterFactory: SqlMigrationAwareDriverAdapterFactory
  /** Waits until nobody else changes the tables and keeps it so until the answered function is called. Raises DATABASE.LOCKED after 10 s. */
  lockForMigration(): Promise<() => Promise<void>>
  /** Resolves when the database answers; rejects with DATA.UNAVAILABLE. */
  ping(): Promise<void>
  /** Waits for what is running and closes every connection. */
  close(): Promise<void>
}
