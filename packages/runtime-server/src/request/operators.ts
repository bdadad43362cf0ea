import type { FieldKind } from '@ssot/contract'
import { isTextual } from '../registry/native-constraints.ts'
import type { Field } from '../registry/registry.ts'
import { JSON_OPERATORS } from './parse-json-filter.ts'
import type { Comparison } from './query.ts'

const COMMON: readonly string[] = ['equals', 'not', 'in', 'notIn', 'null']
const ORDERED: readonly string[] = ['lt', 'lte', 'gt', 'gte']
const TEXT: readonly string[] = ['contains', 'startsWith', 'endsWith', 'mode']

const OF_KIND: Readonly<Record<FieldKind, readonly string[]>> = {
  string: [...COMMON, ...ORDERED, ...TEXT],
  int: [...COMMON, ...ORDERED],
  float: [...COMMON, ...ORDERED],
  bigint: [...COMMON, ...ORDERED],
  decimal: [...COMMON, ...ORDERED],
  datetime: [...COMMON, ...ORDERED],
  boolean: ['equals', 'not', 'null'],
  enum: COMMON,
  bytes: COMMON,
  json: JSON_OPERATORS,
}

const OF_LIST: readonly string[] = ['equals', 'has', 'hasEvery', 'hasSome', 'isEmpty', 'null']

/** The operators that a filter on a field may use, by its kind and by what its column can do: a uuid holds no pattern, xml is equal to nothing. */
export function operatorsOf(field: Field): readonly string[] {
  if (field.native?.name === 'Xml') return ['null']
  if (field.list) return OF_LIST
  return field.kind === 'string' && !isTextual(field.native) ? [...COMMON, ...ORDERED] : OF_KIND[field.kind]
}

const COMPARISONS: ReadonlySet<string> = new Set<Comparison>([
  'equals', 'in', 'lt', 'lte', 'gt', 'gte', 'contains', 'startsWith', 'endsWith', 'has', 'hasEvery', 'hasSome', 'isEmpty',
])

/** Whether an operator's name is a comparison of the condition language as it stands. */
export function isComparison(name: string): name is Comparison {
  return COMPARISONS.has(name)
}
