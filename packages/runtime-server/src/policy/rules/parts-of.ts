import type { Rule } from './rule.ts'

/** The rules that a rule is made of. */
export function partsOf(rule: Rule): readonly Rule[] {
  if (rule.op === 'and' || rule.op === 'or') return rule.args
  return rule.op === 'relation' || rule.op === 'each' ? [rule.where] : []
}
