import type { Model } from '../../packages/runtime-server/src/registry/registry.ts'
import type { MeantRow, World } from './rules-rows.ts'
import type { AuthValue } from './rules-values.ts'

/**
 * True, false, or undecided since something of `auth` is absent. `row`: it depends on a row, and rows are not looked at:
 * whether a quantifier is undecided may not depend on which rows there are.
 */
export type Outcome = 'true' | 'false' | 'undecided' | 'row'

/** A row that a name stands for; without one only its model is known. */
export interface Place {
  readonly model: Model
  readonly row?: MeantRow | undefined
}

/** What a rule is judged with. */
export interface Judging {
  readonly world: World
  readonly root: Place
  readonly names: ReadonlyMap<string, Place | { readonly item: AuthValue | undefined }>
  readonly auth: Readonly<Record<string, AuthValue>>
  readonly isAdmin: boolean
  readonly authenticated: boolean
  readonly now: Date
  readonly before: MeantRow | null
  /** Rows that were deleted do not exist in a rule. */
  readonly lives: (row: MeantRow) => boolean
  /** Numbers and instants are compared as such in `auth`, however they are written. */
  readonly familyOf: (name: string) => 'number' | 'instant' | 'other'
  readonly can: (row: MeantRow) => boolean
}

/** A verdict as an outcome. */
export function said(value: boolean): Outcome {
  return value ? 'true' : 'false'
}

/** The opposite; what is undecided stays so. */
export function not(one: Outcome): Outcome {
  return one === 'true' ? 'false' : one === 'false' ? 'true' : one
}

/** All of them, which one false decides, or any of them, which one true decides. */
export function combine(parts: readonly Outcome[], decides: 'true' | 'false'): Outcome {
  if (parts.includes(decides)) return decides
  return parts.includes('undecided') ? 'undecided' : parts.includes('row') ? 'row' : not(decides)
}
