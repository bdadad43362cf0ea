import type { FieldManifest, Manifest, ModelManifest, RelationManifest } from '@ssot/contract'
import { isOrderable } from '../values/is-orderable.ts'

/** One column of a list: a scalar field or a relation. */
export type Column =
  | { readonly name: string; readonly label: string; readonly type: 'field'; readonly field: FieldManifest; readonly sortable: boolean }
  | { readonly name: string; readonly label: string; readonly type: 'relation'; readonly relation: RelationManifest; readonly sortable: boolean }

const MOST = 6
const LATE_KINDS: ReadonlySet<string> = new Set(['datetime'])

/** The columns of a model's list: those asked for, else what tells records apart, the display field first and dates last. */
export function chooseColumns(manifest: Manifest, model: ModelManifest, asked?: readonly string[]): readonly Column[] {
  if (asked !== undefined) return asked.flatMap((name) => columnOf(manifest, model, name) ?? [])
  const candidates = namesInOrder(model).flatMap((name) => columnOf(manifest, model, name) ?? []).filter((column) => tells(model, column))
  const ranked = candidates.toSorted((a, b) => rankOf(model, a) - rankOf(model, b))
  const kept = new Set(ranked.slice(0, MOST))
  const shown = placeInOrder(candidates.filter((column) => kept.has(column)))
  const first = shown.find((column) => column.name === model.display)
  if (first !== undefined) return [first, ...shown.filter((column) => column !== first)]
  const keys = model.key.flatMap((name) => columnOf(manifest, model, name) ?? [])
  return [...keys, ...shown.filter((column) => !model.key.includes(column.name))]
}

/** The column of a field or relation that may be read; undefined for any other name. */
export function columnOf(manifest: Manifest, model: ModelManifest, name: string): Column | undefined {
  const field = Object.hasOwn(model.fields, name) ? model.fields[name] : undefined
  if (field !== undefined) {
    return field.read ? { name, label: field.label, type: 'field', field, sortable: isOrderable(field) } : undefined
  }
  const relation = Object.hasOwn(model.relations, name) ? model.relations[name] : undefined
  const target = relation && manifest.models[relation.model]
  if (relation === undefined || target === undefined || !relation.read) return undefined
  return { name, label: relation.label, type: 'relation', relation, sortable: !relation.list && isOrderable(target.fields[target.display ?? '']) }
}

// Keys, texts of any length, documents and the other side of relations say little in a row.
function tells(model: ModelManifest, column: Column): boolean {
  if (column.type === 'relation') return !column.relation.list && column.relation.via.length > 0
  const { field } = column
  if (column.name === model.display) return true
  if (model.key.includes(column.name) || field.kind === 'json' || field.kind === 'bytes') return false
  return field.widget?.name !== 'textarea' && field.widget?.name !== 'markdown'
}

function rankOf(model: ModelManifest, column: Column): number {
  if (column.name === model.display) return 0
  if (column.type === 'relation') return 1
  if (column.field.list) return 5
  if (column.field.kind === 'enum') return 1
  if (/^(slug|url|uri|path|password|token)$/i.test(column.name)) return 5
  if (/^(body|content|description|text|notes?|bio|summary|message)$/i.test(column.name)) return 5
  if (column.field.default !== undefined && 'generated' in column.field.default) return column.name === 'createdAt' ? 1 : 4
  return 2
}

/** A model's fields and relations: a relation stands where the first field of its key does, the key's own fields are left out. */
export function namesInOrder(model: ModelManifest): readonly string[] {
  const placed = Object.entries(model.fields).flatMap(([name, field]) => {
    const relation = field.relation !== undefined && Object.hasOwn(model.relations, field.relation) ? field.relation : undefined
    if (relation === undefined) return [name]
    return model.relations[relation]?.via[0] === name ? [relation] : []
  })
  return [...placed, ...Object.keys(model.relations).filter((name) => !placed.includes(name))]
}

function placeInOrder(columns: readonly Column[]): readonly Column[] {
  const isLate = (column: Column): boolean => column.type === 'field' && LATE_KINDS.has(column.field.kind)
  return [...columns.filter((column) => !isLate(column)), ...columns.filter(isLate)]
}

/** Whether a column's values stand at the end of the cell. */
export function isNumeric(column: Column): boolean {
  return column.type === 'field' && !column.field.list && ['int', 'float', 'bigint', 'decimal'].includes(column.field.kind)
}
