import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The databases that the attack cases and the fuzzer run on. */
export const DATABASES = ['sqlite', 'pglite', 'postgres'] as const

export type DatabaseName = (typeof DATABASES)[number]

/** The fixture's schema for a database; only PostgreSQL has lists of scalars. */
export function stdSchema(database: DatabaseName): string {
  const text = readFileSync(join(import.meta.dirname, 'std.prisma'), 'utf8')
  if (database === 'sqlite') return text
  return text.replace('provider = "sqlite"', 'provider = "postgresql"').replace(/(\n {2}publishAt DateTime\?)/, '$1\n  labels    String[]')
}

/** Fields and relations of the fixture that nobody may learn of. */
export const HIDDEN_NAMES = ['secretNote', 'passwordHash', 'resetToken', 'auditLogs', 'sessions', 'revisions'] as const
