// Owns the principal of a request. An error while authenticating is a refusal, never somebody.
import { isProblem, problem } from '@ssot/contract'
import type { FastifyRequest } from 'fastify'
import { ANONYMOUS, DEVELOPMENT_ADMIN, type Principal } from '../policy/principal.ts'
import { failedCondition, type ServerFacts } from './development-identity.ts'
import { identified } from './identified.ts'
import type { Identity, Runtime, Settings } from './runtime.ts'
import { ACT_AS, refuseActing, standIn } from './stand-in.ts'

/** The principal of one request. @throws AUTH.INVALID */
export type Authenticate = (request: FastifyRequest, runtime: Runtime) => Promise<Principal>

/** What the step needs to know of the server itself. */
export interface ServerState {
  readonly production: boolean
  /** Where it listens; null while it does not. */
  bound(): ServerFacts['bound']
}

/** Builds the step that finds out who a request acts for. */
export function createAuthenticate(server: ServerState): Authenticate {
  const warned = new Set<string>()
  return async (request, runtime) => {
    const { authenticate, origins } = runtime.settings
    const actsAs = request.headers[ACT_AS]
    if (authenticate) return actsAs === undefined ? authenticated(authenticate, request, runtime) : refuseActing()
    const failed = failedCondition(factsOf(request), { hasAuthentication: false, production: server.production, bound: server.bound(), origins })
    if (failed === null) return actsAs === undefined ? DEVELOPMENT_ADMIN : standIn(actsAs, runtime)
    if (!warned.has(failed) && !server.production) {
      warned.add(failed)
      request.log.warn(`No development administrator for this request: ${failed}.`)
    }
    return actsAs === undefined ? ANONYMOUS : refuseActing()
  }
}

function factsOf(request: FastifyRequest): Parameters<typeof failedCondition>[0] {
  const { host, origin } = request.raw.headers
  return { remoteAddress: request.raw.socket.remoteAddress, host, origin, headerNames: Object.keys(request.raw.headers) }
}

type AuthenticateRequest = NonNullable<Settings['authenticate']>

async function authenticated(authenticate: AuthenticateRequest, request: FastifyRequest, runtime: Runtime): Promise<Principal> {
  const identity = await identify(authenticate, request)
  return identity === null || identity === undefined ? ANONYMOUS : identified(identity, runtime)
}

async function identify(authenticate: AuthenticateRequest, request: FastifyRequest): Promise<Identity> {
  try {
    const identity = await authenticate(request)
    if (identity === null || identity === undefined) return null
    if ((typeof identity.id === 'string' && identity.id !== '') || typeof identity.id === 'number') return identity
  } catch (error) {
    if (isProblem(error)) throw error
    request.log.error({ err: error }, 'authenticate failed')
    throw problem('AUTH.INVALID', { detail: 'The credentials could not be checked.' })
  }
  request.log.error('authenticate answered neither null nor an object with an id; the request is refused')
  throw problem('AUTH.INVALID', { detail: 'The credentials could not be checked.' })
}
