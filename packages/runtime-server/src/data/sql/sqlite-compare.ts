import { JSON_NULL } from '../../request/parse-value.ts'
import type { FieldComparison } from '../../request/query.ts'
import type { ColumnComparison, JsonTest } from './dialect.ts'
import type { Slots } from './slots.ts'

const ordered = (operator: string) => (column: string, other: string): string => `${column} ${operator} ${other}`
const folded = (write: (column: string, other: string) => string) => (column: string, other: string): string => write(`lower(${column})`, `lower(${other})`)

// Like LIKE, which folds the letters of ASCII.
const COMPARE: Readonly<Record<FieldComparison, (column: string, other: string) => string>> = {
  equals: ordered('='),
  lt: ordered('<'),
  lte: ordered('<='),
  gt: ordered('>'),
  gte: ordered('>='),
  contains: folded((column, other) => `instr(${column}, ${other}) > 0`),
  startsWith: folded((column, other) => `substr(${column}, 1, length(${other})) = ${other}`),
  endsWith: folded((column, other) => `(${other} = '' OR substr(${column}, -length(${other})) = ${other})`),
}

/** A comparison of two columns. */
export function compareSqliteFields({ column, other, by }: ColumnComparison): string {
  return COMPARE[by](column, other)
}

/** A test of a JSON document by the function `test_json` of our connections. */
export function testSqliteJson(column: string, { by, insensitive }: JsonTest, slots: Slots): string {
  const path = slots.one((value) => JSON.stringify(value))
  const operand = by === 'isNull' ? 'NULL' : slots.one((value) => (value === JSON_NULL ? 'null' : JSON.stringify(value)))
  // Texts are compared as LIKE does it here.
  return `test_json(${column}, ${path}, '${by}', ${operand}, ${insensitive || by.startsWith('string_') ? 1 : 0})`
}
