import type { Expr } from '@ssot/contract'
import type { Field, Model } from '../registry/registry.ts'
import type { Rule, RuleAction } from './rules/rule.ts'

/** A rule of a policy, compiled, and where it stands. */
export interface PolicyRule {
  /** Its own name, or its text. */
  readonly name: string
  /** As it was written. */
  readonly text: string
  readonly file: string
  readonly line?: number
  readonly kind: 'allow' | 'deny'
  readonly rule: Rule
}

/** Rules of one action: any that allows, and none that denies. */
export interface RuleSet {
  readonly allow: readonly PolicyRule[]
  readonly deny: readonly PolicyRule[]
}

/** What writes of clients are judged by afterwards. */
export type CheckedAction = 'create' | 'update'

/** Rules of one field; absent where it follows its row. */
export interface FieldPolicy {
  readonly field: Field
  /** Of the row that is read, of the row that is created as stored, of the row that is changed as it was. */
  readonly using: { readonly [Action in 'read' | 'create' | 'update']?: RuleSet }
  /** Of the row that was changed, afterwards. */
  readonly check?: RuleSet
}

/** A field that the server sets. */
export interface ServerSet {
  readonly field: Field
  readonly create?: Expr
  readonly update?: Expr
  /** `owner`: administrators may set it, and one without an id must. `tenant`: who crosses tenants must. */
  readonly by: 'owner' | 'set' | 'tenant'
}

/** The limit of a model to rows of the caller's tenant. */
export interface Tenancy {
  readonly field: Field
  readonly rule: Rule
  /** The caller may be of several, and says which. */
  readonly isList: boolean
}

/** Everything that is written about who may do what to a model. */
export interface ModelPolicy {
  readonly model: Model
  /** Of the row as it is; for a create, as stored. */
  readonly using: Readonly<Record<RuleAction, RuleSet>>
  /** Of the row as it is after an update. */
  readonly check: RuleSet
  readonly fields: ReadonlyMap<string, FieldPolicy>
  readonly tenancy: Tenancy | null
  /** Names of the strategies that a principal must come from, in lower case; null: any, or none. */
  readonly strategies: readonly string[] | null
  readonly sets: readonly ServerSet[]
}

/** The policies of an application. */
export interface Policies {
  readonly models: ReadonlyMap<string, ModelPolicy>
  /** Who crosses tenants among administrators; null: nobody, but the administrator of a development server. */
  readonly crossTenant: boolean | Expr
  /** Some rule may read the time, so that what is known of a principal is known for one request. */
  readonly readsNow: boolean
}
