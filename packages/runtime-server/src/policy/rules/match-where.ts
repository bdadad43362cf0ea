// Owns what a condition says of a row that is in memory: the same as the database would say, or nothing.
import type { Row } from '@ssot/contract'
import type { Field, Relation } from '../../registry/registry.ts'
import type { FieldValue, Where } from '../../request/query.ts'
import { equalValues, orderValues, textOf, type Order } from './match-values.ts'

/** As in SQL: null is unknown. Undecided: memory cannot tell which of them it is, and the database must be asked. */
export type Match = boolean | null | 'undecided'

/** What is known beside the row. */
export interface Surroundings {
  /** The rows that a relation leads to from a row, every one of them; undefined where they are not known. */
  readonly relationOf?: (relation: Relation, row: Row) => readonly Row[] | undefined
}

/**
 * Whether a row fulfils a condition. The row's values are those of the wire, or parsed; one that it does not have decides nothing.
 * NaN and infinity, which no client stores, are null on the wire and here.
 */
export function matchWhere(where: Where, row: Row, surroundings: Surroundings = {}): Match {
  return match({ surroundings, rows: [row] }, where)
}

/** Rows from the one that is asked of outwards. */
interface Matching {
  readonly surroundings: Surroundings
  readonly rows: readonly Row[]
}

type Leaf<Op extends Where['op']> = Extract<Where, { readonly op: Op }>

function match(matching: Matching, where: Where): Match {
  switch (where.op) {
    case 'always':
      return true
    case 'and':
      return all(where.args.map((arg) => match(matching, arg)))
    case 'or':
      return any(where.args.map((arg) => match(matching, arg)))
    case 'not':
      return not(match(matching, where.arg))
    case 'isNull':
      return isNull(where.field, valueAt(matching, where.field, where.up))
    case 'compare':
      return compare(where, valueAt(matching, where.field, where.up))
    case 'compareFields':
      return compareFields(where, valueAt(matching, where.field, where.own), valueAt(matching, where.other, where.up))
    case 'relation':
      return matchRelation(matching, where)
    case 'absent':
      return isAbsent(matching, where.relation)
    case 'json':
      return 'undecided'
  }
}

function all(parts: readonly Match[]): Match {
  return combine(parts, false)
}

function any(parts: readonly Match[]): Match {
  return combine(parts, true)
}

// One part decides for all; else what is not known of one is not known of them all.
function combine(parts: readonly Match[], decides: boolean): Match {
  if (parts.includes(decides)) return decides
  return parts.includes('undecided') ? 'undecided' : parts.includes(null) ? null : !decides
}

function not(part: Match): Match {
  return typeof part === 'boolean' ? !part : part
}

function rowAt({ rows }: Matching, up = 0): Row {
  return rows[up] ?? {}
}

function valueAt(matching: Matching, { name }: Field, up?: number): FieldValue {
  const row = rowAt(matching, up)
  return Object.hasOwn(row, name) ? row[name] : undefined
}

function isNull({ kind, list, required }: Field, value: FieldValue): Match {
  if (required && !list) return false
  if (value === undefined) return 'undecided'
  // A list that was never set travels as an empty one, and a document that is null as none.
  const isEither = (list && Array.isArray(value) && value.length === 0) || (kind === 'json' && value === null)
  return isEither ? 'undecided' : value === null
}

function compare(where: Leaf<'compare'>, value: FieldValue): Match {
  const { field, by, insensitive, value: operand, exact = false } = where
  if (by === 'in' && Array.isArray(operand) && operand.length === 0) return false
  if (field.list) return compareList(where, value)
  if (value === null && !field.required) return null
  if (insensitive) return 'undecided'
  if (by === 'in') return Array.isArray(operand) ? any(operand.map((right: FieldValue) => equalValues({ field, left: value, right, exact }))) : 'undecided'
  return test(by, { field, left: value, right: operand, exact })
}

type Comparison = Parameters<typeof orderValues>[0]

