// Owns what a value on the wire may look like, by kind; the value it yields is what the database layer takes.
import type { Constraints, FieldKind } from '@ssot/contract'
import type { EnumType, Field } from '../registry/registry.ts'
import { refusalOf } from './check-value.ts'
import { isPlainObject } from './given.ts'
import type { FieldValue } from './query.ts'
import { scanJson } from './scan-json.ts'

/** A parsed value, or why it is none; `own`: what the schema says instead. */
export type Parsed = { readonly ok: true; readonly value: FieldValue } | { readonly ok: false; readonly message: string; readonly own?: string }

/** What a value is checked against beside its kind. */
export interface ValueContext {
  readonly enums: ReadonlyMap<string, EnumType>
  /** True where the value came as text of a query string: `12` and `true` are read by the field's kind. */
  readonly fromText: boolean
  /** True where the value is stored: lengths and digits are then checked too, and what `@validate` says. */
  readonly stored: boolean
}

type Parser = (input: unknown, field: Field, context: ValueContext) => Parsed

const yes = (value: FieldValue): Parsed => ({ ok: true, value })
const no = (message: string): Parsed => ({ ok: false, message })

const PARSERS: Readonly<Record<FieldKind, Parser>> = {
  string: parseString,
  int: parseInteger,
  float: parseFloat64,
  bigint: parseBigInt,
  decimal: parseDecimal,
  boolean: (input, _field, context) => {
    if (typeof input === 'boolean') return yes(input)
    if (context.fromText && (input === 'true' || input === 'false')) return yes(input === 'true')
    return no('must be true or false')
  },
  datetime: parseDateTime,
  json: parseJsonValue,
  bytes: parseBytes,
  enum: (input, field, context) => {
    const values = context.enums.get(field.enum ?? '')?.values ?? []
    return typeof input === 'string' && values.includes(input) ? yes(input) : no(`must be one of ${values.join(', ')}`)
  },
}

/** Parses one value of a field (one element, where the field is a list). */
export function parseValue(input: unknown, field: Field, context: ValueContext): Parsed {
  const parsed = PARSERS[field.kind](input, field, context)
  const refusal = parsed.ok && context.stored && field.checks ? refusalOf(field, parsed.value) : undefined
  return refusal ? { ok: false, ...refusal } : parsed
}

/** Parses a whole list of a list field. */
export function parseList(input: unknown, field: Field, context: ValueContext): Parsed {
  if (!Array.isArray(input)) return no('must be a list')
  const items: FieldValue[] = []
  for (const [index, item] of input.entries()) {
    const parsed = parseValue(item, field, context)
    if (!parsed.ok) return { ...parsed, message: `item ${index} ${parsed.message}` }
    items.push(parsed.value)
  }
  return yes(items)
}

const NUL = '\0'

