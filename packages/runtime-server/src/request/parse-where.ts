// Owns the client's filter: Prisma-shaped JSON to a Where whose names are of the registry.
// Rejects unknown fields and operators, values of another kind, and filters past the limits.
import { didYouMean } from '@ssot/contract'
import type { Field, Relation } from '../registry/registry.ts'
import { ALWAYS, allOf, anyOf, noneOf } from './combine-where.ts'
import { isPlainObject, items, member, members, type Given } from './given.ts'
import { operatorsOf } from './operators.ts'
import { nullTest, parseComparison } from './parse-comparison.ts'
import { looksInside, parseJsonFilter } from './parse-json-filter.ts'
import { isReference } from './parse-reference.ts'
import type { Where } from './query.ts'
import { badValue, pastLimit, quote, relationOf, targetOf, rejectComputed, unknownField, type Scope } from './scope.ts'

interface FilterScope extends Scope {
  readonly budget: { nodes: number }
  readonly depth: number
  readonly relationDepth: number
}

/** Parses a filter on the scope's model. */
export function parseWhere(scope: Scope, input: Given): Where {
  if (input.value === undefined) return ALWAYS
  const { model, registry, faults, limits, fromText } = scope
  return parseObject({ model, registry, faults, limits, fromText, budget: { nodes: 0 }, depth: 0, relationDepth: 0 }, input)
}

const MAX_NESTING = 32

function parseObject(scope: FilterScope, input: Given): Where {
  if (!isPlainObject(input.value)) {
    badValue(scope, input.path, 'must be an object')
    return ALWAYS
  }
  const parts = members(input)
  return spend(scope, input.path, parts.length) ? allOf(parts.map(([name, part]) => parseMember(scope, name, part))) : ALWAYS
}

function spend(scope: FilterScope, path: string, nodes: number): boolean {
  const { maxFilterNodes, maxRelationFilters } = scope.limits
  scope.budget.nodes += nodes
  const isDeep = scope.relationDepth > maxRelationFilters
  if (!isDeep && scope.budget.nodes <= maxFilterNodes && scope.depth <= MAX_NESTING) return true
  pastLimit(scope, path, isDeep ? `A filter may follow relations ${maxRelationFilters} deep.` : `A filter may hold ${maxFilterNodes} conditions, nested ${MAX_NESTING} deep.`)
  return false
}

function parseMember(scope: FilterScope, name: string, part: Given): Where {
  if (name === 'AND' || name === 'OR' || name === 'NOT') return parseLogic(scope, name, part)
  const relation = relationOf(scope.model, name)
  if (relation) return parseRelation(scope, relation, part)
  const field = scope.model.fields.get(name)
  if (field?.visibility === 'normal' && !field.computed) return parseField(scope, field, part)
  if (field?.visibility === 'normal') rejectComputed(scope, field, part.path)
  else unknownField(scope, name, part.path)
  return ALWAYS
}

function parseLogic(scope: FilterScope, name: 'AND' | 'OR' | 'NOT', part: Given): Where {
  const args = items(part).map((item) => parseObject({ ...scope, depth: scope.depth + 1 }, item))
  if (name === 'OR') return anyOf(args)
  return name === 'AND' ? allOf(args) : allOf(args.map(noneOf))
}

const QUANTIFIERS = { list: ['some', 'every', 'none'], record: ['is', 'isNot'] } as const

type Quantifier = (typeof QUANTIFIERS)['list' | 'record'][number]

function parseRelation(scope: FilterScope, relation: Relation, part: Given): Where {
  if (part.value === null && !relation.list) return { op: 'absent', relation }
  const inner = { ...scope, model: targetOf(scope.registry, relation), depth: scope.depth + 1, relationDepth: scope.relationDepth + 1 }
  if (!isPlainObject(part.value)) {
    badValue(scope, part.path, 'must be an object')
    return ALWAYS
  }
  const quantifiers: readonly Quantifier[] = QUANTIFIERS[relation.list ? 'list' : 'record']
  const named = quantifiers.filter((name) => member(part, name).value !== undefined)
  if (named.length === 0 && !relation.list) return { op: 'relation', relation, quantifier: 'is', where: parseObject(inner, part) }
  rejectOperators(scope, part, quantifiers)
  return allOf(named.map((quantifier) => quantify(inner, { relation, quantifier }, member(part, quantifier))))
}