const ORDERED: Readonly<Record<string, (order: number) => boolean>> = { lt: (order) => order < 0, lte: (order) => order <= 0, gt: (order) => order > 0, gte: (order) => order >= 0 }
const PARTS: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  contains: (text, part) => text.includes(part),
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
}

function test(by: Leaf<'compare'>['by'], pair: Comparison): Match {
  if (by === 'equals') return equalValues(pair)
  const ordered = ORDERED[by]
  if (ordered) return orderedBy(ordered, orderValues(pair))
  const [text, part] = [textOf(pair.field, pair.left), pair.other ? textOf(pair.other, pair.right) : pair.right]
  return pair.exact && text !== undefined && typeof part === 'string' ? (PARTS[by]?.(text, part) ?? 'undecided') : 'undecided'
}

function orderedBy(holds: (order: number) => boolean, order: Order): Match {
  return order === 'undecided' ? order : holds(order)
}

// Exact: a list that was never set is empty, so that the one travels as the other.
function compareList({ field, by, value: operand, insensitive, exact = false }: Leaf<'compare'>, value: FieldValue): Match {
  const items: unknown = value === null && exact ? [] : value
  if (items === null) return null
  if (!Array.isArray(items) || insensitive || (items.length === 0 && !exact)) return 'undecided'
  const equal = (left: FieldValue, right: FieldValue): Match => equalValues({ field, left, right, exact })
  const has = (right: FieldValue): Match => any(items.map((left: FieldValue) => equal(left, right)))
  if (by === 'isEmpty') return (items.length === 0) === operand
  if (by === 'has') return has(operand)
  if (!Array.isArray(operand)) return 'undecided'
  if (by === 'hasEvery') return all(operand.map(has))
  if (by === 'hasSome') return any(operand.map(has))
  const isSame = by === 'equals' && items.length === operand.length
  return isSame ? all(items.map((left: FieldValue, index) => equal(left, operand[index]))) : by === 'equals' ? false : 'undecided'
}

function compareFields({ field, other, by, insensitive, exact = false }: Leaf<'compareFields'>, left: FieldValue, right: FieldValue): Match {
  // Null is compared to nothing, whatever the other one is.
  if ((left === null && !field.required) || (right === null && !other.required)) return null
  return insensitive ? 'undecided' : test(by, { field, other, left, right, exact })
}

// As the database counts rows: one for which the condition is unknown does not fulfil it, nor the opposite.
function matchRelation(matching: Matching, { relation, quantifier, where, up = 0 }: Leaf<'relation'>): Match {
  const rows = rowsOf(matching, relation, up)
  if (rows === undefined) return 'undecided'
  const matches = rows.map((row) => match({ ...matching, rows: [row, ...matching.rows] }, where))
  const [first = false] = matches
  const some = any(matches.map(isTrue))
  switch (quantifier) {
    case 'some':
      return some
    case 'none':
      return not(some)
    case 'every':
      return not(any(matches.map((one) => isTrue(not(one)))))
    case 'is':
      return up > 0 ? some : first
    case 'isNot':
      return up > 0 ? not(some) : not(first)
  }
}

function isTrue(part: Match): Match {
  return part ?? false
}

function isAbsent(matching: Matching, relation: Relation): Match {
  const ends = keyEnds(rowAt(matching), relation)
  if (relation.from.length > 0) return ends
  const rows = rowsOf(matching, relation, 0)
  return rows === undefined ? 'undecided' : rows.length === 0
}

function rowsOf(matching: Matching, relation: Relation, up: number): readonly Row[] | undefined {
  const row = rowAt(matching, up)
  return keyEnds(row, relation) === true ? [] : matching.surroundings.relationOf?.(relation, row)
}

// A key of which a part is null leads nowhere.
function keyEnds(row: Row, { from }: Relation): Match {
  const values = from.map((name) => (Object.hasOwn(row, name) ? row[name] : undefined))
  return any(values.map((value) => (value === undefined ? 'undecided' : value === null)))
}
