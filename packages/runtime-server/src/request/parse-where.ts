// Owns the client's filter: Prisma-shaped JSON to a Where whose names are of the registry.
// Rejects unknown fields and operators, values of another kind, and filters past the limits.
import { didYouMean } from '@ssot/contract'
import type { Field, Model, Registry, Relation } from '../registry/registry.ts'
import { badValue, relationOf, targetOf, unknownField, type ParseContext } from './context.ts'
import { join } from './faults.ts'
import { isComparison, LIST_OPERATORS, OPERATORS } from './operators.ts'
import { isPlainObject, parseList, parseValue, type ValueContext } from './parse-value.ts'
import type { Where } from './query.ts'

/** Matches every row. */
export const ALWAYS: Where = Object.freeze({ op: 'always' })

interface Budget {
  nodes: number
}

interface Scope {
  readonly context: ParseContext
  readonly model: Model
  readonly budget: Budget
  readonly relationDepth: number
  readonly depth: number
}

/** Parses a filter on a model. */
export function parseWhere(context: ParseContext, model: Model, input: unknown, path = 'where'): Where {
  if (input === undefined) return ALWAYS
  return parseObject({ context, model, budget: { nodes: 0 }, relationDepth: 0, depth: 0 }, input, path)
}

const MAX_NESTING = 32

function parseObject(scope: Scope, input: unknown, path: string): Where {
  if (!isPlainObject(input)) {
    badValue(scope.context, path, 'must be an object')
    return ALWAYS
  }
  if (!spend(scope, path, Object.keys(input).length)) return ALWAYS
  return conjunction(Object.entries(input).map(([name, value]) => parseEntry(scope, name, value, join(path, name))))
}

function spend(scope: Scope, path: string, nodes: number): boolean {
  scope.budget.nodes += nodes
  const { maxFilterNodes, maxRelationFilters } = scope.context.limits
  if (scope.budget.nodes <= maxFilterNodes && scope.depth <= MAX_NESTING && scope.relationDepth <= maxRelationFilters) return true
  const what =
    scope.relationDepth > maxRelationFilters
      ? `A filter may follow relations ${maxRelationFilters} deep.`
      : `A filter may hold ${maxFilterNodes} conditions, nested ${MAX_NESTING} deep.`
  scope.context.faults.add(path.slice(0, 200), 'LIMIT.EXCEEDED', what)
  return false
}

function parseEntry(scope: Scope, name: string, value: unknown, path: string): Where {
  if (name === 'AND' || name === 'OR' || name === 'NOT') return parseLogic(scope, name, value, path)
  const relation = relationOf(scope.model, name)
  if (relation) return parseRelation(scope, relation, value, path)
  const field = scope.model.fields.get(name)
  if (field?.visibility === 'normal') return parseField(scope, field, value, path)
  unknownField(scope.context, scope.model, name, path)
  return ALWAYS
}

function parseLogic(scope: Scope, name: 'AND' | 'OR' | 'NOT', value: unknown, path: string): Where {
  const items = Array.isArray(value) ? value : [value]
  const deeper = { ...scope, depth: scope.depth + 1 }
  const args = items.map((item, index) => parseObject(deeper, item, Array.isArray(value) ? join(path, index) : path))
  if (name === 'OR') return { op: 'or', args }
  return name === 'AND' ? conjunction(args) : conjunction(args.map((arg) => ({ op: 'not', arg })))
}

function parseRelation(scope: Scope, relation: Relation, value: unknown, path: string): Where {
  const inner: Scope = {
    ...scope,
    model: targetOf(scope.context.registry, relation),
    relationDepth: scope.relationDepth + 1,
    depth: scope.depth + 1,
  }
  if (value === null && !relation.list) return { op: 'absent', relation }
  if (!isPlainObject(value)) {
    badValue(scope.context, path, 'must be an object')
    return ALWAYS
  }
  const quantified = Object.entries(value).filter(([name]) => isQuantifier(name, relation))
  if (quantified.length === 0 && !relation.list) return { op: 'relation', relation, quantifier: 'is', where: parseObject(inner, value, path) }
  for (const name of Object.keys(value)) if (!isQuantifier(name, relation)) unknownOperator(scope, path, name, quantifiersOf(relation))
  return conjunction(quantified.map(([name, where]) => parseQuantifier(inner, relation, name, where, join(path, name))))
}

function parseQuantifier(inner: Scope, relation: Relation, name: string, value: unknown, path: string): Where {
  if (value === null && name === 'is') return { op: 'absent', relation }
  if (value === null && name === 'isNot') return { op: 'not', arg: { op: 'absent', relation } }
  const where = parseObject(inner, value, path)
  switch (name) {
    case 'some':
    case 'every':
    case 'none':
    case 'is':
    case 'isNot':
      return { op: 'relation', relation, quantifier: name, where }
    default:
      return ALWAYS
  }
}

function quantifiersOf(relation: Relation): readonly string[] {
  return relation.list ? ['some', 'every', 'none'] : ['is', 'isNot']
}

function isQuantifier(name: string, relation: Relation): boolean {
  return quantifiersOf(relation).includes(name)
}

