import type { FieldManifest, Manifest, ModelManifest, RelationManifest } from '@ssot/contract'

/** A field or relation that a list can be filtered by, with the way its condition is given. */
export type Filterable =
  | { readonly name: string; readonly label: string; readonly type: 'boolean' | 'enum' | 'text' | 'number' | 'date'; readonly field: FieldManifest }
  | { readonly name: string; readonly label: string; readonly type: 'relation'; readonly relation: RelationManifest; readonly target: ModelManifest }

const ORDER: readonly Filterable['type'][] = ['enum', 'boolean', 'relation', 'date', 'text', 'number']

/** What a model's list can be filtered by, the handiest first. */
export function filterablesOf(manifest: Manifest, model: ModelManifest): readonly Filterable[] {
  const fields = Object.entries(model.fields).flatMap(([name, field]): Filterable[] => {
    const type = filterTypeOf(field)
    const isForeignKey = field.relation !== undefined && Object.hasOwn(model.relations, field.relation)
    if (!field.read || field.computed || field.list || isForeignKey || type === undefined || model.key.includes(name)) return []
    return [{ name, label: field.label, type, field }]
  })
  const relations = Object.entries(model.relations).flatMap(([name, relation]): Filterable[] => {
    const target = manifest.models[relation.model]
    const isWanted = relation.read && (!relation.list || manifest.models[relation.model]?.relations[relation.inverse]?.list === true)
    return target === undefined || target.key.length === 0 || !isWanted ? [] : [{ name, label: relation.label, type: 'relation', relation, target }]
  })
  return [...fields, ...relations].toSorted((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type))
}

function filterTypeOf(field: FieldManifest): Exclude<Filterable['type'], 'relation'> | undefined {
  switch (field.kind) {
    case 'boolean':
    case 'enum':
      return field.kind
    case 'string':
      return 'text'
    case 'datetime':
      return 'date'
    case 'json':
    case 'bytes':
      return undefined
    default:
      return 'number'
  }
}
