import type { FieldManifest, Manifest, ModelManifest, RelationManifest } from '@ssot/contract'

/** Whether a record is made or changed. */
export type FormMode = 'create' | 'edit'

/** Whether a field or relation may be sent. */
export function isSettable(part: { readonly create: boolean; readonly update: boolean }, mode: FormMode): boolean {
  return mode === 'create' ? part.create : part.update
}

/** One input of a form: for a scalar field, or for the records of a relation. */
export type FormItem =
  | { readonly type: 'field'; readonly name: string; readonly label: string; readonly help?: string; readonly required: boolean; readonly field: FieldManifest }
  | {
      readonly type: 'relation'
      readonly name: string
      readonly label: string
      readonly help?: string
      readonly required: boolean
      readonly relation: RelationManifest
      readonly target: ModelManifest
    }

/** The inputs of a model's form: those asked for, else every field that may be sent, a relation in place of its key. */
export function planForm(manifest: Manifest, model: ModelManifest, { mode, names }: { readonly mode: FormMode; readonly names?: readonly string[] | undefined }): readonly FormItem[] {
  const order = names ?? defaultOrder(model)
  const items = order.flatMap((name) => itemOf(manifest, model, { mode, name }) ?? [])
  return items.filter((item, index) => items.findIndex((other) => other.name === item.name) === index)
}

// When a record was made is known by itself; who wants to write it names the field.
function defaultOrder(model: ModelManifest): readonly string[] {
  const fields = Object.entries(model.fields).filter(([name, field]) => !(/^created/i.test(name) && field.default !== undefined && 'generated' in field.default))
  return [...fields.map(([name]) => name), ...Object.keys(model.relations)]
}

function itemOf(manifest: Manifest, model: ModelManifest, { mode, name }: { readonly mode: FormMode; readonly name: string }): FormItem | undefined {
  const field = Object.hasOwn(model.fields, name) ? model.fields[name] : undefined
  if (field === undefined) return relationItem(manifest, model, { mode, name })
  const relation = field.relation === undefined ? undefined : relationItem(manifest, model, { mode, name: field.relation })
  if (relation !== undefined) return relation
  if (!isSettable(field, mode)) return undefined
  const required = field.required && !field.list && field.default === undefined && !(mode === 'edit' && !field.read)
  return { type: 'field', name, label: field.label, ...helpOf(field), required, field }
}

// Records on the other side of a relation are made and changed on their own pages; only links between both are set here.
function relationItem(manifest: Manifest, model: ModelManifest, { mode, name }: { readonly mode: FormMode; readonly name: string }): FormItem | undefined {
  const relation = Object.hasOwn(model.relations, name) ? model.relations[name] : undefined
  const target = relation && manifest.models[relation.model]
  if (relation === undefined || target === undefined || !isSettable(relation, mode) || target.key.length === 0) return undefined
  const isManyToMany = relation.list && relation.via.length === 0 && target.relations[relation.inverse]?.list === true
  if (relation.list ? !isManyToMany : relation.via.length === 0) return undefined
  return { type: 'relation', name, label: relation.label, ...helpOf(relation), required: relation.required && !relation.list, relation, target }
}

function helpOf({ help }: { readonly help?: string }): { readonly help?: string } {
  return help === undefined ? {} : { help }
}

const LONG_NAMES = /^(body|content|description|text|notes?|bio|summary|message|markdown|html)$/i
const SHORT = 200

/** Whether a string is written on several lines. */
export function isLongText(name: string, field: FieldManifest): boolean {
  if (field.kind !== 'string' || field.list) return false
  if (field.widget !== undefined) return field.widget.name === 'textarea' || field.widget.name === 'markdown'
  const { maxLength } = field.constraints ?? {}
  return (LONG_NAMES.test(name) && (maxLength === undefined || maxLength > SHORT)) || (maxLength !== undefined && maxLength > 1_000)
}
