// Owns the registry as a class of principals sees it. Fields that nobody of the class can ever read are hidden like those that are hidden from everybody, so that
// parsers, manifest, OpenAPI and errors know nothing of them.
import type { Field, Model, Registry, Relation } from '../registry/registry.ts'
import { replaceFields } from '../registry/traits/apply-traits.ts'
import { isAlways, isNever, type Decisions } from './decisions.ts'
import type { ModelPolicy, Policies, ServerSet } from './model-policy.ts'

/** The registry as a class of principals sees it. */
export function projectRegistry(registry: Registry, policies: Policies, access: Decisions): Registry {
  const models = new Map([...registry.models].map(([name, model]) => [name, projectModel(model, policies.models.get(name), access)]))
  const linked = new Map([...models].map(([name, model]) => [name, projectRelations(model, models, access)]))
  const byPath = new Map([...registry.byPath].flatMap(([path, { name }]) => {
    const model = linked.get(name)
    return model ? [[path, model] as const] : []
  }))
  return Object.freeze({ ...registry, models: linked, byPath })
}

function projectModel(model: Model, policy: ModelPolicy | undefined, access: Decisions): Model {
  const fields = new Map([...model.fields].map(([name, field]) => [name, projectField({ model, field, access }, policy)]))
  if ([...fields].every(([name, field]) => field === model.fields.get(name))) return model
  const isReadable = (name: string): boolean => fields.get(name)?.visibility === 'normal'
  return Object.freeze({
    ...model,
    fields,
    ...(isUnavailable(fields) && { createUnavailable: 'Administrators create them.' }),
    searchFields: model.searchFields.filter(isReadable),
    display: model.display === null || isReadable(model.display) ? model.display : (model.key?.fields[0] ?? null),
    traits: Object.freeze(replaceFields(model.traits, fields)),
  })
}

interface Place {
  readonly model: Model
  readonly field: Field
  readonly access: Decisions
}

function projectField(place: Place, policy: ModelPolicy | undefined): Field {
  const { field } = place
  const changed = { ...field, ...rightsOf(place, policy?.sets.find((set) => set.field.name === field.name)), ...readingOf(place, policy) }
  return JSON.stringify(marksOf(changed)) === JSON.stringify(marksOf(field)) ? field : Object.freeze(changed)
}

type Marks = Pick<Field, 'visibility' | 'clientCreates' | 'clientUpdates' | 'conditional' | 'refused' | 'default'>

function marksOf({ visibility, clientCreates, clientUpdates, conditional, refused, default: standard }: Field): Marks {
  return { visibility, clientCreates, clientUpdates, default: standard, ...(conditional && { conditional }), ...(refused && { refused }) }
}

// A field that may never be read is known only to who has a right of its own to set it.
function readingOf({ model, field, access }: Place, policy: ModelPolicy | undefined): Partial<Marks> {
  if (field.adminSets) return access.class.isAdmin ? { visibility: 'writeOnly', clientCreates: true, clientUpdates: true } : HIDDEN
  const rule = access.field(model.name, field.name, 'read')
  if (field.visibility !== 'normal' || !rule || isAlways(rule)) return {}
  if (!isNever(rule)) return { conditional: true }
  const own = policy?.fields.get(field.name)?.using
  const mayBeSet = (['create', 'update'] as const).some((action) => (own?.[action]?.allow.length ?? 0) > 0 && !isNever(access.field(model.name, field.name, action) ?? { op: 'const', value: true }))
  return mayBeSet ? { visibility: 'writeOnly' } : HIDDEN
}

const HIDDEN = { visibility: 'hidden', clientCreates: false, clientUpdates: false } as const

// What only an administrator may set and every record needs: others create none, and are not told why.
function isUnavailable(fields: ReadonlyMap<string, Field>): boolean {
  return [...fields.values()].some((field) => field.adminSets && field.visibility === 'hidden' && field.required && !field.list && field.default.from === 'none')
}

const SET_ELSEWHERE = { from: 'generated', by: 'auth' } as const

function rightsOf({ model, field, access }: Place, set: ServerSet | undefined): Partial<Marks> {
  const mine = setRights({ field, access }, set)
  const refused = (['create', 'update'] as const).filter((action) => isNever(access.field(model.name, field.name, action) ?? { op: 'const', value: true }))
  if (refused.length === 0) return mine
  return {
    ...mine,
    refused,
    ...(refused.includes('create') && { clientCreates: false }),
    ...(refused.includes('update') && { clientUpdates: false }),
  }
}

function setRights({ field, access }: Pick<Place, 'field' | 'access'>, set: ServerSet | undefined): Partial<Marks> {
  if (!set) return {}
  const { isAdmin, hasId, crossesTenants } = access.class
  if (set.by === 'set') return { clientCreates: false, clientUpdates: false }
  if (set.by === 'owner') return isAdmin ? (hasId ? { default: SET_ELSEWHERE } : {}) : { clientCreates: false, clientUpdates: false }
  const isAsked = set.create === undefined || (isAdmin && crossesTenants)
  return { clientUpdates: false, clientCreates: isAsked && field.clientCreates }
}

// Where the key of a relation tells nothing, or not of every row, the relation is not there, from neither side.
function projectRelations(model: Model, models: ReadonlyMap<string, Model>, access: Decisions): Model {
  const relations = new Map([...model.relations].map(([name, relation]) => [name, isCovered(model, relation, { models, access }) && !relation.hidden ? Object.freeze({ ...relation, hidden: true }) : relation]))
  return [...relations].every(([name, relation]) => relation === model.relations.get(name)) ? model : Object.freeze({ ...model, relations })
}

function isCovered(model: Model, relation: Relation, { models, access }: { readonly models: ReadonlyMap<string, Model>; readonly access: Decisions }): boolean {
  const target = models.get(relation.model)
  if (!target || isNever(access.rule(target.name, 'read'))) return true
  const far = target.relations.get(relation.inverse)?.from ?? []
  const isDark = (holder: Model, names: readonly string[]): boolean => names.some((name) => holder.fields.get(name)?.visibility !== 'normal' || holder.fields.get(name)?.conditional === true)
  return isDark(model, relation.from) || isDark(target, far)
}
