import type { Model } from '../registry/registry.ts'
import type { Arguments } from '../request/parse-query.ts'

/** What an operation on a model is called with. */
export interface Call {
  readonly model: Model
  /** `select`, `include`, `omit`, and for lists the rest; from a query string. */
  readonly input: Arguments
}

/** A call about one record. */
export interface RecordCall extends Call {
  /** The key as a path segment. */
  readonly segment: string
  /** Name of the unique that the segment holds, where it is not the key. */
  readonly unique?: string
}
