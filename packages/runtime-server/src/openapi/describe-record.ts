import type { Key, Relation } from '../registry/registry.ts'
import { isSortable } from '../request/parse-order-by.ts'
import { closed, listOf, nullable, oneOrMany, parts, type Part } from './document.ts'
import { schemaOf, sharedSchema, type ModelView, type OpenapiScope } from './scope.ts'
import { operandItem, recordValue } from './value-schema.ts'

// What one model answers, and how it is asked for.

/** A record: every readable field, and the relations and counts that `include` or `select` asked for. */
export function describeRecord(scope: OpenapiScope, { model, readable, relations }: ModelView): Part {
  const required = readable.filter((field) => !field.conditional).map((field) => field.name)
  return {
    type: 'object',
    ...(model.description !== undefined && { description: model.description }),
    ...(required.length > 0 && { required }),
    properties: parts([
      ...readable.map((field): [string, Part] => [field.name, recordValue(field)]),
      ...relations.map((relation): [string, Part] => [relation.name, relatedRecord(scope, relation)]),
      ['_count', relations.some((relation) => relation.list) ? sharedSchema(scope, 'RelationCounts') : undefined],
    ]),
  }
}

function relatedRecord(scope: OpenapiScope, relation: Relation): Part {
  const record = schemaOf(scope, relation.model, 'Record')
  if (relation.list) return listOf(record)
  // A record that was deleted and kept is not there for those that refer to it.
  const mayBeDeleted = scope.registry.models.get(relation.model)?.traits.softDelete !== undefined
  return relation.required && !mayBeDeleted ? record : nullable(record)
}

/** Direction of an order. */
export const DIRECTION: Part = { type: 'string', enum: ['asc', 'desc'] }

/** One term of an order: a field, or a field of a to-one relation. */
export function describeOrderBy(scope: OpenapiScope, { stored, relations }: ModelView): Part {
  return closed(
    parts([
      ...stored.filter((field) => isSortable(field) && !field.conditional).map((field): [string, Part] => [field.name, field.required ? DIRECTION : sharedSchema(scope, 'SortWithNulls')]),
      ...relations.filter((relation) => !relation.list).map((relation): [string, Part] => [relation.name, schemaOf(scope, relation.model, 'OrderBy')]),
    ]),
  )
}

/** The uniques of a model, each with its value; undefined where none may be read. */
export function describeWhereUnique(view: ModelView): Part | undefined {
  const [first, ...more] = view.uniques.map((key) => uniqueSchema(view, key))
  return more.length === 0 ? first : { anyOf: [first ?? {}, ...more] }
}

function uniqueSchema({ readable }: ModelView, key: Key): Part {
  const fields = key.fields.flatMap((name) => readable.find((field) => field.name === name) ?? [])
  const values = closed(parts(fields.map((field): [string, Part] => [field.name, operandItem(field)])), key.fields)
  return fields.length > 1 || key.name !== key.fields[0] ? closed({ [key.name]: values }, [key.name]) : values
}

const FLAG: Part = { type: 'boolean' }

/** Which fields, relations and counts are answered. */
export function describeSelect(scope: OpenapiScope, { readable, relations }: ModelView): Part {
  return closed(parts([...readable.map((field): [string, Part] => [field.name, FLAG]), ...relatedArguments(scope, relations)]))
}

/** Which fields are not answered. */
export function describeOmit(scope: OpenapiScope, { model, readable }: ModelView): Part {
  return { type: 'object', additionalProperties: FLAG, ...(readable.length > 0 && { propertyNames: schemaOf(scope, model.name, 'FieldName') }) }
}

/** The names of the readable fields. */
export function describeFieldName(_scope: OpenapiScope, { readable }: ModelView): Part | undefined {
  return readable.length === 0 ? undefined : { type: 'string', enum: readable.map((field) => field.name) }
}

/** Which relations and counts are answered beside the fields; undefined where the model has none. */
export function describeInclude(scope: OpenapiScope, { relations }: ModelView): Part | undefined {
  return relations.length === 0 ? undefined : closed(parts(relatedArguments(scope, relations)))
}

function relatedArguments(scope: OpenapiScope, relations: readonly Relation[]): readonly [string, Part][] {
  const named = relations.map((relation): [string, Part] => [relation.name, schemaOf(scope, relation.model, relation.list ? 'NestedList' : 'NestedRecord')])
  return relations.some((relation) => relation.list) ? [...named, ['_count', sharedSchema(scope, 'CountSelection')]] : named
}

/** What may be said of a related record: that it is answered, or how. */
export function describeNestedRecord(scope: OpenapiScope, view: ModelView): Part {
  return { anyOf: [FLAG, closed(selectionArguments(scope, view))] }
}

/** What may be said of a related list: that it is answered, or how. */
export function describeNestedList(scope: OpenapiScope, view: ModelView): Part {
  return { anyOf: [FLAG, closed({ ...selectionArguments(scope, view), ...filterArguments(scope, view), take: takeSchema(scope, view), skip: SKIP })] }
}

/** `select`, `include` and `omit` of a model. */
export function selectionArguments(scope: OpenapiScope, { model, relations }: ModelView): Readonly<Record<string, Part>> {
  return parts([
    ['select', schemaOf(scope, model.name, 'Select')],
    ['include', relations.length > 0 ? schemaOf(scope, model.name, 'Include') : undefined],
    ['omit', schemaOf(scope, model.name, 'Omit')],
  ])
}

/** `where` and `orderBy` of a model. */
export function filterArguments(scope: OpenapiScope, { model }: ModelView): Readonly<Record<string, Part>> {
  return { where: schemaOf(scope, model.name, 'Where'), orderBy: oneOrMany(schemaOf(scope, model.name, 'OrderBy')) }
}

/** How many records at most. */
export function takeSchema({ manifest }: OpenapiScope, { shown }: ModelView): Part {
  return { type: 'integer', minimum: 0, maximum: shown.maxTake ?? manifest.limits.maxTake }
}

/** How many records to pass over. */
export const SKIP: Part = { type: 'integer', minimum: 0 }
