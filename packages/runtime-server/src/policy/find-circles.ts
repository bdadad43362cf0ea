import type { Finding } from '@ssot/contract'
import type { Policies, PolicyRule } from './model-policy.ts'
import { delegationsOf } from './rules/compile-rule.ts'
import type { RuleAction } from './rules/rule.ts'

interface Node {
  readonly model: string
  readonly action: RuleAction
}

const ACTIONS = ['read', 'create', 'update', 'delete'] as const

/** Findings about rules that ask, by way of others, for their own verdict. */
export function findCircles(policies: Policies): readonly Finding[] {
  const rules = [...policies.models.values()].flatMap(({ model, using }) =>
    ACTIONS.flatMap((action) => [...using[action].allow, ...using[action].deny].map((rule) => ({ rule, target: { model: model.name, action } }))),
  )
  return rules.filter((one) => reaches(policies, one)).map(({ rule, target }) => circleOf(target.model, target.action, rule))
}

function reaches(policies: Policies, { rule, target }: { readonly rule: PolicyRule; readonly target: Node }): boolean {
  const seen = new Set<string>()
  const walk = (rules: readonly PolicyRule[]): boolean =>
    rules.flatMap((one) => delegationsOf(one.rule)).some(({ model, action }) => {
      if (model === target.model && action === target.action) return true
      const key = `${model} ${action}`
      if (seen.has(key)) return false
      seen.add(key)
      const next = policies.models.get(model)?.using[action]
      return next !== undefined && walk([...next.allow, ...next.deny])
    })
  return walk([rule])
}

function circleOf(model: string, action: RuleAction, { name, file, line }: PolicyRule): Finding {
  return { severity: 'error', code: 'SCHEMA.ANNOTATION', message: `The rule "${name}" for ${action} of ${model} asks, by way of can(…), for its own verdict.`, file, ...(line !== undefined && { line }), hint: 'Write out what is meant for one of the models.' }
}
