// Owns what a class of principals may do: the policies with everything decided that `auth` alone decides, and the registry as the class sees it.
import type { Model, Registry } from '../registry/registry.ts'
import { isNever, type Decisions, type FieldAction, type PrincipalClass } from './decisions.ts'
import type { FieldPolicy, ModelPolicy, Policies, RuleSet } from './model-policy.ts'
import { projectRegistry } from './project-registry.ts'
import { rulesOf } from './rules-of.ts'
import { factsOf, type Fact } from './rules/facts-of.ts'
import { foldRule } from './rules/fold-rule.ts'
import { allRules, anyRule, FALSE, negateRule, settleRule, TRUE } from './rules/combine-rules.ts'
import { replaceDelegations } from './rules/replace-delegations.ts'
import type { Rule, RuleAction } from './rules/rule.ts'

/** What a class of principals may do. */
export interface Access extends Decisions {
  /** The registry without what nobody of the class can ever read or write. */
  readonly registry: Registry
}

/** Everything that the rules of an application read of `auth` to decide by it alone. */
export function allFacts(policies: Policies): readonly Fact[] {
  const facts = new Map<string, Fact>()
  for (const policy of policies.models.values()) {
    const rules = [...rulesOf(policy), policy.tenancy ?? []].flat()
    for (const fact of rules.flatMap(({ rule }) => factsOf(rule))) facts.set(fact.key, fact)
  }
  return [...facts.values()]
}

/** What a class of principals may do. */
export function createAccess(registry: Registry, policies: Policies, of: PrincipalClass): Access {
  const known = new Map<string, Rule>()
  const once = (key: string, make: () => Rule): Rule => {
    const rule = known.get(key) ?? fold(make())
    known.set(key, rule)
    return rule
  }
  // A delegation to what is never allowed is never allowed: then the rule may be decided as a whole.
  const fold = (rule: Rule): Rule => {
    const decided = replaceDelegations(rule, (can) => (isNever(ruleOf(can.relation.model, can.action)) ? (can.negated ? TRUE : FALSE) : can))
    return settleRule(foldRule(decided, of.outcomes))
  }
  const policyOf = (model: string): ModelPolicy | undefined => policies.models.get(model)
  const ruleOf = (model: string, action: RuleAction): Rule => once(`${model} ${action}`, () => writtenRule(policyOf(model), of, action))
  const fieldRule = (model: string, field: string, action: FieldAction): Rule | null => {
    const own = fieldSet(policyOf(model)?.fields.get(field), action)
    const sets = [...(own ? [own] : []), ...(action === 'read' ? inputSets(policyOf(model), field) : [])]
    return sets.length === 0 ? null : once(`${model}.${field} ${action}`, () => allRules(sets.map((set) => ruleOfSet(set, of.isAdmin))))
  }
  const access: Decisions = {
    class: of,
    rule: ruleOf,
    check: (model) => once(`${model} check`, () => writtenCheck(policyOf(model), of)),
    field: fieldRule,
    fieldCheck: (model, field) => {
      const set = policyOf(model)?.fields.get(field)?.check
      return set ? once(`${model}.${field} check`, () => ruleOfSet(set, of.isAdmin)) : null
    },
  }
  return { ...access, registry: projectRegistry(registry, policies, access) }
}

function fieldSet(policy: FieldPolicy | undefined, action: FieldAction): RuleSet | null {
  return policy?.using[action] ?? null
}

// What is computed is read only where each of its inputs is.
function inputSets(policy: ModelPolicy | undefined, field: string): readonly RuleSet[] {
  const inputs = policy?.model.fields.get(field)?.computed?.inputs ?? []
  return inputs.flatMap(({ name }) => fieldSet(policy?.fields.get(name), 'read') ?? [])
}

/** Any that allows, where the caller needs one, and none that denies. A set without rules that allow asks for none of a field. */
function ruleOfSet({ allow, deny }: RuleSet, isAdmin: boolean): Rule {
  const allowed = isAdmin || allow.length === 0 ? [] : [anyRule(allow.map(({ rule }) => rule))]
  return allRules([...allowed, ...deny.map(({ rule }) => negateRule(rule))])
}

function writtenRule(policy: ModelPolicy | undefined, of: PrincipalClass, action: RuleAction): Rule {
  if (!policy || isOutOfReach(policy, of, action)) return FALSE
  const set = policy.using[action]
  const rule = !of.isAdmin && set.allow.length === 0 ? FALSE : ruleOfSet(set, of.isAdmin)
  return allRules([rule, ...tenancyRules(policy, of)])
}

function writtenCheck(policy: ModelPolicy | undefined, of: PrincipalClass): Rule {
  if (!policy || isOutOfReach(policy, of, 'update')) return FALSE
  const { check } = policy
  const rule = !of.isAdmin && check.allow.length === 0 ? FALSE : ruleOfSet(check, of.isAdmin)
  return allRules([rule, ...tenancyRules(policy, of)])
}

function isOutOfReach({ model, strategies }: ModelPolicy, { strategy }: PrincipalClass, action: RuleAction): boolean {
  return model.hidden || !isWritable(model, action) || !comesFrom(strategies, strategy)
}

/** Whether a strategy is among those that a model asks for. The developer at work comes from everywhere, since a strategy may not be there yet. */
export function comesFrom(strategies: readonly string[] | null, strategy: string): boolean {
  if (strategies === null || strategy === 'development') return true
  return strategies.includes('any') ? strategy !== 'none' : strategies.includes(strategy)
}

function isWritable(model: Model, action: RuleAction): boolean {
  return model.kind === 'model' || action === 'read' || action === 'history'
}

function tenancyRules({ tenancy }: ModelPolicy, { isAdmin, crossesTenants }: PrincipalClass): readonly Rule[] {
  return tenancy && !(isAdmin && crossesTenants) ? [tenancy.rule] : []
}
