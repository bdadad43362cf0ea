import type { Records } from '../data/records/records.ts'
import type { Principal } from '../policy/principal.ts'
import type { Registry } from '../registry/registry.ts'
import type { QueryLimits } from '../request/scope.ts'

/** What an operation works with: one request's registry, principal and database. */
export interface OperationContext {
  readonly registry: Registry
  readonly principal: Principal
  readonly records: Records
  readonly limits: QueryLimits
}
