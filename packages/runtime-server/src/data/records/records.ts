import type { Row } from '@ssot/contract'
import type { Model } from '../../registry/registry.ts'
import type { ListQuery, RecordKey, Selection, Where } from '../../request/query.ts'
import type { WriteData } from '../../request/write.ts'

/** One page of a list. */
export interface Page {
  /** The records as the text of a JSON list. */
  readonly json: string
  /** How many records those are. */
  readonly count: number
  readonly hasMore: boolean
  /** Only where the query asks for a count. */
  readonly total?: number
}

/**
 * What operations need of a database, in guarded queries and wire values.
 * Every method raises DATA.CONFLICT, DATA.REFERENCED, DATA.UNAVAILABLE or DATA.TIMEOUT as they arise.
 */
export interface Records {
  list(query: ListQuery): Promise<Page>
  count(model: Model, where: Where): Promise<number>
  /** The record as JSON text. Null: there is no such record. */
  get(model: Model, key: RecordKey, selection: Selection): Promise<string | null>
  create(data: WriteData, selection: Selection): Promise<Row>
  update(key: RecordKey, data: WriteData, selection: Selection): Promise<Row | null>
  /** Answers the record as it was. */
  delete(model: Model, key: RecordKey, selection: Selection): Promise<Row | null>
}
