// Owns what a request counts for: one request, and as many writes as it holds.
import { isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Principal } from '../policy/principal.ts'
import type { Model } from '../registry/registry.ts'
import type { Limits } from '../request/limits.ts'
import { perMinute, type Rates } from './create-rates.ts'

/** Counts what a principal does; the development administrator is counted for nothing. */
export interface Charges {
  request(): void
  writes(amount: number): void
  /** Counts that a model was asked for, where it has a rate of its own. */
  model(model: Pick<Model, 'name' | 'limit'>): void
}

/** The charges of one request. Each method raises LIMIT.RATE. */
export function chargesOf(rates: Rates, { principal, request, limits }: { readonly principal: Principal; readonly request: Pick<FastifyRequest, 'ip'>; readonly limits: Limits }): Charges {
  if (principal.development) return { request: () => undefined, writes: () => undefined, model: () => undefined }
  const key = principal.kind === 'anonymous' ? addressKey(request.ip) : `${principal.kind} ${principal.id}`
  return {
    request: () => rates.charge(`requests ${key}`, 1, perMinute(limits.requestsPerMinute)),
    writes: (amount) => rates.charge(`writes ${key}`, amount, perMinute(limits.writesPerMinute)),
    model: ({ name, limit }) => limit?.rate && rates.charge(`model ${name} ${key}`, 1, limit.rate),
  }
}

/** Counts a request with credentials that were refused, by where it came from. @throws LIMIT.RATE */
export function chargeRefused(rates: Rates, address: string, { requestsPerMinute }: Limits): void {
  rates.charge(`requests ${addressKey(address)}`, 1, perMinute(requestsPerMinute))
}

// One subscriber of an IPv6 network has a /64 to himself.
function addressKey(address: string): string {
  const ip = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIPv6(ip) ? `address ${networkOf(ip)}` : `address ${ip}`
}

function networkOf(ip: string): string {
  const [head = '', tail] = ip.toLowerCase().split('%')[0]?.split('::') ?? []
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...zeros, ...after].slice(0, 4).map((part) => part.replace(/^0+(?=.)/, '')).join(':')
}

const READING = new Set(['$query', '$count', '$aggregate', '$group', '$search', '$export', '$can', '$explain'])
const READ_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** How many writes a request is by its method, its action and the lists in its body; 0 for a read. */
export function writesOf(request: Pick<FastifyRequest, 'method' | 'body'> & { readonly routeOptions: { readonly url?: string | undefined } }): number {
  // Fastify makes the options of a route anew each time they are asked for.
  if (READ_METHODS.has(request.method)) return 0
  const { routeOptions, body } = request
  const action = routeOptions.url?.split('/').at(-1) ?? ''
  if (READING.has(action)) return 0
  const list = action === '$transaction' ? memberOf(body, 'operations') : action === '$create-many' ? memberOf(body, 'data') : undefined
  return Array.isArray(list) ? Math.max(1, list.length) : 1
}

function memberOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
}
