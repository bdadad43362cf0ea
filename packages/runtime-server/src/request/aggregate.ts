import type { Field, Model } from '../registry/registry.ts'
import { isSortable } from './parse-order-by.ts'
import type { OrderBy, Where } from './query.ts'

export const AGGREGATE_FUNCTIONS = ['_count', '_sum', '_avg', '_min', '_max'] as const

export type AggregateFunction = (typeof AGGREGATE_FUNCTIONS)[number]

/** A function over the rows of a group, and a field that stands for its result: `_sum.views`. Without a field, all rows are counted. */
export interface Aggregate {
  readonly function: AggregateFunction
  readonly of: Field | null
  readonly result: Field
}

/** What of an aggregate is answered. */
export interface Aggregates {
  readonly asked: readonly Aggregate[]
  /** `_count: true` is one number. */
  readonly countsRows: boolean
}

/** Aggregates over the rows of a list, or over some page of it. */
export interface AggregateQuery extends Aggregates {
  readonly model: Model
  readonly where: Where
  /** What the rows are aggregated of, where that is not all of them. */
  readonly page: { readonly orderBy: readonly OrderBy[]; readonly take: number; readonly skip: number } | null
}

/** Groups of rows that have the same values, and aggregates over each. */
export interface GroupQuery extends Aggregates {
  readonly model: Model
  readonly by: readonly Field[]
  readonly where: Where
  /** The groups as rows of a model of their own: what they are grouped by, and every aggregate that is named. */
  readonly groups: Model
  /** Every aggregate that is named, in `having` and `orderBy` too. */
  readonly named: readonly Aggregate[]
  /** Conditions and order are of `groups`. */
  readonly having: Where
  readonly orderBy: readonly OrderBy[]
  readonly take: number
  readonly skip: number
}

const NUMERIC: ReadonlySet<string> = new Set(['int', 'bigint', 'float', 'decimal'])

/** Whether a function can be asked of a field. */
export function isAggregable(name: AggregateFunction, field: Field): boolean {
  if (name === '_count') return true
  return name === '_min' || name === '_max' ? isSortable(field) : NUMERIC.has(field.kind) && !field.list
}

/** A function over a field, or over all rows. */
export function aggregateOf(name: AggregateFunction, of: Field | null, model: Model): Aggregate {
  const [any] = model.fields.values()
  const base = of ?? any
  if (!base) throw new RangeError(`${model.name} has no fields.`)
  const { enum: _, native, conditional: _of, ...plain } = base
  const column = `${name}.${of?.name ?? '_all'}`
  const result: Field = { ...plain, name: column, column, constraints: {}, list: false, required: name === '_count', visibility: 'normal', ...(of?.conditional && { conditional: true }) }
  if (name === '_min' || name === '_max') return { function: name, of, result: { ...base, name: column, column, required: false } }
  if (name === '_count') return { function: name, of, result: { ...result, kind: 'int' } }
  return { function: name, of, result: name === '_avg' && base.kind !== 'decimal' ? { ...result, kind: 'float' } : { ...result, ...(name === '_sum' && native?.name === 'Money' && { native }) } }
}

/** The groups of a query as a model whose fields they are. */
export function groupModel(model: Model, by: readonly Field[], aggregates: readonly Aggregate[]): Model {
  const fields = [...by, ...aggregates.map(({ result }) => result)]
  return { ...model, key: null, uniques: [], relations: new Map(), fields: new Map(fields.map((field) => [field.name, field])) }
}
