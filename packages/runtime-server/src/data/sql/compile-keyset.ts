// Owns the condition of a keyset page: the rows behind a place in an order. Every condition says where NULL stands.
import type { Cursor, CursorPart, ListQuery, OrderBy } from '../../request/query.ts'
import type { Term } from './compile-order-by.ts'
import { NEVER, type SqlDialect } from './dialect.ts'
import type { Compiling } from './source.ts'

/** A term and the value at which the page begins; null is NULL. Each call of `value` answers a mark of it. */
interface Placed extends Term {
  readonly value: (() => string) | null
  readonly nullsFirst: boolean
}

/** The condition that a row stands behind the cursor, in the order of `terms` as the page walks it; safe to stand between AND. */
export function compileKeyset({ dialect, slots }: Pick<Compiling, 'dialect' | 'slots'>, terms: readonly Term[], { position, inclusive, part }: Cursor): string {
  const placed = terms.map((term, index): Placed => {
    const value = position[index] ?? null
    return { ...term, value: value === null ? null : slots.repeat(dialect.positionValue(term.field)), nullsFirst: areNullsFirst(dialect, term) }
  })
  const [first, ...rest] = placed
  return first ? PARTS[part ?? 'all'](first, rest, inclusive) : NEVER
}

const PARTS: Readonly<Record<CursorPart | 'all', (first: Placed, rest: readonly Placed[], inclusive: boolean) => string>> = {
  all: (first, rest, inclusive) => areBehind([first, ...rest], inclusive),
  values: (first, rest, inclusive) => areBehind([{ ...first, nullsFirst: true }, ...rest], inclusive),
  ties: (first, rest, inclusive) => `${isEqual(first)} AND ${areBehind(rest, inclusive)}`,
  beyond: (first) => isBehind({ ...first, nullsFirst: true }),
  nulls: ({ column }) => `${column} IS NULL`,
}

function areBehind(terms: readonly Placed[], inclusive: boolean): string {
  return compareRows(terms, inclusive) ?? compareEach(terms, inclusive)
}

/** The part of a plan's key that says which values of a position are NULL. */
export function describeCursor({ position, direction, inclusive, part }: Cursor): string {
  return `${direction}${part ?? ''}${inclusive ? '=' : ''}${position.map((value) => (value === null ? '0' : '1')).join('')}`
}

/**
 * The parts in which the rows behind a cursor are read, in the order of the page: each is one range of an index. Undefined is all of them at once.
 * An index is searched for values and for NULL one by one; and for ties by themselves, where the database does not compare rows by it.
 */
export function partsOf(dialect: Pick<SqlDialect, 'nullsAre' | 'searchesRows'>, { orderBy, cursor }: Pick<ListQuery, 'orderBy' | 'cursor'>): readonly (CursorPart | undefined)[] {
  if (!cursor || orderBy.length < 2) return [undefined]
  const back = cursor.direction === 'prev'
  const ends = orderBy.map((term) => areNullsFirst(dialect, term) === back && isNullable(term))
  const hasNull = cursor.position.includes(null)
  const isRange = !hasNull && orderBy.every(({ direction }) => direction === orderBy[0]?.direction) && !ends.slice(1).includes(true)
  const [endsWithNulls = false] = ends
  const isAtNull = (cursor.position[0] ?? null) === null
  if (isRange && dialect.searchesRows) return endsWithNulls ? ['values', 'nulls'] : [undefined]
  return ['ties', ...(isAtNull && endsWithNulls ? [] : (['beyond'] as const)), ...(endsWithNulls && !isAtNull ? (['nulls'] as const) : [])]
}

function isNullable({ via, field, where }: OrderBy): boolean {
  return via.length > 0 || !field.required || where !== undefined
}

function areNullsFirst({ nullsAre }: Pick<SqlDialect, 'nullsAre'>, { nulls, direction }: Pick<Term, 'nulls' | 'direction'>): boolean {
  return nulls === undefined ? (nullsAre === 'smallest') === (direction === 'asc') : nulls === 'first'
}

const OPERATORS = { asc: '>', desc: '<' } as const

// `(a, b) > (1, 2)` is one range of an index. A comparison with NULL drops the row, which is right where those rows were passed.
function compareRows(terms: readonly Placed[], inclusive: boolean): string | undefined {
  const [first] = terms
  const values = terms.flatMap(({ value }) => value ?? [])
  const isRange = terms.every(({ direction, nullable, nullsFirst }) => direction === first?.direction && (!nullable || nullsFirst))
  if (!first || values.length < terms.length || !isRange) return undefined
  const row = (parts: readonly string[]): string => (parts.length === 1 ? parts.join() : `(${parts.join(', ')})`)
  return `${row(terms.map(({ column }) => column))} ${OPERATORS[first.direction]}${inclusive ? '=' : ''} ${row(values.map((value) => value()))}`
}

// Behind in the first term, or equal in it and behind in the second, and so on; the first term bounds the range.
function compareEach(terms: readonly Placed[], inclusive: boolean): string {
  const [first] = terms
  if (!first) return NEVER
  const rungs = terms.flatMap((term, index) => (hasBehind(term) ? [[...terms.slice(0, index).map(isEqual), isBehind(term)].join(' AND ')] : []))
  const all = inclusive ? [...rungs, terms.map(isEqual).join(' AND ')] : rungs
  if (all.length <= 1) return all[0] ?? NEVER
  const bound = isNotBefore(first)
  return `(${bound === '' ? '' : `${bound} AND `}(${all.map((rung) => `(${rung})`).join(' OR ')}))`
}

function isEqual({ column, value }: Placed): string {
  return value ? `${column} = ${value()}` : `${column} IS NULL`
}

// Behind NULL there is nothing where NULL is last.
function hasBehind({ value, nullsFirst }: Placed): boolean {
  return value !== null || nullsFirst
}

function isBehind({ column, value, direction, nullable, nullsFirst }: Placed): string {
  if (!value) return `${column} IS NOT NULL`
  return orNull(`${column} ${OPERATORS[direction]} ${value()}`, nullable && !nullsFirst, column)
}

function isNotBefore({ column, value, direction, nullable, nullsFirst }: Placed): string {
  if (!value) return nullsFirst ? '' : `${column} IS NULL`
  return orNull(`${column} ${OPERATORS[direction]}= ${value()}`, nullable && !nullsFirst, column)
}

function orNull(condition: string, isIncluded: boolean, column: string): string {
  return isIncluded ? `(${condition} OR ${column} IS NULL)` : condition
}
