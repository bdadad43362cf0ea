import type { Field } from '../registry/registry.ts'
import { isRequiredOnCreate } from '../registry/is-required-on-create.ts'
import type { Part } from './document.ts'
import { schemaOf, type ModelView, type OpenapiScope } from './scope.ts'

/** A field that a create must have, and that a relation may give. */
export interface RequiredLink {
  readonly field: Field
  /** Names of the relations that give the field. */
  readonly relations: readonly string[]
}

/** The fields of a create that are there by themselves or by a relation. */
export function requiredLinks({ model, shown, relations }: ModelView): readonly RequiredLink[] {
  const creatable = [...model.fields.values()].filter((field) => shown.fields[field.name]?.create && isRequiredOnCreate(model, field))
  return creatable.flatMap((field) => {
    const giving = relations.filter((relation) => relation.from.includes(field.name) && shown.relations[relation.name]?.create)
    return giving.length === 0 ? [] : [{ field, relations: giving.map((relation) => relation.name) }]
  })
}

/** The schema of a create under another record. */
export function nestedCreate(scope: OpenapiScope, view: ModelView): Part {
  return schemaOf(scope, view.model.name, requiredLinks(view).length === 0 ? 'Create' : 'NestedCreate')
}
