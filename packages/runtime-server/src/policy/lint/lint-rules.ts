// Owns what can be told of a rule by itself: that it says nothing, or what it costs.
import type { Finding } from '@ssot/contract'
import type { PolicyRule } from '../model-policy.ts'
import { rulesOf } from '../rules-of.ts'
import { negateRule } from '../rules/combine-rules.ts'
import type { Rule } from '../rules/rule.ts'
import { showRule } from '../rules/show-rule.ts'
import { servedModels, warning, type LintContext } from './lint.ts'

/** Rules, and parts of rules, that are the same for every row, and rules that each change of a live model asks the database about. */
export function lintRules(context: LintContext): readonly Finding[] {
  return servedModels(context).flatMap(({ name, annotations }) => {
    const policy = context.policies.models.get(name)
    if (!policy) return []
    const rules = distinct(rulesOf(policy))
    const isLive = annotations.some((annotation) => annotation.name === 'realtime')
    return [...rules.flatMap((rule) => saysNothing(name, rule)), ...(isLive ? distinct([...policy.using.read.allow, ...policy.using.read.deny]).flatMap((rule) => asksAgain(name, rule)) : [])]
  })
}

// A rule for several actions is compiled for each.
function distinct(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  return [...new Map(rules.map((rule) => [`${rule.file}:${rule.line ?? ''} ${rule.kind} ${rule.text}`, rule])).values()]
}

const PLAIN: ReadonlySet<string> = new Set(['true', 'false'])

function saysNothing(model: string, written: PolicyRule): readonly Finding[] {
  const { rule, text, kind } = written
  if (rule.op === 'const') return constant(model, written)
  const parts = [...nodesOf(rule)].flatMap((node) => {
    if (node.op === 'or' && hasOpposites(node.args)) return [`\`${showRule(node)}\` holds for every record`]
    return node.op === 'and' && (hasOpposites(node.args) || hasTwoValues(node.args)) ? [`\`${showRule(node)}\` holds for no record`] : []
  })
  return parts.map((part) => warning(written, `${title(kind, text)} of ${model}: ${part}.`, 'Say what was meant, or leave the part out.'))
}

function constant(model: string, written: PolicyRule): readonly Finding[] {
  const { rule, text, kind } = written
  const holds = rule.op === 'const' && rule.value === true
  if (kind === 'deny' && !holds) return [warning(written, `${title(kind, text)} of ${model} denies nothing: it never holds.`, 'Leave it out, or say when it should deny.')]
  if (PLAIN.has(text.trim())) return []
  return [warning(written, `${title(kind, text)} of ${model} is always ${String(holds)}.`, `Write \`${String(holds)}\` where that is meant.`)]
}

function title(kind: PolicyRule['kind'], text: string): string {
  return `The ${kind === 'deny' ? 'denial' : 'rule'} \`${text}\``
}

function* nodesOf(rule: Rule): Generator<Rule> {
  yield rule
  if (rule.op === 'and' || rule.op === 'or') for (const arg of rule.args) yield* nodesOf(arg)
  if (rule.op === 'relation' || rule.op === 'each') yield* nodesOf(rule.where)
}

// What reads `auth` may be undecided, and then neither it nor its opposite holds.
function hasOpposites(args: readonly Rule[]): boolean {
  const plain = args.filter(isOfRowAlone)
  const opposites = new Set(plain.map((arg) => keyOf(negateRule(arg))))
  return plain.some((arg) => opposites.has(keyOf(arg)))
}

function isOfRowAlone(rule: Rule): boolean {
  return rule.op === 'isNull' || rule.op === 'isEmpty' || rule.op === 'compareFields' || (rule.op === 'compare' && 'value' in rule.operand)
}

function hasTwoValues(args: readonly Rule[]): boolean {
  const values = new Map<string, string>()
  return args.some((arg) => {
    if (arg.op !== 'compare' || arg.by !== 'equals' || arg.negated || !('value' in arg.operand)) return false
    const [field, value] = [`${arg.up ?? 0} ${arg.field.name}`, keyOf(arg.operand.value)]
    const other = values.get(field)
    values.set(field, value)
    return other !== undefined && other !== value
  })
}

function keyOf(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => (key === 'field' || key === 'other' ? Reflect.get(Object(part), 'name') : typeof part === 'bigint' ? `${String(part)}n` : part))
}

function asksAgain(model: string, written: PolicyRule): readonly Finding[] {
  const asks = [...nodesOf(written.rule)].some(({ op }) => op === 'relation' || op === 'can')
  if (!asks) return []
  return [warning(written, `${title(written.kind, written.text)} of ${model} looks at other records, and ${model} is live: each of its changes asks the database who may see it.`, 'A rule over the record’s own fields is decided in memory. Keep what decides in a field of the record where there are many changes.')]
}
