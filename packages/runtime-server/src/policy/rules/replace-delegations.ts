import { allRules, anyRule } from './combine-rules.ts'
import type { Rule } from './rule.ts'

/** The rule with another one in the place of each `can`. */
export function replaceDelegations(rule: Rule, replace: (rule: Extract<Rule, { op: 'can' }>) => Rule): Rule {
  switch (rule.op) {
    case 'and':
      return allRules(rule.args.map((arg) => replaceDelegations(arg, replace)))
    case 'or':
      return anyRule(rule.args.map((arg) => replaceDelegations(arg, replace)))
    case 'relation':
    case 'each':
      return { ...rule, where: replaceDelegations(rule.where, replace) }
    case 'can':
      return replace(rule)
    default:
      return rule
  }
}
