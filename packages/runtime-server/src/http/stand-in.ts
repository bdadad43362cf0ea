// Owns whom the administrator of a development server acts as; everybody else who asks for it is refused.
import { problem } from '@ssot/contract'
import { ANONYMOUS, knownPrincipal, type Principal } from '../policy/principal.ts'
import { isPlainObject } from '../request/given.ts'
import { identified } from './identified.ts'
import type { Identity, Runtime } from './runtime.ts'

/** The header that names somebody: URL-encoded JSON, an id and claims as `authenticate` gives them, or null for nobody. */
export const ACT_AS = 'x-ssot-act-as'

/** The principal that the developer acts as, with what its row says of it. @throws REQUEST.BAD_VALUE, AUTH.INVALID where there is no such row */
export async function standIn(header: string | readonly string[], runtime: Runtime): Promise<Principal> {
  const identity = readIdentity(header)
  // It comes from no strategy: a development server has none, and rules that ask for one could not be tried.
  const principal = identity ? await identified(identity, runtime, 'development') : ANONYMOUS
  return knownPrincipal({ ...principal, actedBy: 'development' })
}

/** @throws POLICY.DENIED */
export function refuseActing(): never {
  throw problem('POLICY.DENIED', { detail: `Only the administrator of a development server acts as somebody else (${ACT_AS}).` })
}

/** The identity that a header or a body names; null is nobody. @throws REQUEST.BAD_VALUE */
export function readIdentity(header: string | readonly string[]): NonNullable<Identity> | null {
  const value = parse([header].flat().join(','))
  if (value === null || isIdentity(value)) return value
  throw problem('REQUEST.BAD_VALUE', { detail: `${ACT_AS} must be null, or an object with an id: {"id":1}.` })
}

/** Whether a value is an identity: an object with an id. */
export function isIdentity(value: unknown): value is NonNullable<Identity> {
  return isPlainObject(value) && (typeof value['id'] === 'number' || (typeof value['id'] === 'string' && value['id'] !== ''))
}

function parse(header: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(header))
  } catch {
    return undefined
  }
}
