// Owns the step from outcomes to a verdict, in the order in which requests are decided, and its sentence.
import type { ExplainedStep, Explanation } from '@ssot/contract'
import { liveRule } from '../compile-policies.ts'
import type { Rights } from '../rights.ts'
import { allRules, TRUE } from '../rules/combine-rules.ts'
import { showRule } from '../rules/show-rule.ts'
import type { Asked, Group, Inquiry, Question } from './inquiry.ts'

/** Whether a condition holds of the record; null where none was named, and undefined where there is no such record. */
export type Holds = ((where: Extract<Asked['outcome'], object>['yes']) => boolean) | null | undefined

interface Decision {
  readonly verdict: Explanation['verdict']
  readonly by: ExplainedStep | null
  readonly group: Group<ExplainedStep>
}

/** The explanation of an inquiry whose record was asked. */
export function conclude(rights: Rights, { question, groups }: Inquiry, holds: Holds): Omit<Explanation, 'record'> {
  const answered = groups.map((group) => answer(group, holds))
  const [first] = answered
  const missing: ExplainedStep | null = holds === undefined && first ? { kind: 'record', action: first.action, name: 'there is such a record', outcome: 'false' } : null
  const decisions = answered.map(decide)
  const decision = (missing && first ? { verdict: 'denied' as const, by: missing, group: first } : undefined) ?? decisions.find(({ verdict }) => verdict === 'denied') ?? decisions.find(({ verdict }) => verdict === 'depends') ?? decisions.at(-1)
  const { principal } = rights
  const condition = conditionOf(rights, question)
  const status = decision?.verdict === 'denied' ? statusOf(rights, question, decision) : undefined
  const checks = question.action === 'update' ? checksOf(rights, question) : []
  return {
    principal: { kind: principal.kind, id: principal.id, strategy: principal.strategy, isAdmin: principal.isAdmin },
    action: question.action,
    model: question.model.name,
    ...(question.field && { field: question.field.name }),
    verdict: decision?.verdict ?? 'denied',
    because: decision ? sentenceOf(decision, question, condition) : '',
    ...(status !== undefined && { answers: status }),
    decidedBy: decision?.by ?? null,
    steps: [...(missing ? [missing] : []), ...answered.flatMap(({ gates, deny, allow }) => [...gates, ...deny, ...allow])],
    condition,
    ...(checks.length > 0 && { checks }),
  }
}

function answer(group: Group, holds: Holds): Group<ExplainedStep> {
  const all = (steps: readonly Asked[]): readonly ExplainedStep[] => steps.map(({ step, outcome }) => told(step, outcome, holds))
  return { ...group, gates: all(group.gates), deny: all(group.deny), allow: all(group.allow) }
}

function told({ absent, ...step }: Asked['step'], outcome: Asked['outcome'], holds: Holds): ExplainedStep {
  const said = typeof outcome === 'string' ? outcome : !holds ? 'depends' : holds(outcome.yes) ? 'true' : holds(outcome.no) ? 'false' : 'undecided'
  return { ...step, outcome: said, ...(absent && said !== 'true' && { absent }) }
}

function decide(group: Group<ExplainedStep>): Decision {
  const { gates, deny, allow, isOpen } = group
  const is = (...outcomes: readonly string[]) => ({ outcome }: ExplainedStep): boolean => outcomes.includes(outcome)
  const refusing = gates.find(is('false', 'undecided')) ?? deny.find(is('true', 'undecided'))
  const allowing = allow.find(is('true'))
  const waiting = [...gates, ...deny].find(is('depends')) ?? (allowing || isOpen ? undefined : allow.find(is('depends')))
  if (refusing) return { verdict: 'denied', by: refusing, group }
  if (waiting) return allowing || isOpen || allow.some(is('depends')) ? { verdict: 'depends', by: waiting, group } : { verdict: 'denied', by: null, group }
  return { verdict: allowing || isOpen ? 'allowed' : 'denied', by: allowing ?? null, group }
}

