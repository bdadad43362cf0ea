import { DriverAdapterError, type MappedError } from '@prisma/driver-adapter-utils'

// The error forms of `@prisma/adapter-better-sqlite3` 7.10, so that Prisma maps ours to the same codes, and RangeError, which it forgets.

/** An error of better-sqlite3 in the form that Prisma understands. */
export function toSqliteAdapterError(error: unknown): Error {
  if (error instanceof DriverAdapterError) return error
  if (error instanceof RangeError && !error.message.includes('statement')) return new DriverAdapterError({ kind: 'ValueOutOfRange', cause: error.message })
  if (error instanceof TypeError && error.message.includes('connection is not open')) return new DriverAdapterError({ kind: 'ConnectionClosed' })
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error instanceof Error ? error : new Error(String(error))
  return new DriverAdapterError({ originalCode: error.code, originalMessage: error.message, ...mapError(error.code, error.message) })
}

/** Whether a caught value says that another process holds the database. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_BUSY')
}

/** What someone who waited too long for the database is told; Prisma makes it P1008. */
export function busyError(): DriverAdapterError {
  return new DriverAdapterError({ kind: 'SocketTimeout' })
}

function mapError(code: string, message: string): MappedError {
  const columns = message.split('constraint failed: ')[1]?.split(', ')
  const fields = columns?.map((column) => column.split('.').at(-1) ?? column)
  switch (code) {
    case 'SQLITE_CONSTRAINT_UNIQUE':
    case 'SQLITE_CONSTRAINT_PRIMARYKEY': {
      const table = columns?.[0]?.split('.').slice(0, -1).join('.')
      return { kind: 'UniqueConstraintViolation', ...(fields && { constraint: { fields } }), ...(table && { table }) }
    }
    case 'SQLITE_CONSTRAINT_NOTNULL':
      return { kind: 'NullConstraintViolation', ...(fields && { constraint: { fields } }) }
    case 'SQLITE_CONSTRAINT_FOREIGNKEY':
    case 'SQLITE_CONSTRAINT_TRIGGER':
      return { kind: 'ForeignKeyConstraintViolation', constraint: { foreignKey: {} } }
    default:
      return mapByMessage(code, message)
  }
}

function mapByMessage(code: string, message: string): MappedError {
  if (code.startsWith('SQLITE_BUSY')) return { kind: 'SocketTimeout' }
  if (message.startsWith('no such table')) return { kind: 'TableDoesNotExist', table: message.split(': ')[1] ?? '' }
  if (message.startsWith('no such column')) return { kind: 'ColumnNotFound', column: message.split(': ')[1] ?? '' }
  if (message.includes('has no column named ')) return { kind: 'ColumnNotFound', column: message.split('has no column named ')[1] ?? '' }
  return { kind: 'sqlite', extendedCode: 1, message }
}
