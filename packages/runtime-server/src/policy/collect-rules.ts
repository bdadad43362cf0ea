// Owns the step from annotations and configuration to rules by action, in the words in which they were written.
import { didYouMean, type Finding, type Json } from '@ssot/contract'
import type { Annotation } from '../registry/annotations/annotation.ts'
import type { Model, Registry } from '../registry/registry.ts'
import type { RuleAction } from './rules/rule.ts'

/** Rules by action as `ssot.config.ts` gives them. */
export type ConfiguredRules = { readonly [action: string]: Json | undefined }

/** Rules of models as `ssot.config.ts` gives them; those of `deny` deny. */
export type ConfiguredPolicies = { readonly [model: string]: ConfiguredRules & { readonly deny?: ConfiguredRules } }

/** One rule as it was written. */
export interface WrittenRule {
  readonly kind: 'allow' | 'deny'
  readonly actions: readonly RuleAction[]
  /** What the row must fulfil as it is; absent where only `check` is written. */
  readonly rule?: Json
  /** What it must fulfil afterwards. */
  readonly check?: Json
  /** Fields that it is for; null: the model. */
  readonly fields: readonly string[] | null
  readonly name?: string
  readonly file: string
  readonly line?: number
}

const ACTIONS: Readonly<Record<string, readonly RuleAction[]>> = {
  read: ['read'],
  create: ['create'],
  update: ['update'],
  delete: ['delete'],
  write: ['create', 'update'],
  // Who changed what is told to those only whom a rule names for it.
  history: ['history'],
  '*': ['read', 'create', 'update', 'delete'],
}

/** The rules of a model, from the schema and from the configuration: they add up. */
export function collectRules(model: Model, configured: ConfiguredPolicies): readonly WrittenRule[] {
  const ofFields = [...model.fields.values()].flatMap((field) => field.annotations.filter(isRule).map((annotation) => ofAnnotation(annotation, [field.name])))
  const own = configured[model.name] ?? {}
  const { deny = {}, ...allow } = own
  return [...model.annotations.filter(isRule).map((annotation) => ofAnnotation(annotation, null)), ...ofFields, ...ofConfig('allow', allow), ...ofConfig('deny', deny)]
}

function isRule({ name }: Annotation): boolean {
  return name === 'policy' || name === 'deny'
}

function ofAnnotation({ name, named, file, line }: Annotation, fields: readonly string[] | null): WrittenRule {
  const { operations, rule, check, name: title } = named
  return {
    kind: name === 'deny' ? 'deny' : 'allow',
    actions: actionsOf(textsOf(operations)),
    ...(rule !== undefined && { rule }),
    ...(check !== undefined && { check }),
    fields: named['fields'] === undefined ? fields : textsOf(named['fields']),
    ...(typeof title === 'string' && { name: title }),
    file,
    line,
  }
}

function ofConfig(kind: WrittenRule['kind'], rules: ConfiguredRules): readonly WrittenRule[] {
  return Object.entries(rules).flatMap(([action, given]) => (given === undefined ? [] : [given].flat()).map((rule): WrittenRule => ({ kind, actions: actionsOf([action]), rule, fields: null, file: 'ssot.config.ts' })))
}

function actionsOf(words: readonly string[]): readonly RuleAction[] {
  return [...new Set(words.flatMap((word) => ACTIONS[word] ?? []))]
}

function textsOf(value: Json | undefined): readonly string[] {
  return [value ?? []].flat().filter((word) => typeof word === 'string')
}

/** Findings about models that the configuration names and the schema does not have. */
export function checkConfigured(configured: ConfiguredPolicies, { models }: Pick<Registry, 'models'>): readonly Finding[] {
  return Object.keys(configured)
    .filter((name) => !models.has(name))
    .map((name) => {
      const hint = didYouMean(name, models.keys())
      return { severity: 'error', code: 'CONFIG.INVALID', message: `\`policies.${name}\` is for no model of the schema.`, file: 'ssot.config.ts', ...(hint !== undefined && { hint }) }
    })
}
