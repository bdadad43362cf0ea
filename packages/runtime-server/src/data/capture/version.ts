import type { Row } from '@ssot/contract'
import type { Model } from '../../registry/registry.ts'
import type { FieldValue } from '../../request/query.ts'
import type { Actor } from './capture-context.ts'

/** One change of a record, as it was captured: whole, under nobody's rules. */
export interface Version {
  /** Its place among all changes that were captured. */
  readonly position: string
  readonly op: 'create' | 'update' | 'delete'
  /** ISO 8601, UTC. */
  readonly at: string
  /** Null: a change that nobody put his name to, made past this server. */
  readonly actor: Actor | null
  /** What it was made for: a request's id, or a reason. */
  readonly cause: string | null
  /** The record as it was and as it became, by names of fields, as on the wire; null where there was none. */
  readonly before: Row | null
  readonly after: Row | null
  /** Names of the fields that changed and of which no image holds a value. */
  readonly unseen: readonly string[]
}

/** Which changes of a record are read, the newest first. */
export interface VersionQuery {
  readonly model: Model
  /** The values of its key. */
  readonly key: Readonly<Record<string, FieldValue>>
  /** Only those that came before this one. */
  readonly before: string | null
  readonly take: number
}

/** Reads what was captured of a record. */
export type ReadVersions = (query: VersionQuery) => Promise<readonly Version[]>
