// Owns the questions that lead to a verdict: the same rules that decide requests, each by itself.
import type { Annotation } from '../../registry/annotations/annotation.ts'
import type { Field, Model } from '../../registry/registry.ts'
import { comesFrom } from '../access.ts'
import { deletedRows, liveRows } from '../live-rows.ts'
import type { ModelPolicy, PolicyRule, RuleSet } from '../model-policy.ts'
import type { Rights } from '../rights.ts'
import { bindRule } from '../rules/bind-rule.ts'
import { negateRule } from '../rules/combine-rules.ts'
import { exprsOf, membersOf } from '../rules/exprs-of.ts'
import type { Rule, RuleAction } from '../rules/rule.ts'
import type { Asked, Group, Inquiry, Question } from './inquiry.ts'

/** Everything that decides about a question, for one principal. */
export function ask(rights: Rights, question: Question): Inquiry {
  const { model, action, field } = question
  // What may not be read is not there to be changed.
  const actions: readonly RuleAction[] = action === 'read' || action === 'create' ? [action] : ['read', action]
  const ofModel = actions.map((one) => askOfModel(rights, question, one))
  return { question, groups: [...ofModel, ...(field && isOfFields(action) ? askOfField(rights, { model, field }, action) : [])] }
}

type FieldAction = 'read' | 'create' | 'update'

function isOfFields(action: RuleAction): action is FieldAction {
  return action === 'read' || action === 'create' || action === 'update'
}

function askOfModel(rights: Rights, { model, hasRecord, action: asked }: Question, action: RuleAction): Group {
  const policy = rights.policies.models.get(model.name)
  const of = { rights, action }
  const rules = askRules(of, policy?.using[action] ?? { allow: [], deny: [] })
  const isFirst = action === 'read' || asked === 'create'
  return {
    action,
    ...rules,
    gates: [...(isFirst ? modelGates(of, { model, policy, hasRecord }) : []), ...writeGates(of, model), ...tenantGates(of, policy)],
    isOpen: false,
  }
}

interface Asking {
  readonly rights: Rights
  readonly action: RuleAction
  readonly field?: string
}

function modelGates(of: Asking, { model, policy, hasRecord }: { readonly model: Model; readonly policy: ModelPolicy | undefined; readonly hasRecord: boolean }): readonly Asked[] {
  const live = liveRows(model)
  const { strategy } = of.rights.access.class
  return [
    ...(model.hidden ? [gate(of, { kind: 'hidden', name: '@@hidden', ...placeOf(model, 'hidden') }, 'false')] : []),
    ...(policy?.strategies ? [gate(of, { kind: 'auth', name: `@@auth(${policy.strategies.map((name) => JSON.stringify(name)).join(', ')})`, ...placeOf(model, 'auth') }, comesFrom(policy.strategies, strategy) ? 'true' : 'false')] : []),
    ...(live && hasRecord ? [gate(of, { kind: 'softDelete', name: 'not deleted', ...placeOf(model, 'softDelete') }, { yes: live, no: deletedRows(model) })] : []),
  ]
}

function writeGates(of: Asking, model: Model): readonly Asked[] {
  const isView = model.kind === 'view' && of.action !== 'read' && of.action !== 'history'
  return [
    ...(isView ? [gate(of, { kind: 'view', name: 'a view is only read' }, 'false')] : []),
    ...(of.action === 'create' && model.createUnavailable !== null ? [gate(of, { kind: 'unavailable', name: model.createUnavailable }, 'false')] : []),
  ]
}

function tenantGates(of: Asking, policy: ModelPolicy | undefined): readonly Asked[] {
  const { isAdmin, crossesTenants } = of.rights.access.class
  if (!policy?.tenancy || (isAdmin && crossesTenants)) return []
  const { field, rule } = policy.tenancy
  return [{ step: { kind: 'tenant', action: of.action, name: `@@tenant("${field.name}")`, ...placeOf(policy.model, 'tenant'), ...absentOf(of.rights, rule) }, outcome: outcomeOf(of.rights, rule) }]
}

