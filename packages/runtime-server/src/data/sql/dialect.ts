import { isTextual } from '../../registry/native-constraints.ts'
import type { Field, Model, Registry } from '../../registry/registry.ts'
import type { AggregateFunction } from '../../request/aggregate.ts'
import type { OrderBy, Where } from '../../request/query.ts'
import type { Encode, Slots } from './slots.ts'

/** A comparison of a field. */
export type Compare = Extract<Where, { op: 'compare' }>

/** What is asked of a value in a JSON document. */
export type JsonTest = Extract<Where, { op: 'json' }>

/** Two columns and how they are compared. */
export interface ColumnComparison {
  readonly column: string
  readonly other: string
  readonly compare: Extract<Where, { op: 'compareFields' }>
}

/** Whether a field's values are texts, which each database compares by a collation. */
export function isCollated({ kind, native }: Field): boolean {
  return kind === 'string' && isTextual(native)
}

/** A member of a JSON object: its name, its value, and what must hold for it to be there. */
export type Member = readonly [name: string, value: string, when?: string]

/** The rows a nested query answers: everything behind SELECT that picks them, and the JSON of one of them. */
export interface NestedRows {
  readonly item: string
  readonly from: string
  /** Where the rows may be one more than the list holds: that one gives way to a text. */
  readonly more?: { readonly mark: string; readonly take: (encode: Encode) => string }
}

/** How one database writes what a read needs. Every name it is given is of the registry. */
export interface SqlDialect {
  /** An identifier, quoted. */
  name(identifier: string): string
  /** A table of the model's schema, quoted; `table` is the model's own unless given. */
  table(model: Model, table?: string): string
  /** The placeholder of the parameter with this number, from 1. */
  placeholder(number: number): string
  /** How many parameters a statement may have. */
  readonly maxParameters: number
  /** How many parameters a list of values takes. */
  listWidth(count: number): number
  /** A column's value as JSON, as it travels on the wire. */
  present(field: Field, column: string): string
  /** A JSON object; members are SQL expressions by name. One with a condition is absent where that does not hold. */
  object(members: readonly Member[]): string
  /** The JSON that a subselect of one value answers, in parentheses already, as JSON and not as text. */
  nested(subselect: string): string
  /** A JSON list of nested rows, as an expression. */
  list(rows: NestedRows): string
  /** A JSON expression as text. */
  text(json: string): string
  /** A comparison, in parentheses where it needs them. */
  compare(column: string, compare: Compare, slots: Slots): string
  /** A function over a column of the rows of a group. */
  aggregate(name: AggregateFunction, field: Field, column: string): string
  /** A comparison of two columns of one kind. */
  compareFields(comparison: ColumnComparison): string
  /** What is asked of a value in a JSON document. Takes a slot for the path and, unless it asks for NULL, one for the value. */
  json(column: string, test: JsonTest, slots: Slots): string
  /** A value that equals the column, as a parameter. */
  equal(column: string, field: Field, slots: Slots): string
  order(column: string, term: Pick<OrderBy, 'direction' | 'nulls'>): string
  /** Where NULL stands among the values in an order that does not say. */
  readonly nullsAre: 'smallest' | 'largest'
  /** Whether an index is searched by all columns of a comparison of rows, `(a, b) > (1, 2)`. */
  readonly searchesRows: boolean
  /** A column's value as the database's own text, from which nothing is lost. */
  position(column: string): string
  /** Makes of such a text what a parameter that is compared with the column takes. */
  positionValue(field: Field): Encode
}

/** What a dialect is made for. */
export interface DialectContext {
  readonly registry: Registry
  /** The schema that tables are in by default; null where the database has none. */
  readonly schemaName: string | null
}

/** Matches no row. */
export const NEVER = '1=0'

/** Escapes what LIKE takes for a pattern; the escape character is a backslash. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

/** The names of an enum that the database knows under another one, by the database's. */
export function storedValue({ enums }: Registry, field: Field, value: unknown): unknown {
  return typeof value === 'string' ? (enums.get(field.enum ?? '')?.stored.get(value) ?? value) : value
}

/** A column that holds an enum, as the names of the schema; `literal` quotes a text. */
export function enumNames({ enums }: Registry, field: Field, column: string): string {
  const stored = enums.get(field.enum ?? '')?.stored ?? new Map<string, string>()
  if (stored.size === 0) return column
  const cases = [...stored].map(([name, value]) => `WHEN ${quoteText(value)} THEN ${quoteText(name)}`)
  return `CASE ${column} ${cases.join(' ')} ELSE ${column} END`
}

/** A text of the registry as an SQL literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
