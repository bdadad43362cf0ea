import type { Json } from '../schema/model.ts'

/** Value of a `DateTime` field. */
export type DateTime = Date
/** Value of a `BigInt` field. */
export type BigIntValue = bigint
/** Value of a `Decimal` field: its decimal text, with no loss of digits. */
export type Decimal = string
/** Value of a `Bytes` field. */
export type Bytes = Uint8Array

/** What may be sent for a `DateTime` field: a date, or ISO 8601 text (which may hold more digits than a Date). */
export type DateTimeInput = Date | string
/** What may be sent for a `BigInt` field; a number must be a safe integer. */
export type BigIntInput = bigint | number
/** What may be sent for a `Decimal` field. */
export type DecimalInput = string | number
/** What may be sent for a `Json` field; JSON's own null is `{ _json: null }`, `null` is NULL. */
export type JsonInput = Exclude<Json, null>

/** One value or several. */
export type OneOrMany<T> = T | readonly T[]
