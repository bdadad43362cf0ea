import type { Finding } from '@ssot/contract'
import { isAudited } from '../is-audited.ts'
import type { Model, Registry } from '../registry.ts'

/** A model that asks for what cannot be given: whoever relies on a log must know that there is none. */
export function checkAudits(registry: Pick<Registry, 'models' | 'provider'>): readonly Finding[] {
  return [...registry.models.values()].flatMap((model) => {
    const annotation = model.annotations.find(({ name }) => name === 'audit')
    if (!annotation || isAudited(registry, model)) return []
    const { file, line } = annotation
    return [{ severity: 'warning', code: 'SCHEMA.ANNOTATION', message: `@@audit keeps nothing of ${model.name}: ${reasonOf(registry, model)}.`, file, line } as const]
  })
}

function reasonOf({ provider }: Pick<Registry, 'provider'>, { kind }: Model): string {
  if (kind === 'view') return 'a view is never written'
  return provider === 'mysql' ? 'changes are captured on SQLite and PostgreSQL only' : 'its records have no key'
}
