import type { Field, Relation } from '../registry/registry.ts'
import { isRequiredOnCreate } from '../registry/is-required-on-create.ts'
import { closed, listOf, oneOrMany, parts, type Part } from './document.ts'
import { exampleInput } from './examples.ts'
import { linkOf } from './describe-links.ts'
import { nestedCreate, requiredLinks } from './required-links.ts'
import { sharedSchema, type ModelView, type OpenapiScope } from './scope.ts'
import { createValue, inputItem, inputValue } from './value-schema.ts'

// What may be sent of one model. An unknown member is an error, so every object is closed.

/** A create. A required relation is there by its key or by the relation itself. */
export function describeCreate(scope: OpenapiScope, view: ModelView): Part {
  const choices = requiredLinks(view).map(({ field, relations }): Part => ({ anyOf: [field.name, ...relations].map((name) => ({ required: [name] })) }))
  const fields = choices.length === 0 ? createFields(scope, view) : { allOf: [nestedCreate(scope, view), ...choices] }
  return { ...fields, examples: [exampleInput(scope, view)] }
}

/** A create under another record, which may fill in the link to itself: no link is required here. Undefined where that is no other than a create. */
export function describeNestedCreate(scope: OpenapiScope, view: ModelView): Part | undefined {
  return requiredLinks(view).length === 0 ? undefined : createFields(scope, view)
}

function createFields(scope: OpenapiScope, view: ModelView): Part {
  const linked = new Set(requiredLinks(view).map(({ field }) => field))
  const fields = [...view.model.fields.values()].filter((field) => view.shown.fields[field.name]?.create)
  const required = fields.filter((field) => isRequiredOnCreate(view.model, field) && !linked.has(field)).map((field) => field.name)
  return closed(
    parts([
      ...fields.map((field): [string, Part] => [field.name, createValue(field)]),
      ...writableRelations(scope, view, 'create').map((relation): [string, Part] => [relation.name, linkOf(scope, relation, 'Create')]),
    ]),
    required,
  )
}

/** An update: every member is optional. */
export function describeUpdate(scope: OpenapiScope, view: ModelView): Part {
  const fields = [...view.model.fields.values()].filter((field) => view.shown.fields[field.name]?.update)
  return closed(
    parts([
      ...fields.map((field): [string, Part] => [field.name, updateValue(scope, field)]),
      ...writableRelations(scope, view, 'update').map((relation): [string, Part] => [relation.name, linkOf(scope, relation, relation.required || relation.list ? 'Update' : 'UpdateOptional')]),
    ]),
  )
}

/** The relations that a write of the model may set. */
export function writableRelations(scope: OpenapiScope, { shown, relations }: ModelView, action: 'create' | 'update'): readonly Relation[] {
  return relations.filter((relation) => shown.relations[relation.name]?.[action] === true && (scope.views.get(relation.model)?.uniques.length ?? 0) > 0)
}

const NUMBERS: ReadonlySet<string> = new Set(['int', 'float', 'bigint', 'decimal'])

function updateValue(scope: OpenapiScope, field: Field): Part {
  const value = inputValue(field)
  if (field.list) return { anyOf: [value, closed({ set: listOf(inputItem(field)), push: oneOrMany(inputItem(field)) })] }
  // What cannot be read of every record is set, and not counted.
  const isCounted = NUMBERS.has(field.kind) && field.visibility === 'normal' && !field.conditional
  return isCounted ? { anyOf: [value, sharedSchema(scope, 'NumberChange')] } : value
}
