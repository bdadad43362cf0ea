import { isTextual } from '../registry/native-constraints.ts'
import type { Field } from '../registry/registry.ts'
import { ALWAYS } from './combine-where.ts'
import { isPlainObject } from './given.ts'
import type { ComparisonInput } from './parse-comparison.ts'
import type { FieldComparison, Where } from './query.ts'
import { badValue, storedField, type Scope } from './scope.ts'

const COMPARISONS: readonly FieldComparison[] = ['equals', 'lt', 'lte', 'gt', 'gte', 'contains', 'startsWith', 'endsWith']

/** Whether a value stands for another field of the model: `{ _ref: 'title' }`. */
export function isReference(value: unknown): value is { readonly _ref: unknown } {
  return isPlainObject(value) && Object.keys(value).length === 1 && Object.hasOwn(value, '_ref')
}

/** Parses a comparison with another field of the same kind. */
export function parseReference(scope: Scope, field: Field, { by: name, value, path, insensitive }: ComparisonInput): Where {
  const by = COMPARISONS.find((comparison) => comparison === name)
  const ref = isReference(value) ? value._ref : undefined
  if (by === undefined || typeof ref !== 'string') {
    badValue(scope, path, 'cannot be a reference to a field')
    return ALWAYS
  }
  const other = storedField(scope, ref, `${path}._ref`)
  if (other && areComparable(field, other)) return { op: 'compareFields', model: scope.model.name, field, by, other, insensitive }
  if (other) badValue(scope, path, `must name a field that can be compared with ${field.name}`)
  return ALWAYS
}

/** Whether two fields of a row can be compared. */
export function areComparable(one: Field, other: Field): boolean {
  return one.kind === other.kind && one.enum === other.enum && one.kind !== 'json' && one.native?.name !== 'Xml' && !one.list && !other.list && familyOf(one) === familyOf(other)
}

const CLOCKS = new Set(['Time', 'Timetz'])

// What a database compares without being told how: texts of any length, instants of any precision, else the same type only.
function familyOf({ kind, native }: Field): string {
  if (kind === 'string') return isTextual(native) ? 'text' : (native?.name ?? '')
  if (kind === 'datetime') return CLOCKS.has(native?.name ?? '') ? (native?.name ?? '') : 'instant'
  return native?.name === 'Money' ? 'money' : kind
}
