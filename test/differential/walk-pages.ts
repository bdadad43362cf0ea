import type { Records } from '../../packages/runtime-server/src/data/records/records.ts'
import type { Cursor, ListQuery } from '../../packages/runtime-server/src/request/query.ts'

/** The records of one page, by any value that tells them apart. */
export type PageOfKeys = readonly string[]

interface Walk {
  readonly records: Records
  readonly query: ListQuery
  /** Where to begin; at the list's own beginning where there is none. */
  readonly cursor?: Cursor
  /** Told of each page as it comes. */
  readonly onPage?: (page: PageOfKeys) => Promise<void>
}

/** What a walk has seen, page by page, and the cursor behind its last record, in either direction. */
export interface Walked {
  readonly pages: readonly PageOfKeys[]
  readonly last: Cursor | undefined
}

const MAX_PAGES = 1000

/** Walks from page to page until there are no more, as a client does with `nextCursor` or `prevCursor`. */
export async function walkPages({ records, query, cursor, onPage }: Walk): Promise<Walked> {
  const direction = cursor?.direction ?? 'next'
  const pages: PageOfKeys[] = []
  let at = cursor
  for (let count = 0; count < MAX_PAGES; count++) {
    const { json, hasMore, ends } = await records.list({ ...query, ...(at && { cursor: at }) })
    const page = keysOf(json)
    pages.push(page)
    await onPage?.(page)
    if (ends) at = { direction, inclusive: false, position: direction === 'next' ? ends.last : ends.first }
    if (!hasMore) return { pages, last: at }
  }
  throw new Error(`The walk has not ended after ${MAX_PAGES} pages.`)
}

/** A page's records as texts. */
export function keysOf(json: string): PageOfKeys {
  const rows: readonly unknown[] = JSON.parse(json)
  return rows.map((row) => JSON.stringify(row))
}
