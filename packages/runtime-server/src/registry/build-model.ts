import { didYouMean, type Finding } from '@ssot/contract'
import { buildField } from './build-field.ts'
import { buildRelation } from './build-relation.ts'
import { checkPlacements } from './checks/check-placements.ts'
import { chooseDisplay, chooseSearchFields } from './choose-display.ts'
import { readComputed } from './computed/read-computed.ts'
import type { Datamodel, DatamodelField, DatamodelModel } from './datamodel.ts'
import { has, textOf, type AnnotationIndex } from './index-annotations.ts'
import { labelOf, pluralLabelOf, resourcePathOf } from './name-things.ts'
import { readLimit } from './read-limit.ts'
import type { Field, Key, Model, Relation, Provider } from './registry.ts'

/** What building a model looks at beside the model itself. */
export interface ModelContext {
  readonly provider: Provider
  readonly datamodel: Datamodel
  readonly annotations: AnnotationIndex
  readonly descriptions: ReadonlyMap<string, string>
}

/** One model or view as the server knows it, and the faults of its annotations. */
export function buildModel(context: ModelContext, source: DatamodelModel): { readonly model: Model; readonly findings: readonly Finding[] } {
  const annotations = context.annotations.ofModel(source.name)
  const uniques = uniquesOf(source)
  const key = keyOf(source, uniques)
  const { fields, findings } = fieldsOf(context, source, uniques)
  const label = textOf(annotations, 'label') ?? labelOf(source.name)
  const named = textOf(annotations, 'display')
  const description = context.descriptions.get(source.name)
  const limit = readLimit(annotations)
  const operations = operationsOf(context.datamodel, source.name)
  const model: Model = Object.freeze({
    name: source.name,
    kind: 'deleteMany' in operations ? 'model' : 'view',
    table: source.dbName ?? source.name,
    ...(typeof source.schema === 'string' && { schema: source.schema }),
    label,
    plural: textOf(annotations, 'label', 'plural') ?? pluralLabelOf(label),
    ...(description !== undefined && { description }),
    path: textOf(annotations, 'path') ?? resourcePathOf(source.name),
    hidden: has(annotations, 'hidden'),
    key,
    uniques,
    fields,
    relations: relationsOf(context, source, fields),
    display: named ?? chooseDisplay(fields, key?.fields ?? []),
    searchFields: chooseSearchFields(fields),
    createUnavailable: 'createOne' in operations ? blockedCreate(fields) : 'It has a required field of a type that Prisma cannot write.',
    ...(limit && { limit }),
    traits: {},
    annotations,
  })
  return { model, findings: [...findings, ...checkDisplay(context, model, named), ...checkPlacements(model, (relation) => inverseOf(context, relation))] }
}

function fieldsOf(context: ModelContext, source: DatamodelModel, uniques: readonly Key[]): ReturnType<typeof readComputed> {
  const stored = new Map(
    source.fields
      .filter((field) => field.kind === 'scalar' || field.kind === 'enum')
      .map((field) => [
        field.name,
        buildField(source, field, { provider: context.provider, annotations: context.annotations.ofField(source.name, field.name), description: context.descriptions.get(`${source.name}.${field.name}`) }),
      ]),
  )
  return readComputed(stored, { keyed: new Set(uniques.flatMap(({ fields }) => fields)), relations: source.fields.filter(({ kind }) => kind === 'object').map(({ name }) => name) })
}

function relationsOf(context: ModelContext, source: DatamodelModel, fields: ReadonlyMap<string, Field>): ReadonlyMap<string, Relation> {
  const relations = new Map<string, Relation>()
  for (const field of source.fields) {
    const target = field.kind === 'object' ? context.datamodel.datamodel.models.find((model) => model.name === field.type) : undefined
    if (!target) continue
    const hidden = has(context.annotations.ofModel(target.name), 'hidden') || standsOnHiddenKey(context, { field, target }, fields)
    relations.set(field.name, buildRelation(field, { model: source, target }, { annotations: context.annotations.ofField(source.name, field.name), hidden }))
  }
  return relations
}

// A hidden foreign key hides its relation from both sides.
function standsOnHiddenKey(context: ModelContext, { field, target }: { readonly field: DatamodelField; readonly target: DatamodelModel }, fields: ReadonlyMap<string, Field>): boolean {
  if ((field.relationFromFields ?? []).some((name) => fields.get(name)?.visibility === 'hidden')) return true
  return target.fields
    .filter((candidate) => candidate.relationName === field.relationName && candidate.name !== field.name)
    .flatMap((candidate) => candidate.relationFromFields ?? [])
    .some((name) => has(context.annotations.ofField(target.name, name), 'hidden'))
}

function inverseOf({ datamodel }: ModelContext, { model, inverse }: Relation): { readonly list: boolean } | undefined {
  const field = datamodel.datamodel.models.find((candidate) => candidate.name === model)?.fields.find((candidate) => candidate.name === inverse)
  return field && { list: field.isList }
}

function uniquesOf(source: DatamodelModel): readonly Key[] {
  const compound = (name: string | null, fields: readonly string[]): Key => ({ name: name ?? fields.join('_'), fields })
  const nameOf = (fields: readonly string[]): string | null =>
    source.uniqueIndexes.find((index) => index.fields.join() === fields.join())?.name ?? null
  return [
    ...source.fields.filter((field) => field.isId).map((field) => compound(null, [field.name])),
    ...(source.primaryKey ? [compound(source.primaryKey.name, source.primaryKey.fields)] : []),
    ...source.fields.filter((field) => field.isUnique && !field.isId).map((field) => compound(null, [field.name])),
    ...source.uniqueFields.map((fields) => compound(nameOf(fields), fields)),
  ]
}

// A unique whose values may be null does not address every record.
function keyOf(source: DatamodelModel, uniques: readonly Key[]): Key | null {
  const isRequired = (name: string): boolean => source.fields.some((field) => field.name === name && field.isRequired)
  return uniques.find((unique) => unique.fields.every(isRequired)) ?? null
}

function operationsOf(datamodel: Datamodel, model: string): object {
  return datamodel.mappings.modelOperations.find((operations) => operations.model === model) ?? {}
}

function blockedCreate(fields: ReadonlyMap<string, Field>): string | null {
  const blocking = [...fields.values()].find((field) => field.required && !field.list && field.default.from === 'none' && !field.clientCreates && !field.computed)
  return blocking ? `Nobody can set "${blocking.name}", which is required and has no default.` : null
}

function checkDisplay(context: ModelContext, model: Model, named: string | undefined): readonly Finding[] {
  const annotation = context.annotations.ofModel(model.name).find((candidate) => candidate.name === 'display')
  if (named === undefined || annotation === undefined || model.fields.get(named)?.visibility === 'normal') return []
  const hint = didYouMean(named, model.fields.keys())
  return [
    {
      severity: 'error',
      code: 'SCHEMA.ANNOTATION',
      message: `@@display("${named}") names no readable field of ${model.name}.`,
      file: annotation.file,
      line: annotation.line,
      ...(hint !== undefined && { hint }),
    },
  ]
}
