// Owns what each trait looks like in a schema: one pure detector for each, in the order in which they are looked for.
import type { Field, Key, Model, Provider, Relation } from '../registry.ts'
import type { TraitName, Traits } from './traits.ts'

/** What a detector looks at beside the model. */
export interface TraitContext {
  readonly models: ReadonlyMap<string, Model>
  readonly enums: ReadonlyMap<string, { readonly values: readonly string[] }>
}

/** How one trait is recognised and what it does to fields. */
export interface TraitSpec {
  /** The trait where it is there, else nothing. */
  readonly detect: (model: Model, context: TraitContext) => Traits
  /** The fields that it changes, as they are then. */
  readonly fields?: (traits: Traits) => readonly Field[]
  /** It acts on writes or reads through statements of our own, so that it is not there on other databases. */
  readonly needsOwnSql?: true
}

/** Every trait. */
export const TRAITS: Readonly<Record<TraitName, TraitSpec>> = {
  slug: { detect: detectSlug, fields: ({ slug }) => (slug ? [{ ...slug.field, default: { from: 'generated', by: 'slug' } }] : []), needsOwnSql: true },
  publish: { detect: detectPublish, needsOwnSql: true },
  softDelete: { detect: detectSoftDelete, fields: ({ softDelete }) => (softDelete ? [serverOwned(softDelete.field)] : []), needsOwnSql: true },
  tree: { detect: detectTree, needsOwnSql: true },
  stamps: { detect: detectStamps, fields: ({ stamps }) => [stamps?.created, stamps?.updated].flatMap((field) => (field ? [serverOwned(field)] : [])) },
  counters: { detect: detectCounters },
  junction: { detect: detectJunction },
}

/** Whether statements of our own are there for a database. */
export function hasOwnSql(provider: Provider): boolean {
  return provider !== 'mysql'
}

function serverOwned(field: Field): Field {
  return { ...field, clientCreates: false, clientUpdates: false }
}

const TITLES = ['title', 'name', 'label', 'headline', 'subject']

function detectSlug({ fields, uniques, display }: Model): Traits {
  const field = fields.get('slug')
  const unique = uniques.find((key) => key.fields.includes('slug'))
  const from = [...TITLES, display ?? ''].flatMap((name) => fields.get(name) ?? []).find((title) => title.name !== 'slug' && isText(title))
  const isPlain = field !== undefined && isText(field) && field.default.from === 'none' && field.clientCreates
  return isPlain && unique && from ? { slug: { field, from, unique: unique.fields } } : {}
}

function isText({ kind, list, visibility }: Field): boolean {
  return kind === 'string' && !list && visibility === 'normal'
}

const MOMENTS = ['publishedAt', 'published_at']

function detectPublish({ fields }: Model, { enums }: TraitContext): Traits {
  const at = MOMENTS.flatMap((name) => fields.get(name) ?? []).find((field) => field.kind === 'datetime' && !field.list && !field.required)
  const flag = fields.get('published') ?? fields.get('isPublished')
  const status = fields.get('status')
  if (at && flag?.kind === 'boolean' && !flag.list) return { publish: { field: flag, value: true, at } }
  const word = status?.kind === 'enum' && !status.list ? enums.get(status.enum ?? '')?.values.find((name) => name.toUpperCase() === 'PUBLISHED') : undefined
  return at && status && word !== undefined ? { publish: { field: status, value: word, at } } : {}
}

const DELETED = ['deletedAt', 'deleted_at']

/** The field that `@@softDelete` names, or the usual one. */
export function softDeleteField({ fields, annotations, kind }: Model): Field | undefined {
  const named = annotations.find(({ name }) => name === 'softDelete')?.named['field']
  const candidates = typeof named === 'string' ? [named] : DELETED
  const isMoment = (field: Field): boolean => field.kind === 'datetime' && !field.list && !field.required && field.default.from === 'none'
  return kind === 'view' ? undefined : candidates.flatMap((name) => fields.get(name) ?? []).find(isMoment)
}

function detectSoftDelete(model: Model): Traits {
  const field = softDeleteField(model)
  return field && model.key ? { softDelete: { field } } : {}
}

function detectTree(model: Model, { models }: TraitContext): Traits {
  const selves = [...model.relations.values()].filter(({ model: target, from, list, hidden }) => target === model.name && from.length === 1 && !list && !hidden)
  const relation = selves.find(({ name }) => name === 'parent') ?? (selves.length === 1 ? selves[0] : undefined)
  const children = relation && models.get(relation.model)?.relations.get(relation.inverse)
  const field = model.fields.get(relation?.from[0] ?? '')
  const to = model.fields.get(relation?.to[0] ?? '')
  const isShown = field?.visibility === 'normal' && !field.required && to?.visibility === 'normal'
  return relation && children?.list && isShown && field && to && model.key ? { tree: { parent: relation.name, field, to, children: children.name } } : {}
}

const CREATED = ['createdAt', 'created_at']
const UPDATED = ['updatedAt', 'updated_at']

function detectStamps({ fields }: Model): Traits {
  const stamp = (names: readonly string[], by: string): Field | undefined =>
    names.flatMap((name) => fields.get(name) ?? []).find(({ kind, default: standard }) => kind === 'datetime' && standard.from === 'generated' && standard.by === by)
  const created = stamp(CREATED, 'now')
  const updated = stamp(UPDATED, 'updatedAt')
  return created || updated ? { stamps: { ...(created && { created }), ...(updated && { updated }) } } : {}
}

const COUNTER = /(?:Count|_count|Counter)$|^(?:count|views|likes|hits|downloads|votes|upvotes|downvotes|shares|clicks|plays|visits)$/

function detectCounters({ fields }: Model): Traits {
  const counting = [...fields.values()].filter(({ name, kind, list, visibility, relation }) => (kind === 'int' || kind === 'bigint') && !list && visibility === 'normal' && relation === undefined && COUNTER.test(name))
  return counting.length > 0 ? { counters: { fields: counting } } : {}
}

function detectJunction({ relations, uniques, fields }: Model): Traits {
  const sides = [...relations.values()].filter(({ from, required }) => from.length > 0 && required)
  const [first, second] = sides
  if (!first || !second || sides.length > 2 || relations.size > 2) return {}
  const keys = new Set([...first.from, ...second.from])
  const isPair = (unique: Key): boolean => unique.fields.length === keys.size && unique.fields.every((name) => keys.has(name))
  const isBare = [...fields.values()].every((field) => keys.has(field.name) || !field.required || field.default.from !== 'none' || field.list)
  return isBare && uniques.some(isPair) ? { junction: { sides: [first.name, second.name] } } : {}
}

/** The to-one relation by which a junction leads on from `relation`, the list of its records. */
export function throughOf(models: ReadonlyMap<string, Model>, relation: Relation): Relation | undefined {
  const junction = models.get(relation.model)
  const far = relation.list ? junction?.traits.junction?.sides.find((name) => name !== relation.inverse) : undefined
  return far === undefined || !junction?.traits.junction?.sides.includes(relation.inverse) ? undefined : junction.relations.get(far)
}
