import { DriverAdapterError } from '@prisma/driver-adapter-utils'

/** An error of PostgreSQL's (from pg or PGlite) in the form of Prisma's adapters; anything else stays what it is. */
export function toPostgresError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('severity' in error) || typeof error.code !== 'string') return error
  const { code, message } = error
  return new DriverAdapterError({ kind: 'postgres', code, severity: String(error.severity), message, detail: undefined, column: undefined, hint: undefined, originalCode: code, originalMessage: message })
}
