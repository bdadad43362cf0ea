import type { Json } from '../schema/model.ts'
import type { BigIntInput, Bytes, DateTimeInput, DecimalInput, JsonInput } from './values.ts'

// Filters by kind of field. `N` is `null` for a nullable field and `never` for a required one.

/** Another field of the same model, to compare with. */
export interface FieldRef {
  readonly _ref: string
}

interface Equality<T> {
  readonly equals?: T | FieldRef
  readonly in?: readonly Exclude<T, null>[]
  readonly notIn?: readonly Exclude<T, null>[]
  /** True: is NULL. */
  readonly null?: boolean
}

interface Ordering<T> extends Equality<T> {
  readonly lt?: Exclude<T, null> | FieldRef
  readonly lte?: Exclude<T, null> | FieldRef
  readonly gt?: Exclude<T, null> | FieldRef
  readonly gte?: Exclude<T, null> | FieldRef
}

/** Operators of a `String` field; `%` and `_` are ordinary characters. */
export interface StringFilter<N = never> extends Ordering<string | N> {
  readonly contains?: string | FieldRef
  readonly startsWith?: string | FieldRef
  readonly endsWith?: string | FieldRef
  readonly mode?: 'default' | 'insensitive'
  readonly not?: string | N | FieldRef | StringFilter<N>
}

/** Operators of an `Int` or `Float` field. */
export interface NumberFilter<N = never> extends Ordering<number | N> {
  readonly not?: number | N | FieldRef | NumberFilter<N>
}

/** Operators of a `BigInt` field. */
export interface BigIntFilter<N = never> extends Ordering<BigIntInput | N> {
  readonly not?: BigIntInput | N | FieldRef | BigIntFilter<N>
}

/** Operators of a `Decimal` field. */
export interface DecimalFilter<N = never> extends Ordering<DecimalInput | N> {
  readonly not?: DecimalInput | N | FieldRef | DecimalFilter<N>
}

/** Operators of a `DateTime` field. */
export interface DateTimeFilter<N = never> extends Ordering<DateTimeInput | N> {
  readonly not?: DateTimeInput | N | FieldRef | DateTimeFilter<N>
}

/** Operators of a `Boolean` field. */
export interface BooleanFilter<N = never> {
  readonly equals?: boolean | N | FieldRef
  readonly null?: boolean
  readonly not?: boolean | N | FieldRef | BooleanFilter<N>
}

/** Operators of a `Bytes` field. */
export interface BytesFilter<N = never> extends Equality<Bytes | N> {
  readonly not?: Bytes | N | FieldRef | BytesFilter<N>
}

/** Operators of an enum field. */
export interface EnumFilter<E, N = never> extends Equality<E | N> {
  readonly not?: E | N | FieldRef | EnumFilter<E, N>
}

/** Operators of a `Json` field. */
export interface JsonFilter<N = never> {
  /** Where in the document: names and indices, outermost first, or a text such as `$.a.b[0]`. */
  readonly path?: readonly (string | number)[] | string
  readonly equals?: JsonInput | N
  readonly not?: JsonInput | N
  readonly null?: boolean
  readonly mode?: 'default' | 'insensitive'
  readonly string_contains?: string
  readonly string_starts_with?: string
  readonly string_ends_with?: string
  readonly array_contains?: Json
  readonly array_starts_with?: Json
  readonly array_ends_with?: Json
  readonly lt?: number | string
  readonly lte?: number | string
  readonly gt?: number | string
  readonly gte?: number | string
}

/** Operators of a list field. */
export interface ListFilter<T> {
  readonly equals?: readonly T[] | null
  readonly has?: T
  readonly hasEvery?: readonly T[]
  readonly hasSome?: readonly T[]
  readonly isEmpty?: boolean
}

/** Filter over a to-many relation. */
export interface ManyFilter<Where> {
  readonly some?: Where
  readonly every?: Where
  readonly none?: Where
}

/** Filter over a to-one relation: the other record's filter itself, or `is` and `isNot`. */
export type OneFilter<Where> = Where | { readonly is?: Where | null; readonly isNot?: Where | null }

/** Direction of an order. */
export type SortOrder = 'asc' | 'desc'

/** Order by a field that may be null. */
export interface SortWithNulls {
  readonly sort: SortOrder
  readonly nulls?: 'first' | 'last'
}
