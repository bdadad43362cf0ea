import type { FieldKind, Json } from '@ssot/contract'

/** A bound as a value of its field travels on the wire, or why it is none. */
export type Bound = { readonly ok: true; readonly value: number | string } | { readonly ok: false; readonly message: string }

const WHOLE = /^[+-]?\d{1,20}$/
const DECIMAL = /^[+-]?\d+(?:\.\d+)?$/
const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2}))?$/

const READ: Readonly<Partial<Record<FieldKind, (value: string) => number | string | null>>> = {
  int: (value) => (WHOLE.test(value) && Number.isSafeInteger(Number(value)) ? Number(value) : null),
  float: (value) => (Number.isFinite(Number(value)) ? Number(value) : null),
  bigint: (value) => (WHOLE.test(value) ? value : null),
  decimal: (value) => (DECIMAL.test(value) ? value : null),
  datetime: (value) => (DATE.test(value) && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString() : null),
}

const EXPECTED: Readonly<Partial<Record<FieldKind, string>>> = {
  int: 'must be a whole number',
  float: 'must be a number',
  bigint: 'must be a whole number, in quotes where it is large',
  decimal: 'must be a decimal number, in quotes where it has many digits',
  datetime: 'must be a date or a moment in quotes, such as "2024-01-31" or "2024-01-31T09:30:00Z"',
}

/** Reads a bound for values of a kind. */
export function readBound(kind: FieldKind, value: Json): Bound {
  const read = typeof value === 'number' || typeof value === 'string' ? READ[kind]?.(String(value)) : null
  return read === null || read === undefined ? { ok: false, message: EXPECTED[kind] ?? 'is for numbers and moments' } : { ok: true, value: read }
}
