// Owns the order of a page: its terms, and what it takes to begin at a place in it.
import type { Field, Relation } from '../../registry/registry.ts'
import type { OrderBy } from '../../request/query.ts'
import { compileWhere } from './compile-where.ts'
import type { SqlDialect } from './dialect.ts'
import { joinRecord } from './link.ts'
import { columnOf, type Compiling, type Source } from './source.ts'

/** One term of an order, as SQL. */
export interface Term extends Pick<OrderBy, 'direction' | 'nulls'> {
  readonly column: string
  readonly field: Field
  /** Whether the column may be NULL. */
  readonly nullable: boolean
  /** Whether it is of a joined table. */
  readonly joined: boolean
}

/** The terms of an order; the relations that it goes through are joined to the source. */
export function compileTerms(compiling: Compiling, source: Source, orderBy: readonly OrderBy[]): readonly Term[] {
  return orderBy.map(({ via, field, direction, nulls, where }) => {
    const holder = via.reduce((owner, relation: Relation) => joinRecord(compiling, owner, relation), source)
    const joined = via.length > 0
    const value = columnOf(compiling, holder, field.name)
    const column = where ? `(CASE WHEN ${compileWhere(compiling, source, where)} THEN ${value} END)` : value
    return { column, field, direction, nullable: joined || !field.required, joined, ...(nulls && { nulls }) }
  })
}

/** ` ORDER BY …`, or nothing. */
export function orderClause(dialect: SqlDialect, terms: readonly Term[]): string {
  return terms.length === 0 ? '' : ` ORDER BY ${terms.map((term) => dialect.order(term.column, term)).join(', ')}`
}

const OPPOSITE = { asc: 'desc', desc: 'asc', first: 'last', last: 'first' } as const

/** The same order from its end. */
export function reverseTerms(terms: readonly Term[]): readonly Term[] {
  return terms.map(({ nulls, ...term }) => ({ ...term, direction: OPPOSITE[term.direction], ...(nulls && { nulls: OPPOSITE[nulls] }) }))
}
