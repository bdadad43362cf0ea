// Owns what one principal may do: its class's access with its own values in it. What requests, live subscriptions and the manifest ask.
import { evaluateExpr, type Expr, type Json } from '@ssot/contract'
import type { RowRules } from '../request/row-rules.ts'
import type { Field, Model, Registry } from '../registry/registry.ts'
import { ALWAYS, allOf } from '../request/combine-where.ts'
import type { Where } from '../request/query.ts'
import { allFacts, createAccess, type Access } from './access.ts'
import { isAlways, isNever, type FieldAction, type PrincipalClass } from './decisions.ts'
import type { Guard } from './guard-where.ts'
import { deletedRows, liveRows } from './live-rows.ts'
import type { Policies } from './model-policy.ts'
import type { Principal } from './principal.ts'
import { createRowRules, type Bind } from './row-rules.ts'
import { bindRule, type RuleValues } from './rules/bind-rule.ts'
import type { RuleAction } from './rules/rule.ts'
import { serverValues } from './server-values.ts'

/** What one principal may do. */
export interface Rights {
  readonly principal: Principal
  readonly access: Access
  /** The registry as the principal sees it. */
  readonly registry: Registry
  /** Whether it may do this to some row at all. */
  allows(model: Pick<Model, 'name'>, action: RuleAction): boolean
  /** What a row must fulfil for it; null: nothing. */
  condition(model: Pick<Model, 'name'>, action: RuleAction): Where | null
  /** What rows and fields there are. */
  readonly guard: Guard
  /** What its writes must fulfil. */
  readonly rules: RowRules
  /** What rules are, and what they read of the principal: for those who explain a verdict. */
  readonly policies: Policies
  readonly values: RuleValues
}

/** The rights of a principal, as of now. */
export type RightsOf = (principal: Principal) => Rights

const MAX_KEPT = 1000

/** Finds rights; those of principals that come again are kept, unless some rule reads the time. */
export function createRightsOf(registry: Registry, policies: Policies, now: () => Date = () => new Date()): RightsOf {
  const accessOf = createAccessOf(registry, policies)
  const byPrincipal = new WeakMap<Principal, Rights>()
  const byId = new Map<string, Rights>()
  const make = (principal: Principal): Rights => createRights({ registry, policies, access: accessOf(principal), principal }, now())
  return (principal) => {
    if (policies.readsNow) return make(principal)
    const known = byPrincipal.get(principal)
    if (known) return known
    const key = `${principal.strategy} ${principal.kind} ${principal.id ?? ''}`
    const kept = byId.get(key)
    const rights = kept && isSame(kept.principal, principal) ? kept : make(principal)
    byPrincipal.set(principal, rights)
    if (rights !== kept) {
      byId.delete(key)
      const [oldest] = byId.keys()
      if (byId.size >= MAX_KEPT && oldest !== undefined) byId.delete(oldest)
      byId.set(key, rights)
    }
    return rights
  }
}

function isSame(one: Principal, other: Principal): boolean {
  if (one.isAdmin !== other.isAdmin || one.development !== other.development || one.actedBy !== other.actedBy) return false
  const names = Object.keys(one.values)
  return names.length === Object.keys(other.values).length && names.every((name) => Object.hasOwn(other.values, name) && isSameJson(one.values[name], other.values[name]))
}

function isSameJson(one: Json | undefined, other: Json | undefined): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}

function createAccessOf(registry: Registry, policies: Policies): (principal: Principal) => Access {
  const facts = allFacts(policies)
  const known = new Map<string, Access>()
  return (principal) => {
    const values = valuesOf(principal, new Date(), () => ALWAYS)
    const outcomes = new Map(facts.map((fact) => [fact.key, fact.read(values)]))
    const of: PrincipalClass = {
      isAdmin: principal.isAdmin,
      crossesTenants: principal.development || crossesTenants(policies.crossTenant, values),
      strategy: principal.strategy.toLowerCase(),
      hasId: principal.id !== null,
      outcomes,
    }
    const key = JSON.stringify([of.isAdmin, of.crossesTenants, of.strategy, of.hasId, ...outcomes.values()])
    const access = known.get(key) ?? createAccess(registry, policies, of)
    if (known.size >= MAX_KEPT) known.clear()
    known.set(key, access)
    return access
  }
}

function crossesTenants(crossTenant: boolean | Expr, { auth }: Pick<RuleValues, 'auth'>): boolean {
  return typeof crossTenant === 'boolean' ? crossTenant : evaluateExpr(crossTenant, { auth }) === true
}

function valuesOf({ kind, id, isAdmin, values }: Principal, now: Date, policyOf: RuleValues['policyOf']): RuleValues {
  return { auth: id === null ? values : { ...values, id }, kind, isAdmin, now, policyOf }
}

/** What rights are made of. */
export interface Making {
  readonly registry: Registry
  readonly policies: Policies
  readonly access: Access
  readonly principal: Principal
}

function createRights(making: Making, now: Date): Rights {
  const { registry, access, principal } = making
  const policyOf = memo((name: string, action: RuleAction): Where => {
    const model = registry.models.get(name)
    return allOf([...listed(model && liveRows(model)), ...listed(condition({ name }, action))])
  })
  const values = valuesOf(principal, now, policyOf)
  const bind: Bind = (rule, before) => (rule === null || isAlways(rule) ? null : bindRule(rule, before ? { ...values, before } : values))
  const bound = memo((name: string, action: RuleAction) => bind(access.rule(name, action)))
  const ofField = memo((place: string, action: FieldAction) => {
    const [model = '', field = ''] = place.split('.')
    return bind(access.field(model, field, action))
  })
  const condition: Rights['condition'] = ({ name }, action) => bound(name, action)
  const isConditional = (model: Model, field: Field): boolean => access.registry.models.get(model.name)?.fields.get(field.name)?.conditional === true
  const hasConditional = [...access.registry.models.values()].some(({ fields }) => [...fields.values()].some((field) => field.conditional))
  const hasSets = [...making.policies.models.values()].some(({ sets }) => sets.length > 0)
  const guard: Guard = {
    registry,
    conditionOf: ({ name }) => orNull(policyOf(name, 'read')),
    restorable: (model) => allOf([deletedRows(model), ...listed(condition(model, 'read')), ...listed(condition(model, 'delete'))]),
    ...(hasConditional && { fieldConditionOf: (model: Model, field: Field) => (isConditional(model, field) ? ofField(`${model.name}.${field.name}`, 'read') : null) }),
    ...(hasSets && { setsOf: (model: Model, action: 'create' | 'update', sent: readonly string[]) => serverValues(making, { model, action, sent }, values) }),
  }
  const rules = createRowRules({ access, guard, condition, bind, ofField: (model, field, action) => ofField(`${model.name}.${field}`, action) })
  return { principal, access, registry: access.registry, allows: ({ name }, action) => !isNever(access.rule(name, action)), condition, guard, rules, policies: making.policies, values }
}

function orNull(where: Where): Where | null {
  return where.op === 'always' ? null : where
}

function listed(where: Where | null | undefined): readonly Where[] {
  return where ? [where] : []
}

// Each is made once, when it is first asked for.
function memo<Name extends string, Action extends string, Value>(make: (name: Name, action: Action) => Value): (name: Name, action: Action) => Value {
  const made = new Map<string, { readonly value: Value }>()
  return (name, action) => {
    const key = `${name} ${action}`
    const known = made.get(key) ?? { value: make(name, action) }
    made.set(key, known)
    return known.value
  }
}
