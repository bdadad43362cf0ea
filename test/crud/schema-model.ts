// Owns what the command itself knows of a schema: read from Prisma's datamodel and the schema's text, never from the server under test.
import type { DmmfDocument, PrismaSchema } from '../../packages/runtime-server/src/data/prisma/parse-schema.ts'
import { readAnnotationNames } from './read-annotation-names.ts'

/** A scalar or enum field. */
export interface CrudField {
  readonly name: string
  /** Prisma's scalar type, or `enum`. */
  readonly type: string
  readonly list: boolean
  readonly required: boolean
  readonly native: { readonly name: string; readonly args: readonly string[] } | null
  /** `none`, a literal, or made by a function. */
  readonly default: { readonly from: 'none' } | { readonly from: 'function'; readonly name: string } | { readonly from: 'literal'; readonly value: unknown }
  readonly isUpdatedAt: boolean
  readonly isId: boolean
  /** Of an enum: its values. */
  readonly values: readonly string[]
  readonly annotations: ReadonlySet<string>
}

/** One side of a relation. */
export interface CrudRelation {
  readonly name: string
  readonly model: string
  readonly list: boolean
  readonly required: boolean
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly inverse: string
  readonly annotations: ReadonlySet<string>
}

/** A unique and Prisma's name of it. */
export interface CrudUnique {
  readonly name: string
  readonly fields: readonly string[]
}

export interface CrudModel {
  readonly name: string
  readonly isView: boolean
  /** Whether Prisma's client has a create for it. */
  readonly prismaCreates: boolean
  readonly fields: ReadonlyMap<string, CrudField>
  readonly relations: ReadonlyMap<string, CrudRelation>
  readonly uniques: readonly CrudUnique[]
  readonly annotations: ReadonlySet<string>
}

export interface CrudSchema {
  readonly provider: PrismaSchema['provider']
  readonly models: ReadonlyMap<string, CrudModel>
}

type DmmfModel = DmmfDocument['datamodel']['models'][number]
type DmmfField = DmmfModel['fields'][number]

/** The models of a schema in its own order. */
export function readSchemaModel(schema: PrismaSchema): CrudSchema {
  const annotations = readAnnotationNames(schema.files.map((file) => file.text))
  const models = schema.dmmf.datamodel.models.map((model): readonly [string, CrudModel] => [model.name, readModel(schema, model, annotations)])
  return { provider: schema.provider, models: new Map(models) }
}

function readModel(schema: PrismaSchema, source: DmmfModel, annotations: ReadonlyMap<string, ReadonlySet<string>>): CrudModel {
  const operations = schema.dmmf.mappings.modelOperations.find((candidate) => candidate.model === source.name) ?? {}
  const named = (field: DmmfField): ReadonlySet<string> => annotations.get(`${source.name}.${field.name}`) ?? new Set<string>()
  const scalars = source.fields.filter((field) => field.kind === 'scalar' || field.kind === 'enum')
  const relations = source.fields.filter((field) => field.kind === 'object')
  return {
    name: source.name,
    isView: !('deleteMany' in operations),
    prismaCreates: 'createOne' in operations,
    fields: new Map(scalars.map((field) => [field.name, readField(schema, field, named(field))])),
    relations: new Map(relations.map((field) => [field.name, readRelation(schema, source, field, named(field))])),
    uniques: readUniques(source),
    annotations: annotations.get(source.name) ?? new Set(),
  }
}

function readField(schema: PrismaSchema, field: DmmfField, annotations: ReadonlySet<string>): CrudField {
  const values = schema.dmmf.datamodel.enums.find((candidate) => candidate.name === field.type)?.values ?? []
  return {
    name: field.name,
    type: field.kind === 'enum' ? 'enum' : field.type,
    list: field.isList,
    required: field.isRequired,
    native: field.nativeType ? { name: field.nativeType[0], args: field.nativeType[1] } : null,
    default: readDefault(field),
    isUpdatedAt: field.isUpdatedAt ?? false,
    isId: field.isId,
    values: field.kind === 'enum' ? values.map((value) => value.name) : [],
    annotations,
  }
}

function readDefault(field: DmmfField): CrudField['default'] {
  if (!field.hasDefaultValue || field.default === undefined) return { from: 'none' }
  const value: unknown = field.default
  const isFunction = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isFunction ? { from: 'function', name: String(Reflect.get(value, 'name')) } : { from: 'literal', value }
}

function readRelation(schema: PrismaSchema, model: DmmfModel, field: DmmfField, annotations: ReadonlySet<string>): CrudRelation {
  const others = schema.dmmf.datamodel.models.find((candidate) => candidate.name === field.type)?.fields ?? []
  const sides = others.filter((candidate) => candidate.relationName === field.relationName)
  const inverse = sides.find((candidate) => field.type !== model.name || candidate.name !== field.name)
  return {
    name: field.name,
    model: field.type,
    list: field.isList,
    required: field.isRequired && !field.isList,
    from: field.relationFromFields ?? [],
    to: field.relationToFields ?? [],
    inverse: inverse?.name ?? field.name,
    annotations,
  }
}

function readUniques(model: DmmfModel): readonly CrudUnique[] {
  const single = (field: DmmfField): CrudUnique => ({ name: field.name, fields: [field.name] })
  const compound = (fields: readonly string[], name: string | null): CrudUnique => ({ name: name ?? fields.join('_'), fields })
  return [
    ...model.fields.filter((field) => field.isId).map(single),
    ...(model.primaryKey ? [compound(model.primaryKey.fields, model.primaryKey.name)] : []),
    ...model.fields.filter((field) => field.isUnique && !field.isId).map(single),
    ...model.uniqueIndexes.map((index) => compound(index.fields, index.name ?? null)),
    ...model.uniqueFields.filter((fields) => !model.uniqueIndexes.some((index) => index.fields.join() === fields.join())).map((fields) => compound(fields, null)),
  ]
}
