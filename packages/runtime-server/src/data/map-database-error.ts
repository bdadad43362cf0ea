// Owns: an error of Prisma, of its adapters or of a driver → the problem that a client is answered, in the same words for every database.
// The driver's own text and the SQL stay in the cause.
import { isProblem, problem, type ErrorCode, type Problem, type ProblemDetail } from '@ssot/contract'
import type { Model } from '../registry/registry.ts'
import { findConstrainedFields, type IndexNames } from './find-constrained-fields.ts'
import { readErrorFacts, type ErrorFacts } from './read-error-facts.ts'

/** A database error as a problem, and the model's fields that it is about, where the database says so. */
export interface DatabaseFault {
  readonly problem: Problem
  readonly fields: readonly string[]
}

/** What is known of the statement that failed. */
export interface StatementContext {
  /** Names of indexes that the schema gives by `map:`. */
  readonly indexes?: IndexNames
  /** True for a write: where the connection is lost on the way, nobody knows whether it was done. */
  readonly isWrite?: boolean
}

/** Translates an error; a problem stays what it is. */
export function mapDatabaseError(error: unknown, model?: Model, context: StatementContext = {}): DatabaseFault {
  if (isProblem(error)) return { problem: error, fields: [] }
  const facts = readErrorFacts(error)
  const code = classify(facts, context)
  const fields = model !== undefined && NAMES_FIELDS.has(code) ? findConstrainedFields(facts, model, context.indexes) : []
  return { problem: problem(code, { ...DETAILS[code], cause: error }), fields }
}

/** Whether the same transaction may succeed when it is run again from its beginning: it lost against another one and left nothing behind. */
export function isRetryable(error: unknown): boolean {
  const { prismaCode, originalCode, kind } = readErrorFacts(error)
  return prismaCode === 'P2034' || kind === 'TransactionWriteConflict' || /^(40001|40P01|1213)$/.test(originalCode)
}

const NAMES_FIELDS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['DATA.CONFLICT', 'DATA.REFERENCED', 'REQUEST.BAD_VALUE'])

const RETRY = { headers: { 'Retry-After': '1' } }

const DETAILS: Readonly<Partial<Record<ErrorCode, ProblemDetail>>> = {
  'DATA.CONFLICT': { detail: 'Another record has this value already.', hint: 'Send another value.' },
  'DATA.REFERENCED': { detail: 'The record is still referenced by others, or refers to one that does not exist.' },
  'DATA.NOT_FOUND': { detail: 'There is no such record.' },
  'REQUEST.BAD_VALUE': { detail: 'A value does not fit its field.' },
  'DATA.UNAVAILABLE': { detail: 'The database is busy or cannot be reached.', hint: 'Try again in a moment.', ...RETRY },
  'DATA.OUTCOME_UNKNOWN': { detail: 'The connection to the database was lost before it answered.', hint: 'Look whether the change was made, or repeat it with an Idempotency-Key.', ...RETRY },
  'DATA.TIMEOUT': { detail: 'The statement took longer than it may.', hint: 'Ask for less: fewer records, fewer relations or a narrower filter.' },
}

type Rule = readonly [code: ErrorCode, test: (facts: ErrorFacts) => boolean]

// In order; what the database says comes before what Prisma makes of it.
const RULES: readonly Rule[] = [
  ['DATA.TIMEOUT', (facts) => /^(57014|1969|3024)$/.test(facts.originalCode)],
  ['DATA.CONFLICT', (facts) => facts.kind === 'UniqueConstraintViolation' || facts.prismaCode === 'P2002' || /^(23505|23P01|1062)$/.test(facts.originalCode)],
  ['DATA.REFERENCED', (facts) => /^(ForeignKeyConstraintViolation|RestrictViolation)$/.test(facts.kind) || /^P20(03|04|14)$/.test(facts.prismaCode) || /^(23000|23503|23001|1451|1452)$/.test(facts.originalCode)],
  ['DATA.NOT_FOUND', (facts) => /^P20(25|15|17|18)$/.test(facts.prismaCode)],
  ['REQUEST.BAD_VALUE', (facts) => /^(NullConstraintViolation|LengthMismatch|ValueOutOfRange|InvalidInputValue|InconsistentColumnData)$/.test(facts.kind)],
  ['REQUEST.BAD_VALUE', (facts) => /^(22\w{3}|54\w{3}|23502|23514|1264|1292|1366|1406|3819|4025|SQLITE_CONSTRAINT_CHECK|SQLITE_CONSTRAINT_DATATYPE|SQLITE_MISMATCH|SQLITE_TOOBIG)$/.test(facts.originalCode)],
  ['DATA.UNAVAILABLE', (facts) => /^(SocketTimeout|ConnectionClosed|DatabaseNotReachable|TooManyConnections|TransactionWriteConflict|AuthenticationFailed|DatabaseAccessDenied|DatabaseDoesNotExist|TlsConnectionError)$/.test(facts.kind)],
  ['DATA.UNAVAILABLE', (facts) => /^(08\w{3}|53\w{3}|57P0\d|55P03|25P0[34]|25006|40001|40P01|1040|1053|1203|1205|1213|1226|1290|1317|1836|1927|45\d{3}|SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN)\w*|E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND|AI_AGAIN))$/.test(facts.originalCode)],
  ['DATA.UNAVAILABLE', (facts) => /^P(1000|1001|1002|1008|1017|2024|2028|2034|2037)$/.test(facts.prismaCode)],
  ['REQUEST.BAD_VALUE', (facts) => /^P20(00|05|06|07|09|11|12|13|19|20|23|29|33)$/.test(facts.prismaCode)],
  ['REQUEST.BAD_VALUE', (facts) => facts.isRangeError || /recursion limit|Invalid value for skip|Could not convert argument value/.test(facts.message)],
  ['DATA.UNAVAILABLE', (facts) => /timeout exceeded when trying to connect|Query read timeout|Connection terminated|not queryable|Cannot use a pool after calling end/.test(facts.message)],
]

/** Messages and codes of a connection that was lost while it was in use. */
const LOST = /Connection terminated|not queryable|Query read timeout|^(57P0\d|08\w{3}|1053|1927|45009|45026|ECONNRESET|EPIPE)$/

function classify(facts: ErrorFacts, { isWrite = false }: StatementContext): ErrorCode {
  const code = RULES.find(([, test]) => test(facts))?.[0] ?? 'INTERNAL.BUG'
  const isLost = facts.kind === 'ConnectionClosed' || LOST.test(facts.originalCode) || LOST.test(facts.message)
  return code === 'DATA.UNAVAILABLE' && isWrite && isLost ? 'DATA.OUTCOME_UNKNOWN' : code
}
