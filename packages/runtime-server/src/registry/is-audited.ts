import type { Model, Registry } from './registry.ts'

/** Whether the changes of a model's records are kept: it asks for that, and its database captures them. */
export function isAudited({ provider }: Pick<Registry, 'provider'>, model: Pick<Model, 'kind' | 'key' | 'annotations'>): boolean {
  return provider !== 'mysql' && asksForAudit(model)
}

/** Whether a model has `@@audit`, and records with an address. */
export function asksForAudit({ kind, key, annotations }: Pick<Model, 'kind' | 'key' | 'annotations'>): boolean {
  return kind === 'model' && key !== null && annotations.some(({ name }) => name === 'audit')
}