function statusOf(rights: Rights, { model, action, field }: Question, { by, group }: Decision): Explanation['answers'] {
  if (model.hidden) return 404
  if (!rights.allows(model, action)) return rights.principal.kind === 'anonymous' ? 401 : 403
  if (group.action === 'read' && group.field === undefined) return 404
  return field && (action === 'read' || by?.kind === 'hidden' || by?.kind === 'server') ? undefined : 403
}

function conditionOf({ access }: Rights, { model, action, field }: Question): string {
  const actions = action === 'create' ? [action] : (['read', action] as const)
  const ofField = field && (action === 'read' || action === 'create' || action === 'update') ? access.field(model.name, field.name, action) : null
  const live = action === 'create' ? TRUE : (liveRule(model) ?? TRUE)
  const rules = [live, ...actions.map((one) => access.rule(model.name, one)), ofField ?? TRUE]
  const known = new Map(rules.map((rule) => [showRule(rule), rule]))
  return showRule(allRules([...known.values()]))
}

function checksOf({ policies }: Rights, { model }: Question): NonNullable<Explanation['checks']> {
  const policy = policies.models.get(model.name)
  const before = new Set([...(policy?.using.update.allow ?? []), ...(policy?.using.update.deny ?? [])].map(({ kind, text }) => `${kind} ${text}`))
  const after = [...(policy?.check.allow ?? []), ...(policy?.check.deny ?? [])].filter(({ kind, text }) => !before.has(`${kind} ${text}`))
  return after.map(({ kind, name, text, file, line }) => ({ kind, name, ...(text !== name && { text }), file, ...(line !== undefined && { line }) }))
}

const OF_KIND: Readonly<Partial<Record<ExplainedStep['kind'], (step: ExplainedStep) => string>>> = {
  record: () => 'there is no such record',
  softDelete: (step) => `the record was deleted${at(step)}`,
  hidden: (step) => `${step.field ?? 'the model'} is hidden${at(step)}`,
  view: () => 'it is a view, which is only read',
  unavailable: ({ name }) => name.replace(/\.$/, ''),
  server: (step) => `${step.field ?? 'the field'} is not for clients to set here: ${step.name}${at(step)}`,
  auth: (step) => `the principal does not come from ${step.name}${at(step)}`,
  admin: () => 'an administrator passes allow rules',
}

function sentenceOf({ verdict, by, group }: Decision, { model, action, field }: Question, condition: string): string {
  const what = group.action === action ? '' : `what may not be read cannot be ${PAST[action] ?? 'changed'}: `
  if (verdict === 'depends') return `Depends on the record: ${condition}`
  const word = verdict === 'allowed' ? 'Allowed' : 'Denied'
  const own = by && OF_KIND[by.kind]
  if (own) return `${word}: ${what}${own(by)}.`
  if (by) return `${word}${what === '' ? '' : `: ${what.slice(0, -2)}, denied`} by ${ruleOf(by)}${verdict === 'allowed' ? '' : `, which ${outcomeOf(by, 'holds')}`}.`
  if (verdict === 'allowed') return `Allowed: ${field?.name ?? model.name} has no rule of its own and follows the record.`
  const tried = group.allow.map((step) => `${ruleOf(step)} ${outcomeOf(step, 'is true')}`)
  return tried.length === 0 ? `Denied: ${what}there is no rule for ${group.action} of ${model.name}.` : `Denied: ${what}no rule allows it: ${tried.join('; ')}.`
}

const PAST: Readonly<Record<string, string>> = { update: 'updated', delete: 'deleted', history: 'followed back' }

function ruleOf(step: ExplainedStep): string {
  return `${step.kind === 'tenant' ? step.name : `the rule "${step.name}"`}${at(step)}`
}

function at({ file, line }: ExplainedStep): string {
  return file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`
}

function outcomeOf({ kind, outcome, absent }: ExplainedStep, positive: string): string {
  if (outcome === 'true') return positive
  if (outcome === 'undecided') return `is undecided, since ${absent?.join(' and ') ?? 'something that it reads'} is absent`
  return kind === 'tenant' ? 'does not hold' : `is ${outcome}`
}
