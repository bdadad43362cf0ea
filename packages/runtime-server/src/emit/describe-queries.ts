import type { Field, Key, Model, Relation } from '../registry/registry.ts'
import type { Scope } from './describe-inputs.ts'
import { filterType, recordType, uniqueType } from './scalar-types.ts'
import { closed, type TypeSchema } from './type-schema.ts'
import type { VisibleModel } from './visible-model.ts'

// What one model answers and how it is asked for.

/** The readable scalar fields. */
export function describeRecord(part: VisibleModel): TypeSchema {
  const members = part.readable.map(field => ({
    name: field.name,
    type: recordType(field),
    required: !part.conditional.has(field.name),
    description: field.description,
  }))
  return closed(members, part.model.description)
}

/** By relation: the other model's name, and whether there are many. */
export function describeRelations(part: VisibleModel): TypeSchema {
  const members = part.relations.map(relation => ({
    name: relation.name,
    type: `{ readonly model: '${relation.model}'; readonly list: ${String(relation.list)} }`,
    required: true,
  }))
  return closed(members)
}

/** Filters over stored fields that may be read and relations, and their combinations. */
export function describeWhere(scope: Scope, part: VisibleModel): TypeSchema {
  const self = scope.names.of(part.model.name, 'Where')
  const combination = `$.OneOrMany<${self}>`
  return closed([
    { name: 'AND', type: combination, required: false },
    { name: 'OR', type: `readonly ${self}[]`, required: false },
    { name: 'NOT', type: combination, required: false },
    ...part.stored.map(field => ({ name: field.name, type: filterType(field), required: false })),
    ...part.relations.map(relation => ({ name: relation.name, type: relationFilter(scope, relation), required: false })),
  ])
}

/** One term of an order: a field, or a field of a to-one relation. */
export function describeOrderBy(scope: Scope, part: VisibleModel): TypeSchema {
  const fields = part.stored.filter(field => !field.list && field.kind !== 'json' && field.kind !== 'bytes')
  return closed([
    ...fields.map(field => ({ name: field.name, type: field.required ? '$.SortOrder' : '$.SortOrder | $.SortWithNulls', required: false })),
    ...part.relations.filter(relation => !relation.list).map(relation => ({ name: relation.name, type: scope.names.of(relation.model, 'OrderBy'), required: false })),
  ])
}

/** The uniques of a model, each with its value: `{ id: string } | { slug: string }`. */
export function describeWhereUnique(model: Model): string {
  const uniques = model.uniques.flatMap(key => keyType(model, key) ?? [])
  return uniques.length === 0 ? 'never' : uniques.join(' | ')
}

function keyType(model: Model, key: Key): string | undefined {
  const fields = key.fields.flatMap(name => model.fields.get(name) ?? [])
  if (fields.length !== key.fields.length || fields.some(field => field.visibility !== 'normal')) return undefined
  const parts = fields.map(field => `readonly ${field.name}: ${uniqueType(field)}`)
  return isCompound(key, fields) ? `{ readonly ${key.name}: { ${parts.join('; ')} } }` : `{ ${parts.join('; ')} }`
}

function isCompound(key: Key, fields: readonly Field[]): boolean {
  return fields.length > 1 || key.name !== fields[0]?.name
}

function relationFilter(scope: Scope, relation: Relation): string {
  const where = scope.names.of(relation.model, 'Where')
  if (relation.list) return `$.ManyFilter<${where}>`
  return relation.required ? `$.OneFilter<${where}>` : `$.OneFilter<${where}> | null`
}