function parseString(input: unknown, field: Field, context: ValueContext): Parsed {
  if (typeof input !== 'string') return no('must be a text')
  if (input.includes(NUL)) return no('must not hold the character NUL')
  if (!input.isWellFormed()) return no('must be well-formed Unicode')
  const { maxLength, format } = field.constraints
  if (format === 'uuid' && !UUID.test(input)) return no('must be a UUID')
  if (context.stored && maxLength !== undefined && [...input].length > maxLength) return no(`must have at most ${maxLength} characters`)
  return yes(input)
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function parseInteger(input: unknown, field: Field, context: ValueContext): Parsed {
  const value = context.fromText && typeof input === 'string' && /^[+-]?\d{1,15}$/.test(input) ? Number(input) : input
  if (typeof value !== 'number' || !Number.isInteger(value)) return no('must be a whole number')
  const { min, max } = field.constraints
  if (typeof min === 'number' && value < min) return no(`must be at least ${min}`)
  if (typeof max === 'number' && value > max) return no(`must be at most ${max}`)
  return yes(Object.is(value, -0) ? 0 : value)
}

function parseFloat64(input: unknown, _field: Field, context: ValueContext): Parsed {
  const value = context.fromText && typeof input === 'string' && DECIMAL.test(input) ? Number(input) : input
  return typeof value === 'number' && Number.isFinite(value) ? yes(value) : no('must be a finite number')
}

function parseBigInt(input: unknown, field: Field): Parsed {
  const isText = typeof input === 'string' && /^[+-]?\d{1,20}$/.test(input)
  if (!isText && !Number.isSafeInteger(input)) return no('must be a whole number, as a string of digits')
  const value = BigInt(String(input))
  const { min, max } = field.constraints
  if (min !== undefined && value < BigInt(min)) return no(`must be at least ${min}`)
  if (max !== undefined && value > BigInt(max)) return no(`must be at most ${max}`)
  return yes(value)
}

const DECIMAL = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/

function parseDecimal(input: unknown, field: Field, context: ValueContext): Parsed {
  const text = typeof input === 'number' && Number.isFinite(input) ? String(input) : input
  if (typeof text !== 'string' || text.length > 1000 || !DECIMAL.test(text)) return no('must be a decimal number, as a string')
  const fault = context.stored ? digitsFault(text, field.constraints) : undefined
  return fault === undefined ? yes(text) : no(fault)
}

// A column of (precision, scale) would round what does not fit; what is sent must be what is stored.
function digitsFault(text: string, { precision, scale = 0, digits }: Constraints): string | undefined {
  const { whole, fraction, significant } = digitsOf(text)
  if (digits !== undefined && significant > digits) return `must have at most ${digits} significant digits`
  if (whole > 1000 || fraction > 1000) return 'has too many digits'
  if (precision === undefined) return undefined
  if (fraction > scale) return `must have at most ${scale} digits after the point`
  return whole > precision - scale ? `must have at most ${precision - scale} digits before the point` : undefined
}

function digitsOf(text: string): { readonly whole: number; readonly fraction: number; readonly significant: number } {
  const [mantissa = '', exponent = '0'] = text.replace(/^[+-]/, '').toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  const first = digits.search(/[1-9]/)
  if (first === -1) return { whole: 0, fraction: 0, significant: 0 }
  const last = digits.length - (/0*$/.exec(digits)?.[0].length ?? 0)
  return { whole: Math.max(0, point - first), fraction: Math.max(0, last - point), significant: last - first }
}

const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/

function parseDateTime(input: unknown, field: Field): Parsed {
  const isDate = field.native?.name === 'Date'
  const match = typeof input === 'string' ? (DATE_TIME.exec(input) ?? (isDate ? DATE.exec(input) : null)) : null
  if (!match) return no(isDate ? 'must be a date such as 2024-01-31' : 'must be an ISO 8601 date and time with zone, such as 2024-01-31T09:30:00Z')
  const value = new Date(match[0])
  const [, year, month, day] = match.map(Number)
  const existing = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1))
  if (Number.isNaN(value.getTime()) || existing.getUTCDate() !== day || (year ?? 0) < 1) return no('must be a date that exists')
  return yes(value)
}

function parseBytes(input: unknown, field: Field, context: ValueContext): Parsed {
  if (typeof input !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(input) || input.length % 4 !== 0) return no('must be base64')
  const value = new Uint8Array(Buffer.from(input, 'base64'))
  const { maxLength } = field.constraints
  return context.stored && maxLength !== undefined && value.length > maxLength ? no(`must have at most ${maxLength} bytes`) : yes(value)
}

/** Marks JSON's own null, which is not the database's NULL. */
export const JSON_NULL: unique symbol = Symbol('JSON null')

const MAX_JSON_DEPTH = 64

function parseJsonValue(input: unknown, _field: Field, context: ValueContext): Parsed {
  const value = context.fromText && typeof input === 'string' ? parseJsonText(input) : input
  if (value === undefined) return no('must be JSON')
  if (isJsonNull(value)) return yes(JSON_NULL)
  return jsonFault(value) === undefined ? yes(value) : no(jsonFault(value) ?? '')
}

function parseJsonText(text: string): unknown {
  try {
    return scanJson(text) === null ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

function isJsonNull(value: unknown): boolean {
  return isPlainObject(value) && Object.keys(value).length === 1 && Object.hasOwn(value, '_json') && value['_json'] === null
}

// Walks with a stack of its own: a document may be nested deeper than the call stack is.
function jsonFault(root: unknown): string | undefined {
  const pending: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, depth } = next
    if (depth > MAX_JSON_DEPTH) return `must not be nested more than ${MAX_JSON_DEPTH} deep`
    if (typeof value === 'string' && (value.includes(NUL) || !value.isWellFormed())) return 'must hold well-formed text without NUL'
    if (typeof value !== 'object' || value === null) continue
    for (const [key, item] of Object.entries(value)) {
      if (key === '__proto__' || key.includes(NUL)) return `must not hold the key ${JSON.stringify(key)}`
      pending.push({ value: item, depth: depth + 1 })
    }
  }
  return undefined
}
