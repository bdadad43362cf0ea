import type { AggregateFunction } from '../../request/aggregate.ts'
import type { Field } from '../../registry/registry.ts'

/** Types that have no smallest and largest of their own, though they have an order. */
const UNFIT: ReadonlySet<string> = new Set(['Uuid', 'Bit', 'VarBit'])

const extreme = (call: string, ofFlags: string, direction: string) => (field: Field, column: string): string => {
  if (field.kind === 'boolean') return `${ofFlags}(${column})`
  return UNFIT.has(field.native?.name ?? '') ? `(array_agg(${column} ORDER BY ${column} ${direction}) FILTER (WHERE ${column} IS NOT NULL))[1]` : `${call}(${column})`
}

const CALLS: Readonly<Record<AggregateFunction, (field: Field, column: string) => string>> = {
  _count: (_, column) => `count(${column})`,
  _sum: ({ native }, column) => `sum(${column}${native?.name === 'Oid' ? '::int8' : ''})`,
  _avg: ({ kind, native }, column) => (kind === 'decimal' ? `avg(${column}::numeric)` : `avg(${column}${native?.name === 'Oid' ? '::int8' : ''})::float8`),
  _min: extreme('min', 'bool_and', 'ASC'),
  _max: extreme('max', 'bool_or', 'DESC'),
}

/** A function over a column of the rows of a group. */
export function aggregatePostgresql(name: AggregateFunction, field: Field, column: string): string {
  return CALLS[name](field, column)
}
