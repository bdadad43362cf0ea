// Owns what policies say of whole models and fields, whatever the row: who is let in that perhaps should not be, and who is not.
import type { Finding } from '@ssot/contract'
import { isRequiredOnCreate } from '../../registry/is-required-on-create.ts'
import { wordsOf } from '../../registry/name-things.ts'
import { isSensitiveName } from '../../registry/sensitive-names.ts'
import type { Field, Model } from '../../registry/registry.ts'
import { isAlways, isNever } from '../decisions.ts'
import type { ModelPolicy, RuleSet } from '../model-policy.ts'
import { servedModels, warning, type LintContext } from './lint.ts'

/** Models that nobody reads, or that everybody reads or writes; fields that tell of persons to everybody; creates that cannot be. */
export function lintAccess(context: LintContext): readonly Finding[] {
  const models = servedModels(context)
  const unread = models.filter(({ name }) => isUnread(context.policies.models.get(name)))
  const isBare = unread.length === models.length && models.length > 0
  return [...(isBare ? [noRules(context, models)] : unread.map((model) => nobodyReads(context, model))), ...models.flatMap((model) => [...openTo(context, model), ...tellingFields(context, model), ...uncreatable(context, model)])]
}

function isUnread(policy: ModelPolicy | undefined): boolean {
  return !policy || admitsNobody(policy.using.read)
}

function admitsNobody({ allow }: RuleSet): boolean {
  return allow.every(({ rule }) => isNever(rule))
}

function noRules({ placeOf }: LintContext, [first]: readonly Model[]): Finding {
  return warning(placeOf(first?.name ?? ''), 'No model has a rule that lets anybody read it: administrators alone see records.', 'Write `/// @@policy("read", rule: "…")` above a model, or `policies` in ssot.config.ts.')
}

function nobodyReads({ placeOf }: LintContext, { name }: Model): Finding {
  return warning(placeOf(name), `Nobody but an administrator can read ${name}: no rule allows it.`, 'Add `@@policy("read", rule: "…")`, or `@@hidden` where it should have no API.')
}

const ACTIONS = { read: 'read', create: 'create', update: 'change', delete: 'delete' } as const

// A rule with a name of its own was thought about.
function openTo({ anonymous, policies, placeOf }: LintContext, { name }: Model): readonly Finding[] {
  const open = (['read', 'create', 'update', 'delete'] as const).filter((action) => isAlways(anonymous.rule(name, action)) && !isNamed(policies.models.get(name)?.using[action]))
  if (open.length === 0) return []
  const rules = policies.models.get(name)?.using[open[0] ?? 'read'].allow
  const place = rules?.[0] ?? placeOf(name)
  return [warning(place, `Everybody can ${open.map((action) => ACTIONS[action]).join(', ')} every ${name}, signed in or not.`, 'Where that is meant, say so by a name: `@@policy("read", rule: "true", name: "public")`. Else narrow the rule, such as to `authenticated`.')]
}

function isNamed(set: RuleSet | undefined): boolean {
  return set?.allow.some(({ name, text }) => name !== text) === true
}

const PERSONAL: ReadonlySet<string> = new Set(['email', 'mail', 'phone', 'mobile', 'telephone', 'address', 'street', 'birthday', 'birthdate', 'dob', 'ssn', 'iban', 'salary', 'income', 'passport', 'ip', 'token', 'secret', 'otp', 'pin'])
const PAIRS: ReadonlySet<string> = new Set(['birth date', 'date birth', 'tax id', 'card number', 'account number', 'social security'])

function isPersonal(name: string): boolean {
  const words = wordsOf(name)
  return isSensitiveName(name) || words.some((word, index) => PERSONAL.has(word) || PAIRS.has(`${word} ${words[index + 1] ?? ''}`))
}

function tellingFields({ anonymous, policies, placeOf }: LintContext, model: Model): readonly Finding[] {
  if (isNever(anonymous.rule(model.name, 'read'))) return []
  const isOpen = ({ name, visibility }: Field): boolean => {
    const rule = anonymous.field(model.name, name, 'read')
    return visibility === 'normal' && (rule === null || isAlways(rule)) && !isNamed(policies.models.get(model.name)?.fields.get(name)?.using.read)
  }
  const telling = [...model.fields.values()].filter((field) => (field.kind === 'string' || field.kind === 'datetime' || field.kind === 'int' || field.kind === 'decimal') && isPersonal(field.name) && isOpen(field))
  return telling.map(({ name }) => warning(placeOf(model.name, name), `Everybody who is not signed in can read ${model.name}.${name} of the records that are public.`, 'Give it a rule of its own, such as `@policy("read", rule: "isOwner")`, or `@hidden`; where it is meant, say so by a name: `@policy("read", rule: "true", name: "public")`.'))
}

function uncreatable({ policies, placeOf }: LintContext, model: Model): readonly Finding[] {
  if (model.kind !== 'model') return []
  if (model.createUnavailable !== null) return [warning(placeOf(model.name), `No ${model.name} can be created through the API. ${model.createUnavailable}`, 'Give the field a default, `@set(create: "…")` or `@owner`, or make it optional.')]
  const policy = policies.models.get(model.name)
  if (!policy || admitsNobody(policy.using.create)) return []
  const barred = [...model.fields.values()].filter((field) => isRequiredOnCreate(model, field) && isBarred(policy.fields.get(field.name)?.using.create))
  return barred.map(({ name }) => warning(placeOf(model.name, name), `Nobody but an administrator can create a ${model.name}: ${name} is required, and no rule lets anybody set it.`, 'Give the field a default, or a rule for `create`.'))
}

function isBarred(set: RuleSet | undefined): boolean {
  return set !== undefined && set.allow.length > 0 && admitsNobody(set)
}
