import { createHash } from 'node:crypto'
import type { AutoPage, EnumManifest, FieldManifest, Json, Manifest, ModelManifest, ModelVerdicts, NavItem, PageEntry, PrincipalManifest } from '@ssot/contract'
import { mergeConstraints } from './checks/merge-constraints.ts'
import { labelOf } from './name-things.ts'
import { presentRelation } from './present-relation.ts'
import { presentTraits, presentFilters } from './traits/present-traits.ts'
import { isShown, type UiUser } from './ui/is-shown.ts'
import type { Field, Model, Registry, Relation } from './registry.ts'

/** What a manifest needs beside the registry. */
export interface ManifestContext {
  readonly principal: PrincipalManifest
  /** Name of the model whose records are who signs in. */
  readonly users: string | undefined
  /** What page conditions read as `user`. */
  readonly values: Readonly<Record<string, Json>>
  readonly verdictsOf: (model: Model) => ModelVerdicts
  readonly endpoints: Manifest['endpoints']
  readonly maxTake: number
}

/** The registry as one principal may see it, with a content hash as `rev`. */
export function presentManifest(registry: Registry, context: ManifestContext): Manifest {
  const models = [...registry.models.values()].filter((model) => !model.hidden && Object.values(context.verdictsOf(model)).some(Boolean))
  const names = new Set(models.map((model) => model.name))
  const user: UiUser = { ...context.values, id: context.principal.id, isAdmin: context.principal.isAdmin }
  const offers = (entry: PageEntry): boolean => isShown(entry.if, user) && (!('auto' in entry) || entry.model === undefined || isOffered(entry, context, registry.models.get(names.has(entry.model) ? entry.model : '')))
  const pages = Object.fromEntries(Object.entries(registry.ui.pages).filter(([, entry]) => offers(entry)))
  const paths = new Set(Object.values(pages).map((page) => page.path))
  const hiddenPaths = new Set(Object.values(registry.ui.pages).map((page) => page.path).filter((path) => !paths.has(path)))
  const content: Omit<Manifest, 'rev'> = {
    ssot: 1,
    schema: registry.schemaHash,
    site: registry.ui.site,
    endpoints: context.endpoints,
    principal: context.principal,
    ...(context.users !== undefined && names.has(context.users) && { users: context.users }),
    limits: { maxTake: context.maxTake },
    enums: enumsOf(registry, models),
    models: Object.fromEntries(models.map((model) => [model.name, presentModel(registry, model, { can: context.verdictsOf(model), names, maxTake: context.maxTake })])),
    pages,
    nav: {
      header: presentNav(registry.ui.nav.header, hiddenPaths, user),
      sidebar: presentNav(registry.ui.nav.sidebar, hiddenPaths, user),
      footer: presentNav(registry.ui.nav.footer, hiddenPaths, user),
    },
    theme: registry.ui.theme,
    components: registry.ui.components,
    plugins: {},
  }
  return { rev: createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 16), ...content }
}

const PAGE_VERDICT: Readonly<Record<string, keyof ModelVerdicts>> = { list: 'list', detail: 'read', create: 'create', edit: 'update', history: 'history' }

function isOffered(entry: AutoPage, context: ManifestContext, model: Model | undefined): boolean {
  const verdict = PAGE_VERDICT[entry.auto]
  return model !== undefined && (verdict === undefined || context.verdictsOf(model)[verdict] === true)
}

// A link to a page that this principal does not get goes with it, and so does a group left empty.
function presentNav(items: readonly NavItem[], hiddenPaths: ReadonlySet<string>, user: UiUser): readonly NavItem[] {
  return items
    .filter((item) => isShown(item.if, user) && (item.to === undefined || !hiddenPaths.has(item.to)))
    .map((item) => (item.items ? { ...item, items: presentNav(item.items, hiddenPaths, user) } : item))
    .filter((item) => item.to !== undefined || (item.items?.length ?? 0) > 0)
}

function enumsOf(registry: Registry, models: readonly Model[]): Readonly<Record<string, EnumManifest>> {
  const used = new Set(models.flatMap((model) => [...model.fields.values()].map((field) => field.enum)))
  return Object.fromEntries(
    [...registry.enums.values()]
      .filter((type) => used.has(type.name))
      .map((type) => [type.name, { values: type.values.map((name) => ({ name, label: labelOf(name.toLowerCase()) })) }]),
  )
}

function presentModel(registry: Registry, model: Model, { can, names, maxTake }: { readonly can: ModelVerdicts; readonly names: ReadonlySet<string>; readonly maxTake: number }): ModelManifest {
  const relations = [...model.relations.values()].filter((relation) => !relation.hidden && names.has(relation.model))
  return {
    name: model.name,
    label: model.label,
    plural: model.plural,
    ...(model.description !== undefined && { description: model.description }),
    path: model.path,
    key: model.key?.fields ?? [],
    display: model.display,
    ...(model.limit?.take !== undefined && { maxTake: Math.min(model.limit.take, maxTake) }),
    search: model.searchFields.length > 0,
    searchFields: model.searchFields,
    filters: presentFilters(model, relations),
    uniques: model.uniques.filter((unique) => unique.fields.every((name) => model.fields.get(name)?.visibility === 'normal')).map(({ name, fields }) => ({ name, fields })),
    traits: presentTraits(model, new Set(relations.map((relation) => relation.name))),
    can,
    fields: Object.fromEntries(
      [...model.fields.values()].filter((field) => field.visibility !== 'hidden').map((field) => [field.name, presentField(field, can, { relations, counters: model.traits.counters?.fields ?? [] })]),
    ),
    relations: Object.fromEntries(relations.map((relation) => [relation.name, presentRelation({ registry, model, names }, relation, can)])),
    ...(model.createUnavailable !== null && { createUnavailable: model.createUnavailable }),
  }
}

function presentField(field: Field, can: ModelVerdicts, { relations, counters }: { readonly relations: readonly Relation[]; readonly counters: readonly Field[] }): FieldManifest {
  const help = field.help ?? field.description
  const relation = relations.find((candidate) => candidate.from.includes(field.name))
  const constraints = mergeConstraints(field)
  return {
    kind: field.kind,
    label: field.label,
    ...(help !== undefined && { help }),
    ...(field.enum !== undefined && { enum: field.enum }),
    list: field.list,
    required: field.required,
    unique: field.unique,
    ...(field.default.from === 'value' && !field.computed && { default: { value: field.default.value } }),
    ...(field.default.from === 'generated' && !field.computed && { default: { generated: true } }),
    read: field.visibility === 'normal',
    create: can.create && field.clientCreates,
    update: can.update && field.clientUpdates,
    ...(relation && { relation: relation.name }),
    ...(field.widget && { widget: field.widget }),
    ...(field.format !== undefined && { format: field.format }),
    ...(Object.keys(constraints).length > 0 && { constraints }),
    ...(field.conditional && { conditional: true }),
    ...(field.computed && { computed: true }),
    ...(counters.includes(field) && { counter: true }),
  }
}
