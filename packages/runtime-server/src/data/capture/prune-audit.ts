import type { Database } from '../database.ts'
import { mapDatabaseError } from '../map-database-error.ts'

const TABLE = '_ssot_audit'

const STATEMENTS: Readonly<Record<Database['provider'], ((schemaName: string) => string) | null>> = {
  sqlite: () => `DELETE FROM "${TABLE}" WHERE at < ?`,
  postgresql: (schemaName) => `DELETE FROM "${schemaName.replaceAll('"', '""')}"."${TABLE}" WHERE at < $1::timestamptz`,
  mysql: null,
}

/** Removes what the audit log holds from before a moment; answers how many versions that were. A database that was never audited holds none. */
export async function pruneAudit(database: Database, before: Date): Promise<number> {
  const statement = STATEMENTS[database.provider]
  if (!statement) return 0
  try {
    return await database.adapter.executeRaw({ sql: statement(database.schemaName ?? 'public'), args: [before.toISOString()], argTypes: [{ scalarType: 'string', arity: 'scalar' }] })
  } catch (error) {
    if (isUndefinedTable(error)) return 0
    throw mapDatabaseError(error, undefined, { isWrite: true }).problem
  }
}

function isUndefinedTable(error: unknown): boolean {
  return error instanceof Error && typeof error.cause === 'object' && error.cause !== null && 'kind' in error.cause && error.cause.kind === 'TableDoesNotExist'
}
