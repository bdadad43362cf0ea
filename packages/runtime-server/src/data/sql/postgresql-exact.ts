// Owns how texts are compared letter by letter and ordered by code points, whatever the collation of their column.
import type { Field } from '../../registry/registry.ts'
import type { FieldComparison } from '../../request/query.ts'
import type { Compare } from './dialect.ts'
import type { Slots } from './slots.ts'

/** A column of texts, or of lists of them, in the order of code points. */
export function exactColumn(column: string, { list, native }: Field): string {
  // Else it would be compared without case all the same.
  const text = native?.name === 'Citext' ? `${column}::text${list ? '[]' : ''}` : column
  return `${text} COLLATE "C"`
}

/** A part of a text that is no pattern; each call of `part` answers it once more. */
export const TEXT_PARTS: Readonly<Partial<Record<Compare['by'], (text: string, part: () => string) => string>>> = {
  contains: (text, part) => `strpos(${text}, ${part()}) > 0`,
  startsWith: (text, part) => `starts_with(${text}, ${part()})`,
  endsWith: (text, part) => `right(${text}, length(${part()}::text)) = ${part()}`,
}

/** Writes a comparison of texts with one value, given how it is written otherwise. */
export function compareExactly(column: string, { compare: { field, by }, slots, write }: { readonly compare: Compare; readonly slots: Slots; readonly write: (column: string, slots: Slots) => string }): string {
  const operand = slots.repeat((value) => value)
  const part = TEXT_PARTS[by]
  if (part) return part(`${column}::text COLLATE "C"`, operand)
  const same: Slots = { ...slots, one: operand }
  const exact = write(exactColumn(column, field), same)
  return ORDERINGS.has(by) ? exact : narrowed(write(column, same), exact)
}

const ORDERINGS: ReadonlySet<string> = new Set<FieldComparison>(['lt', 'lte', 'gt', 'gte'])

/**
 * What is equal letter by letter is equal by any collation, and an index is searched by its column's own. A CASE, since
 * the planner would take two equalities for two conditions that have nothing to do with each other, and expect far too few rows.
 */
export function narrowed(collated: string, exact: string): string {
  return `(${collated} AND CASE WHEN NOT (${exact}) THEN FALSE ELSE TRUE END)`
}

/** Writes a comparison of lists that is never unknown: one that was never set is empty. */
export function compareListAlways(column: string, { by }: Compare, write: (column: string) => string): string {
  // Not by a function over the column, for which there is no index.
  return by === 'has' || by === 'hasSome' ? `(${column} IS NOT NULL AND ${write(column)})` : write(`coalesce(${column}, '{}')`)
}
