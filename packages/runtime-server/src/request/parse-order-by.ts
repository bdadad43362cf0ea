import type { Field, Model, Relation } from '../registry/registry.ts'
import { badValue, readableField, relationOf, targetOf, type ParseContext } from './context.ts'
import { join } from './faults.ts'
import { isPlainObject } from './parse-value.ts'
import type { OrderBy } from './query.ts'

const DIRECTIONS: Readonly<Record<string, 'asc' | 'desc'>> = { asc: 'asc', desc: 'desc' }
const NULLS: Readonly<Record<string, 'first' | 'last'>> = { first: 'first', last: 'last' }

/**
 * Parses `orderBy` (`{ title: 'asc' }` or a list of such), and the short form `sort=-createdAt,author.name`.
 * The key is added as the last term, so that an order is always total.
 */
export function parseOrderBy(context: ParseContext, model: Model, orderBy: unknown, sort: unknown, path = 'orderBy'): readonly OrderBy[] {
  const terms = [...parseList(context, model, orderBy, path), ...parseSort(context, model, sort)]
  if (terms.length > context.limits.maxOrderBy) context.faults.add(path, 'LIMIT.EXCEEDED', `A query may be ordered by ${context.limits.maxOrderBy} fields.`)
  return withTieBreaker(model, terms)
}

function parseList(context: ParseContext, model: Model, input: unknown, path: string): readonly OrderBy[] {
  if (input === undefined) return []
  const items: readonly unknown[] = Array.isArray(input) ? input : [input]
  return items.flatMap((item, index) => parseTerms(context, model, item, Array.isArray(input) ? join(path, index) : path, []))
}

function parseTerms(context: ParseContext, model: Model, input: unknown, path: string, via: readonly Relation[]): readonly OrderBy[] {
  if (!isPlainObject(input) || via.length > context.limits.maxDepth) {
    badValue(context, path, 'must be an object such as { "title": "asc" }')
    return []
  }
  return Object.entries(input).flatMap(([name, value]) => {
    const relation = relationOf(model, name)
    if (relation && !relation.list) return parseTerms(context, targetOf(context.registry, relation), value, join(path, name), [...via, relation])
    const field = readableField(context, model, name, join(path, name))
    return field ? parseTerm(context, field, value, join(path, name), via) : []
  })
}

function parseTerm(context: ParseContext, field: Field, value: unknown, path: string, via: readonly Relation[]): readonly OrderBy[] {
  const nested = isPlainObject(value) ? value : { sort: value }
  const direction = typeof nested['sort'] === 'string' ? DIRECTIONS[nested['sort']] : undefined
  const nulls = typeof nested['nulls'] === 'string' ? NULLS[nested['nulls']] : undefined
  if (direction === undefined || (nested['nulls'] !== undefined && nulls === undefined)) badValue(context, path, 'must be "asc" or "desc"')
  if (!isSortable(field)) badValue(context, path, 'cannot be sorted by')
  return [{ via, field, direction: direction ?? 'asc', ...(nulls && !field.required && { nulls }) }]
}

function isSortable(field: Field): boolean {
  return !field.list && field.kind !== 'json' && field.kind !== 'bytes'
}

function parseSort(context: ParseContext, model: Model, sort: unknown): readonly OrderBy[] {
  if (sort === undefined) return []
  if (typeof sort !== 'string') {
    badValue(context, 'sort', 'must be a text such as "-createdAt,title"')
    return []
  }
  return sort.split(',').flatMap((term) => parseSortTerm(context, model, term.trim()))
}

function parseSortTerm(context: ParseContext, model: Model, term: string): readonly OrderBy[] {
  const direction = term.startsWith('-') ? 'desc' : 'asc'
  const path = term.replace(/^[-+]/, '').split('.')
  const nested = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), direction)
  return parseTerms(context, model, nested, 'sort', [])
}

function withTieBreaker(model: Model, terms: readonly OrderBy[]): readonly OrderBy[] {
  const used = new Set(terms.filter((term) => term.via.length === 0).map((term) => term.field.name))
  const key = (model.key?.fields ?? []).flatMap((name) => model.fields.get(name) ?? []).filter((field) => !used.has(field.name) && isSortable(field))
  return [...terms, ...key.map((field): OrderBy => ({ via: [], field, direction: 'asc' }))]
}
