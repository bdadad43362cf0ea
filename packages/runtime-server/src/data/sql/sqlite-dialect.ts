import type { FieldKind } from '@ssot/contract'
import type { Field, Registry } from '../../registry/registry.ts'
import { JSON_NULL } from '../../request/parse-value.ts'
import type { Comparison } from '../../request/query.ts'
import { enumNames, escapeLike, isCollated, NEVER, quoteText, storedValue, type Compare, type DialectContext, type Member, type NestedRows, type SqlDialect } from './dialect.ts'
import type { Encode, Slots } from './slots.ts'
import { compareSqliteFields, exactComparison, testSqliteJson } from './sqlite-compare.ts'

/** How reads are written for SQLite, in whose columns Prisma keeps instants and JSON as text. */
export function createSqliteDialect({ registry }: DialectContext): SqlDialect {
  return {
    name: quote,
    table: (model, table = model.table) => quote(table),
    placeholder: () => '?',
    maxParameters: 32_766,
    listWidth: powerOfTwo,
    present: (field, column) => PRESENT[field.kind](column, field, registry),
    object: buildObject,
    // SQLite may forget that a text is JSON when it comes out of a subselect.
    nested: (subselect) => `json(${subselect})`,
    list: buildList,
    text: (json) => json,
    compare: (column, compare, slots) => {
      const encode = encoderOf(compare.field, registry)
      return exactComparison(compare)?.(column, slots, encode) ?? COMPARE[compare.by]({ column, compare, slots, encode })
    },
    // SQLite's own sum of whole numbers ends with 64 bits.
    aggregate: (name, field, column) => (name === '_sum' && field.kind === 'bigint' ? `sum_whole(${column})` : `${name.slice(1)}(${column})`),
    compareFields: compareSqliteFields,
    json: testSqliteJson,
    equal: (column, field, slots) => `${column} = ${slots.one(encoderOf(field, registry))}`,
    order: (column, { direction, nulls }) => `${column} ${direction.toUpperCase()}${nulls === undefined ? '' : ` NULLS ${nulls.toUpperCase()}`}`,
    nullsAre: 'smallest',
    // Not where one of them is the row's own number, as whole keys are.
    searchesRows: false,
    position: (column) => `nullif(quote(${column}), 'NULL')`,
    positionValue: () => readLiteral,
  }
}

function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}

// No field has the name that is taken away where nothing is.
function buildObject(members: readonly Member[]): string {
  const object = `json_object(${members.map(([name, value]) => `'${name}', ${value}`).join(', ')})`
  const paths = members.flatMap(([name, , when]) => (when === undefined ? [] : [`CASE WHEN ${when} THEN '$."-"' ELSE '$."${name}"' END`]))
  return paths.length === 0 ? object : `json_remove(${object}, ${paths.join(', ')})`
}

function buildList({ item, from, more }: NestedRows): string {
  const list = `json_group_array(${item})`
  if (!more) return `json((SELECT ${list} FROM ${from}))`
  const cut = `json_replace(${list}, ${more.take((take) => `$[${String(take)}]`)}, ${quoteText(more.mark)})`
  return `json((SELECT CASE WHEN count(*) > ${more.take((take) => take)} THEN ${cut} ELSE ${list} END FROM ${from}))`
}

// Lists fill up to the next power of two, so that few statements serve lists of all lengths.
function powerOfTwo(count: number): number {
  return count === 0 ? 0 : 2 ** Math.ceil(Math.log2(count))
}

type Present = (column: string, field: Field, registry: Registry) => string

const PRESENT: Readonly<Record<FieldKind, Present>> = {
  string: (column) => column,
  int: (column) => column,
  // JSON has no number for infinity.
  float: (column) => `CASE WHEN abs(${column}) <= 1.7976931348623157e308 THEN ${column} END`,
  bigint: (column) => `CAST(${column} AS TEXT)`,
  decimal: (column) => `decimal_text(${column})`,
  boolean: (column) => `CASE WHEN ${column} THEN json('true') WHEN NOT ${column} THEN json('false') END`,
  datetime: presentInstant,
  json: (column) => `json(${column})`,
  bytes: (column) => `base64(${column})`,
  enum: (column, field, registry) => enumNames(registry, field, column),
}

// Prisma writes text with the offset +00:00; a default of the database has no offset, and older versions of Prisma wrote milliseconds.
function presentInstant(column: string): string {
  const format = `'%Y-%m-%dT%H:%M:%fZ'`
  return `CASE WHEN ${column} GLOB '*T*.???+00:00' THEN replace(${column}, '+00:00', 'Z') WHEN typeof(${column}) IN ('integer', 'real') THEN strftime(${format}, ${column} / 1000.0, 'unixepoch') ELSE strftime(${format}, ${column}) END`
}

const ENCODE: Readonly<Record<FieldKind, (value: unknown) => unknown>> = {
  string: (value) => value,
  int: (value) => value,
  float: (value) => value,
  bigint: (value) => value,
  decimal: (value) => Number.parseFloat(String(value)),
  boolean: (value) => (value === true ? 1 : 0),
  datetime: (value) => (value instanceof Date ? value.toISOString().replace('Z', '+00:00') : value),
  json: (value) => (value === JSON_NULL ? 'null' : JSON.stringify(value)),
  bytes: (value) => value,
  enum: (value) => value,
}

/** Makes of a value what the driver binds for the field. */
export function encoderOf(field: Field, registry: Registry): Encode {
  return field.kind === 'enum' ? (value) => storedValue(registry, field, value) : ENCODE[field.kind]
}

// `quote` writes a literal: 'it''s', X'00ff', 12 or 1.5e+300.
function readLiteral(literal: unknown): unknown {
  const text = String(literal)
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'")
  if (text.startsWith('X')) return Buffer.from(text.slice(2, -1), 'hex')
  return /^-?\d+$/.test(text) ? BigInt(text) : Number(text)
}

interface Comparing {
  readonly column: string
  readonly compare: Compare
  readonly slots: Slots
  readonly encode: Encode
}

const ordered = (operator: string) => ({ column, slots, encode }: Comparing): string => `${column} ${operator} ${slots.one(encode)}`

const like = (pattern: (text: string) => string) => ({ column, slots }: Comparing): string =>
  `${column} LIKE ${slots.one((value) => pattern(escapeLike(String(value))))} ESCAPE '\\'`

// SQLite has no lists, so that no field is compared as one.
const never = ({ slots }: Comparing): string => {
  slots.each(() => null, 0)
  return NEVER
}

const COMPARE: Readonly<Record<Comparison, (comparing: Comparing) => string>> = {
  equals: ordered('='),
  in: isIn,
  lt: ordered('<'),
  lte: ordered('<='),
  gt: ordered('>'),
  gte: ordered('>='),
  contains: like((text) => `%${text}%`),
  startsWith: like((text) => `${text}%`),
  endsWith: like((text) => `%${text}`),
  has: never,
  hasEvery: never,
  hasSome: never,
  isEmpty: () => NEVER,
}

function isIn({ column, compare, slots, encode }: Comparing): string {
  const width = powerOfTwo(Array.isArray(compare.value) ? compare.value.length : 0)
  const values = slots.each(encode, width)
  return width === 0 ? NEVER : `${column}${compare.exact && isCollated(compare.field) ? ' COLLATE BINARY' : ''} IN (${values.join(', ')})`
}
