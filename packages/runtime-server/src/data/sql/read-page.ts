// Owns the step from a list query to its page: the statement's rows, cut to the page, and the places of both its ends.
import type { ListQuery, Position } from '../../request/query.ts'
import { MAX_ESTIMATE, type Page, type Total } from '../records/records.ts'
import { compileCount, compileList, type CompilerContext, type CountQuery, type ReadContext } from './compile-list.ts'
import type { Run } from './create-sql-records.ts'
import { partsOf } from './compile-keyset.ts'
import { cutText } from './cut-text.ts'
import { describeCount, describeList } from './describe-shape.ts'

/** Reads one page, and beside it the count that the query asks for. */
export async function readPage(context: ReadContext, run: Run, query: ListQuery): Promise<Page> {
  const page = readRows(context, run, query)
  const counted = query.count === 'none' ? undefined : readTotal(context, run, query)
  const [rows, total] = await Promise.all([page, counted])
  const walked = rows.slice(0, query.take)
  const kept = query.cursor?.direction === 'prev' ? walked.toReversed() : walked
  const { json, truncated } = cutText(context.compute(`[${kept.map(([text]) => String(text)).join(',')}]`))
  const ends = endsOf(kept)
  return { json, truncated, count: kept.length, hasMore: rows.length > query.take, ...(ends && { ends }), ...(total && { total }) }
}

type Rows = Awaited<ReturnType<Run>>

async function readRows(context: CompilerContext, run: Run, query: ListQuery): Promise<Rows> {
  const rows: Rows[number][] = []
  for (const part of partsOf(context.dialect, query)) {
    const read = { ...query, take: query.take - rows.length, ...(query.cursor && part && { cursor: { ...query.cursor, part } }) }
    rows.push(...(await run(describeList(context.dialect, read), () => compileList(context, read), read.model)))
    if (rows.length > query.take) break
  }
  return rows
}

/** Counts the records that match. */
export async function readCount(context: CompilerContext, run: Run, query: CountQuery): Promise<number> {
  const [row] = await run(describeCount(context.dialect, query), () => compileCount(context, query), query.model)
  return Number(row?.[0])
}

async function readTotal(context: CompilerContext, run: Run, query: ListQuery): Promise<Total> {
  const isExact = query.count === 'exact'
  const count = await readCount(context, run, isExact ? query : { ...query, limit: MAX_ESTIMATE + 1 })
  return isExact || count <= MAX_ESTIMATE ? { count, isMinimum: false } : { count: MAX_ESTIMATE, isMinimum: true }
}

function endsOf(rows: readonly (readonly unknown[])[]): Page['ends'] {
  const first = rows[0]
  const last = rows.at(-1)
  return first && last && { first: placeOf(first), last: placeOf(last) }
}

function placeOf([, ...place]: readonly unknown[]): Position {
  return place.map((value) => (value === null ? null : String(value)))
}
