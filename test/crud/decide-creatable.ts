import type { CrudModel, CrudRelation, CrudSchema } from './schema-model.ts'

/**
 * Why a record of a model cannot be stored by the Prisma client over this API, by model; a model that is not here can be.
 * Decided from the schema alone.
 */
export function decideCreatable(schema: CrudSchema): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>()
  const waiting = new Set<CrudModel>()
  for (const model of schema.models.values()) {
    const reason = ownReason(model)
    if (reason === null) waiting.add(model)
    else reasons.set(model.name, reason)
  }
  const done = new Set<string>()
  for (let grew = true; grew; ) {
    grew = false
    for (const model of waiting) {
      if (!requiredRelations(model).every((relation) => done.has(relation.model) || refersToItself(model, relation))) continue
      done.add(model.name)
      waiting.delete(model)
      grew = true
    }
  }
  for (const model of waiting) reasons.set(model.name, describeBlock(schema, model, waiting))
  return reasons
}

/** The relations whose key the model holds and cannot be without. */
export function requiredRelations(model: CrudModel): readonly CrudRelation[] {
  return [...model.relations.values()].filter((relation) => relation.required && relation.from.length > 0)
}

/** Whether the first record can refer to itself: every field that the relation refers to has a value the client may choose. */
export function refersToItself(model: CrudModel, relation: CrudRelation): boolean {
  return relation.model === model.name && relation.to.every((name) => model.fields.get(name)?.default.from !== 'function')
}

function ownReason(model: CrudModel): string | null {
  if (model.isView) return 'a view'
  if (!model.prismaCreates) return 'it has a required field of a type that Prisma does not support'
  if (model.annotations.has('hidden')) return 'it has no API (@@hidden)'
  const blocked = [...model.fields.values()].find((field) => isUnsettable(model, field.name))
  return blocked === undefined ? null : `its required field ${blocked.name} cannot be set by anybody (annotation)`
}

function isUnsettable(model: CrudModel, name: string): boolean {
  const field = model.fields.get(name)
  if (field === undefined || !field.required || field.list || field.default.from !== 'none' || field.isUpdatedAt) return false
  return ['hidden', 'readOnly'].some((annotation) => field.annotations.has(annotation)) && !['set', 'owner'].some((annotation) => field.annotations.has(annotation))
}

function describeBlock(schema: CrudSchema, model: CrudModel, waiting: ReadonlySet<CrudModel>): string {
  const relations = requiredRelations(model)
  const itself = relations.find((relation) => relation.model === model.name && !refersToItself(model, relation))
  if (itself !== undefined) return `it must refer to itself by ${itself.name}, and its key is generated`
  const stuck = relations.filter((relation) => [...waiting].some((candidate) => candidate.name === relation.model))
  const impossible = relations.find((relation) => !stuck.includes(relation) && !schema.models.has(relation.model)) ?? relations.find((relation) => !stuck.includes(relation))
  if (stuck.length === 0 && impossible !== undefined) return `it needs a ${impossible.model}, which cannot be stored`
  return `a required cycle: it needs ${stuck.map((relation) => relation.model).join(' and ')}`
}
