import type { ExplainedStep, RuleOutcome } from '@ssot/contract'
import type { Field, Model } from '../../registry/registry.ts'
import type { Where } from '../../request/query.ts'
import type { RuleAction } from '../rules/rule.ts'

/** What is to be explained. */
export interface Question {
  /** As everybody sees it: a principal may not know what it is kept from. */
  readonly model: Model
  readonly action: RuleAction
  readonly field?: Field | undefined
  /** Whether one record is asked about. */
  readonly hasRecord: boolean
}

/** A step whose outcome is known, or is a record's: `yes` holds where it is true, `no` where it is false, and neither where it is undecided. */
export interface Asked {
  readonly step: Omit<ExplainedStep, 'outcome'>
  readonly outcome: RuleOutcome | { readonly yes: Where; readonly no: Where }
}

/** What decides about one action on a record or a field of it: nothing that refuses, and one that allows. */
export interface Group<Step = Asked> {
  readonly action: RuleAction
  readonly field?: string
  /** Each must be true. */
  readonly gates: readonly Step[]
  readonly deny: readonly Step[]
  /** Any must be true. */
  readonly allow: readonly Step[]
  /** Nothing needs to allow it. */
  readonly isOpen: boolean
}

/** Everything that is asked on the way to a verdict. */
export interface Inquiry {
  readonly question: Question
  readonly groups: readonly Group[]
}
