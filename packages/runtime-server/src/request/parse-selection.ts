// Owns what of a record is answered: select, include, omit, and the lists nested in them.
import type { Field, Model, Relation } from '../registry/registry.ts'
import { badValue, readableField, readableRelation, relationOf, rejectUnknownKeys, targetOf, unknownField, type ParseContext } from './context.ts'
import { join } from './faults.ts'
import { parseOrderBy } from './parse-order-by.ts'
import { parseTake, parseSkip } from './parse-page.ts'
import { isPlainObject } from './parse-value.ts'
import { parseWhere } from './parse-where.ts'
import type { RelationSelection, Selection } from './query.ts'

/** The three arguments that shape a record. */
export interface SelectionInput {
  readonly select?: unknown
  readonly include?: unknown
  readonly omit?: unknown
}

interface Depth {
  readonly level: number
  /** Rows that the lists above can hold together. */
  readonly rows: number
  readonly total: { includes: number }
}

/** Parses select, include and omit; `rows` is how many records the selection is made for. */
export function parseSelection(context: ParseContext, model: Model, input: SelectionInput, rows: number, path = ''): Selection {
  return parseLevel(context, model, input, path, { level: 0, rows, total: { includes: 0 } })
}

/** Every readable field and no relation. */
export function defaultSelection(model: Model): Selection {
  return { fields: readableFields(model), relations: [], counts: [] }
}

function readableFields(model: Model): readonly Field[] {
  return [...model.fields.values()].filter((field) => field.visibility === 'normal')
}

function parseLevel(context: ParseContext, model: Model, input: SelectionInput, path: string, depth: Depth): Selection {
  if (input.select !== undefined && (input.include !== undefined || input.omit !== undefined)) {
    context.faults.add(join(path, 'select'), 'REQUEST.MALFORMED_QUERY', 'Use select alone, or include and omit.')
  }
  if (input.select !== undefined) return parseSelect(context, model, input.select, join(path, 'select'), depth)
  const omitted = omittedFields(context, model, input.omit, join(path, 'omit'))
  const relations = input.include === undefined ? [] : parseIncludes(context, model, input.include, join(path, 'include'), depth)
  return {
    fields: readableFields(model).filter((field) => !omitted.has(field.name)),
    relations,
    counts: parseCounts(context, model, input.include, join(path, 'include')),
  }
}

function parseSelect(context: ParseContext, model: Model, input: unknown, path: string, depth: Depth): Selection {
  const entries = flagsOf(context, input, path)
  const fields: Field[] = []
  const nested: Record<string, unknown> = {}
  for (const [name, value] of entries) {
    if (name === '_count') continue
    if (relationOf(model, name)) nested[name] = value
    else if (value === true || value === 'true') fields.push(...[readableField(context, model, name, join(path, name))].filter((field) => field !== undefined))
    else if (value === false || value === 'false') readableField(context, model, name, join(path, name))
    else badSelect(context, model, name, join(path, name))
  }
  return { fields, relations: parseIncludes(context, model, nested, path, depth), counts: parseCounts(context, model, input, path) }
}

function badSelect(context: ParseContext, model: Model, name: string, path: string): void {
  if (model.fields.get(name)?.visibility === 'normal') badValue(context, path, 'must be true or false')
  else unknownField(context, model, name, path)
}

// `["title", "author"]` is accepted for `{ title: true, author: true }`.
function flagsOf(context: ParseContext, input: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (Array.isArray(input) && input.every((item) => typeof item === 'string')) return input.map((name) => [name, true])
  if (isPlainObject(input)) return Object.entries(input)
  badValue(context, path, 'must be an object such as { "title": true }')
  return []
}

function omittedFields(context: ParseContext, model: Model, input: unknown, path: string): ReadonlySet<string> {
  if (input === undefined) return new Set()
  const chosen = flagsOf(context, input, path).filter(([name]) => readableField(context, model, name, join(path, name)))
  return new Set(chosen.filter(([, value]) => value === true || value === 'true').map(([name]) => name))
}

function parseIncludes(context: ParseContext, model: Model, input: unknown, path: string, depth: Depth): readonly RelationSelection[] {
  return flagsOf(context, input, path).flatMap(([name, value]) => {
    if (name === '_count' || value === false || value === 'false') return []
    const relation = readableRelation(context, model, name, join(path, name))
    if (!relation || !mayInclude(context, path, depth)) return []
    return [parseInclude(context, relation, value, join(path, name), depth)]
  })
}

function mayInclude(context: ParseContext, path: string, depth: Depth): boolean {
  depth.total.includes += 1
  if (depth.level < context.limits.maxDepth && depth.total.includes <= context.limits.maxIncludes) return true
  const { maxDepth, maxIncludes } = context.limits
  context.faults.add(path.slice(0, 200), 'LIMIT.EXCEEDED', `A query may include ${maxIncludes} relations, ${maxDepth} deep.`)
  return false
}

const NESTED = ['select', 'include', 'omit']
const NESTED_LIST = [...NESTED, 'where', 'orderBy', 'take', 'skip']

function parseInclude(context: ParseContext, relation: Relation, value: unknown, path: string, depth: Depth): RelationSelection {
  const model = targetOf(context.registry, relation)
  const input = isPlainObject(value) ? value : {}
  if (!isPlainObject(value) && value !== true && value !== 'true') badValue(context, path, 'must be true or an object')
  rejectUnknownKeys(context, input, relation.list ? NESTED_LIST : NESTED, path)
  const take = relation.list ? parseTake(context, input['take'], join(path, 'take'), context.limits.maxTake) : 1
  const rows = depth.rows * take
  if (rows > context.limits.maxRows) context.faults.add(path, 'LIMIT.EXCEEDED', `The lists of a query may hold ${context.limits.maxRows} records together; ask for less with take.`)
  const selection = parseLevel(context, model, input, path, { ...depth, level: depth.level + 1, rows })
  if (!relation.list) return { relation, model, selection }
  const where = parseWhere(context, model, input['where'], join(path, 'where'))
  const orderBy = parseOrderBy(context, model, input['orderBy'], undefined, join(path, 'orderBy'))
  return { relation, model, selection, list: { where, orderBy, take, skip: parseSkip(context, input['skip'], join(path, 'skip')) } }
}

function parseCounts(context: ParseContext, model: Model, input: unknown, path: string): readonly Relation[] {
  if (!isPlainObject(input)) return []
  const value = input['_count']
  if (value === undefined || value === false) return []
  const all = [...model.relations.values()].filter((relation) => relation.list && !relation.hidden)
  if (value === true || value === 'true') return all
  const select = isPlainObject(value) ? value['select'] : undefined
  if (!isPlainObject(select)) {
    badValue(context, join(path, '_count'), 'must be true or { "select": { … } }')
    return []
  }
  return Object.entries(select).flatMap(([name, wanted]) => {
    const relation = all.find((candidate) => candidate.name === name)
    if (!relation) unknownField(context, model, name, join(path, `_count.select.${name}`))
    return relation && wanted !== false ? [relation] : []
  })
}
