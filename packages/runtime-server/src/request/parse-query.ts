// Owns the step from a client's arguments, JSON or brackets, to a query of registry names.
import type { Model } from '../registry/registry.ts'
import { badValue, rejectUnknownKeys, type ParseContext } from './context.ts'
import { parseOrderBy } from './parse-order-by.ts'
import { parseSkip, parseTake } from './parse-page.ts'
import { parseSelection } from './parse-selection.ts'
import { parseWhere, searchWhere } from './parse-where.ts'
import type { ListQuery, Selection, Where } from './query.ts'

/** How many records a list answers when none is asked for. */
const STANDARD_TAKE = 20

const LIST_ARGUMENTS = ['where', 'orderBy', 'sort', 'select', 'include', 'omit', 'take', 'skip', 'search', 'count']
const RECORD_ARGUMENTS = ['select', 'include', 'omit']

/** Arguments by name: JSON values, or text of a query string. */
export type Arguments = Readonly<Record<string, unknown>>

/** Parses the arguments of a list. */
export function parseListQuery(context: ParseContext, model: Model, input: Arguments): ListQuery {
  rejectUnknownKeys(context, input, LIST_ARGUMENTS, '')
  const take = parseTake(context, input['take'], 'take', Math.min(STANDARD_TAKE, context.limits.maxTake))
  return {
    model,
    where: both(parseWhere(context, model, input['where']), parseSearch(context, model, input['search'])),
    orderBy: parseOrderBy(context, model, input['orderBy'], input['sort']),
    selection: parseSelection(context, model, input, take),
    take,
    skip: parseSkip(context, input['skip'], 'skip'),
    count: parseCount(context, input['count']),
  }
}

/** Parses what of one record is answered. */
export function parseRecordQuery(context: ParseContext, model: Model, input: Arguments): Selection {
  rejectUnknownKeys(context, input, RECORD_ARGUMENTS, '')
  return parseSelection(context, model, input, 1)
}

function parseSearch(context: ParseContext, model: Model, input: unknown): Where | undefined {
  if (input === undefined || input === '') return undefined
  if (typeof input === 'string' && input.length <= 200) return searchWhere(context.registry, model, input)
  badValue(context, 'search', 'must be a text of at most 200 characters')
  return undefined
}

function parseCount(context: ParseContext, input: unknown): ListQuery['count'] {
  if (input === undefined || input === 'none') return 'none'
  // An estimate is exact until the compiler of queries can stop counting early.
  if (input === 'exact' || input === 'estimated') return 'exact'
  badValue(context, 'count', 'must be "none", "exact" or "estimated"')
  return 'none'
}

function both(where: Where, search: Where | undefined): Where {
  if (search === undefined) return where
  return where.op === 'always' ? search : { op: 'and', args: [where, search] }
}
