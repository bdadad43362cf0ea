// Owns the step from a client's arguments, JSON or brackets, to a query of registry names.
import { given, member, type Given } from './given.ts'
import { parseDistinct, parseOrderBy } from './parse-order-by.ts'
import { parseCursor, parseSkip, parseTake, STANDARD_TAKE } from './parse-page.ts'
import { parseSelection } from './parse-selection.ts'
import { parseWhere, searchWhere } from './parse-where.ts'
import type { ListQuery, Selection, Where } from './query.ts'
import { badValue, rejectUnknownMembers, type Scope } from './scope.ts'

/** Arguments of a list, of a count, and of one record. */
export const LIST_ARGUMENTS: readonly string[] = ['where', 'orderBy', 'sort', 'select', 'include', 'omit', 'take', 'skip', 'cursor', 'distinct', 'search', 'count']
export const COUNT_ARGUMENTS: readonly string[] = ['where', 'search']
export const RECORD_ARGUMENTS: readonly string[] = ['select', 'include', 'omit']

/** Arguments by name: JSON values, or text of a query string. */
export type Arguments = Readonly<Record<string, unknown>>

/** A list query, and the token of the page that it asks for. */
export interface ListRequest {
  readonly query: ListQuery
  readonly cursor?: string
}

/** Parses the arguments of a list. */
export function parseListQuery(scope: Scope, args: Arguments): ListRequest {
  const input = given(args)
  rejectUnknownMembers(scope, input, LIST_ARGUMENTS)
  const cursor = parseCursor(scope, member(input, 'cursor'))
  if (cursor !== undefined && member(input, 'skip').value !== undefined) badValue(scope, 'skip', 'cannot stand beside cursor')
  return { query: parseList(scope, input), ...(cursor !== undefined && { cursor }) }
}

function parseList(scope: Scope, input: Given): ListQuery {
  const take = parseTake(scope, member(input, 'take'), STANDARD_TAKE)
  return {
    model: scope.model,
    where: parseFilter(scope, input),
    orderBy: parseOrderBy(scope, member(input, 'orderBy'), member(input, 'sort')),
    distinct: parseDistinct(scope, member(input, 'distinct')),
    selection: parseSelection(scope, input, take),
    take,
    skip: parseSkip(scope, member(input, 'skip')),
    count: parseCounting(scope, member(input, 'count')),
  }
}

/** Parses the arguments of a count. */
export function parseCountQuery(scope: Scope, args: Arguments): Where {
  const input = given(args)
  rejectUnknownMembers(scope, input, COUNT_ARGUMENTS)
  return parseFilter(scope, input)
}

/** Parses what of one record is answered. */
export function parseRecordQuery(scope: Scope, args: Arguments): Selection {
  const input = given(args)
  rejectUnknownMembers(scope, input, RECORD_ARGUMENTS)
  return parseSelection(scope, input, 1)
}

/** Parses `where` and `search` together. */
export function parseFilter(scope: Scope, input: Given): Where {
  return both(parseWhere(scope, member(input, 'where')), parseSearch(scope, member(input, 'search')))
}

function parseSearch(scope: Scope, { value, path }: Given): Where | undefined {
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string' && value.length <= 200) return searchWhere(scope, value)
  badValue(scope, path, 'must be a text of at most 200 characters')
  return undefined
}

function parseCounting(scope: Scope, { value, path }: Given): ListQuery['count'] {
  if (value === undefined) return 'none'
  if (value === 'none' || value === 'exact' || value === 'estimated') return value
  badValue(scope, path, 'must be "none", "exact" or "estimated"')
  return 'none'
}

function both(where: Where, search: Where | undefined): Where {
  if (search === undefined) return where
  return where.op === 'always' ? search : { op: 'and', args: [where, search] }
}
