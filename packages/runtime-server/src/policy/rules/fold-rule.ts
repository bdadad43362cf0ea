import { allRules, anyRule, FALSE, negateIf, TRUE, UNDECIDED } from './combine-rules.ts'
import { factOf } from './facts-of.ts'
import type { Rule } from './rule.ts'

/** A rule with everything decided that a principal alone decides; `outcomes` are those of its facts, by their keys. */
export function foldRule(rule: Rule, outcomes: ReadonlyMap<string, string>): Rule {
  switch (rule.op) {
    case 'and':
      return allRules(rule.args.map((arg) => foldRule(arg, outcomes)))
    case 'or':
      return anyRule(rule.args.map((arg) => foldRule(arg, outcomes)))
    case 'relation':
      return foldRelation({ ...rule, where: foldRule(rule.where, outcomes) }, outcomes)
    case 'each':
      return foldEach(rule, outcomes)
    default:
      return foldLeaf(rule, outcomes)
  }
}

function foldLeaf(rule: Rule, outcomes: ReadonlyMap<string, string>): Rule {
  const fact = factOf(rule)
  const outcome = fact && outcomes.get(fact.key)
  if (!outcome || !('negated' in rule)) return rule
  if (outcome === 'absent') return UNDECIDED
  if (outcome === 'true' || outcome === 'false') return negateIf(rule.negated, outcome === 'true' ? TRUE : FALSE)
  return outcome === 'empty' && rule.op === 'in' ? negateIf(rule.negated, FALSE) : rule
}

// What is undecided of some record is undecided of them all.
function foldRelation(rule: Extract<Rule, { readonly op: 'relation' }>, outcomes: ReadonlyMap<string, string>): Rule {
  const { where } = rule
  if (isUndecided(where, outcomes)) return UNDECIDED
  return where.op === 'const' && where.value === false ? negateIf(rule.negated, FALSE) : rule
}

// A part that is decided later, by the row as it was for one, may make it plain after all.
function isUndecided(rule: Rule, outcomes: ReadonlyMap<string, string>): boolean {
  if (rule.op === 'and' || rule.op === 'or') return rule.args.some((arg) => isUndecided(arg, outcomes)) && rule.args.every((arg) => isSettled(arg, outcomes))
  return rule.op === 'const' && rule.value === null
}

/** Whether nothing but rows is left to decide. */
function isSettled(rule: Rule, outcomes: ReadonlyMap<string, string>): boolean {
  switch (rule.op) {
    case 'and':
    case 'or':
      return rule.args.every((arg) => isSettled(arg, outcomes))
    case 'relation':
      return isSettled(rule.where, outcomes)
    case 'compare':
    case 'has':
    case 'in':
      return 'value' in rule.operand || outcomes.has(factOf(rule)?.key ?? '')
    default:
      return rule.op !== 'auth' && rule.op !== 'each' && rule.op !== 'can'
  }
}

function foldEach(rule: Extract<Rule, { readonly op: 'each' }>, outcomes: ReadonlyMap<string, string>): Rule {
  const fact = factOf(rule)
  const outcome = fact && outcomes.get(fact.key)
  if (outcome === 'absent') return UNDECIDED
  if (outcome === 'empty') return negateIf(rule.negated, rule.macro === 'all' ? TRUE : FALSE)
  return { ...rule, where: foldRule(rule.where, outcomes) }
}
