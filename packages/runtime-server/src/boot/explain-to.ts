import type { Explanation } from '@ssot/contract'
import type { Runtime } from '../http/runtime.ts'
import { explainAccess, type ExplainRequest } from '../operations/explain-access.ts'
import { principalNow, type ActingPrincipal } from './act-as.ts'

/** What code asks: a question, and what vouches for whom it is about, where models ask for it by `@@auth`. */
export interface ExplainQuestion extends ExplainRequest {
  readonly strategy?: string | undefined
}

/** Explains a verdict about whoever an identity is. */
export async function explainTo(runtime: Runtime, identity: ActingPrincipal, { strategy, ...request }: ExplainQuestion): Promise<Explanation> {
  const { registry, records, settings } = runtime
  const principal = await principalNow(runtime, identity, strategy ?? 'authenticate')
  return explainAccess({ rights: runtime.rightsOf(principal), registry, records, limits: settings.limits }, request)
}
