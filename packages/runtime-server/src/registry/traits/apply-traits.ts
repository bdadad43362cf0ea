import { didYouMean, type Finding } from '@ssot/contract'
import type { Field, Model, Provider } from '../registry.ts'
import { hasOwnSql, softDeleteField, TRAITS, type TraitContext } from './trait-table.ts'
import type { TraitName, Traits, TraitSwitches } from './traits.ts'

/** What traits are looked for with. */
export interface TraitOptions extends Pick<TraitContext, 'enums'> {
  readonly provider: Provider
  readonly switches: TraitSwitches
}

/** The models with their traits, and with the fields that these change; findings are names of models and annotations that mean nothing. */
export function applyTraits(models: ReadonlyMap<string, Model>, options: TraitOptions): { readonly models: ReadonlyMap<string, Model>; readonly findings: readonly Finding[] } {
  const context: TraitContext = { models, enums: options.enums }
  const applied = [...models.values()].map((model) => withTraits(model, context, options))
  return { models: new Map(applied.map((model) => [model.name, model])), findings: [...checkSwitches(models, options.switches), ...[...models.values()].flatMap((model) => checkSoftDelete(model, options))] }
}

const NAMES = Object.keys(TRAITS).filter((name): name is TraitName => name in TRAITS)

function withTraits(model: Model, context: TraitContext, options: TraitOptions): Model {
  const specs = NAMES.filter((name) => isOn(model, name, options)).map((name) => TRAITS[name])
  // What is computed is no moment, counter or name that something could be done with.
  const stored = { ...model, fields: new Map([...model.fields].filter(([, { computed }]) => !computed)) }
  const found: Traits = Object.assign({}, ...specs.map((spec) => spec.detect(stored, context)))
  const changed = new Map(specs.flatMap((spec) => spec.fields?.(found) ?? []).map((field): [string, Field] => [field.name, Object.freeze(field)]))
  const fields = new Map([...model.fields].map(([name, field]) => [name, changed.get(name) ?? field]))
  return Object.freeze({ ...model, fields, traits: Object.freeze(replaceFields(found, fields)) })
}

/** The traits with the fields of the model as it is in the end. */
export function replaceFields(traits: Traits, fields: ReadonlyMap<string, Field>): Traits {
  const now = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(now)
    return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' ? (fields.get(value.name) ?? value) : value
  }
  const replaced: Traits = Object.fromEntries(Object.entries(traits).map(([name, trait]) => [name, Object.fromEntries(Object.entries(trait).map(([key, value]) => [key, now(value)]))]))
  return replaced
}

function isOn(model: Model, name: TraitName, { provider, switches }: TraitOptions): boolean {
  if (TRAITS[name].needsOwnSql && !hasOwnSql(provider)) return false
  const own = switches.models?.[model.name]?.[name]
  const isAsked = name === 'softDelete' && model.annotations.some((annotation) => annotation.name === 'softDelete')
  return own ?? (isAsked || switches[name] !== false)
}

function checkSwitches(models: ReadonlyMap<string, Model>, { models: named = {} }: TraitSwitches): readonly Finding[] {
  return Object.keys(named)
    .filter((name) => !models.has(name))
    .map((name) => {
      const hint = didYouMean(name, models.keys())
      return { severity: 'error', code: 'CONFIG.INVALID', message: `\`traits.models.${name}\` names no model.`, ...(hint !== undefined && { hint }) }
    })
}

function checkSoftDelete(model: Model, { provider }: TraitOptions): readonly Finding[] {
  const annotation = model.annotations.find(({ name }) => name === 'softDelete')
  if (!annotation) return []
  const place = { severity: 'error', file: annotation.file, line: annotation.line } as const
  if (!hasOwnSql(provider)) return [{ ...place, code: 'SCHEMA.UNSUPPORTED', message: `${model.name} cannot be soft-deleted on MySQL yet.`, hint: 'Use SQLite or PostgreSQL, or remove @@softDelete.' }]
  if (softDeleteField(model) && model.key) return []
  return [{ ...place, code: 'SCHEMA.ANNOTATION', message: `@@softDelete of ${model.name} needs an optional DateTime field, and a key.`, hint: 'Add `deletedAt DateTime?`, or name another field.' }]
}
