import type { Field } from '../registry/registry.ts'
import type { Given } from './given.ts'
import { isComparison } from './operators.ts'
import { isReference, parseReference } from './parse-reference.ts'
import { parseList, parseValue, type Parsed } from './parse-value.ts'
import type { Comparison, Where } from './query.ts'
import { badValue, pastLimit, type Scope } from './scope.ts'

const NOTHING: Where = Object.freeze({ op: 'always' })

/** What a field is compared with, and how. */
export interface ComparisonInput extends Given {
  readonly by: string
  readonly insensitive: boolean
}

/** Parses one comparison of a field; null means NULL. */
export function parseComparison(scope: Scope, field: Field, { by, value, path, insensitive }: ComparisonInput): Where {
  if (!isComparison(by)) return NOTHING
  if (isReference(value) && field.kind !== 'json') return parseReference(scope, field, { by, value, path, insensitive })
  if (value === null && by === 'equals') return { op: 'isNull', field }
  const { maxInValues } = scope.limits
  if (Array.isArray(value) && value.length > maxInValues && field.kind !== 'json') {
    pastLimit(scope, path, `${path} has ${value.length} items; at most ${maxInValues} are allowed.`)
    return NOTHING
  }
  const parsed = parseOperand(scope, field, { by, value })
  if (parsed.ok) return { op: 'compare', field, by, value: parsed.value, insensitive }
  badValue(scope, path, parsed.message)
  return NOTHING
}

/** Parses `{ null: true }`. */
export function nullTest(scope: Scope, field: Field, { value, path }: Given): Where {
  const flag = readFlag(value)
  if (flag === undefined) badValue(scope, path, 'must be true or false')
  const isNull: Where = { op: 'isNull', field }
  return flag ? isNull : { op: 'not', arg: isNull }
}

const OF_LISTS: ReadonlySet<Comparison> = new Set<Comparison>(['in', 'hasEvery', 'hasSome'])

function parseOperand({ registry, fromText }: Scope, field: Field, { by, value }: { readonly by: Comparison; readonly value: unknown }): Parsed {
  const context = { enums: registry.enums, fromText, stored: false }
  if (by === 'isEmpty') {
    const flag = readFlag(value)
    return flag === undefined ? { ok: false, message: 'must be true or false' } : { ok: true, value: flag }
  }
  if (!OF_LISTS.has(by) && !(field.list && by === 'equals')) return parseValue(value, field, context)
  return parseList(value, field, context)
}

function readFlag(value: unknown): boolean | undefined {
  if (value === true || value === 'true') return true
  return value === false || value === 'false' ? false : undefined
}
