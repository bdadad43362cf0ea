import type { FieldKind } from '@ssot/contract'
import type { Field, Registry } from '../../registry/registry.ts'
import { aggregatePostgresql } from './postgresql-aggregate.ts'
import { comparePostgresqlFields } from './postgresql-compare-fields.ts'
import { comparePostgresql, encoderOf } from './postgresql-compare.ts'
import { testPostgresqlJson } from './postgresql-json.ts'
import type { Encode } from './slots.ts'
import { enumNames, quoteText, type DialectContext, type Member, type NestedRows, type SqlDialect } from './dialect.ts'

/** How reads are written for PostgreSQL and PGlite, whose sessions run in UTC. */
export function createPostgresqlDialect({ registry, schemaName }: DialectContext): SqlDialect {
  return {
    name: quote,
    table: (model, table = model.table) => `${quote(model.schema ?? schemaName ?? 'public')}.${quote(table)}`,
    placeholder: (number) => `$${number}`,
    maxParameters: 65_535,
    listWidth: () => 1,
    present: (field, column) => presentField(registry, field, column),
    object: buildObject,
    nested: (subselect) => subselect,
    list: buildList,
    text: (json) => `${json}::text`,
    compare: (column, compare, slots) => comparePostgresql({ registry, column, compare, slots }),
    aggregate: aggregatePostgresql,
    compareFields: comparePostgresqlFields,
    json: testPostgresqlJson,
    equal: (column, field, slots) => `${column} = ${slots.one(encoderOf(registry, field))}`,
    order: (column, { direction, nulls }) => `${column} ${direction.toUpperCase()}${nulls === undefined ? '' : ` NULLS ${nulls.toUpperCase()}`}`,
    nullsAre: 'largest',
    searchesRows: true,
    position: (column) => `${column}::text`,
    positionValue: (field) => POSITION_VALUES[field.kind] ?? asIs,
  }
}

function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}

function buildList({ item, from, more }: NestedRows): string {
  if (!more) return `(SELECT coalesce(json_agg(${item}), '[]') FROM ${from})`
  const cut = `array_append((array_agg(${item}))[1:${more.take(asIs)}], ${quoteText(JSON.stringify(more.mark))}::json)`
  return `(SELECT coalesce(array_to_json(CASE WHEN count(*) > ${more.take(asIs)} THEN ${cut} ELSE array_agg(${item}) END), '[]') FROM ${from})`
}

// Drivers want these two typed; every other type is read from its text.
const POSITION_VALUES: Readonly<Partial<Record<FieldKind, Encode>>> = {
  boolean: (text) => text === 'true',
  bytes: (text) => Buffer.from(String(text).slice(2), 'hex'),
}

function asIs(value: unknown): unknown {
  return value
}

/** PostgreSQL takes 100 arguments, names and values together. */
const MAX_PAIRS = 50

function buildObject(members: readonly Member[]): string {
  if (members.some(([, , when]) => when !== undefined)) return buildPartialObject(members)
  if (members.length <= MAX_PAIRS) return `json_build_object(${members.map(([name, value]) => `${quoteText(name)}, ${value}`).join(', ')})`
  return `(SELECT row_to_json(r) FROM (SELECT ${members.map(([name, value]) => `${value} AS ${quote(name)}`).join(', ')}) r)`
}

// Written as text, since only there a member can be left out and the others keep their order: what is NULL is not joined.
function buildPartialObject(members: readonly Member[]): string {
  const texts = members.map(([name, value, when]) => {
    const text = `${quoteText(`"${name}" : `)} || coalesce(to_json(${value})::text, 'null')`
    return when === undefined ? text : `CASE WHEN ${when} THEN ${text} END`
  })
  const groups = Array.from({ length: Math.ceil(texts.length / MAX_PAIRS) }, (_, index) => `nullif(concat_ws(', ', ${texts.slice(index * MAX_PAIRS, (index + 1) * MAX_PAIRS).join(', ')}), '')`)
  return `('{' || concat_ws(', ', ${groups.join(', ')}) || '}')::json`
}

function presentField(registry: Registry, field: Field, column: string): string {
  const present = (value: string): string => (NATIVE[field.native?.name ?? ''] ?? PRESENT[field.kind])(value, field, registry)
  if (!field.list) return present(column)
  const item = present('e')
  // A list that was never set is NULL, and answered as empty.
  return item === 'e' ? `coalesce(to_json(${column}), '[]')` : `array(SELECT ${item} FROM unnest(${column}) e)`
}

type Present = (column: string, field: Field, registry: Registry) => string

const instant = (column: string): string => `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const PRESENT: Readonly<Record<FieldKind, Present>> = {
  string: (column) => column,
  int: (column) => column,
  // JSON has no number for the others.
  float: (column) => `CASE WHEN ${column} NOT IN ('NaN', 'Infinity', '-Infinity') THEN ${column} END`,
  bigint: (column) => `${column}::text`,
  decimal: (column) => `trim_scale(${column})::text`,
  boolean: (column) => column,
  datetime: instant,
  json: (column) => column,
  bytes: (column) => `replace(encode(${column}, 'base64'), E'\\n', '')`,
  enum: (column, field, registry) => enumNames(registry, field, `${column}::text`),
}

/** Native types that are presented otherwise than their kind. */
const NATIVE: Readonly<Record<string, Present>> = {
  Oid: (column) => `${column}::int8`,
  Money: (column) => `trim_scale(${column}::numeric)::text`,
  Timestamptz: (column) => instant(`(${column} AT TIME ZONE 'UTC')`),
  Date: (column) => `to_char(${column}, 'YYYY-MM-DD"T00:00:00.000Z"')`,
  Time: (column) => instant(`('1970-01-01'::date + ${column})`),
  Timetz: (column) => instant(`('1970-01-01'::date + ${column}::time)`),
}
