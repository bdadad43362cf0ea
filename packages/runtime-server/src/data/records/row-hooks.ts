import type { Model } from '../../registry/registry.ts'
import type { WriteData } from '../../request/write.ts'
import type { Records } from './records.ts'

/** A record that is created or changed: `before` is its default representation until then, null for a new one. */
export interface RowWrite {
  readonly model: Model
  readonly before: string | null
}

/** What is told of each record that is written, nested ones among them, inside the transaction; what a hook throws undoes everything. */
export interface RowHooks {
  /** Whether there is anything to tell of records of the model. */
  watches(model: Model): boolean
  /** Answers the data to be written instead. */
  beforeWrite(write: RowWrite & { readonly data: WriteData }): Promise<WriteData>
  afterWrite(write: RowWrite & { readonly record: string }): Promise<void>
  beforeDelete(model: Model, before: string): Promise<void>
  afterDelete(model: Model, before: string): Promise<void>
}

/** Makes hooks for each transaction. */
export interface HookMaker extends Pick<RowHooks, 'watches'> {
  /** A transaction begins; what was told before, of one that is tried again, has not happened. */
  begin(): void
  /** Hooks that read and write inside the transaction. */
  over(records: Records): RowHooks
}
