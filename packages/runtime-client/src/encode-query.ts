import type { Json } from '@ssot/contract'

/** A Prisma-shaped object of query arguments. */
export type JsonObject = { readonly [key: string]: Json }

/** What a read of one record takes. */
export interface ShapeArgs {
  readonly select?: JsonObject
  readonly include?: JsonObject
  readonly omit?: JsonObject
}

/** What a list takes: Prisma's arguments, a search text, and whether to count. */
export interface ListArgs extends ShapeArgs {
  readonly where?: JsonObject
  readonly orderBy?: JsonObject | readonly JsonObject[]
  readonly take?: number
  readonly skip?: number
  /** A token of `meta.nextCursor` or `meta.prevCursor`. */
  readonly cursor?: string
  readonly distinct?: readonly string[]
  readonly search?: string
  readonly count?: 'none' | 'exact' | 'estimated'
  /** Adds what may be done with each record: `update`, `delete` or `update,delete`. */
  readonly can?: string
}

/** Arguments as a query string without the question mark: objects as JSON, texts and numbers as they are; absent ones left out. */
export function encodeQuery(args: ListArgs): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(args)) {
    if (value === undefined) continue
    query.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  return query.toString()
}
