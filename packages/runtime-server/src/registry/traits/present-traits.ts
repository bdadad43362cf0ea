import type { FieldKind, TraitsManifest } from '@ssot/contract'
import type { Field, Model, Relation } from '../registry.ts'

/** The traits of a model by names; those with a field or relation that is not shown are left out. */
export function presentTraits({ traits }: Model, relations: ReadonlySet<string>): TraitsManifest {
  const { slug, publish, softDelete, tree, stamps, junction } = traits
  return {
    ...(slug && areShown(slug.field) && { slug: { field: slug.field.name, from: slug.from.name } }),
    ...(publish && areShown(publish.field, publish.at) && { publish: { field: publish.field.name, value: publish.value, at: publish.at.name } }),
    ...(softDelete && { softDelete: { field: softDelete.field.name } }),
    ...(tree && relations.has(tree.parent) && relations.has(tree.children) && { tree: { parent: tree.parent, field: tree.field.name, children: tree.children } }),
    ...(stamps && { stamps: { ...nameOf('created', stamps.created), ...nameOf('updated', stamps.updated) } }),
    ...(junction?.sides.every((name) => relations.has(name)) && { junction }),
  }
}

function nameOf(key: 'created' | 'updated', field: Field | undefined): { readonly created?: string; readonly updated?: string } {
  return field && areShown(field) ? { [key]: field.name } : {}
}

function areShown(...fields: readonly Field[]): boolean {
  return fields.every((field) => field.visibility === 'normal')
}

const HANDY: readonly FieldKind[] = ['enum', 'boolean', 'datetime', 'string', 'int', 'bigint', 'float', 'decimal']

/** The names of fields, then of to-one and many-to-many relations, that a list is worth filtering by. */
export function presentFilters({ fields, key, traits }: Model, relations: readonly Relation[]): readonly string[] {
  const shown = [...fields.values()].filter((field) => areShown(field) && !field.computed && !field.list && field.relation === undefined && !key?.fields.includes(field.name) && field !== traits.softDelete?.field)
  const linked = relations.filter(({ list, from }) => !list && from.length > 0).map(({ name }) => name)
  const [first, rest] = [HANDY.slice(0, 2), HANDY.slice(2)].map((kinds) => kinds.flatMap((kind) => shown.filter((field) => field.kind === kind).map(({ name }) => name)))
  return [...(first ?? []), ...linked, ...(rest ?? [])]
}
