import type { FieldKind } from '@ssot/contract'
import type { Field, Registry } from '../../registry/registry.ts'
import { JSON_NULL } from '../../request/parse-value.ts'
import type { Comparison } from '../../request/query.ts'
import { escapeLike, isCollated, storedValue, type Compare } from './dialect.ts'
import { compareExactly, compareListAlways } from './postgresql-exact.ts'
import { encodeUnlessStored, type Encode, type Slots } from './slots.ts'

/** A comparison to be written. */
export interface Comparing {
  readonly registry: Registry
  readonly column: string
  readonly compare: Compare
  readonly slots: Slots
}

/** Writes a comparison. A parameter takes the column's type: nothing is said of it, so that the database infers it. */
export function comparePostgresql(comparing: Comparing): string {
  const { compare, slots } = comparing
  if (!compare.exact) return compareCollated(comparing)
  const write = (column: string, same = slots): string => compareCollated({ ...comparing, column, slots: same })
  const writeTexts = (column: string): string => (isCollated(compare.field) && compare.by !== 'isEmpty' ? compareExactly(column, { compare, slots, write }) : write(column))
  return compare.field.list ? compareListAlways(comparing.column, compare, writeTexts) : writeTexts(comparing.column)
}

function compareCollated(comparing: Comparing): string {
  const table = comparing.compare.field.list ? OF_LIST : comparing.compare.insensitive ? INSENSITIVE : PLAIN
  return (table[comparing.compare.by] ?? PLAIN[comparing.compare.by])(comparing)
}

type Write = (comparing: Comparing) => string

const one = ({ registry, compare, slots }: Comparing): string => slots.one(encoderOf(registry, compare.field))
const list = ({ registry, compare, slots }: Comparing): string => slots.one(listEncoderOf(registry, compare.field))
const element = ({ registry, compare, slots }: Comparing): string => slots.one((value) => listEncoderOf(registry, compare.field)([value]))

const ordered = (operator: string): Write => (comparing) => `${subject(comparing)} ${operator} ${one(comparing)}`
const lowered = (operator: string): Write => (comparing) => `lower(${comparing.column}) ${operator} lower(${one(comparing)})`
const lists = (operator: string, operand: Write): Write => (comparing) => `${comparing.column} ${operator} ${operand(comparing)}`

const like = (column: (name: string) => string, pattern: (text: string) => string): Write => (comparing) =>
  `${column(comparing.column)} ${comparing.compare.insensitive ? 'ILIKE' : 'LIKE'} ${comparing.slots.one((value) => pattern(escapeLike(String(value))))}`

const asText = (column: string): string => `${column}::text`
const asIs = (column: string): string => column

const PLAIN: Readonly<Record<Comparison, Write>> = {
  equals: ordered('='),
  in: (comparing) => `${comparing.column} = ANY(${list(comparing)})`,
  lt: ordered('<'),
  lte: ordered('<='),
  gt: ordered('>'),
  gte: ordered('>='),
  contains: like(asText, (text) => `%${text}%`),
  startsWith: like(asText, (text) => `${text}%`),
  endsWith: like(asText, (text) => `%${text}`),
  has: lists('@>', element),
  hasEvery: lists('@>', list),
  hasSome: lists('&&', list),
  isEmpty: ({ column, compare }) => `${column} ${compare.value === true ? '=' : '<>'} '{}'`,
}

const INSENSITIVE: Readonly<Partial<Record<Comparison, Write>>> = {
  equals: like(asIs, (text) => text),
  in: (comparing) => `lower(${comparing.column}) = ANY(SELECT lower(v) FROM unnest(${list(comparing)}::text[]) v)`,
  lt: lowered('<'),
  lte: lowered('<='),
  gt: lowered('>'),
  gte: lowered('>='),
  contains: like(asIs, (text) => `%${text}%`),
  startsWith: like(asIs, (text) => `${text}%`),
  endsWith: like(asIs, (text) => `%${text}`),
}

const OF_LIST: Readonly<Partial<Record<Comparison, Write>>> = {
  equals: (comparing) =>
    comparing.compare.field.kind === 'json' ? `to_jsonb(${comparing.column}) = ${comparing.slots.one(writeJsonList)}` : lists('=', list)(comparing),
}

// Only jsonb can be compared.
function subject({ column, compare }: Comparing): string {
  return compare.field.kind === 'json' ? `${column}::jsonb` : column
}

const ENCODE: Readonly<Record<FieldKind, (value: unknown, field: Field) => unknown>> = {
  string: (value) => value,
  int: (value) => value,
  float: (value) => value,
  bigint: String,
  decimal: (value) => value,
  boolean: (value) => value,
  datetime: (value, field) => (value instanceof Date ? writeInstant(value, field) : value),
  json: writeJson,
  bytes: (value) => value,
  enum: (value) => value,
}

/** Makes of a value what a parameter of the field's type takes. */
export function encoderOf(registry: Registry, field: Field): Encode {
  return field.kind === 'enum' ? (value) => storedValue(registry, field, value) : (value) => ENCODE[field.kind](value, field)
}

/** Makes of a list of values one parameter, as PostgreSQL writes a list. */
export function listEncoderOf(registry: Registry, field: Field): Encode {
  const encode = encoderOf(registry, field)
  return (values) => (Array.isArray(values) ? `{${values.map((value) => quoteItem(encodeUnlessStored(encode, value))).join(',')}}` : values)
}

/** An item of a list as PostgreSQL writes one. */
export function quoteItem(value: unknown): string {
  const text = value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : String(value)
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}

/** A JSON value as text. */
export function writeJson(value: unknown): string {
  return value === JSON_NULL ? 'null' : JSON.stringify(value)
}

function writeJsonList(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(writeJson).join(',')}]` : writeJson(value)
}

function writeInstant(value: Date, { native }: Field): string {
  const text = value.toISOString().slice(0, -1)
  if (native?.name === 'Date') return text.slice(0, 10)
  return native?.name === 'Time' || native?.name === 'Timetz' ? text.slice(11) : text.replace('T', ' ')
}
