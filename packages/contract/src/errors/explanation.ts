/** What is true of a rule: `undecided` because it reads something of `auth` that is absent, `depends` on a record, and none was named. */
export type RuleOutcome = 'true' | 'false' | 'undecided' | 'depends'

/** Something that was asked on the way to a verdict. */
export interface ExplainedStep {
  /** `allow` and `deny` are rules; the rest is what the schema says beside them, or the record itself. */
  readonly kind: 'allow' | 'deny' | 'tenant' | 'admin' | 'auth' | 'hidden' | 'view' | 'unavailable' | 'server' | 'record' | 'softDelete'
  /** Of a change, `read` too: what may not be read cannot be changed. */
  readonly action: string
  /** The field whose rule it is. */
  readonly field?: string
  /** The rule's own name, else its text; of what is no rule, its words in the schema. */
  readonly name: string
  /** The rule as it was written, where it has a name of its own. */
  readonly text?: string
  readonly file?: string
  readonly line?: number
  readonly outcome: RuleOutcome
  /** What of `auth` it reads and is absent. */
  readonly absent?: readonly string[]
}

/** Why somebody may do something, or not. Rules are told to administrators only. */
export interface Explanation {
  readonly principal: { readonly kind: string; readonly id: string | null; readonly strategy: string; readonly isAdmin: boolean }
  readonly action: string
  readonly model: string
  readonly field?: string
  /** The record's key as it stands in a path. */
  readonly record?: string
  readonly verdict: 'allowed' | 'denied' | 'depends'
  /** The verdict in a sentence. */
  readonly because: string
  /** The status of the answer to a request that is denied. */
  readonly answers?: 401 | 403 | 404
  /** What decided; null where no rule allows. */
  readonly decidedBy: ExplainedStep | null
  readonly steps: readonly ExplainedStep[]
  /** What a record must fulfil, with all decided that the principal alone decides. */
  readonly condition: string
  /** Of an update: what the record must fulfil afterwards. */
  readonly checks?: readonly Pick<ExplainedStep, 'kind' | 'name' | 'text' | 'file' | 'line'>[]
}
