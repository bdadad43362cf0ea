// Owns which columns the conditions of rules look up that no index is for.
import type { Finding } from '@ssot/contract'
import type { Model } from '../../registry/registry.ts'
import type { PolicyRule } from '../model-policy.ts'
import type { Rule } from '../rules/rule.ts'
import { servedModels, warning, type LintContext } from './lint.ts'

interface Column {
  readonly model: string
  readonly fields: readonly string[]
}

/** Which columns a condition finds its rows by: whether an index helps, and which columns lack one. */
interface Lookup {
  readonly isIndexed: boolean
  readonly missing: readonly Column[]
}

const NONE: Lookup = { isIndexed: false, missing: [] }

/** Columns that every list is narrowed by, and that are searched without an index. */
export function lintIndexes(context: LintContext): readonly Finding[] {
  const told = new Set<string>()
  return servedModels(context).flatMap((model) => {
    const policy = context.policies.models.get(model.name)
    const rules = policy?.using.read.allow ?? []
    const tenancy = policy?.tenancy ? [{ rule: policy.tenancy.rule, ...context.placeOf(model.name, policy.tenancy.field.name) }] : []
    return [...rules, ...tenancy].flatMap((written) => lookUp(context, model, written.rule).missing.flatMap((column) => describe(written, column, told)))
  })
}

function describe(place: Pick<PolicyRule, 'file' | 'line'> | Pick<Finding, 'file' | 'line'>, { model, fields }: Column, told: Set<string>): readonly Finding[] {
  const key = `${model}.${fields.join()}`
  if (told.has(key)) return []
  told.add(key)
  return [warning(place, `Rules look ${model} up by ${fields.join(', ')}, and no index is for that: each read walks the whole table.`, `Add \`@@index([${fields.join(', ')}])\` to ${model}.`)]
}

function lookUp(context: LintContext, model: Model, rule: Rule): Lookup {
  switch (rule.op) {
    case 'and':
      return narrowest(rule.args.map((arg) => lookUp(context, model, arg)))
    case 'or':
      return { isIndexed: rule.args.every((arg) => lookUp(context, model, arg).isIndexed), missing: rule.args.flatMap((arg) => lookUp(context, model, arg).missing) }
    case 'compare':
      return rule.by === 'equals' && 'expr' in rule.operand && !rule.negated && !rule.up ? lookUpBy(context, { model: model.name, fields: [rule.field.name] }) : NONE
    case 'in':
      return rule.negated || rule.up ? NONE : lookUpBy(context, { model: model.name, fields: [rule.field.name] })
    case 'relation':
      return lookUpRelated(context, rule)
    case 'each':
      return lookUp(context, model, rule.where)
    default:
      return NONE
  }
}

// One index is enough to find what all of the parts hold for.
function narrowest(lookups: readonly Lookup[]): Lookup {
  const indexed = lookups.find(({ isIndexed }) => isIndexed)
  return indexed ?? { isIndexed: false, missing: lookups.flatMap(({ missing }) => missing) }
}

// Records at the other end are found by the key that they hold; a to-one relation leads to a key, and a table between has its own index.
function lookUpRelated(context: LintContext, { relation }: Extract<Rule, { readonly op: 'relation' }>): Lookup {
  const inverse = context.policies.models.get(relation.model)?.model.relations.get(relation.inverse)
  return !inverse || inverse.from.length === 0 ? NONE : { isIndexed: false, missing: lookUpBy(context, { model: relation.model, fields: inverse.from }).missing }
}

function lookUpBy({ indexes }: LintContext, column: Column): Lookup {
  const isIndexed = indexes.get(column.model)?.some(([first]) => first === column.fields[0]) === true
  return isIndexed ? { isIndexed, missing: [] } : { isIndexed, missing: [column] }
}
