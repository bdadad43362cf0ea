import type { ModelVerdicts, RelationKind, RelationManifest } from '@ssot/contract'
import type { Model, Registry, Relation } from './registry.ts'
import { throughOf } from './traits/trait-table.ts'

/** The model that a relation stands in, and the models that a principal sees. */
export interface RelationPlace {
  readonly registry: Pick<Registry, 'models'>
  readonly model: Model
  readonly names: ReadonlySet<string>
}

/** What a manifest says of a relation. */
export function presentRelation({ registry, model, names }: RelationPlace, relation: Relation, can: ModelVerdicts): RelationManifest {
  const settable = (which: 'clientCreates' | 'clientUpdates'): boolean => relation.from.every((name) => model.fields.get(name)?.[which] ?? false)
  const through = throughOf(registry.models, relation)
  return {
    model: relation.model,
    kind: kindOf(registry, relation),
    ...(relation.model === model.name && { self: true }),
    ...(through && !through.hidden && names.has(through.model) && { through: { relation: through.name, model: through.model } }),
    label: relation.label,
    ...(relation.help !== undefined && { help: relation.help }),
    list: relation.list,
    required: relation.required,
    via: relation.from,
    references: relation.to,
    inverse: relation.inverse,
    read: true,
    create: can.create && settable('clientCreates'),
    update: can.update && settable('clientUpdates'),
  }
}

function kindOf({ models }: Pick<Registry, 'models'>, { model, inverse, list }: Relation): RelationKind {
  const back = models.get(model)?.relations.get(inverse)?.list === true
  return `${back ? 'many' : 'one'}-to-${list ? 'many' : 'one'}`
}
