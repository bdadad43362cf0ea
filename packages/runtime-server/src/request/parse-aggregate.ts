// Owns the arguments of aggregates and groups. Rejects functions of fields that have no such value, and groups by what cannot be told apart.
import type { Field, Model } from '../registry/registry.ts'
import { AGGREGATE_FUNCTIONS, aggregateOf, groupModel, isAggregable, type Aggregate, type AggregateFunction, type AggregateQuery, type Aggregates, type GroupQuery } from './aggregate.ts'
import { given, isPlainObject, member, members, type Given } from './given.ts'
import { parseDistinct, parseOrderBy } from './parse-order-by.ts'
import { parseSkip, parseTake } from './parse-page.ts'
import { parseFilter, type Arguments } from './parse-query.ts'
import { parseWhere } from './parse-where.ts'
import type { OrderBy, Where } from './query.ts'
import { badValue, storedField, rejectConditional, rejectUnknownMembers, type Scope } from './scope.ts'

/** Arguments of an aggregate, and of groups. */
export const AGGREGATE_ARGUMENTS: readonly string[] = ['where', 'search', 'orderBy', 'sort', 'take', 'skip', ...AGGREGATE_FUNCTIONS]
export const GROUP_ARGUMENTS: readonly string[] = ['by', 'where', 'search', 'having', 'orderBy', 'take', 'skip', ...AGGREGATE_FUNCTIONS]

/** Parses `{ where, _sum: { views: true }, _count: true }`; with `take` or `skip` the rows of that page only are aggregated. */
export function parseAggregateQuery(scope: Scope, args: Arguments): AggregateQuery {
  const input = given(args)
  rejectUnknownMembers(scope, input, AGGREGATE_ARGUMENTS)
  const take = member(input, 'take')
  const skip = parseSkip(scope, member(input, 'skip'))
  const orderBy = parseOrderBy(scope, member(input, 'orderBy'), member(input, 'sort'))
  const isPage = take.value !== undefined || skip > 0
  return { model: scope.model, where: parseFilter(scope, input), page: isPage ? { orderBy, take: take.value === undefined ? MAX_ROWS : parseSkip(scope, take), skip } : null, ...parseAggregates(scope, input) }
}

const MAX_ROWS = 1_000_000_000

/** Parses `{ by: ['authorId'], having: { views: { _sum: { gt: 10 } } }, orderBy: { _count: { id: 'desc' } } }`. Groups come in the order of what they are grouped by, unless told otherwise. */
export function parseGroupQuery(scope: Scope, args: Arguments): GroupQuery {
  const input = given(args)
  rejectUnknownMembers(scope, input, GROUP_ARGUMENTS)
  const by = parseDistinct(scope, member(input, 'by'))
  if (member(input, 'by').value === undefined) scope.faults.add('by', 'REQUEST.REQUIRED', 'by is required: it names the fields that records are grouped by.')
  const possible = groupModel(scope.model, by, everyAggregate(scope.model))
  const inner: Scope = { ...scope, model: possible }
  const having = parseWhere(inner, given(flattenFilter(member(input, 'having').value), 'having'))
  const terms = parseOrderBy(inner, given(flattenOrder(member(input, 'orderBy').value), 'orderBy'))
  const aggregates = parseAggregates(scope, input)
  const used = new Set([...fieldsIn(having), ...terms.map(({ field }) => field), ...aggregates.asked.map(({ result }) => result)].map(({ name }) => name))
  const named = everyAggregate(scope.model).filter(({ result }) => used.has(result.name))
  for (const { of } of named) if (of && !aggregates.asked.some((asked) => asked.of === of)) rejectConditional(scope, of, 'having')
  const orderBy = [...terms, ...by.filter((field) => !terms.some((term) => term.field === field)).map((field): OrderBy => ({ via: [], field, direction: 'asc' }))]
  return {
    model: scope.model,
    by,
    where: parseFilter(scope, input),
    groups: groupModel(scope.model, by, named),
    named,
    having,
    orderBy,
    take: parseTake(scope, member(input, 'take'), scope.limits.maxTake),
    skip: parseSkip(scope, member(input, 'skip')),
    ...aggregates,
  }
}

