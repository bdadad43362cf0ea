// Owns the rows of one page: tested, told apart, ordered, begun at an offset or behind a place in the order.
import type { Field } from '../../registry/registry.ts'
import type { Cursor, OrderBy, Where } from '../../request/query.ts'
import { compileKeyset } from './compile-keyset.ts'
import { compileTerms, orderClause, reverseTerms, type Term } from './compile-order-by.ts'
import { compileWhere } from './compile-where.ts'
import type { LinkedRows } from './link.ts'
import type { Encode } from './slots.ts'
import { columnOf, type Compiling } from './source.ts'

/** Which rows a page holds. Its slots: those of the condition, the cursor's values that are not NULL, take, skip. */
export interface PageQuery {
  readonly where: Where
  readonly orderBy: readonly OrderBy[]
  readonly distinct: readonly Field[]
  readonly cursor?: Cursor
  /** One row more than `take` is answered where there is one. */
  readonly oneMore?: boolean
}

/** A page as a SELECT of all columns, and the terms of its order as columns of it, under the alias of its source. */
export interface CompiledPage {
  readonly sql: string
  readonly terms: readonly Term[]
  /** Answers a mark of `take`. */
  readonly take: (encode: Encode) => string
}

/** Writes the rows of a page; with a cursor that leads back they come in the opposite order. */
export function compilePage(compiling: Compiling, rows: LinkedRows, { orderBy, cursor, oneMore, ...filter }: PageQuery): CompiledPage {
  const { dialect, slots } = compiling
  const { alias } = rows.source
  const { select, terms } = compileRows(compiling, rows, { ...filter, orderBy })
  const placed = terms.map((term, index) => (term.joined ? { ...term, column: `${alias}.${dialect.name(farName(index))}` } : term))
  // Rows that are told apart are a table of their own, in which a joined column has become one of them.
  const seen = filter.distinct.length === 0 ? terms : placed
  const walked = cursor?.direction === 'prev' ? reverseTerms(seen) : seen
  const behind = cursor ? ` AND ${compileKeyset(compiling, walked, cursor)}` : ''
  const take = slots.repeat(asIs)
  return { sql: `${select}${behind}${orderClause(dialect, walked)} LIMIT ${take(oneMore ? plusOne : asIs)} OFFSET ${slots.one(asIs)}`, terms: placed, take }
}

interface CompiledRows {
  /** Up to and with a condition, so that AND can follow. */
  readonly select: string
  readonly terms: readonly Term[]
}

function compileRows(compiling: Compiling, { source, from, condition }: LinkedRows, { where, orderBy, distinct }: Pick<PageQuery, 'where' | 'orderBy' | 'distinct'>): CompiledRows {
  const { dialect } = compiling
  const tested = compileWhere(compiling, source, where)
  const terms = compileTerms(compiling, source, orderBy)
  const far = terms.flatMap(({ joined, column }, index) => (joined ? [`${column} AS ${dialect.name(farName(index))}`] : []))
  const tables = `FROM ${from}${source.joins.text()} WHERE ${condition === '' ? '' : `${condition} AND `}${tested}`
  const columns = [`${source.alias}.*`, ...far]
  if (distinct.length === 0) return { select: `SELECT ${columns.join(', ')} ${tables}`, terms }
  const groups = distinct.map(({ name }) => columnOf(compiling, source, name)).join(', ')
  const rank = `row_number() OVER (PARTITION BY ${groups}${orderClause(dialect, terms)}) AS ${dialect.name(RANK)}`
  return { select: `SELECT ${source.alias}.* FROM (SELECT ${[...columns, rank].join(', ')} ${tables}) ${source.alias} WHERE ${source.alias}.${dialect.name(RANK)} = 1`, terms }
}

const RANK = '~rank'

function farName(index: number): string {
  return `~${index}`
}

function asIs(value: unknown): unknown {
  return value
}

function plusOne(value: unknown): unknown {
  return Number(value) + 1
}
