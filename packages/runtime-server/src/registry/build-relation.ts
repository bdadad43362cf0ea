import type { Annotation } from './annotations/annotation.ts'
import type { DatamodelField, DatamodelModel } from './datamodel.ts'
import { has, textOf } from './index-annotations.ts'
import { labelOf } from './name-things.ts'
import type { Relation } from './registry.ts'

/** The model that a relation field stands in, and the one it leads to. */
export interface RelationEnds {
  readonly model: DatamodelModel
  readonly target: DatamodelModel
}

/** What one relation field of the datamodel is to the API. `hidden` is decided by the model it leads to and the key it stands on. */
export function buildRelation(field: DatamodelField, ends: RelationEnds, { annotations, hidden }: { readonly annotations: readonly Annotation[]; readonly hidden: boolean }): Relation {
  const help = textOf(annotations, 'help')
  return Object.freeze({
    name: field.name,
    model: field.type,
    list: field.isList,
    required: field.isRequired && !field.isList,
    label: textOf(annotations, 'label') ?? labelOf(field.name),
    ...(help !== undefined && { help }),
    from: field.relationFromFields ?? [],
    to: field.relationToFields ?? [],
    inverse: inverseOf(field, ends)?.name ?? '',
    relationName: field.relationName ?? '',
    ...(field.relationOnDelete !== undefined && { onDelete: field.relationOnDelete }),
    ...(field.relationOnUpdate !== undefined && { onUpdate: field.relationOnUpdate }),
    hidden: hidden || has(annotations, 'hidden'),
    linkRights: has(annotations, 'link') ? 'read' : 'update',
    annotations,
  })
}

function inverseOf(field: DatamodelField, { model, target }: RelationEnds): DatamodelField | undefined {
  const candidates = target.fields.filter((candidate) => candidate.relationName === field.relationName)
  // A self relation has both sides on one model; a symmetric one (m:n with itself) only one field, which is its own inverse.
  return target === model ? (candidates.find((candidate) => candidate.name !== field.name) ?? field) : candidates[0]
}
