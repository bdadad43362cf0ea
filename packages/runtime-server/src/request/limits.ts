import type { QueryLimits } from './scope.ts'

/** Every limit of a request, from the config. */
export interface Limits extends QueryLimits {
  readonly maxBodyBytes: number
  /** Of path and query together, as they were sent. */
  readonly maxUrlBytes: number
  /** Characters of one part of a path. */
  readonly maxParamLength: number
  readonly maxImportBytes: number
  /** How long one statement may take. Read once, when the database is opened. */
  readonly queryTimeoutMs: number
  /** Of one principal; nobody in particular is told apart by the address. */
  readonly requestsPerMinute: number
  /** Of one principal; each operation of a transaction and each record of a bulk counts. */
  readonly writesPerMinute: number
}

/** What holds where the configuration says nothing. The two rates only stop a client that has run wild: what is right depends on the application. */
export const DEFAULT_LIMITS: Limits = {
  maxTake: 100,
  maxDepth: 5,
  maxRows: 10_000,
  maxIncludes: 20,
  maxFilterNodes: 200,
  maxRelationFilters: 3,
  maxInValues: 1000,
  maxOrderBy: 5,
  maxBulk: 1000,
  maxBodyBytes: 1_048_576,
  maxUrlBytes: 16_384,
  maxParamLength: 1000,
  maxImportBytes: 52_428_800,
  queryTimeoutMs: 5000,
  requestsPerMinute: 600_000,
  writesPerMinute: 120_000,
}

/** The greatest value that each may be set to, where there is one: what Node, a timer or a text can hold. */
export const GREATEST_LIMITS: Readonly<Partial<Record<keyof Limits, number>>> = {
  maxDepth: 20,
  maxBodyBytes: 268_435_456,
  maxUrlBytes: 1_048_576,
  maxParamLength: 100_000,
  queryTimeoutMs: 600_000,
}

/** The limits with those given instead of the defaults; names that are no limit are passed over. */
export function limitsWith(given: Readonly<Partial<Record<keyof Limits, number | undefined>>>): Limits {
  const known = Object.entries(given).filter(([name, value]) => Object.hasOwn(DEFAULT_LIMITS, name) && value !== undefined)
  return { ...DEFAULT_LIMITS, ...Object.fromEntries(known) }
}
