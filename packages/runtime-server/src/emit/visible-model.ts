import type { Annotation } from '../registry/annotations/annotation.ts'
import type { Field, Model, Registry, Relation } from '../registry/registry.ts'

/** The parts of a model that a client may ever meet, by use. */
export interface VisibleModel {
  readonly model: Model
  readonly readable: readonly Field[]
  /** Those of them that the database can be asked about. */
  readonly stored: readonly Field[]
  readonly relations: readonly Relation[]
  /** Fields whose read depends on a rule of their own: they may be absent from an answer. */
  readonly conditional: ReadonlySet<string>
  readonly creates: boolean
  readonly updates: boolean
}

/** The models with an API, and of each what is not hidden. */
export function visibleModels(registry: Registry): readonly VisibleModel[] {
  return [...registry.models.values()].filter(model => !model.hidden).map(model => visibleModel(registry, model))
}

function visibleModel(registry: Registry, model: Model): VisibleModel {
  const fields = [...model.fields.values()].filter(field => field.visibility !== 'hidden')
  return {
    model,
    readable: fields.filter(field => field.visibility === 'normal'),
    stored: fields.filter(field => field.visibility === 'normal' && !field.computed),
    relations: [...model.relations.values()].filter(relation => isVisible(registry, relation)),
    conditional: new Set(fields.filter(field => isConditional(model, field)).map(field => field.name)),
    creates: model.kind === 'model' && model.createUnavailable === null,
    updates: model.kind === 'model' && model.key !== null,
  }
}

function isVisible(registry: Registry, relation: Relation): boolean {
  return !relation.hidden && registry.models.get(relation.model)?.hidden === false
}

const READ_OPERATIONS: readonly unknown[] = ['read', '*']

function isConditional(model: Model, field: Field): boolean {
  if (model.key?.fields.includes(field.name) === true) return false
  // What is computed is read where each of its inputs is.
  if (field.computed?.inputs.some(input => isConditional(model, input)) === true) return true
  return field.annotations.some(rulesRead) || model.annotations.some(annotation => rulesRead(annotation) && namesField(annotation, field))
}

function rulesRead(annotation: Annotation): boolean {
  const operations = annotation.named['operations']
  const isRule = annotation.name === 'policy' || annotation.name === 'deny'
  return isRule && Array.isArray(operations) && operations.some(operation => READ_OPERATIONS.includes(operation))
}

function namesField(annotation: Annotation, field: Field): boolean {
  const fields = annotation.named['fields']
  return Array.isArray(fields) && fields.includes(field.name)
}
