import type { Explanation } from '@ssot/contract'
import { identified } from '../http/identified.ts'
import type { Runtime } from '../http/runtime.ts'
import { explainAccess, type ExplainRequest } from '../operations/explain-access.ts'
import { ANONYMOUS, isPrincipal, type Principal } from '../policy/principal.ts'
import type { ActingPrincipal } from './act-as.ts'

/** The principal that a request of an identity would have, with what its row says of it. @throws AUTH.INVALID where there is no such row */
export async function principalAs(runtime: Runtime, identity: ActingPrincipal, strategy?: string): Promise<Principal> {
  if (identity === null) return ANONYMOUS
  return isPrincipal(identity) ? identity : identified(identity, runtime, strategy)
}

/** Explains a verdict about whoever an identity is. */
export async function explainTo(runtime: Runtime, identity: ActingPrincipal, request: ExplainRequest): Promise<Explanation> {
  const { registry, records, settings } = runtime
  return explainAccess({ rights: runtime.rightsOf(await principalAs(runtime, identity)), registry, records, limits: settings.limits }, request)
}
