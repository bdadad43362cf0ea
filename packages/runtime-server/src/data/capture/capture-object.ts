/** Something that captures changes, as a database holds it; `sql` makes it. */
export interface CaptureObject {
  readonly kind: 'table' | 'index' | 'trigger'
  readonly name: string
  readonly sql: string
}

/** How a database stands to what is to be captured. */
export interface CapturePlan {
  /** What makes it so, in order; empty where it is so. */
  readonly statements: readonly string[]
  /** Nothing that is wanted is missing or different; something that is not wanted any more may stand. */
  readonly holds: boolean
}
