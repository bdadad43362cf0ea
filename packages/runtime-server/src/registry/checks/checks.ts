import type { Constraints, Pattern } from '@ssot/contract'

/** What the `@validate` annotations of a field demand together. */
export interface Checks {
  /** As manifests tell it. */
  readonly constraints: Constraints
  /** The patterns among them, ready to be matched; in the same order. */
  readonly patterns: readonly Pattern[]
}
