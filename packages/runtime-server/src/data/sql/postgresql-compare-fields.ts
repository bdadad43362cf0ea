import type { FieldComparison } from '../../request/query.ts'
import { isCollated, type ColumnComparison } from './dialect.ts'
import { exactColumn, narrowed, TEXT_PARTS } from './postgresql-exact.ts'

const OPERATORS: Readonly<Partial<Record<FieldComparison, string>>> = { equals: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' }

/** A comparison of two columns. */
export function comparePostgresqlFields({ column, other, compare }: ColumnComparison): string {
  const { by, insensitive, exact, field } = compare
  if (insensitive) return write(by, `lower(${column})`, `lower(${other})`)
  if (!exact || !isCollated(field)) return write(by, column, other)
  const strict = write(by, exactColumn(column, field), exactColumn(other, compare.other))
  return by === 'equals' ? narrowed(write(by, column, other), strict) : strict
}

function write(by: FieldComparison, column: string, other: string): string {
  const part = TEXT_PARTS[by]
  return part ? part(`${column}::text`, () => `${other}::text`) : `${column} ${OPERATORS[by] ?? '='} ${other}`
}
