import type { Expr, Json } from '@ssot/contract'
import type { Field, Model, Relation } from '../../registry/registry.ts'
import type { FieldComparison, FieldValue } from '../../request/query.ts'

/** What a rule may be about. */
export type RuleAction = 'read' | 'create' | 'update' | 'delete' | 'history'

/**
 * What a field is compared with: a value of the field's kind, or an expression over `auth`, `now()`, `before` and the names that macros over
 * lists of `auth` bind. `names` are the values of the field's enum.
 */
export type Operand = { readonly value: FieldValue } | { readonly expr: Expr; readonly names?: readonly string[] }

/**
 * A rule, compiled once at boot: its names are of the registry, values of `auth` are places. In negation normal form: `negated` stands at leaves only.
 * Every node is true or false of a row, as in CEL (`!=` holds for null, an ordering with null is false and its negation true), or undecided because it reads something
 * of `auth` that is absent. `up`: not of the row itself but of the one that many relations further out; 0 where it is absent.
 */
export type Rule =
  /** Null: undecided, since something of `auth` is absent. */
  | { readonly op: 'const'; readonly value: boolean | null }
  | { readonly op: 'and' | 'or'; readonly args: readonly Rule[] }
  /** Reads `auth` only (or `before`): the same for every row. */
  | { readonly op: 'auth'; readonly expr: Expr; readonly negated: boolean }
  | { readonly op: 'isNull'; readonly field: Field; readonly up?: number; readonly negated: boolean }
  | { readonly op: 'compare'; readonly field: Field; readonly by: FieldComparison; readonly operand: Operand; readonly up?: number; readonly negated: boolean }
  /** `in`: the field is among the operand's list. `has`: the field, a list, has the operand. */
  | { readonly op: 'in' | 'has'; readonly field: Field; readonly operand: Operand; readonly up?: number; readonly negated: boolean }
  | { readonly op: 'isEmpty'; readonly field: Field; readonly up?: number; readonly negated: boolean }
  /** Two fields: `field` of the row `own` relations further out, `other` of the one `up` further out; both 0 for the same row. */
  | { readonly op: 'compareFields'; readonly model: string; readonly field: Field; readonly by: FieldComparison; readonly other: Field; readonly own?: number; readonly up: number; readonly negated: boolean }
  /** Some row of the relation, or the row of a to-one relation, for which `where` is true. Followed without read rules. */
  | { readonly op: 'relation'; readonly relation: Relation; readonly where: Rule; readonly up?: number; readonly negated: boolean }
  /** `can("read", conversation)`: the whole policy of the record that a to-one relation leads to. */
  | { readonly op: 'can'; readonly action: DelegatedAction; readonly relation: Relation; readonly up?: number; readonly negated: boolean }
  /** `auth.orgIds.exists(o, …)` over a list in `auth`, once for each item. */
  | { readonly op: 'each'; readonly macro: 'exists' | 'all'; readonly over: Expr; readonly as: string; readonly where: Rule; readonly negated: boolean }

/** What `can` may ask for. */
export type DelegatedAction = Exclude<RuleAction, 'history'>

/** A rule as it was written. */
export interface RuleText {
  readonly model: Model
  /** An expression, a filter in Prisma's shape with `{ _auth: 'id' }`, or a verdict. */
  readonly text: Json
  /** How the rule is called in explanations: its name, or its own text. */
  readonly name: string
  readonly file: string
  readonly line?: number
}
