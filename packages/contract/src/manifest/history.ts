import type { Row } from '../schema/model.ts'

/** Who changed a record: `user`, `key`, `anonymous` or `system`, and `outside` where it was changed past the server, so that nobody is known. */
export interface HistoryAuthor {
  readonly kind: string
  readonly id: string | null
  /** Why the application's own code changed it past the rules (`system`). */
  readonly reason?: string
}

/** One change of a record, as `$history` answers it. */
export interface HistoryEntry {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly action: 'create' | 'update' | 'delete' | 'restore'
  readonly by: HistoryAuthor
  /** The record as it was and as it became, with what may be seen of it; null where it was not there, or not to be seen. */
  readonly before: Row | null
  readonly after: Row | null
  /** Names of the fields that an update changed; one whose values are never shown stands here alone. */
  readonly changed: readonly string[]
}

/** One page of a record's history, newest first. */
export interface HistoryPage {
  readonly data: readonly HistoryEntry[]
  readonly meta: { readonly take: number; readonly hasMore: boolean; readonly nextCursor?: string }
}
