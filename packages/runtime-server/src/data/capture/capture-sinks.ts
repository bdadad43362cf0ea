import { isAudited } from '../../registry/is-audited.ts'
import type { Model, Registry } from '../../registry/registry.ts'

/** A table that triggers write to. */
export type Sink = '_ssot_audit'

/** Where the changes of a model go; empty where nothing needs them. */
export function sinksOf(registry: Pick<Registry, 'provider'>, model: Model): readonly Sink[] {
  return isAudited(registry, model) ? ['_ssot_audit'] : []
}

/** The models whose changes are captured. */
export function capturedModels(registry: Pick<Registry, 'models' | 'provider'>): readonly Model[] {
  return [...registry.models.values()].filter((model) => sinksOf(registry, model).length > 0)
}

/** Whether the changes of any model are captured. */
export function capturesAny(registry: Pick<Registry, 'models' | 'provider'>): boolean {
  return capturedModels(registry).length > 0
}
