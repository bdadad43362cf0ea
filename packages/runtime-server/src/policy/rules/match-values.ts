// Owns comparisons of single values as a database makes them. What depends on the database, or cannot be told by what travels on the wire, is undecided.
import { isTextual } from '../../registry/native-constraints.ts'
import type { Field } from '../../registry/registry.ts'
import { compareDecimals } from '../../request/compare-decimals.ts'
import type { FieldValue } from '../../request/query.ts'

/** Below zero: the first is less; undecided: it cannot be told here. */
export type Order = number | 'undecided'

/** Two values of one kind that are compared; `exact`: texts letter by letter, in the order of code points. */
export interface Pair {
  readonly field: Field
  /** The field that `right` is of, where it is not an operand. */
  readonly other?: Field | undefined
  readonly left: FieldValue
  readonly right: FieldValue
  readonly exact: boolean
}

/** The order of two values, none of them null. */
export function orderValues(pair: Pair): Order {
  switch (pair.field.kind) {
    case 'string':
      return orderStrings(pair)
    case 'enum':
      return pair.left === pair.right ? 0 : 'undecided'
    case 'int':
    case 'float':
      return orderBy(pair, readNumber, orderOf)
    case 'bigint':
      return orderBy(pair, readWhole, orderOf)
    case 'decimal':
      return orderBy(pair, readDecimal, orderDecimals)
    case 'boolean':
      return orderBy(pair, (value) => (typeof value === 'boolean' ? value : undefined), orderOf)
    case 'datetime':
      return orderInstants(pair)
    case 'bytes':
      return orderBy(pair, readBytes, (left, right) => Buffer.compare(left, right))
    case 'json':
      return 'undecided'
  }
}

/** Whether two values are equal, none of them null. */
export function equalValues(pair: Pair): boolean | 'undecided' {
  const { field, left, right } = pair
  const areNames = field.kind === 'enum' && typeof left === 'string' && typeof right === 'string'
  if (areNames) return left === right
  const order = orderValues(pair)
  return order === 'undecided' ? order : order === 0
}

/** The text that a database looks for parts in; undefined where it is none. */
export function textOf({ native }: Field, value: FieldValue): string | undefined {
  // Blanks at the end of such a column are no part of the text.
  return typeof value !== 'string' ? undefined : native?.name === 'Char' ? value.replace(/ +$/, '') : value
}

function orderBy<Value>({ field, other, left, right }: Pair, read: (value: FieldValue, field: Field) => Value | undefined, order: (left: Value, right: Value) => Order): Order {
  const [one, two] = [read(left, field), read(right, other ?? field)]
  return one === undefined || two === undefined ? 'undecided' : order(one, two)
}

function orderOf<Value extends bigint | boolean | number | string>(left: Value, right: Value): number {
  return Number(left > right) - Number(left < right)
}

function orderStrings(pair: Pair): Order {
  const { native } = pair.field
  if (native?.name === 'Uuid') return orderBy(pair, (value) => (typeof value === 'string' ? value.toLowerCase() : undefined), orderOf)
  const isExact = pair.exact && isTextual(native)
  return orderBy(pair, (value, field) => textOf(field, value), (left, right) => (left === right ? 0 : isExact ? Buffer.compare(Buffer.from(left), Buffer.from(right)) : 'undecided'))
}

// The wire has as few digits of a number as tell it from others of its own precision.
function readNumber(value: FieldValue, { native }: Field): number | undefined {
  if (typeof value !== 'number') return undefined
  return native?.name === 'Real' ? Math.fround(value) : value
}

function readWhole(value: FieldValue): bigint | undefined {
  if (typeof value === 'bigint') return value
  return Number.isSafeInteger(value) || (typeof value === 'string' && /^[+-]?\d+$/.test(value)) ? BigInt(String(value)) : undefined
}

const MONEY = /^-?\d+(?:\.\d{1,2})?$/

function readDecimal(value: FieldValue, { native }: Field): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || !Number.isFinite(Number(text)) || text.trim() === '') return undefined
  // The database rounds what is compared with money.
  return native?.name === 'Money' && !MONEY.test(text) ? undefined : text
}

// SQLite compares decimals as doubles: of more digits than those hold, databases differ.
function orderDecimals(left: string, right: string): Order {
  const order = compareDecimals(left, right)
  return orderOf(Number(left), Number(right)) === order ? order : 'undecided'
}

function readBytes(value: FieldValue): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value
  return typeof value === 'string' ? Buffer.from(value, 'base64') : undefined
}

const DAY_MS = 86_400_000
const CLOCKS: ReadonlySet<string> = new Set(['Time', 'Timetz'])

// A column of days or of times of day takes the other part of an instant for nothing.
function readInstant(value: FieldValue, { native }: Field): number | undefined {
  const ms = value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (Number.isNaN(ms)) return undefined
  const ofDay = ((ms % DAY_MS) + DAY_MS) % DAY_MS
  return native?.name === 'Date' ? ms - ofDay : CLOCKS.has(native?.name ?? '') ? ofDay : ms
}

// The wire has milliseconds: two instants of one millisecond may differ where a column keeps more.
function orderInstants(pair: Pair): Order {
  const isFine = isFiner(pair.field) || (pair.other !== undefined && isFiner(pair.other))
  return orderBy(pair, readInstant, (left, right) => (left === right && isFine ? 'undecided' : orderOf(left, right)))
}

function isFiner({ native }: Field): boolean {
  return native !== undefined && native.name !== 'Date' && Number(native.args[0] ?? 6) > 3
}
