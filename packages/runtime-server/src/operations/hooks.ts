import type { Row } from '@ssot/contract'
import type { Principal } from '../policy/principal.ts'
import type { ActingModels } from './delegates.ts'

/** What a hook of the application is told of a record, inside the transaction that writes it. */
export interface HookContext {
  readonly model: string
  readonly principal: Principal
  /** The SDK's calls under the principal's rights, in the same transaction. */
  readonly db: ActingModels
  /** Everything will be undone (`Prefer: dry-run`): leave the outside world alone. */
  readonly dryRun: boolean
  /** What is to be written, as it was sent; change it, or answer other data. Only before a create and an update. */
  readonly data?: Record<string, unknown>
  /** The record until now; for an update. */
  readonly before?: Row
  /** The record as it is then; for a delete, as it was. */
  readonly record?: Row
}

/** What became certain: the transaction is committed. */
export interface AfterCommit {
  readonly action: 'create' | 'update' | 'delete'
  readonly model: string
  readonly principal: Principal
  readonly before?: Row
  readonly record: Row
}

/** Hooks inside the transaction; what one throws undoes everything. */
export type HookName = 'beforeCreate' | 'afterCreate' | 'beforeUpdate' | 'afterUpdate' | 'beforeDelete' | 'afterDelete'

/** The hooks of one model. */
export type ModelHooks = { readonly [Name in HookName]?: (context: HookContext) => unknown } & { readonly afterCommit?: (event: AfterCommit) => unknown }

/** Hooks by model. */
export type Hooks = Readonly<Record<string, ModelHooks>>
