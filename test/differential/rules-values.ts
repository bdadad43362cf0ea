// What the values of fields are to rules, written once more: nothing here is of the server.
import type { Field } from '../../packages/runtime-server/src/registry/registry.ts'

/** A value of the wire that `auth` holds. */
export type AuthValue = string | number | boolean | null | readonly AuthValue[]

const TEXTS = ['', 'a', 'A', 'ab', 'Ab', 'b', 'B', 'é', 'É', '😀', '\uFFFD', 'a%b', 'a_b', 'x\\y', "it's", '1', 'p1', 'P1', 'p2']
const INSTANTS = ['2020-02-29T12:34:56.789Z', '2020-02-29T12:34:56.000Z', '2020-02-29T23:59:59.999Z', '1970-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z', '2024-06-30T01:02:03.004Z']

const OF_KIND: Readonly<Record<Field['kind'], readonly unknown[]>> = {
  string: TEXTS,
  int: [-1, 0, 1, 2, 3, 2147483647],
  float: [0.1, 0.30000000000000004, -1.5, 0, 1, 2, 1e21],
  bigint: [0n, -1n, 2n, 9007199254740993n, 9007199254740992n, 9223372036854775807n],
  decimal: ['0', '1.5', '-2.25', '0.1', '2', '12.34'],
  boolean: [true, false],
  datetime: INSTANTS.map((text) => new Date(text)),
  json: [{ a: 1 }, [], 'text', 1.5],
  bytes: [new Uint8Array([]), new Uint8Array([0]), new Uint8Array([1, 2, 255])],
  enum: ['RED', 'GREEN', 'deepBlue'],
}

const OF_NATIVE: Readonly<Record<string, readonly unknown[]>> = {
  Uuid: ['00000000-0000-4000-8000-000000000000', '5c5e8a4e-7a3b-4c1d-8e2f-00000000000a', '5C5E8A4E-7A3B-4C1D-8E2F-00000000000A'],
  Char: ['a', 'A', 'ab', ' a', 'é', 'a '],
  Real: [0.1, 1.5, -2, 0, 1],
  SmallInt: [-1, 0, 1, 2, 32767],
}

/** Values that a field takes: few, so that they often meet. */
export function samplesOf({ kind, native }: Field): readonly unknown[] {
  return OF_NATIVE[native?.name ?? ''] ?? OF_KIND[kind].filter((value) => native?.name !== 'VarChar' || String(value).length < 9)
}

/** A value as a literal of the rule language. */
export function literalOf(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString())
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString('base64'))
  return typeof value === 'bigint' ? JSON.stringify(String(value)) : typeof value === 'string' ? JSON.stringify(value) : String(value)
}

/** The value of a field's kind that a value of `auth` is; undefined where it is none. */
export function fit(field: Field, value: AuthValue): unknown {
  if (typeof value === 'number' || typeof value === 'string') return FIT[field.kind](value, field)
  return typeof value === 'boolean' && field.kind === 'boolean' ? value : undefined
}

const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = { int: [-(2n ** 31n), 2n ** 31n - 1n], bigint: [-(2n ** 63n), 2n ** 63n - 1n], SmallInt: [-32768n, 32767n] }

function whole(value: number | string, { kind, native }: Field): bigint | undefined {
  const isWhole = typeof value === 'number' ? Number.isSafeInteger(value) : /^(0|-?[1-9]\d*)$/.test(value)
  if (!isWhole) return undefined
  const [min, max] = RANGES[native?.name ?? ''] ?? RANGES[kind] ?? [0n, 0n]
  return BigInt(value) >= min && BigInt(value) <= max ? BigInt(value) : undefined
}

const NUMERIC = /^-?\d+(\.\d+)?$/
const onlyText = (value: number | string): string | undefined => (typeof value === 'string' ? value : undefined)

const FIT: Readonly<Record<Field['kind'], (value: number | string, field: Field) => unknown>> = {
  string: (value, { native }) => (native?.name === 'Uuid' && !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(String(value)) ? undefined : onlyText(value)),
  int: (value, field) => (whole(value, field) === undefined ? undefined : Number(value)),
  float: (value) => (typeof value === 'number' || NUMERIC.test(value) ? Number(value) : undefined),
  bigint: whole,
  decimal: (value) => (NUMERIC.test(String(value)) ? String(value) : undefined),
  boolean: (value) => (value === 'true' ? true : value === 'false' ? false : undefined),
  datetime: (value) => (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) ? new Date(value) : undefined),
  bytes: (value) => (typeof value === 'string' && Buffer.from(value, 'base64').toString('base64') === value ? new Uint8Array(Buffer.from(value, 'base64')) : undefined),
  json: () => undefined,
  enum: (value) => (OF_KIND.enum.includes(value) ? value : undefined),
}

/** A value as what it is ordered by: two values of one field are equal where these are. */
export function keyOf(field: Field, value: unknown): bigint | boolean | number | string {
  const { native } = field
  if (value instanceof Date) return instantKey(native?.name, value.getTime())
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (field.kind === 'decimal') return scaled(String(value))
  if (native?.name === 'Real') return Math.fround(Number(value))
  if (typeof value !== 'string') return typeof value === 'bigint' || typeof value === 'boolean' ? value : Number(value)
  if (native?.name === 'Uuid') return value.toLowerCase()
  return field.kind === 'string' ? Buffer.from(textOf(field, value)).toString('hex') : value
}

/** The text that is looked into: blanks at its end are not of it where they only fill it up. */
export function textOf({ native }: Field, value: string): string {
  return native?.name === 'Char' ? value.replace(/ +$/, '') : value
}

function instantKey(native: string | undefined, ms: number): number {
  const day = Math.floor(ms / 86_400_000)
  return native === 'Date' ? day * 86_400_000 : native === 'Time' ? ms - day * 86_400_000 : ms
}

/** A decimal in units of its twentieth digit. */
export function scaled(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  const value = BigInt(whole + fraction.padEnd(20, '0'))
  return text.startsWith('-') ? -value : value
}