function parseField(scope: Scope, field: Field, value: unknown, path: string): Where {
  if (value === null) return { op: 'isNull', field }
  const operators = field.list ? LIST_OPERATORS : OPERATORS[field.kind]
  const isJsonLiteral = field.kind === 'json' && !(isPlainObject(value) && Object.keys(value).every((key) => operators.includes(key)))
  if (!isPlainObject(value) || isJsonLiteral) return compare(scope, field, 'equals', value, path, false)
  const insensitive = value['mode'] === 'insensitive'
  if (value['mode'] !== undefined && !insensitive && value['mode'] !== 'default') badValue(scope.context, join(path, 'mode'), 'must be "default" or "insensitive"')
  return conjunction(
    Object.entries(value)
      .filter(([name]) => name !== 'mode' || !operators.includes('mode'))
      .map(([name, operand]) => parseOperator(scope, field, operators, { name, operand, path: join(path, name), insensitive })),
  )
}

interface Operation {
  readonly name: string
  readonly operand: unknown
  readonly path: string
  readonly insensitive: boolean
}

function parseOperator(scope: Scope, field: Field, operators: readonly string[], { name, operand, path, insensitive }: Operation): Where {
  if (!operators.includes(name)) {
    unknownOperator(scope, path, name, operators)
    return ALWAYS
  }
  if (name === 'null') return nullTest(scope, field, operand, path)
  if (name === 'not') return parseNot(scope, field, operand, path, insensitive)
  if (name === 'notIn') return { op: 'not', arg: compare(scope, field, 'in', operand, path, insensitive) }
  return compare(scope, field, name, operand, path, insensitive)
}

function parseNot(scope: Scope, field: Field, operand: unknown, path: string, insensitive: boolean): Where {
  if (operand === null) return { op: 'not', arg: { op: 'isNull', field } }
  const nested = isPlainObject(operand) && field.kind !== 'json'
  if (!nested) return { op: 'not', arg: compare(scope, field, 'equals', operand, path, insensitive) }
  if (!spend({ ...scope, depth: scope.depth + 1 }, path, 1)) return ALWAYS
  return { op: 'not', arg: parseField({ ...scope, depth: scope.depth + 1 }, field, operand, path) }
}

function nullTest(scope: Scope, field: Field, operand: unknown, path: string): Where {
  const wanted = operand === true || operand === 'true'
  if (!wanted && operand !== false && operand !== 'false') badValue(scope.context, path, 'must be true or false')
  const isNull: Where = { op: 'isNull', field }
  return wanted ? isNull : { op: 'not', arg: isNull }
}

const OF_LISTS: ReadonlySet<string> = new Set(['in', 'hasEvery', 'hasSome'])

function compare(scope: Scope, field: Field, by: string, operand: unknown, path: string, insensitive: boolean): Where {
  if (!isComparison(by)) return ALWAYS
  if (operand === null && by === 'equals') return { op: 'isNull', field }
  const parsed = parseOperand(scope, field, by, operand)
  if (parsed.ok) return { op: 'compare', field, by, value: parsed.value, insensitive }
  badValue(scope.context, path, parsed.message)
  return ALWAYS
}

function parseOperand(scope: Scope, field: Field, by: string, operand: unknown): ReturnType<typeof parseValue> {
  const values: ValueContext = { enums: scope.context.registry.enums, fromText: scope.context.fromText, stored: false }
  if (by === 'isEmpty') {
    const flag = operand === true || operand === 'true' ? true : operand === false || operand === 'false' ? false : undefined
    return flag === undefined ? { ok: false, message: 'must be true or false' } : { ok: true, value: flag }
  }
  const isList = OF_LISTS.has(by) || (field.list && by === 'equals')
  if (isList && Array.isArray(operand) && operand.length > scope.context.limits.maxInValues) return { ok: false, message: `must have at most ${scope.context.limits.maxInValues} items` }
  return isList ? parseList(operand, field, values) : parseValue(operand, field, values)
}

function unknownOperator(scope: Scope, path: string, name: string, operators: readonly string[]): void {
  const hint = didYouMean(name, operators)
  const message = `${JSON.stringify(name.slice(0, 100))} is not an operator here (${operators.join(', ')}).${hint === undefined ? '' : ` ${hint}`}`
  scope.context.faults.add(path, 'REQUEST.UNKNOWN_OPERATOR', message)
}

function conjunction(args: readonly Where[]): Where {
  const [only] = args
  return args.length === 1 && only ? only : { op: 'and', args }
}

/** A case-insensitive `contains` over the model's searchable fields; each word must be found in one of them. */
export function searchWhere(registry: Registry, model: Model, text: string): Where {
  const fields = model.searchFields.flatMap((name) => model.fields.get(name) ?? [])
  const words = text.split(/\s+/).filter((word) => word !== '').slice(0, 10)
  const insensitive = registry.provider === 'postgresql'
  return {
    op: 'and',
    args: words.map((value) => ({ op: 'or', args: fields.map((field) => ({ op: 'compare', field, by: 'contains', value, insensitive })) })),
  }
}
