import type { Records } from '../data/records/records.ts'
import type { Deleted } from '../policy/live-rows.ts'
import type { Principal } from '../policy/principal.ts'
import type { Rights } from '../policy/rights.ts'
import type { Model, Registry } from '../registry/registry.ts'
import type { Limits } from '../request/limits.ts'
import type { Hooks } from './hooks.ts'
import type { Cursors } from './cursors.ts'

/** What an operation works with: one request's principal with its rights, and the database. */
export interface OperationContext {
  readonly rights: Rights
  /** As the principal sees it. */
  readonly registry: Registry
  readonly principal: Principal
  /** Of which only those are there that are there for the principal. */
  readonly records: Records
  /** The same, for reads, with deleted records of one model among them. */
  readonly withDeleted?: (model: Model, deleted: Deleted) => Records
  readonly cursors: Cursors
  readonly limits: Limits
  /** Aborted when the client hangs up or the request's time is over; nobody waits for an answer then. Absent in calls of the application's own code, and in reads that cannot be ended. */
  readonly signal?: () => AbortSignal
  /** Counts writes beyond the one that the request itself is, and the members of its own lists. @throws LIMIT.RATE */
  readonly chargeWrites?: (writes: number) => void
  /** Counts that a model was asked for. @throws LIMIT.RATE */
  readonly chargeModel?: (model: Model) => void
  /** Everything that is written will be undone. */
  readonly dryRun?: boolean
  /** The application's own code around each record that is written. */
  readonly hooks?: Hooks
  /** Notes a failure that changes nothing of the answer. */
  readonly report?: (error: unknown) => void
}
