// Owns what a principal's writes must fulfil, as the database is asked it.
import type { Row } from '@ssot/contract'
import type { RowRules, UpdateRules } from '../request/row-rules.ts'
import type { Model } from '../registry/registry.ts'
import { allOf } from '../request/combine-where.ts'
import type { Where } from '../request/query.ts'
import { storedSelection } from '../request/stored-selection.ts'
import type { Access } from './access.ts'
import { isAlways, type FieldAction } from './decisions.ts'
import { guardSelection } from './guard-query.ts'
import { modelOf, type Guard } from './guard-where.ts'
import { exprsOf, membersOf } from './rules/exprs-of.ts'
import type { Rule, RuleAction } from './rules/rule.ts'

/** Puts the values of a principal into a rule; null where it holds for every row. */
export type Bind = (rule: Rule | null, before?: Row) => Where | null

interface Parts {
  readonly access: Access
  readonly guard: Guard
  readonly condition: (model: Model, action: RuleAction) => Where | null
  readonly ofField: (model: Model, field: string, action: FieldAction) => Where | null
  readonly bind: Bind
}

/** The rules of a principal's writes. */
export function createRowRules({ access, guard, condition, ofField, bind }: Parts): RowRules {
  const representations = new Map<string, ReturnType<RowRules['representation']>>()
  const represent = (model: Model): ReturnType<RowRules['representation']> => guardSelection(guard, modelOf(guard, model), storedSelection(access.registry.models.get(model.name) ?? model))
  const ofFields = (model: Model, sent: readonly string[], action: 'create' | 'update'): readonly Where[] => sent.flatMap((field) => ofField(model, field, action) ?? [])
  const checkRules = (model: Model, sent: readonly string[]): readonly Rule[] => [access.check(model.name), ...sent.flatMap((field) => access.fieldCheck(model.name, field) ?? [])].filter((rule) => !isAlways(rule))
  return {
    representation: (model) => {
      const known = representations.get(model.name) ?? represent(model)
      representations.set(model.name, known)
      return known
    },
    readable: (model) => guard.conditionOf(model),
    created: (model, sent) => combined([condition(model, 'create'), ...ofFields(model, sent, 'create')]),
    updated: (model, sent): UpdateRules | null => {
      const using = condition(model, 'update')
      const fields = combined(ofFields(model, sent, 'update'))
      const checks = checkRules(model, sent)
      if (using === null && fields === null && checks.length === 0) return null
      const reads = [...new Set(checks.flatMap(exprsOf).flatMap((expr) => membersOf(expr, 'before')))].flatMap((name) => model.fields.get(name) ?? [])
      return { using, fields, reads, check: (before) => combined(checks.map((rule) => bind(rule, before))) }
    },
    deleted: (model) => condition(model, 'delete'),
    linked: (model, relation) => (relation.linkRights === 'read' ? null : condition(model, 'update')),
  }
}

function combined(conditions: readonly (Where | null)[]): Where | null {
  const where = allOf(conditions.filter((condition) => condition !== null))
  return where.op === 'always' ? null : where
}
