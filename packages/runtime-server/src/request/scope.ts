import { didYouMean } from '@ssot/contract'
import type { Field, Model, Registry, Relation } from '../registry/registry.ts'
import type { Faults } from './faults.ts'
import { members, type Given } from './given.ts'

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
  /** Records that one request may write, nested ones among them. */
  readonly maxBulk: number
}

/** What a parser works with: the model whose fields are named, and what all parsers of one request share. */
export interface Scope {
  readonly model: Model
  readonly registry: Registry
  readonly faults: Faults
  readonly limits: QueryLimits
  /** Values come as text of a query string, to be read by the field's kind. */
  readonly fromText: boolean
}

/** The field of this name that may be read, else a fault: one that may not is unknown. */
export function readableField(scope: Scope, name: string, path: string): Field | undefined {
  const field = scope.model.fields.get(name)
  if (field?.visibility === 'normal') return field
  unknownField(scope, name, path)
  return undefined
}

/** The field of this name that may be read and is stored, else a fault: what is made when a record is read, the database cannot be asked about. */
export function storedField(scope: Scope, name: string, path: string): Field | undefined {
  const field = readableField(scope, name, path)
  if (!field?.computed) return field
  rejectComputed(scope, field, path)
  return undefined
}

/** Notes that a field is made when a record is read. */
export function rejectComputed({ faults }: Pick<Scope, 'faults'>, { name }: Field, path: string): void {
  faults.add(path, 'REQUEST.FIELD_COMPUTED', `${name} is computed when a record is read: it can be selected, but not filtered by, sorted by, grouped by or aggregated.`)
}

/** Notes that a field which is known of some rows only cannot put all of them in an order, or be computed over them. */
export function rejectConditional({ faults }: Pick<Scope, 'faults'>, { name, conditional }: Field, path: string): void {
  if (conditional) faults.add(path, 'REQUEST.FIELD_CONDITIONAL', `${name} may be read of some records only: it can be selected and filtered by, but not sorted by, grouped by or aggregated.`)
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
export function unknownField({ model, faults }: Scope, name: string, path: string): void {
  const known = knownNames(model)
  const hint = didYouMean(name, known)
  const message = known.includes(name) ? `${name} of ${model.name} cannot be named here.` : `${model.name} has no field ${quote(name)}.${hint === undefined ? '' : ` ${hint}`}`
  faults.add(path, 'REQUEST.UNKNOWN_FIELD', message)
}

/** Notes that a value does not fit. */
export function badValue({ faults }: Pick<Scope, 'faults'>, path: string, message: string): void {
  faults.add(path, 'REQUEST.BAD_VALUE', `${path === '' ? 'The body' : path} ${message}.`)
}

/** Notes what a value was refused for: in the schema's own words, where it has any. */
export function refusedValue(scope: Pick<Scope, 'faults'>, path: string, { message, own }: { readonly message: string; readonly own?: string }): void {
  if (own === undefined) badValue(scope, path, message)
  else scope.faults.add(path, 'REQUEST.BAD_VALUE', own)
}

/** Notes that a limit is passed. */
export function pastLimit({ faults }: Scope, path: string, message: string): void {
  faults.add(path.slice(0, 200), 'LIMIT.EXCEEDED', message)
}

/** Notes members that are not among the allowed ones. */
export function rejectUnknownMembers({ faults }: Pick<Scope, 'faults'>, input: Given, allowed: readonly string[]): void {
  for (const [name, { path }] of members(input)) {
    if (allowed.includes(name)) continue
    const hint = didYouMean(name, allowed)
    faults.add(path, 'REQUEST.UNKNOWN_ARGUMENT', `${quote(name)} is not an argument here.${hint === undefined ? '' : ` ${hint}`}`)
  }
}

/** A client's word in a message, cut to a length that fits one. */
export function quote(name: string): string {
  return JSON.stringify(name.slice(0, 100))
}

function knownNames(model: Model): readonly string[] {
  const fields = [...model.fields.values()].filter((field) => field.visibility === 'normal').map((field) => field.name)
  const relations = [...model.relations.values()].filter((relation) => !relation.hidden).map((relation) => relation.name)
  return [...fields, ...relations]
}
