// What PostgreSQL's jsonb answers of a value in a document, for databases that have no such operators.
import type { JsonComparison } from '../request/query.ts'

/** What is asked of the value at a path; `operand` is JSON. */
export interface JsonQuestion {
  readonly path: readonly string[]
  readonly by: JsonComparison
  readonly operand: unknown
  readonly insensitive: boolean
}

/** Answers of a parsed document; null, which is neither true nor false, where the value at the path is of another kind, or is none. */
export function testJson(document: unknown, { path, by, operand, insensitive }: JsonQuestion): boolean | null {
  const value = path.reduce<unknown>(step, document)
  if (by === 'isNull') return value === undefined
  return value === undefined ? null : TESTS[by](value, operand, insensitive ? fold : (text) => text)
}

// The letters of ASCII, like LIKE.
function fold(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

function step(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return /^-?\d+$/.test(name) ? value.at(Number(name)) : undefined
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

type Test = (value: unknown, operand: unknown, fold: (text: string) => string) => boolean | null

const texts = (test: (text: string, part: string) => boolean): Test => (value, operand, folded) => (typeof value === 'string' ? test(folded(value), folded(String(operand))) : null)
const lists = (test: (list: readonly unknown[], operand: unknown) => boolean | null): Test => (value, operand) => (Array.isArray(value) ? test(value, operand) : null)
const ordered = (test: (order: number) => boolean): Test => (value, operand) => {
  if (typeof value === 'number' && typeof operand === 'number') return test(value - operand)
  return typeof value === 'string' && typeof operand === 'string' ? test(Buffer.compare(Buffer.from(value), Buffer.from(operand))) : null
}

const TESTS: Readonly<Record<Exclude<JsonComparison, 'isNull'>, Test>> = {
  equals: areEqual,
  lt: ordered((order) => order < 0),
  lte: ordered((order) => order <= 0),
  gt: ordered((order) => order > 0),
  gte: ordered((order) => order >= 0),
  string_contains: texts((text, part) => text.includes(part)),
  string_starts_with: texts((text, part) => text.startsWith(part)),
  string_ends_with: texts((text, part) => text.endsWith(part)),
  array_contains: lists((list, operand) => contains(list, operand, true)),
  array_starts_with: lists((list, operand) => (list.length === 0 ? null : areEqual(list[0], operand))),
  array_ends_with: lists((list, operand) => (list.length === 0 ? null : areEqual(list.at(-1), operand))),
}

/** Whether a text names a comparison. */
export function isJsonComparison(name: string): name is JsonComparison {
  return name === 'isNull' || Object.hasOwn(TESTS, name)
}

function areEqual(one: unknown, other: unknown): boolean {
  if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every((item, index) => areEqual(item, other[index]))
  if (!isObject(one) || !isObject(other)) return one === other
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && areEqual(one[name], other[name]))
}

// `@>`: an object holds the members of the other, a list its items, in any order; at the top a list may hold a single value.
function contains(value: unknown, part: unknown, isTop = false): boolean {
  if (Array.isArray(value)) {
    if (Array.isArray(part)) return part.every((item) => value.some((candidate) => contains(candidate, item)))
    return isTop && !isObject(part) && value.some((candidate) => areEqual(candidate, part))
  }
  if (!isObject(value)) return areEqual(value, part)
  return isObject(part) && Object.keys(part).every((name) => Object.hasOwn(value, name) && contains(value[name], part[name]))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
