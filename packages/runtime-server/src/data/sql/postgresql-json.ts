// Owns what is asked of a value in a JSON document. The answer is NULL where the value at the path is of another kind, or is none.
import type { JsonComparison } from '../../request/query.ts'
import { escapeLike, type JsonTest } from './dialect.ts'
import { quoteItem, writeJson } from './postgresql-compare.ts'
import type { Slots } from './slots.ts'

interface Testing {
  /** The value at the path, as jsonb. */
  readonly at: () => string
  readonly operand: () => string
  readonly pattern: (write: (text: string) => string) => string
  readonly insensitive: boolean
}

const when = (condition: string, test: string): string => `(CASE WHEN ${condition} THEN ${test} END)`

const like = (write: (text: string) => string) => ({ at, pattern, insensitive }: Testing): string =>
  when(`jsonb_typeof(${at()}) = 'string'`, `${at()} #>> '{}' ${insensitive ? 'ILIKE' : 'LIKE'} ${pattern(write)}`)

const ordered = (operator: string) => ({ at, operand }: Testing): string => when(`jsonb_typeof(${at()}) = jsonb_typeof(${operand()})`, `${at()} ${operator} ${operand()}`)

const item = (index: number) => ({ at, operand }: Testing): string => when(`jsonb_typeof(${at()}) = 'array'`, `${at()} -> ${index} = ${operand()}`)

const TESTS: Readonly<Record<JsonComparison, (testing: Testing) => string>> = {
  equals: ({ at, operand }) => `${at()} = ${operand()}`,
  isNull: ({ at }) => `${at()} IS NULL`,
  lt: ordered('<'),
  lte: ordered('<='),
  gt: ordered('>'),
  gte: ordered('>='),
  string_contains: like((text) => `%${text}%`),
  string_starts_with: like((text) => `${text}%`),
  string_ends_with: like((text) => `%${text}`),
  array_contains: ({ at, operand }) => when(`jsonb_typeof(${at()}) = 'array'`, `${at()} @> ${operand()}`),
  array_starts_with: item(0),
  array_ends_with: item(-1),
}

/** Writes a test of a JSON document. */
export function testPostgresqlJson(column: string, { path, by, insensitive }: JsonTest, slots: Slots): string {
  const way = slots.repeat((names) => (Array.isArray(names) ? `{${names.map(quoteItem).join(',')}}` : names))
  const value = by === 'isNull' ? () => 'NULL' : slots.repeat(writeJson)
  return TESTS[by]({
    at: () => (path.length === 0 ? `${column}::jsonb` : `(${column} #> ${way()}::text[])::jsonb`),
    operand: () => `${value()}::jsonb`,
    pattern: (write) => value((text) => write(escapeLike(String(text)))),
    insensitive,
  })
}
