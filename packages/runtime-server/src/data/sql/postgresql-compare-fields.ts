import type { FieldComparison } from '../../request/query.ts'
import type { ColumnComparison } from './dialect.ts'

const ordered = (operator: string) => (column: string, other: string): string => `${column} ${operator} ${other}`
const ofText = (write: (column: string, other: string) => string) => (column: string, other: string): string => write(`${column}::text`, `${other}::text`)

const COMPARE: Readonly<Record<FieldComparison, (column: string, other: string) => string>> = {
  equals: ordered('='),
  lt: ordered('<'),
  lte: ordered('<='),
  gt: ordered('>'),
  gte: ordered('>='),
  contains: ofText((column, other) => `strpos(${column}, ${other}) > 0`),
  startsWith: ofText((column, other) => `starts_with(${column}, ${other})`),
  endsWith: ofText((column, other) => `right(${column}, length(${other})) = ${other}`),
}

/** A comparison of two columns. */
export function comparePostgresqlFields({ column, other, by, insensitive }: ColumnComparison): string {
  return insensitive ? COMPARE[by](`lower(${column})`, `lower(${other})`) : COMPARE[by](column, other)
}
