import type { Model, Registry, Relation } from '../../registry/registry.ts'
import type { WriteData } from '../../request/write.ts'
import { capturedModels } from './capture-sinks.ts'

/** Which statements change rows of captured models, by the referential actions that they set off too. */
export interface CaptureReach {
  /** Whether any model is captured. */
  readonly any: boolean
  create(model: Model): boolean
  update(data: Pick<WriteData, 'model' | 'scalars' | 'changes'>): boolean
  delete(model: Model): boolean
}

/** The reach of a registry's writes; what is captured is known once. */
export function captureReach(registry: Registry): CaptureReach {
  const captured = new Set(capturedModels(registry))
  const holders = new Map([...registry.models.values()].map((model) => [model, holdersOf(registry, model)]))
  const passesOn = new Set([...captured].flatMap((model) => [...above(registry, model)]))
  return {
    any: captured.size > 0,
    create: (model) => captured.has(model),
    update: ({ model, scalars, changes }) => captured.has(model) || (passesOn.has(model) && (holders.get(model) ?? []).some(({ to }) => to.some((name) => Object.hasOwn(scalars, name) || Object.hasOwn(changes, name)))),
    delete: (model) => captured.has(model) || passesOn.has(model),
  }
}

// Relations of other models whose key refers to this one.
function holdersOf({ models }: Registry, model: Model): readonly Relation[] {
  return [...models.values()].flatMap((other) => [...other.relations.values()].filter((relation) => relation.from.length > 0 && relation.model === model.name))
}

// The models whose deletions or keys reach this one, directly or through others.
function above(registry: Registry, model: Model, known: Set<Model> = new Set()): ReadonlySet<Model> {
  for (const relation of model.relations.values()) {
    const target = registry.models.get(relation.model)
    if (relation.from.length === 0 || !target || known.has(target)) continue
    known.add(target)
    above(registry, target, known)
  }
  return known
}
