// Owns the step from rules as written to the policies of an application, once at boot. Rejects rules that cannot be translated, rules on key fields, and delegations in a circle.
import { parseExpr, walkExpr, type Expr, type Finding, type Json } from '@ssot/contract'
import type { Annotation } from '../registry/annotations/annotation.ts'
import type { Field, Model, Registry } from '../registry/registry.ts'
import { checkConfigured, collectRules, type ConfiguredPolicies, type WrittenRule } from './collect-rules.ts'
import { findCircles } from './find-circles.ts'
import type { FieldPolicy, ModelPolicy, Policies, PolicyRule, RuleSet, ServerSet, Tenancy } from './model-policy.ts'
import { refuseRowRules } from './refuse-row-rules.ts'
import { rulesOf } from './rules-of.ts'
import { compileRule, type RuleContext } from './rules/compile-rule.ts'
import { exprsOf } from './rules/exprs-of.ts'
import type { Rule, RuleAction } from './rules/rule.ts'

/** What the configuration says of policies. */
export interface PolicySources {
  readonly policies?: ConfiguredPolicies | undefined
  readonly authModel?: string | undefined
  readonly claims?: RuleContext['claims'] | undefined
  readonly crossTenant: boolean | Expr
}

interface Compiling {
  readonly registry: Registry
  readonly context: Omit<RuleContext, 'allowsBefore'>
  readonly findings: Finding[]
}

/** The policies of an application; findings are faults of rules. */
export function compilePolicies(registry: Registry, sources: PolicySources): { readonly policies: Policies; readonly findings: readonly Finding[] } {
  const configured = sources.policies ?? {}
  const findings: Finding[] = [...checkConfigured(configured, registry)]
  const context = { registry, claims: sources.claims ?? {}, authModel: registry.models.get(sources.authModel ?? '') ?? null, live: liveRule }
  const compiling: Compiling = { registry, context, findings }
  const written = [...registry.models.values()].map((model) => [model, collectRules(model, configured)] as const)
  const models = new Map(written.map(([model, rules]) => [model.name, compileModel(compiling, model, rules)]))
  const policies: Policies = { models, crossTenant: sources.crossTenant, readsNow: [...models.values()].flatMap(exprsIn).some(readsTime) }
  return { policies, findings: [...findings, ...findCircles(policies), ...refuseRowRules(registry, policies)] }
}

// What the server sets is computed with the values of rules.
function exprsIn(policy: ModelPolicy): readonly Expr[] {
  const rules = [...rulesOf(policy), policy.tenancy ?? []].flat()
  return [...rules.flatMap(({ rule }) => exprsOf(rule)), ...policy.sets.flatMap(({ create, update }) => [create ?? [], update ?? []].flat())]
}

function readsTime(expr: Expr): boolean {
  let reads = false
  walkExpr(expr, (part) => {
    reads ||= part.t === 'call' && part.fn === 'now'
  })
  return reads
}

/** That a row was not deleted, as a rule. */
export function liveRule({ traits }: Model): Rule | null {
  return traits.softDelete ? { op: 'isNull', field: traits.softDelete.field, negated: false } : null
}

function compileModel(compiling: Compiling, model: Model, written: readonly WrittenRule[]): ModelPolicy {
  const ofModel = written.filter(({ fields }) => fields === null)
  const set = (action: RuleAction): RuleSet => ruleSet(compiling, { model, written: ofModel, action, at: 'using' })
  return {
    model,
    using: { read: set('read'), create: set('create'), update: set('update'), delete: set('delete'), history: set('history') },
    check: ruleSet(compiling, { model, written: ofModel, action: 'update', at: 'check' }),
    fields: fieldPolicies(compiling, model, written),
    tenancy: tenancyOf(compiling, model),
    strategies: strategiesOf(model),
    sets: setsOf(compiling, model),
  }
}

interface Place {
  readonly model: Model
  readonly written: readonly WrittenRule[]
  readonly action: RuleAction
  readonly at: 'using' | 'check'
}

function ruleSet(compiling: Compiling, place: Place): RuleSet {
  const rules = place.written.filter(({ actions }) => actions.includes(place.action)).flatMap((written) => compileWritten(compiling, place, written))
  return { allow: rules.filter(({ kind }) => kind === 'allow'), deny: rules.filter(({ kind }) => kind === 'deny') }
}

function compileWritten(compiling: Compiling, place: Place, written: WrittenRule): readonly PolicyRule[] {
  const text = textOf(place, written)
  if (text === undefined) return []
  const { model } = place
  const { kind, file, line } = written
  const name = written.name ?? (typeof text === 'string' ? text : JSON.stringify(text))
  const { rule, findings } = compileRule({ model, text, name, file, ...(line !== undefined && { line }) }, { ...compiling.context, allowsBefore: place.at === 'check' && written.check !== undefined })
  for (const finding of findings) if (!compiling.findings.some((known) => JSON.stringify(known) === JSON.stringify(finding))) compiling.findings.push(finding)
  return rule ? [{ name, text: typeof text === 'string' ? text : JSON.stringify(text), file, ...(line !== undefined && { line }), kind, rule }] : []
}

// A create is judged as it is stored, by the check where there is one. A denial looks at the row afterwards only where it says so.
function textOf({ action, at }: Place, { kind, rule, check }: WrittenRule): Json | undefined {
  if (at === 'check') return kind === 'deny' ? check : (check ?? rule)
  return action === 'create' ? (check ?? rule) : (rule ?? check)
}

const FIELD_ACTIONS = ['read', 'create', 'update'] as const

