import type { Model } from '../../registry/registry.ts'
import type { AggregateQuery, GroupQuery } from '../../request/aggregate.ts'
import type { ListQuery, Position, RecordKey, Selection, TreeQuery, Where } from '../../request/query.ts'
import type { WriteData } from '../../request/write.ts'
import type { Acting } from '../capture/capture-context.ts'
import type { ReadVersions } from '../capture/version.ts'
import type { HookMaker } from './row-hooks.ts'
import type { RowRules } from '../../request/row-rules.ts'

/** An estimated count is exact as far as this. */
export const MAX_ESTIMATE = 10_000

/** How many records match. */
export interface Total {
  readonly count: number
  /** Counting stopped there. */
  readonly isMinimum: boolean
}

/** One page of groups. */
export interface GroupPage {
  /** The groups as the text of a JSON list. */
  readonly json: string
  readonly hasMore: boolean
}

/** One page of a list. */
export interface Page {
  /** The records as the text of a JSON list. */
  readonly json: string
  /** The relations whose nested lists are cut short, as `comments.replies`. */
  readonly truncated: readonly string[]
  /** How many records those are. */
  readonly count: number
  /** Whether there are more, in the direction in which the query walks. */
  readonly hasMore: boolean
  /** The places of the first and the last record in the order; absent where there is none, or where the order has ties. */
  readonly ends?: { readonly first: Position; readonly last: Position }
  /** Only where the query asks for a count. */
  readonly total?: Total
}

/** One record, as read or as written. */
export interface RecordText {
  /** What was selected, as JSON text. */
  readonly json: string
  /** Its default representation, as JSON text. */
  readonly stored: string
  /** Paths of nested lists that have more than was answered. */
  readonly truncated?: readonly string[]
}

/** A record that was written; `key` is its key as a path segment, null where the model has none. */
export interface WrittenRecord extends RecordText {
  readonly key: string | null
}

/** A record by its key as a path segment, and which of the conditions hold of it, in their order. */
export interface Judged {
  readonly key: string
  readonly holds: readonly boolean[]
}

/** One record of a tree. */
export interface TreeRow {
  readonly json: string
  /** The database's own text of its key, and of the key of the record above it. */
  readonly key: string
  readonly parent: string | null
  /** From 1. */
  readonly level: number
}

/** How a record is changed or deleted. */
export interface ChangeOptions {
  readonly selection: Selection
  /** Looks at the record's default representation, locked, before anything is done; throws what refuses the change. */
  readonly check?: (stored: string) => void
}

/** Receipts of requests, kept for a day. To claim and to keep one belongs to the transaction that is open. */
export interface Receipts {
  /** Makes the place where receipts are kept, once, and forgets old ones now and then; before a transaction, not in one. */
  prepare(): Promise<void>
  /** Claims an id for a request; a concurrent claim of the same waits. Null: it is new. Else what was kept. */
  claim(id: string, request: string): Promise<{ readonly request: string; readonly reply: string } | null>
  /** Keeps what a claimed request answered. */
  keep(id: string, reply: string): Promise<void>
}

/**
 * What operations need of a database, in guarded queries and wire values.
 * Every method raises DATA.CONFLICT, DATA.REFERENCED, DATA.UNAVAILABLE or DATA.TIMEOUT as they arise.
 */
export interface Records {
  /** The same, but reads end when the signal aborts, where the database can end them. */
  during?(signal: AbortSignal): Records
  list(query: ListQuery): Promise<Page>
  count(model: Model, where: Where): Promise<number>
  /** Answers a JSON object by function and field. */
  aggregate(query: AggregateQuery): Promise<string>
  group(query: GroupQuery): Promise<GroupPage>
  /** The records of a tree in the order asked for, each once. */
  tree(query: TreeQuery): Promise<readonly TreeRow[]>
  /** Null: there is no such record. */
  get(model: Model, key: RecordKey, selection: Selection): Promise<RecordText | null>
  /** Which of the conditions hold of each record that matches. */
  judge(model: Model, where: Where, conditions: readonly Where[]): Promise<readonly Judged[]>
  create(data: WriteData, selection: Selection): Promise<WrittenRecord>
  update(key: RecordKey, data: WriteData, options: ChangeOptions): Promise<WrittenRecord | null>
  /** Answers the record as it was. */
  delete(model: Model, key: RecordKey, options: ChangeOptions): Promise<WrittenRecord | null>
  /** Undoes a deletion that left the row, and what went with it; null where there is no such deleted record. */
  restore(model: Model, key: RecordKey, selection: Selection): Promise<WrittenRecord | null>
  /** Answers how many were inserted. */
  createMany(model: Model, rows: readonly WriteData[], skipDuplicates: boolean): Promise<number>
  updateMany(data: WriteData, where: Where): Promise<number>
  deleteMany(model: Model, where: Where): Promise<number>
  /** While one transaction writes, no other can. */
  readonly writesAlone: boolean
  /** The same, but each record that is written is told to hooks. */
  hooked(maker: HookMaker): Records
  /** The same, but what is written, and what is answered of it, is subject to rules. @throws POLICY.DENIED where they refuse a write */
  ruled(rules: RowRules): Records
  /** The same, but writes that reach models whose changes are captured say who makes them. Null where nothing is captured. */
  readonly actingAs: ((acting: Acting) => Records) | null
  /** Reads what was captured of a record, under nobody's rules. Null where nothing is captured. */
  readonly versions: ReadVersions | null
  /** What earlier requests with an idempotency key answered. */
  readonly receipts: Receipts
  /** Runs work in one transaction, or in the one that is open; what the work throws rolls everything back. */
  transaction<T>(work: (records: Records) => Promise<T>): Promise<T>
}
