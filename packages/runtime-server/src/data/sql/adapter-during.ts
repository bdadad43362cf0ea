import type { SqlQueryable } from '@prisma/driver-adapter-utils'
import type { Database } from '../database.ts'

/** The database as one who may hang up sees it: what has not begun is dropped, and statements that read end where the database can end them. */
export function adapterDuring({ adapter, read }: Pick<Database, 'adapter' | 'read'>, signal: AbortSignal): Pick<SqlQueryable, 'queryRaw' | 'executeRaw'> {
  return {
    queryRaw: async (query) => {
      signal.throwIfAborted()
      return read ? read(query, signal) : adapter.queryRaw(query)
    },
    executeRaw: async (query) => {
      signal.throwIfAborted()
      return adapter.executeRaw(query)
    },
  }
}