function quantify(inner: FilterScope, { relation, quantifier }: { readonly relation: Relation; readonly quantifier: Quantifier }, part: Given): Where {
  if (part.value === null && quantifier === 'is') return { op: 'absent', relation }
  if (part.value === null && quantifier === 'isNot') return { op: 'not', arg: { op: 'absent', relation } }
  return { op: 'relation', relation, quantifier, where: parseObject(inner, part) }
}

function parseField(scope: FilterScope, field: Field, part: Given): Where {
  const operators = operatorsOf(field)
  if (part.value === null) return { op: 'isNull', field }
  if (!isOperation(field, operators, part.value)) return parseShort(scope, field, part)
  rejectOperators(scope, part, operators)
  const insensitive = parseMode(scope, operators, member(part, 'mode')) && field.kind === 'string'
  if (field.kind === 'json' && looksInside(part)) return parseJsonFilter(scope, field, part)
  const named = members(part).filter(([name]) => name !== 'mode' && operators.includes(name))
  return allOf(named.map(([by, operand]) => parseOperation(scope, field, { value: operand.value, path: operand.path, by, insensitive })))
}

// `{ title: 'x' }` is short for `{ title: { equals: 'x' } }`.
function parseShort(scope: FilterScope, field: Field, part: Given): Where {
  const operators = operatorsOf(field)
  if (!operators.includes('equals')) rejectOperators(scope, { value: { equals: part.value }, path: part.path }, operators)
  return parseComparison(scope, field, { value: part.value, path: part.path, by: 'equals', insensitive: false })
}

// A Json field may be compared with an object; only one whose every member is an operator is an operation.
function isOperation(field: Field, operators: readonly string[], value: unknown): boolean {
  return isPlainObject(value) && !(isReference(value) && field.kind !== 'json') && (field.kind !== 'json' || Object.keys(value).every((name) => operators.includes(name)))
}

function parseMode(scope: Scope, operators: readonly string[], { value, path }: Given): boolean {
  if (value !== undefined && operators.includes('mode') && value !== 'insensitive' && value !== 'default') badValue(scope, path, 'must be "default" or "insensitive"')
  return value === 'insensitive'
}

interface Operation extends Given {
  readonly by: string
  readonly insensitive: boolean
}

function parseOperation(scope: FilterScope, field: Field, operation: Operation): Where {
  if (operation.by === 'null') return nullTest(scope, field, operation)
  if (operation.by === 'not') return noneOf(parseNegated(scope, field, operation))
  if (operation.by === 'notIn') return noneOf(parseComparison(scope, field, { ...operation, by: 'in' }))
  return parseComparison(scope, field, operation)
}

function parseNegated(scope: FilterScope, field: Field, operation: Operation): Where {
  if (!isPlainObject(operation.value) || field.kind === 'json' || isReference(operation.value)) return parseComparison(scope, field, { ...operation, by: 'equals' })
  const deeper = { ...scope, depth: scope.depth + 1 }
  return spend(deeper, operation.path, 1) ? parseField(deeper, field, operation) : ALWAYS
}

function rejectOperators({ faults }: Scope, input: Given, operators: readonly string[]): void {
  for (const [name, { path }] of members(input)) {
    if (operators.includes(name)) continue
    const hint = didYouMean(name, operators)
    faults.add(path, 'REQUEST.UNKNOWN_OPERATOR', `${quote(name)} is not an operator here (${operators.join(', ')}).${hint === undefined ? '' : ` ${hint}`}`)
  }
}

/** A case-insensitive `contains` over the model's searchable fields; each word must be found in one of them. */
export function searchWhere({ model, registry }: Scope, text: string): Where {
  const fields = model.searchFields.flatMap((name) => model.fields.get(name) ?? [])
  const words = text.split(/\s+/).filter((word) => word !== '').slice(0, 10)
  const insensitive = registry.provider === 'postgresql'
  return {
    op: 'and',
    args: words.map((value) => ({ op: 'or', args: fields.map((field) => ({ op: 'compare', field, by: 'contains', value, insensitive })) })),
  }
}