function fieldsIn(where: Where): readonly Field[] {
  if (where.op === 'and' || where.op === 'or') return where.args.flatMap(fieldsIn)
  if (where.op === 'not') return fieldsIn(where.arg)
  return [...('field' in where ? [where.field] : []), ...('other' in where ? [where.other] : [])]
}

function everyAggregate(model: Model): readonly Aggregate[] {
  const fields = [...model.fields.values()].filter((field) => field.visibility === 'normal' && !field.computed)
  const ofFields = AGGREGATE_FUNCTIONS.flatMap((name) => fields.filter((field) => isAggregable(name, field)).map((field) => aggregateOf(name, field, model)))
  return [aggregateOf('_count', null, model), ...ofFields]
}

function parseAggregates(scope: Scope, input: Given): Aggregates {
  const count = member(input, '_count')
  const countsRows = count.value === true || count.value === 'true'
  const asked = AGGREGATE_FUNCTIONS.flatMap((name) => (name === '_count' && countsRows ? [] : parseFunction(scope, name, member(input, name))))
  return { asked: countsRows ? [aggregateOf('_count', null, scope.model), ...asked] : asked, countsRows }
}

function parseFunction(scope: Scope, name: AggregateFunction, part: Given): readonly Aggregate[] {
  if (part.value === undefined || part.value === false || part.value === 'false') return []
  const flags = Array.isArray(part.value) ? given(Object.fromEntries(part.value.map((field: unknown) => [typeof field === 'string' ? field : JSON.stringify(field), true])), part.path) : part
  if (!isPlainObject(flags.value)) badValue(scope, part.path, 'must be an object such as { "views": true }')
  return members(flags).flatMap(([fieldName, { value, path }]): readonly Aggregate[] => {
    if (value === false || value === 'false') return []
    if (value !== true && value !== 'true') badValue(scope, path, 'must be true or false')
    if (name === '_count' && fieldName === '_all') return [aggregateOf(name, null, scope.model)]
    const field = storedField(scope, fieldName, path)
    if (field && !isAggregable(name, field)) badValue(scope, path, `has no ${name.slice(1)}`)
    if (field) rejectConditional(scope, field, path)
    return field && isAggregable(name, field) ? [aggregateOf(name, field, scope.model)] : []
  })
}

const IS_FUNCTION: ReadonlySet<string> = new Set(AGGREGATE_FUNCTIONS)

// `{ views: { _sum: { gt: 1 }, gt: 2 } }` is `{ '_sum.views': { gt: 1 }, views: { gt: 2 } }`.
function flattenFilter(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(flattenFilter)
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).flatMap(([name, part]) => {
    if (name === 'AND' || name === 'OR' || name === 'NOT') return [[name, flattenFilter(part)]]
    if (!isPlainObject(part)) return [[name, part]]
    const own = Object.entries(part).filter(([key]) => !IS_FUNCTION.has(key))
    const ofFunctions = Object.entries(part).filter(([key]) => IS_FUNCTION.has(key)).map(([key, filter]) => [`${key}.${name}`, filter])
    return own.length > 0 || ofFunctions.length === 0 ? [...ofFunctions, [name, Object.fromEntries(own)]] : ofFunctions
  }))
}

// `{ _sum: { views: 'desc' } }` is `{ '_sum.views': 'desc' }`.
function flattenOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(flattenOrder)
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).flatMap(([name, part]) => {
    if (!IS_FUNCTION.has(name)) return [[name, part]]
    return isPlainObject(part) ? Object.entries(part).map(([field, term]) => [`${name}.${field}`, term]) : [[`${name}._all`, part]]
  }))
}
