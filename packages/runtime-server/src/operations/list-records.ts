import type { Page } from '../data/records/records.ts'
import { guard } from '../policy/guard.ts'
import type { ListRequest } from '../request/parse-query.ts'
import { ALWAYS } from '../request/combine-where.ts'
import type { Cursor, ListQuery, Where } from '../request/query.ts'
import { badValue, type Scope } from '../request/scope.ts'
import type { Call } from './call.ts'
import { chooseRows } from './choose-rows.ts'
import { judgePage, readCan, requireKey, type PageVerdicts } from './judge-page.ts'
import type { OperationContext } from './context.ts'
import { parseList } from './parse-list.ts'
import { scopeOf } from './scope-of.ts'

/** What a list says beside its records. */
export interface ListMeta {
  readonly take: number
  readonly skip?: number
  readonly hasMore: boolean
  readonly nextCursor?: string
  readonly prevCursor?: string
  readonly total?: number
  /** There are more than `total`. */
  readonly totalIsMinimum?: true
  /** The relations whose nested lists have more, as `comments.replies`. */
  readonly truncated?: readonly string[]
  /** What may be done with each record, where `can` asks. */
  readonly can?: PageVerdicts
}

/** The answer to a list. */
export interface ListReply {
  /** The records as the text of a JSON list. */
  readonly json: string
  readonly meta: ListMeta
}

/** A list, of all records or of those within a condition. */
export interface ListCall extends Call {
  readonly within?: Where
}

/** Lists the records that match; `fromText` is false where the arguments are JSON and not a query string. */
export async function listRecords(context: OperationContext, { model, input, within = ALWAYS }: ListCall, fromText = true): Promise<ListReply> {
  guard(context, model, 'read')
  const scope = { ...scopeOf(context, model), fromText }
  const { records, input: chosen } = chooseRows(context, scope, input)
  const { actions, input: rest } = readCan(scope, chosen)
  const { request, list } = parseList(scope, rest, within)
  if (actions.length > 0) requireKey(scope, request.query)
  scope.faults.throwIfAny()
  const query = placeQuery({ context, scope, list }, request)
  const page = await records.list(query)
  const cursors = Object.entries(cursorsOf(query, page)).map(([name, cursor]) => [name, context.cursors.seal(list, cursor)])
  const meta = metaOf(query, page, Object.fromEntries(cursors))
  return { json: page.json, meta: actions.length === 0 ? meta : { ...meta, can: await judgePage(context, { model, json: page.json, actions }) } }
}

interface Placing {
  readonly context: OperationContext
  readonly scope: Scope
  readonly list: string
}

function placeQuery({ context, scope, list }: Placing, { query, cursor: token }: ListRequest): ListQuery {
  if (token === undefined) return query
  const cursor = context.cursors.open(list, token)
  if (!cursor) badValue(scope, 'cursor', 'is not one of this list: send nextCursor or prevCursor with the where and the orderBy that they were answered for')
  scope.faults.throwIfAny()
  return { ...query, ...(cursor && { cursor }) }
}

function metaOf({ take, skip, cursor }: ListQuery, { hasMore, total, truncated }: Page, cursors: Pick<ListMeta, 'nextCursor' | 'prevCursor'>): ListMeta {
  return {
    take,
    ...(skip > 0 && { skip }),
    // Where a page was walked back to, more follow: those that the walk came from.
    hasMore: cursor?.direction === 'prev' || hasMore,
    ...cursors,
    ...(total && { total: total.count, ...(total.isMinimum && { totalIsMinimum: true }) }),
    ...(truncated.length > 0 && { truncated }),
  }
}

// Where the walk came from there are more records, or were; in its own direction the page has seen whether there are.
function cursorsOf({ model, cursor, skip }: ListQuery, { ends, hasMore }: Page): { nextCursor?: Cursor; prevCursor?: Cursor } {
  if (model.key === null) return {}
  if (!ends) return cursor ? { ...(hasMore && { [`${cursor.direction}Cursor`]: cursor }), ...wayBack(cursor) } : {}
  const [hasNext, hasPrev] = cursor?.direction === 'prev' ? [true, hasMore] : [hasMore, cursor !== undefined || skip > 0]
  return {
    ...(hasNext && { nextCursor: { direction: 'next', inclusive: false, position: ends.last } }),
    ...(hasPrev && { prevCursor: { direction: 'prev', inclusive: false, position: ends.first } }),
  }
}

// Nothing is left in the direction of the walk; the record it came from lies on the way back.
function wayBack({ direction, position, inclusive }: Cursor): { nextCursor?: Cursor; prevCursor?: Cursor } {
  return direction === 'next' ? { prevCursor: { direction: 'prev', inclusive: !inclusive, position } } : { nextCursor: { direction: 'next', inclusive: !inclusive, position } }
}
