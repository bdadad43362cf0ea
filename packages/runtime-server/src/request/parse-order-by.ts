import type { Field, Model, Relation } from '../registry/registry.ts'
import { given, isPlainObject, items, members, type Given } from './given.ts'
import type { OrderBy } from './query.ts'
import { badValue, pastLimit, storedField, rejectConditional, relationOf, targetOf, type Scope } from './scope.ts'

const DIRECTIONS = ['asc', 'desc'] as const
const NULLS = ['first', 'last'] as const

/**
 * Parses `orderBy` (`{ title: 'asc' }` or a list of such) and the short form `sort=-createdAt,author.name`.
 * The key is added as the last term, so that an order is always total.
 */
export function parseOrderBy(scope: Scope, orderBy: Given, sort = given(undefined, 'sort')): readonly OrderBy[] {
  const listed = orderBy.value === undefined ? [] : items(orderBy).flatMap((item) => parseTerms(scope, item, []))
  const terms = [...listed, ...parseSort(scope, sort)]
  if (terms.length > scope.limits.maxOrderBy) pastLimit(scope, orderBy.path, `A query may be ordered by ${scope.limits.maxOrderBy} fields.`)
  return withTieBreaker(scope.model, terms)
}

function parseTerms(scope: Scope, input: Given, via: readonly Relation[]): readonly OrderBy[] {
  if (!isPlainObject(input.value) || via.length > scope.limits.maxDepth) {
    badValue(scope, input.path, 'must be an object such as { "title": "asc" }')
    return []
  }
  return members(input).flatMap(([name, part]) => {
    const relation = relationOf(scope.model, name)
    if (relation?.list) {
      badValue(scope, part.path, 'leads to many records, which put nothing in an order')
      return []
    }
    if (relation) return parseTerms({ ...scope, model: targetOf(scope.registry, relation) }, part, [...via, relation])
    const field = storedField(scope, name, part.path)
    return field ? [{ via, ...parseTerm(scope, field, part) }] : []
  })
}

function parseTerm(scope: Scope, field: Field, { value, path }: Given): Omit<OrderBy, 'via'> {
  const term = isPlainObject(value) ? value : { sort: value }
  const direction = DIRECTIONS.find((name) => name === term['sort'])
  const nulls = NULLS.find((name) => name === term['nulls'])
  if (direction === undefined || (term['nulls'] !== undefined && nulls === undefined)) badValue(scope, path, 'must be "asc" or "desc"')
  if (!isSortable(field)) badValue(scope, path, 'cannot be sorted by')
  rejectConditional(scope, field, path)
  return { field, direction: direction ?? 'asc', ...(nulls && !field.required && { nulls }) }
}

/** Parses `distinct`: a field's name, or a list of such. */
export function parseDistinct(scope: Scope, input: Given): readonly Field[] {
  if (input.value === undefined) return []
  const names = typeof input.value === 'string' ? input.value.split(',').map((name) => given(name.trim(), input.path)) : items(input)
  if (names.length > scope.limits.maxOrderBy) pastLimit(scope, input.path, `${input.path} may name ${scope.limits.maxOrderBy} fields.`)
  const fields = names.flatMap(({ value, path }) => {
    const field = typeof value === 'string' ? storedField(scope, value, path) : undefined
    if (typeof value !== 'string' || (field && !isSortable(field))) badValue(scope, path, 'must name a field of single values that can be compared')
    if (field) rejectConditional(scope, field, path)
    return field ?? []
  })
  return [...new Set(fields)]
}

/** Whether lists are ordered, grouped and told apart by a field. */
export function isSortable(field: Field): boolean {
  return !field.list && field.kind !== 'json' && field.kind !== 'bytes' && field.native?.name !== 'Xml'
}

function parseSort(scope: Scope, { value, path }: Given): readonly OrderBy[] {
  if (value === undefined) return []
  if (typeof value !== 'string') {
    badValue(scope, path, 'must be a text such as "-createdAt,title"')
    return []
  }
  return value.split(',').flatMap((term) => parseTerms(scope, given(nest(term.trim()), path), []))
}

// `-author.name` is `{ author: { name: 'desc' } }`.
function nest(term: string): unknown {
  const direction = term.startsWith('-') ? 'desc' : 'asc'
  const path = term.replace(/^[-+]/, '').split('.')
  return path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), direction)
}

function withTieBreaker(model: Model, terms: readonly OrderBy[]): readonly OrderBy[] {
  const used = new Set(terms.filter((term) => term.via.length === 0).map((term) => term.field.name))
  const key = (model.key?.fields ?? []).flatMap((name) => model.fields.get(name) ?? []).filter((field) => !used.has(field.name))
  // In the direction of the last term, so that an index on it and the key serves the whole order.
  const direction = terms.at(-1)?.direction ?? 'asc'
  return [...terms, ...key.map((field): OrderBy => ({ via: [], field, direction }))]
}
