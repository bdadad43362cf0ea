import type { Json, Row } from '@ssot/contract'
import type { Where } from '../../request/query.ts'
import type { Principal } from '../principal.ts'
import type { DelegatedAction } from './rule.ts'

/** What a rule reads for one request. */
export interface RuleValues {
  /** Own members are read only; null is absent. */
  readonly auth: Readonly<Record<string, Json>>
  readonly kind: Principal['kind']
  readonly isAdmin: boolean
  readonly now: Date
  /** The record as it was, in the values of the wire: for the check of an update. */
  readonly before?: Row
  /** The whole policy of a model, by its name, as a definite condition. */
  readonly policyOf: (model: string, action: DelegatedAction) => Where
}
