import { JSON_NULL } from '../../request/parse-value.ts'
import type { FieldComparison } from '../../request/query.ts'
import { isCollated, type ColumnComparison, type Compare, type JsonTest } from './dialect.ts'
import type { Encode, Slots } from './slots.ts'

/** Each call of `other` answers what the column is compared with once more. */
type Write = (column: string, other: () => string) => string

const ordered = (operator: string): Write => (column, other) => `${column} ${operator} ${other()}`
const folded = (write: Write): Write => (column, other) => write(`lower(${column})`, () => `lower(${other()})`)
const binary = (operator: string): Write => (column, other) => `${column} ${operator} ${other()} COLLATE BINARY`

// Nothing in a part is a pattern. At the end: what is longer than the text leaves more than itself to compare with, or nothing.
const contains: Write = (column, other) => `instr(${column}, ${other()}) > 0`
const startsWith: Write = (column, other) => `substr(${column}, 1, length(${other()})) = ${other()} COLLATE BINARY`
const endsWith: Write = (column, other) => `substr(${column}, length(${column}) - length(${other()}) + 1) = ${other()} COLLATE BINARY`

// Like LIKE, which folds the letters of ASCII.
const COLLATED: Readonly<Record<FieldComparison, Write>> = {
  equals: ordered('='),
  lt: ordered('<'),
  lte: ordered('<='),
  gt: ordered('>'),
  gte: ordered('>='),
  contains: folded(contains),
  startsWith: folded(startsWith),
  endsWith: folded(endsWith),
}

const EXACT: Readonly<Partial<Record<Compare['by'], Write>>> = {
  equals: binary('='),
  lt: binary('<'),
  lte: binary('<='),
  gt: binary('>'),
  gte: binary('>='),
  contains,
  startsWith,
  endsWith,
}

/** A comparison of two columns. */
export function compareSqliteFields({ column, other, compare: { field, by, exact } }: ColumnComparison): string {
  const write = (exact && isCollated(field) && EXACT[by]) || COLLATED[by]
  return write(column, () => other)
}

/** How texts are compared with one value letter by letter; undefined where it is a list of them, or no text. */
export function exactComparison({ by, field, exact }: Compare): ((column: string, slots: Slots, encode: Encode) => string) | undefined {
  const write = exact && isCollated(field) ? EXACT[by] : undefined
  return write && ((column, slots, encode) => write(column, slots.repeat(encode)))
}

/** A test of a JSON document by the function `test_json` of our connections. */
export function testSqliteJson(column: string, { by, insensitive }: JsonTest, slots: Slots): string {
  const path = slots.one((value) => JSON.stringify(value))
  const operand = by === 'isNull' ? 'NULL' : slots.one((value) => (value === JSON_NULL ? 'null' : JSON.stringify(value)))
  // Texts are compared as LIKE does it here.
  return `test_json(${column}, ${path}, '${by}', ${operand}, ${insensitive || by.startsWith('string_') ? 1 : 0})`
}
