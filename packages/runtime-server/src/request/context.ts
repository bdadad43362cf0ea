import { didYouMean } from '@ssot/contract'
import type { Field, Model, Registry, Relation } from '../registry/registry.ts'
import { join, type Faults } from './faults.ts'

/** The limits on a query, from the config. */
export interface QueryLimits {
  readonly maxTake: number
  readonly maxDepth: number
  readonly maxRows: number
  readonly maxIncludes: number
  readonly maxFilterNodes: number
  readonly maxRelationFilters: number
  readonly maxInValues: number
  readonly maxOrderBy: number
}

/** What every parser of one request shares. */
export interface ParseContext {
  readonly registry: Registry
  readonly faults: Faults
  readonly limits: QueryLimits
  /** Values come as text of a query string, to be read by the field's kind. */
  readonly fromText: boolean
}

/** The field of this name that may be read, else a fault: one that may not is unknown. */
export function readableField(context: ParseContext, model: Model, name: string, path: string): Field | undefined {
  const field = model.fields.get(name)
  if (field?.visibility === 'normal') return field
  unknownField(context, model, name, path)
  return undefined
}

/** The relation of this name that may be followed, else a fault. */
export function readableRelation(context: ParseContext, model: Model, name: string, path: string): Relation | undefined {
  const relation = relationOf(model, name)
  if (!relation) unknownField(context, model, name, path)
  return relation
}

/** The relation of this name that may be followed. */
export function relationOf(model: Model, name: string): Relation | undefined {
  const relation = model.relations.get(name)
  return relation?.hidden ? undefined : relation
}

/** The model a relation leads to. */
export function targetOf(registry: Registry, relation: Relation): Model {
  const model = registry.models.get(relation.model)
  if (!model) throw new Error(`The registry holds no model ${relation.model}.`)
  return model
}

/** Notes that a name is no field of the model, with what was probably meant. */
export function unknownField(context: ParseContext, model: Model, name: string, path: string): void {
  const hint = didYouMean(name, knownNames(model))
  const message = `${model.name} has no field ${JSON.stringify(name.slice(0, 100))}.${hint === undefined ? '' : ` ${hint}`}`
  context.faults.add(path === '' ? name : path, 'REQUEST.UNKNOWN_FIELD', message)
}

/** Notes that a value does not fit. */
export function badValue(context: ParseContext, path: string, message: string): void {
  context.faults.add(path, 'REQUEST.BAD_VALUE', `${path === '' ? 'The value' : path} ${message}.`)
}

/** Notes keys that are not among the allowed ones. */
export function rejectUnknownKeys(context: ParseContext, input: object, allowed: readonly string[], path: string): void {
  for (const key of Object.keys(input)) {
    if (allowed.includes(key)) continue
    const hint = didYouMean(key, allowed)
    context.faults.add(join(path, key), 'REQUEST.UNKNOWN_ARGUMENT', `${JSON.stringify(key.slice(0, 100))} is not an argument here.${hint === undefined ? '' : ` ${hint}`}`)
  }
}

function knownNames(model: Model): readonly string[] {
  const fields = [...model.fields.values()].filter((field) => field.visibility === 'normal').map((field) => field.name)
  const relations = [...model.relations.values()].filter((relation) => !relation.hidden).map((relation) => relation.name)
  return [...fields, ...relations]
}
