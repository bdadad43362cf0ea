import type { Field } from '../../registry/registry.ts'
import { JSON_NULL } from '../../request/parse-value.ts'
import type { FieldValue } from '../../request/query.ts'

/** Prisma's marks for the two nulls of a Json column. */
export interface PrismaNulls {
  readonly database: unknown
  readonly json: unknown
}

/** A parsed value as the Prisma client takes it. */
export function toPrismaValue(field: Field, value: FieldValue, nulls: PrismaNulls): unknown {
  if (field.kind !== 'json') return value
  if (value === null) return nulls.database
  if (Array.isArray(value) && field.list) return value.map((item) => (item === JSON_NULL ? nulls.json : item))
  return value === JSON_NULL ? nulls.json : value
}
