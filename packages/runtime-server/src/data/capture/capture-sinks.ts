import type { Model, Registry } from '../../registry/registry.ts'

/** A table that triggers write to. */
export type Sink = '_ssot_audit'

/** The annotations that ask for a model's changes, and where these go. */
const SINKS: ReadonlyMap<string, Sink> = new Map([['audit', '_ssot_audit']])

/** Where the changes of a model go; empty where nothing needs them. */
export function sinksOf({ annotations, kind, key }: Model): readonly Sink[] {
  if (kind !== 'model' || key === null) return []
  return [...new Set(annotations.flatMap(({ name }) => SINKS.get(name) ?? []))]
}

/** The models whose changes are captured. */
export function capturedModels({ models, provider }: Pick<Registry, 'models' | 'provider'>): readonly Model[] {
  return provider === 'mysql' ? [] : [...models.values()].filter((model) => sinksOf(model).length > 0)
}
