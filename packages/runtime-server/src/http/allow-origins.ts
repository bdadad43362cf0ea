// Owns which pages of other origins may read answers, and ask before they send (https://fetch.spec.whatwg.org/#http-cors-protocol): those on the list, nobody else.
import type { FastifyInstance } from 'fastify'
import { COMMON_HEADERS } from './reply-problem.ts'

const READS = {
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'etag, location, retry-after, x-request-id, x-ssot-schema',
} as const

const PREFLIGHT = {
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-max-age': '600',
  // Some browsers wait for a body where there is none and nothing says so.
  'content-length': '0',
  'vary': `${COMMON_HEADERS.vary}, Access-Control-Request-Headers`,
} as const

/** Lets pages of these origins read every answer, those of failures among them, and answers what their browsers ask beforehand. */
export function allowOrigins(app: FastifyInstance, origins: () => readonly string[]): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { origin, 'access-control-request-headers': asked } = request.headers
    if (origin === undefined || !origins().includes(origin)) return done()
    reply.headers(READS).header('access-control-allow-origin', origin)
    if (request.method !== 'OPTIONS') return done()
    reply.headers(PREFLIGHT)
    if (asked !== undefined) reply.header('access-control-allow-headers', asked)
    reply.code(204).send()
  })
  // The answer above comes before any route, but there must be one for it to come.
  app.options('*', (_request, reply) => reply.callNotFound())
}
