// Decides whether a request to a development server comes from the developer at this very machine.
import { isLoopback } from './loopback.ts'

/** The facts about a request that the decision rests on. */
export interface RequestFacts {
  readonly remoteAddress: string | undefined
  readonly host: string | undefined
  readonly origin: string | undefined
  /** Names of the headers that were sent, lower case. */
  readonly headerNames: readonly string[]
}

/** The facts about the server. */
export interface ServerFacts {
  /** `authenticate` or an auth plugin is configured. */
  readonly hasAuthentication: boolean
  readonly production: boolean
  /** Where it listens; null while it does not. */
  readonly bound: { readonly address: string; readonly port: number } | null
  readonly origins: readonly string[]
}

const OWN_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/** The first condition that does not hold, for the log; null when the caller is the development administrator. */
export function failedCondition(request: RequestFacts, server: ServerFacts): string | null {
  if (server.production) return 'NODE_ENV is production'
  if (server.hasAuthentication) return 'authentication is configured'
  if (!server.bound || !isLoopback(server.bound.address)) return 'the server is not bound to loopback'
  if (!request.remoteAddress || !isLoopback(request.remoteAddress)) return 'the peer is not on loopback'
  const { port } = server.bound
  if (!OWN_NAMES.some((name) => request.host === `${name}:${port}` || (port === 80 && request.host === name))) return 'Host is not localhost with the server’s own port'
  const forwarded = request.headerNames.find((name) => name === 'forwarded' || name.startsWith('x-forwarded-') || name === 'via' || name === 'x-real-ip')
  if (forwarded !== undefined) return `the request was forwarded (${forwarded})`
  if (request.origin !== undefined && !isOwnOrigin(request.origin, port) && !server.origins.includes(request.origin)) return 'Origin is not on the list (server.cors)'
  return null
}

function isOwnOrigin(origin: string, port: number): boolean {
  return OWN_NAMES.some((name) => origin === `http://${name}:${port}` || (port === 80 && origin === `http://${name}`))
}
