import type { Row } from '@ssot/contract'
import type { Field, Model, Relation } from '../registry/registry.ts'
import type { Selection, Where } from './query.ts'

/**
 * What rows that are written must fulfil, for one caller. Conditions are definite: true or false of every row. Null asks nothing.
 * They are about the caller's own writes; what the schema's referential actions do, no rule is asked about.
 */
export interface RowRules {
  /** The default representation of a record for the caller; what it may not read is not in it. */
  representation(model: Model): Selection
  /** Of a record, to be read back: one that fails it is answered by its key alone. */
  readable(model: Model): Where | null
  /** Of a new record, once it and all of the write that it is a part of is stored. `sent` are the fields that the caller sent, keys of links among them. */
  created(model: Model, sent: readonly string[]): Where | null
  /** Null: nothing is asked. */
  updated(model: Model, sent: readonly string[]): UpdateRules | null
  /** Of a readable record that is deleted. */
  deleted(model: Model): Where | null
  /**
   * Of a record of `model`, at the other end of a many-to-many link that is made or undone by `relation`; the record that has the relation is being written.
   * Asked before, and not of a record that the same step has created.
   */
  linked(model: Model, relation: Relation): Where | null
}

/** What a record that is changed must fulfil. */
export interface UpdateRules {
  /** Before, by the rules of the model. In a bulk write, records that fail it are no targets; else they refuse it. */
  readonly using: Where | null
  /** Before, by the rules of the fields that were sent: one record that fails it refuses the whole write. */
  readonly fields: Where | null
  /** Fields of the record as it was that `check` reads; wire values. */
  readonly reads: readonly Field[]
  /** Afterwards, once all of the write is stored. A record that is gone by then, or has another key, fails it. */
  check(before: Row): Where | null
}