function fieldPolicies(compiling: Compiling, model: Model, written: readonly WrittenRule[]): ReadonlyMap<string, FieldPolicy> {
  const names = new Set(written.flatMap(({ fields }) => fields ?? []))
  return new Map([...names].flatMap((name) => {
    const field = model.fields.get(name)
    const own = written.filter(({ fields }) => fields?.includes(name))
    const [first] = own
    if (!field || !first) return []
    if (own.some(({ actions }) => actions.includes('read')) && model.key?.fields.includes(name)) refuse(compiling, first, { message: `${model.name}.${name} is part of the key, which addresses the record: it cannot have a read rule of its own.` })
    return [[name, fieldPolicy(compiling, { model, field, written: own })] as const]
  }))
}

function fieldPolicy(compiling: Compiling, { model, field, written }: { readonly model: Model; readonly field: Field; readonly written: readonly WrittenRule[] }): FieldPolicy {
  const using: { read?: RuleSet; create?: RuleSet; update?: RuleSet } = {}
  for (const action of FIELD_ACTIONS) if (written.some(({ actions }) => actions.includes(action))) using[action] = ruleSet(compiling, { model, written, action, at: 'using' })
  const checks = written.filter(({ check, actions }) => check !== undefined && actions.includes('update'))
  // What holds for changes holds for creation, unless that has a rule of its own.
  if (using.create === undefined && using.update) using.create = using.update
  return { field, using, ...(checks.length > 0 && { check: ruleSet(compiling, { model, written: checks, action: 'update', at: 'check' }) }) }
}

function refuse({ findings }: Compiling, { file, line }: Pick<WrittenRule, 'file' | 'line'>, { message, hint }: Pick<Finding, 'message' | 'hint'>): void {
  findings.push({ severity: 'error', code: 'SCHEMA.ANNOTATION', message, file, ...(line !== undefined && { line }), ...(hint !== undefined && { hint }) })
}

function strategiesOf(model: Model): readonly string[] | null {
  const given = model.annotations.find(({ name }) => name === 'auth')?.named['strategies']
  const names = [given ?? []].flat().flatMap((name) => (typeof name === 'string' ? [name.toLowerCase()] : []))
  return names.length === 0 ? null : names
}

function tenancyOf(compiling: Compiling, model: Model): Tenancy | null {
  const annotation = model.annotations.find(({ name }) => name === 'tenant')
  const field = model.fields.get(String(annotation?.named['field'] ?? ''))
  if (!annotation || !field) return null
  const from = String(annotation.named['from'] ?? `auth.${field.name}`)
  const isList = isListOfAuth(compiling, from)
  const { file, line } = annotation
  const { rule, findings } = compileRule({ model, text: `${field.name} ${isList ? 'in' : '=='} ${from}`, name: `@@tenant("${field.name}")`, file, line }, { ...compiling.context, allowsBefore: false })
  compiling.findings.push(...findings)
  return rule && { field, rule, isList }
}

function isListOfAuth({ context: { claims, authModel } }: Compiling, from: string): boolean {
  const name = /^auth\.(\w+)$/.exec(from.trim())?.[1] ?? ''
  return (Object.hasOwn(claims, name) && claims[name]?.endsWith('[]') === true) || authModel?.fields.get(name)?.list === true
}

function setsOf(compiling: Compiling, model: Model): readonly ServerSet[] {
  const id: Expr = { t: 'ref', path: ['auth', 'id'] }
  const ofFields = [...model.fields.values()].flatMap((field) => field.annotations.flatMap((annotation): readonly ServerSet[] => {
    if (annotation.name === 'owner') return [{ field, by: 'owner', create: id }]
    if (annotation.name !== 'set') return []
    const create = expressionOf(compiling, annotation, 'create')
    const update = expressionOf(compiling, annotation, 'update')
    return [{ field, by: 'set', ...(create && { create }), ...(update && { update }) }]
  }))
  const annotation = model.annotations.find(({ name }) => name === 'tenant')
  const field = model.fields.get(String(annotation?.named['field'] ?? ''))
  if (!annotation || !field) return ofFields
  const from = expressionOf(compiling, { ...annotation, named: { from: annotation.named['from'] ?? `auth.${field.name}` } }, 'from')
  const isList = isListOfAuth(compiling, String(annotation.named['from'] ?? `auth.${field.name}`))
  return [...ofFields, { field, by: 'tenant', ...(from && !isList && { create: from }) }]
}

const VALUE_NAMES: ReadonlySet<string> = new Set(['now', 'size'])

// What the server sets, it knows before the row is there.
function expressionOf(compiling: Compiling, annotation: Annotation, key: string): Expr | undefined {
  const text = annotation.named[key]
  if (typeof text !== 'string') return undefined
  const parsed = parseExpr(text)
  if (!parsed.ok) {
    refuse(compiling, annotation, { message: `@${annotation.name} of ${annotation.model}: at character ${parsed.at + 1} of "${text}", ${parsed.message}` })
    return undefined
  }
  let stranger: string | undefined
  walkExpr(parsed.expr, (part, bound) => {
    if (part.t === 'ref' && part.path[0] !== 'auth' && !bound.includes(part.path[0] ?? '')) stranger ??= part.path[0]
    if (part.t === 'call' && !VALUE_NAMES.has(part.fn)) stranger ??= part.fn
  })
  if (stranger !== undefined) refuse(compiling, annotation, { message: `@${annotation.name} of ${annotation.model} reads "${stranger}".`, hint: 'What the server sets is made of `auth`, `now()` and values.' })
  return parsed.expr
}
