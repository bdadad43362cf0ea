// Owns what of a record is answered: select, include, omit, and the lists nested in them.
import type { Field, Model, Relation } from '../registry/registry.ts'
import { ALWAYS } from './combine-where.ts'
import { isPlainObject, member, members, type Given } from './given.ts'
import { parseDistinct, parseOrderBy } from './parse-order-by.ts'
import { parseSkip, parseTake } from './parse-page.ts'
import { parseWhere } from './parse-where.ts'
import type { RelationCount, RelationSelection, Selection, Where } from './query.ts'
import { badValue, pastLimit, readableField, rejectUnknownMembers, relationOf, targetOf, unknownField, type Scope } from './scope.ts'

interface Level extends Scope {
  readonly depth: number
  /** Rows that the lists above can hold together. */
  readonly rows: number
  readonly total: { includes: number }
}

/** Parses `select`, `include` and `omit` of an object; `rows` is how many records the selection is made for. */
export function parseSelection(scope: Scope, input: Given, rows: number): Selection {
  const { model, registry, faults, limits, fromText } = scope
  return parseLevel({ model, registry, faults, limits, fromText, depth: 0, rows, total: { includes: 0 } }, input)
}

function readableFields(model: Model): readonly Field[] {
  return [...model.fields.values()].filter((field) => field.visibility === 'normal')
}

function parseLevel(level: Level, input: Given): Selection {
  const select = member(input, 'select')
  const include = member(input, 'include')
  const omit = member(input, 'omit')
  if (select.value !== undefined && (include.value !== undefined || omit.value !== undefined)) {
    level.faults.add(select.path, 'REQUEST.MALFORMED_QUERY', 'Use select alone, or include and omit.')
  }
  if (select.value !== undefined) return parseSelect(level, select)
  const omitted = omittedFields(level, omit)
  return {
    fields: readableFields(level.model).filter((field) => !omitted.has(field.name)),
    relations: flagsOf(level, include).flatMap(([name, part]) => parseInclude(level, name, part)),
    counts: parseCounts(level, member(include, '_count')),
  }
}

function parseSelect(level: Level, input: Given): Selection {
  const flags = flagsOf(level, input).filter(([name]) => name !== '_count')
  const isRelation = ([name]: readonly [string, Given]): boolean => relationOf(level.model, name) !== undefined
  return {
    fields: flags.filter((flag) => !isRelation(flag)).flatMap(([name, part]) => parseSelected(level, name, part)),
    relations: flags.filter(isRelation).flatMap(([name, part]) => parseInclude(level, name, part)),
    counts: parseCounts(level, member(input, '_count')),
  }
}

function parseSelected(level: Level, name: string, part: Given): readonly Field[] {
  const field = readableField(level, name, part.path)
  const wanted = readFlag(part.value)
  if (field && wanted === undefined) badValue(level, part.path, 'must be true or false')
  return field && wanted === true ? [field] : []
}

function readFlag(value: unknown): boolean | undefined {
  if (value === true || value === 'true') return true
  return value === false || value === 'false' ? false : undefined
}

// `["title", "author"]` is accepted for `{ title: true, author: true }`.
function flagsOf(scope: Scope, { value, path }: Given): readonly (readonly [string, Given])[] {
  if (value === undefined) return []
  if (isPlainObject(value)) return members({ value, path })
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.map((name) => [name, { value: true, path: `${path}.${name}` }])
  badValue(scope, path, 'must be an object such as { "title": true }')
  return []
}

function omittedFields(scope: Scope, input: Given): ReadonlySet<string> {
  const known = flagsOf(scope, input).filter(([name, part]) => readableField(scope, name, part.path) && readFlag(part.value))
  return new Set(known.map(([name]) => name))
}

function parseInclude(level: Level, name: string, part: Given): readonly RelationSelection[] {
  if (name === '_count' || readFlag(part.value) === false) return []
  const relation = relationOf(level.model, name)
  if (!relation) unknownField(level, name, part.path)
  if (!relation || !mayInclude(level, part.path)) return []
  if (!isPlainObject(part.value) && readFlag(part.value) === undefined) badValue(level, part.path, 'must be true or an object')
  return [relation.list ? parseNestedList(level, relation, part) : parseNestedRecord(level, relation, part)]
}

function mayInclude(level: Level, path: string): boolean {
  const { maxDepth, maxIncludes } = level.limits
  level.total.includes += 1
  if (level.depth < maxDepth && level.total.includes <= maxIncludes) return true
  pastLimit(level, path, `A query may include ${maxIncludes} relations, ${maxDepth} deep.`)
  return false
}

const NESTED = ['select', 'include', 'omit']
const NESTED_LIST = [...NESTED, 'where', 'orderBy', 'distinct', 'take', 'skip']

function parseNestedRecord(level: Level, relation: Relation, part: Given): RelationSelection {
  rejectUnknownMembers(level, part, NESTED)
  const model = targetOf(level.registry, relation)
  return { relation, model, selection: parseLevel({ ...level, model, depth: level.depth + 1 }, part) }
}

function parseNestedList(level: Level, relation: Relation, part: Given): RelationSelection {
  rejectUnknownMembers(level, part, NESTED_LIST)
  const model = targetOf(level.registry, relation)
  const take = parseTake({ ...level, model }, member(part, 'take'), level.limits.maxTake)
  const inner: Level = { ...level, model, depth: level.depth + 1, rows: level.rows * take }
  if (inner.rows > level.limits.maxRows) pastLimit(level, part.path, `The lists of a query may hold ${level.limits.maxRows} records together; ask for less with take.`)
  const list = { where: parseWhere(inner, member(part, 'where')), orderBy: parseOrderBy(inner, member(part, 'orderBy')), distinct: parseDistinct(inner, member(part, 'distinct')), take, skip: parseSkip(inner, member(part, 'skip')) }
  return { relation, model, selection: parseLevel(inner, part), list }
}

// `true`, or `{ where: … }`.
function parseCounted(scope: Scope, relation: Relation, part: Given): Where {
  rejectUnknownMembers(scope, part, ['where'])
  return parseWhere({ ...scope, model: targetOf(scope.registry, relation) }, member(part, 'where'))
}

function parseCounts(scope: Scope, input: Given): readonly RelationCount[] {
  const all = [...scope.model.relations.values()].filter((relation) => relation.list && !relation.hidden)
  const flag = readFlag(input.value)
  if (input.value === undefined || flag === false) return []
  if (flag) return all.map((relation) => ({ relation, where: ALWAYS }))
  const select = member(input, 'select')
  if (!isPlainObject(select.value)) {
    badValue(scope, input.path, 'must be true or { "select": { … } }')
    return []
  }
  return members(select).flatMap(([name, part]) => {
    const relation = all.find((candidate) => candidate.name === name)
    if (!relation) unknownField(scope, name, part.path)
    return relation && readFlag(part.value) !== false ? [{ relation, where: parseCounted(scope, relation, part) }] : []
  })
}