/** Rules of a field: a field that is computed has those of its inputs. */
function askOfField(rights: Rights, { model, field }: { readonly model: Model; readonly field: Field }, action: FieldAction): readonly Group[] {
  const policy = rights.policies.models.get(model.name)
  const inputs = action === 'read' ? (field.computed?.inputs ?? []) : []
  const of = { rights, action, field: field.name }
  const sets = [field, ...inputs].flatMap(({ name }) => policy?.fields.get(name)?.using[action] ?? [])
  const rules = (sets.length === 0 ? [{ allow: [], deny: [] }] : sets).map((set) => ({ ...askRules(of, set), isOpen: set.allow.length === 0 }))
  return rules.map((group, index) => ({ action, field: field.name, ...group, gates: index === 0 ? fieldGates(of, field, policy) : [] }))
}

function fieldGates(of: Asking, field: Field, policy: ModelPolicy | undefined): readonly Asked[] {
  const marked = (name: string): Named => ({ name: `@${name}`, ...lineOf(field.annotations.find((annotation) => annotation.name === name)) })
  const hiddenBy = (name: string): Named => (field.adminSets ? { name: 'hidden for its telling name' } : marked(name))
  const { isAdmin } = of.rights.access.class
  if (field.visibility === 'hidden' || (field.adminSets && !isAdmin)) return [gate(of, { kind: 'hidden', ...hiddenBy('hidden') }, 'false')]
  if (of.action === 'read') return field.visibility === 'normal' ? [] : [gate(of, { kind: 'hidden', ...hiddenBy('writeOnly') }, 'false')]
  const set = policy?.sets.find((one) => one.field.name === field.name)
  const seen = of.rights.registry.models.get(policy?.model.name ?? '')?.fields.get(field.name)
  const isSent = of.action === 'create' ? seen?.clientCreates : seen?.clientUpdates
  if (isSent || seen?.refused?.includes(of.action === 'create' ? 'create' : 'update')) return []
  const name = set?.by ?? ['readOnly', 'immutable'].find((one) => field.annotations.some((annotation) => annotation.name === one))
  return [gate(of, { kind: 'server', ...(name === undefined ? { name: 'set by the server' } : marked(name)) }, 'false')]
}

function askRules(of: Asking, { allow, deny }: RuleSet): Pick<Group, 'allow' | 'deny'> {
  const { isAdmin } = of.rights.access.class
  const admin: Asked = gate(of, { kind: 'admin', name: 'an administrator passes allow rules' }, 'true')
  return { deny: deny.map((rule) => askRule(of, rule)), allow: [...(isAdmin ? [admin] : []), ...allow.map((rule) => askRule(of, rule))] }
}

function askRule(of: Asking, { kind, name, text, file, line, rule }: PolicyRule): Asked {
  return { step: { kind, ...ofAction(of), name, ...(text !== name && { text }), file, ...(line !== undefined && { line }), ...absentOf(of.rights, rule) }, outcome: outcomeOf(of.rights, rule) }
}

type Named = Pick<Asked['step'], 'name' | 'file' | 'line'>

function gate(of: Asking, { kind, ...named }: Named & Pick<Asked['step'], 'kind'>, outcome: Asked['outcome']): Asked {
  return { step: { kind, ...ofAction(of), ...named }, outcome }
}

function ofAction({ action, field }: Asking): { readonly action: string; readonly field?: string } {
  return field === undefined ? { action } : { action, field }
}

// A rule and its opposite are asked: where neither holds, it is undecided.
function outcomeOf({ values }: Rights, rule: Rule): Asked['outcome'] {
  const [yes, no] = [bindRule(rule, values), bindRule(negateRule(rule), values)]
  if (yes.op === 'always') return 'true'
  if (no.op === 'always') return 'false'
  return isNever(yes) && isNever(no) ? 'undecided' : { yes, no }
}

function isNever(where: Extract<Asked['outcome'], object>['yes']): boolean {
  return where.op === 'or' && where.args.length === 0
}

function absentOf({ values: { auth } }: Rights, rule: Rule): { readonly absent?: readonly string[] } {
  const names = new Set(exprsOf(rule).flatMap((expr) => membersOf(expr, 'auth')))
  const absent = [...names].filter((name) => !Object.hasOwn(auth, name) || auth[name] === null)
  return absent.length === 0 ? {} : { absent: absent.map((name) => `auth.${name}`) }
}

function placeOf({ annotations }: Model, name: string): { readonly file?: string; readonly line?: number } {
  return lineOf(annotations.find((annotation) => annotation.name === name && annotation.scope === 'model'))
}

function lineOf(annotation: Annotation | undefined): { readonly file?: string; readonly line?: number } {
  return annotation ? { file: annotation.file, line: annotation.line } : {}
}
