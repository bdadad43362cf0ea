// Owns what of `auth` decides parts of rules for every row alike: whether it is there, and what it says.
import type { Field } from '../../registry/registry.ts'
import { decideValue, rootsOf } from './decide-value.ts'
import { partsOf } from './parts-of.ts'
import { readItems, readList, readOperand, scopeOf, type Read, type ReadContext } from './read-operand.ts'
import type { Rule } from './rule.ts'
import type { RuleValues } from './rule-values.ts'

/** Something that is known of a principal before any row is. */
export interface Fact {
  readonly key: string
  /** Its outcome: `true`, `false`, `absent`, `empty` or `there`. */
  readonly read: (values: RuleValues) => string
}

const OF_PRINCIPALS: ReadonlySet<string> = new Set(['auth', 'isAdmin', 'authenticated'])

/** What a part of a rule by itself depends on; null: on more than the principal. */
export function factOf(rule: Rule): Fact | null {
  switch (rule.op) {
    case 'auth':
      return factFrom(rule.expr, ['auth', rule.expr], (context) => String(decideValue(rule.expr, scopeOf(context), context.values.now) ?? 'absent'))
    case 'compare':
    case 'has':
      return 'expr' in rule.operand ? factFrom(rule.operand.expr, ['value', rule.operand, kindOf(rule.field)], (context) => outcomeOf(readOperand(context, rule.field, rule.operand))) : null
    case 'in':
      return 'expr' in rule.operand ? factFrom(rule.operand.expr, ['list', rule.operand, kindOf(rule.field)], (context) => outcomeOf(readList(context, rule.field, rule.operand))) : null
    case 'each':
      return factFrom(rule.over, ['items', rule.over], (context) => outcomeOf({ is: 'value', value: readItems(context, rule.over) ?? undefined }))
    default:
      return null
  }
}

/** Everything that a rule depends on of a principal alone. */
export function factsOf(rule: Rule): readonly Fact[] {
  const own = factOf(rule)
  return [...(own ? [own] : []), ...partsOf(rule).flatMap(factsOf)]
}

function factFrom(expr: Parameters<typeof rootsOf>[0], key: unknown, read: (context: ReadContext) => string): Fact | null {
  if (!rootsOf(expr).every((root) => OF_PRINCIPALS.has(root))) return null
  return { key: JSON.stringify(key), read: (values) => read({ values, items: {} }) }
}

function kindOf({ kind, native, enum: name }: Field): readonly unknown[] {
  return [kind, native, name]
}

function outcomeOf(read: Read): string {
  if (read.is !== 'value' || read.value === undefined) return 'absent'
  return Array.isArray(read.value) && read.value.length === 0 ? 'empty' : 'there'
}
