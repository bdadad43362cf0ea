// Owns the principal of a request. An error while authenticating is a refusal, never somebody.
import { evaluateExpr, isProblem, problem, type Expr, type Json } from '@ssot/contract'
import type { FastifyRequest } from 'fastify'
import { ANONYMOUS, DEVELOPMENT_ADMIN, knownPrincipal, type Principal } from '../policy/principal.ts'
import { failedCondition, type ServerFacts } from './development-identity.ts'
import type { Identity, Runtime, Settings } from './runtime.ts'

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
    if (authenticate) return authenticated(authenticate, request, runtime)
    const failed = failedCondition(factsOf(request), { hasAuthentication: false, production: server.production, bound: server.bound(), origins })
    if (failed === null) return DEVELOPMENT_ADMIN
    if (!warned.has(failed) && !server.production) {
      warned.add(failed)
      request.log.warn(`No development administrator for this request: ${failed}.`)
    }
    return ANONYMOUS
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

/** The principal of an identity, with what its row of the auth model says of it. @throws AUTH.INVALID where there is no such row */
export async function identified(identity: NonNullable<Identity>, { authRow, settings }: Pick<Runtime, 'authRow' | 'settings'>, strategy = 'authenticate'): Promise<Principal> {
  const id = String(identity.id)
  const row = authRow && (await authRow(id))
  if (row === null) throw problem('AUTH.INVALID', { detail: 'The account does not exist.' })
  return principalOf(Object.assign(jsonValues(identity), row && jsonValues(row), { id }), settings.isAdmin, strategy)
}

/** A user with these values; an administrator where `isAdmin` says so. */
export function principalOf(values: { readonly id: string; readonly [name: string]: Json }, isAdmin: Expr | null, strategy: string): Principal {
  const admin = isAdmin !== null && evaluateExpr(isAdmin, { auth: values }) === true
  return knownPrincipal({ kind: 'user', id: values.id, strategy, isAdmin: admin, development: false, values })
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

function jsonValues(values: Readonly<Record<string, unknown>>): Record<string, Json> {
  const out: Record<string, Json> = {}
  for (const name of Object.keys(values)) {
    const value = values[name]
    if (isJson(value)) out[name] = value
    else if (typeof value === 'bigint') out[name] = String(value)
  }
  return out
}

function isJson(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  return Array.isArray(value) && value.every(isJson)
}
