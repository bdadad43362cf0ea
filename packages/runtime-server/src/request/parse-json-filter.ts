// Owns filters into a JSON document: a path and what is asked of the value there.
import type { Field } from '../registry/registry.ts'
import { ALWAYS, allOf, noneOf } from './combine-where.ts'
import { member, members, type Given } from './given.ts'
import { parseValue } from './parse-value.ts'
import type { FieldValue, JsonComparison, Where } from './query.ts'
import { badValue, type Scope } from './scope.ts'

const COMPARISONS: readonly JsonComparison[] = [
  'equals', 'lt', 'lte', 'gt', 'gte', 'string_contains', 'string_starts_with', 'string_ends_with', 'array_contains', 'array_starts_with', 'array_ends_with',
]

/** The operators of a Json field. */
export const JSON_OPERATORS: readonly string[] = [...COMPARISONS, 'not', 'null', 'path', 'mode']

/** Whether a filter asks more of a document than whether it is another one as a whole. */
export function looksInside(operation: Given): boolean {
  return members(operation).some(([name]) => name !== 'equals' && name !== 'not' && name !== 'null' && name !== 'mode')
}

/** Parses `{ path: ['a', 'b'], gt: 1 }`: every comparison is of the value at the path, of the whole document where there is none. */
export function parseJsonFilter(scope: Scope, field: Field, operation: Given): Where {
  const path = parsePath(scope, member(operation, 'path'))
  const insensitive = member(operation, 'mode').value === 'insensitive'
  const at = (by: JsonComparison, value: FieldValue): Where => ({ op: 'json', field, path, by, value, insensitive })
  const parts = members(operation).map(([name, part]): Where => {
    if (name === 'null') return isAbsent(scope, part, at)
    const by = name === 'not' ? 'equals' : COMPARISONS.find((comparison) => comparison === name)
    if (by === undefined) return ALWAYS
    const where = part.value === null && by === 'equals' ? at('isNull', null) : parseComparison(scope, field, { part, by, at })
    return name === 'not' ? noneOf(where) : where
  })
  return allOf(parts)
}

type At = (by: JsonComparison, value: FieldValue) => Where

function isAbsent(scope: Scope, { value, path }: Given, at: At): Where {
  if (value === true || value === 'true') return at('isNull', null)
  if (value === false || value === 'false') return { op: 'not', arg: at('isNull', null) }
  badValue(scope, path, 'must be true or false')
  return ALWAYS
}

function parseComparison(scope: Scope, field: Field, { part, by, at }: { readonly part: Given; readonly by: JsonComparison; readonly at: At }): Where {
  const { value, path } = part
  if (by.startsWith('string_')) {
    if (typeof value === 'string') return at(by, value)
    badValue(scope, path, 'must be a text')
    return ALWAYS
  }
  const parsed = parseValue(value, field, { enums: scope.registry.enums, fromText: scope.fromText, stored: false })
  const isOrdering = by === 'lt' || by === 'lte' || by === 'gt' || by === 'gte'
  if (!parsed.ok) badValue(scope, path, parsed.message)
  else if (isOrdering && typeof parsed.value !== 'number' && typeof parsed.value !== 'string') badValue(scope, path, 'must be a number or a text')
  else return at(by, parsed.value)
  return ALWAYS
}

const MAX_SEGMENTS = 32
const MAX_LENGTH = 200

// `['a', 'b', '0']`, or `$.a.b[0]`.
function parsePath(scope: Scope, { value, path }: Given): readonly string[] {
  if (value === undefined) return []
  const segments = typeof value === 'string' ? readPath(value) : Array.isArray(value) ? value.map((part: unknown) => (typeof part === 'number' ? String(part) : part)) : undefined
  const isSound = segments?.every((part) => typeof part === 'string' && part.length <= MAX_LENGTH && !part.includes('\0'))
  if (segments && isSound && segments.length <= MAX_SEGMENTS) return segments.map(String)
  badValue(scope, path, `must be a list of names, or a text such as "$.a.b[0]", of at most ${MAX_SEGMENTS} parts`)
  return []
}

const PART = /\.([^.[\]"]+)|\."((?:[^"\\]|\\.)*)"|\[(\d+)\]/y

function readPath(text: string): readonly string[] | undefined {
  if (!text.startsWith('$')) return undefined
  const segments: string[] = []
  for (let at = 1; at < text.length; at = PART.lastIndex) {
    PART.lastIndex = at
    const match = PART.exec(text)
    if (!match) return undefined
    segments.push(match[1] ?? match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '')
  }
  return segments
}
