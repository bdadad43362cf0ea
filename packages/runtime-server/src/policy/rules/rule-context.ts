import type { Finding } from '@ssot/contract'
import type { Model, Registry } from '../../registry/registry.ts'
import type { Rule } from './rule.ts'

/** What a claim of a token is declared to be. */
export type ClaimType = 'string' | 'number' | 'boolean' | 'string[]' | 'number[]'

/** What a rule is compiled with. */
export interface RuleContext {
  readonly registry: Pick<Registry, 'models' | 'enums'> & Partial<Pick<Registry, 'provider'>>
  readonly claims: Readonly<Record<string, ClaimType>>
  /** The model whose row is the principal's, where there is one. */
  readonly authModel: Model | null
  /** Whether `before` is there: in the `check` of an update only. */
  readonly allowsBefore: boolean
  /** What a row must fulfil to exist in a rule: one that was deleted softly does not. */
  readonly live: (model: Model) => Rule | null
}

/** A rule, or null and why there is none; findings of a rule that is there are warnings. */
export interface CompiledRule {
  readonly rule: Rule | null
  readonly findings: readonly Finding[]
}
