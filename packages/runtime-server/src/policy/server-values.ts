// Owns what the server sets of a record that is written: owners, tenants, and what `@set` says.
import { createCoreFunctions, evaluateExpr, problem, type Expr } from '@ssot/contract'
import type { Model } from '../registry/registry.ts'
import { parseValue } from '../request/parse-value.ts'
import type { FieldValue } from '../request/query.ts'
import type { ServerSet } from './model-policy.ts'
import type { Making } from './rights.ts'
import type { RuleValues } from './rules/bind-rule.ts'

/** A record that is about to be written. */
export interface Writing {
  readonly model: Model
  readonly action: 'create' | 'update'
  /** Fields that the caller sent, keys of links among them. */
  readonly sent: readonly string[]
}

/** The values that the server sets, by field. @throws AUTH.REQUIRED where a required one is of nobody in particular */
export function serverValues({ policies, registry, access }: Making, { model, action, sent }: Writing, values: RuleValues): Readonly<Record<string, FieldValue>> {
  const sets = policies.models.get(model.name)?.sets ?? []
  const { isAdmin } = access.class
  const set: Record<string, FieldValue> = {}
  for (const one of sets) {
    const expr = one[action]
    if (!expr || (isAdmin && one.by !== 'set' && sent.includes(one.field.name)) || isLeftToAdmin(one, access.class)) continue
    const value = valueOf(expr, one, { values, registry }) ?? standardOf(one, registry)
    if (value === undefined && one.field.required) throw problem('AUTH.REQUIRED', { detail: `Sign in to ${action} ${model.plural.toLowerCase()}.` })
    set[one.field.name] = value ?? null
  }
  return set
}

// Who is of no tenant, or is nobody, says whose a record is.
function isLeftToAdmin({ by }: ServerSet, { isAdmin, hasId, crossesTenants }: Making['access']['class']): boolean {
  return isAdmin && ((by === 'owner' && !hasId) || (by === 'tenant' && crossesTenants))
}

function valueOf(expr: Expr, { field }: ServerSet, { values, registry }: { readonly values: RuleValues; readonly registry: Making['registry'] }): FieldValue {
  return fitting(evaluateExpr(expr, { auth: values.auth }, createCoreFunctions(() => values.now)), field, registry)
}

// Of nobody in particular it is what the schema says where nothing is set.
function standardOf({ field }: ServerSet, registry: Making['registry']): FieldValue {
  return field.required && field.default.from === 'value' ? fitting(field.default.value, field, registry) : undefined
}

function fitting(value: unknown, field: ServerSet['field'], registry: Making['registry']): FieldValue {
  if (value === undefined || value === null) return undefined
  const parsed = parseValue(value, field, { enums: registry.enums, fromText: true, stored: true })
  return parsed.ok ? parsed.value : undefined
}
