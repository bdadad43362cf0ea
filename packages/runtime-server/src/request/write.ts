import type { Model, Relation } from '../registry/registry.ts'
import type { FieldValue, RecordKey } from './query.ts'

/** The data of a create or an update, parsed. */
export interface WriteData {
  readonly model: Model
  /** Scalars by name; null is the database's NULL. */
  readonly scalars: Readonly<Record<string, FieldValue>>
  readonly links: readonly Link[]
}

/** What happens to a relation. `set` replaces every link, `disconnect` without targets clears a to-one. */
export interface Link {
  readonly relation: Relation
  readonly model: Model
  /** Where in the body it stands. */
  readonly path: string
  readonly connect: readonly RecordKey[]
  readonly disconnect: readonly RecordKey[] | true
  readonly set?: readonly RecordKey[]
}
