import type { FieldKind } from '@ssot/contract'
import type { Comparison } from './query.ts'

const COMMON: readonly string[] = ['equals', 'not', 'in', 'notIn', 'null']
const ORDERED: readonly string[] = ['lt', 'lte', 'gt', 'gte']
const TEXT: readonly string[] = ['contains', 'startsWith', 'endsWith', 'mode']

/** The operators that a filter on a field of this kind may use. */
export const OPERATORS: Readonly<Record<FieldKind, readonly string[]>> = {
  string: [...COMMON, ...ORDERED, ...TEXT],
  int: [...COMMON, ...ORDERED],
  float: [...COMMON, ...ORDERED],
  bigint: [...COMMON, ...ORDERED],
  decimal: [...COMMON, ...ORDERED],
  datetime: [...COMMON, ...ORDERED],
  boolean: ['equals', 'not', 'null'],
  enum: COMMON,
  bytes: COMMON,
  json: ['equals', 'not', 'null'],
}

/** The operators of a list field, whatever its kind. */
export const LIST_OPERATORS: readonly string[] = ['equals', 'has', 'hasEvery', 'hasSome', 'isEmpty', 'null']

const COMPARISONS: ReadonlySet<string> = new Set<Comparison>([
  'equals', 'in', 'lt', 'lte', 'gt', 'gte', 'contains', 'startsWith', 'endsWith', 'has', 'hasEvery', 'hasSome', 'isEmpty',
])

/** Whether an operator's name is a comparison of the condition language as it stands. */
export function isComparison(name: string): name is Comparison {
  return COMPARISONS.has(name)
}
