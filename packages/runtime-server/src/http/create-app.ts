// Owns the Fastify instance: what it accepts at all, and how every error is answered.
import { randomUUID } from 'node:crypto'
import cors from '@fastify/cors'
import { problem } from '@ssot/contract'
import { fastify, LogController, type FastifyInstance } from 'fastify'
import { createAuthenticate, type ServerState } from './authenticate.ts'
import { mountApp } from './mount-app.ts'
import { mountCrud } from './mount-crud.ts'
import { mountHealth } from './mount-health.ts'
import { mountManifest } from './mount-manifest.ts'
import { readJsonBodies } from './read-body.ts'
import { replyProblem } from './reply-problem.ts'
import type { RuntimeHolder } from './runtime.ts'
import { createServe } from './serve.ts'

export interface AppOptions {
  readonly holder: RuntimeHolder
  readonly server: ServerState
  readonly ping: () => Promise<void>
  /** `/api`. */
  readonly apiBase: string
  readonly ui: boolean
}

export interface InstanceOptions {
  readonly logLevel: string
  readonly bodyLimit: number
  readonly trustProxy: boolean | string | readonly string[]
}

/** A Fastify instance with our limits, to mount the application on. */
export function createInstance(options: InstanceOptions): FastifyInstance {
  return fastify({
    bodyLimit: options.bodyLimit,
    logger: { level: options.logLevel },
    logController: new LogController({ disableRequestLogging: options.logLevel !== 'debug' && options.logLevel !== 'trace' }),
    genReqId: () => randomUUID(),
    requestTimeout: 60_000,
    trustProxy: typeof options.trustProxy === 'object' ? [...options.trustProxy] : options.trustProxy,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 1000, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => void replyProblem(error, request, reply),
  })
}

/** Mounts the whole application on an instance or a scope of one; everything lives below the scope's prefix. */
export async function mountAll(app: FastifyInstance, options: AppOptions): Promise<void> {
  app.setErrorHandler(replyProblem)
  app.setNotFoundHandler((request, reply) => replyProblem(problem('REQUEST.NO_ROUTE', { detail: 'There is nothing at this address.' }), request, reply))
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id).header('vary', 'Authorization, Cookie, Origin')
    done()
  })
  await app.register(cors, {
    origin: (origin, decide) => decide(null, origin !== undefined && options.holder.current().settings.origins.includes(origin)),
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: ['etag', 'location', 'retry-after', 'x-request-id', 'x-ssot-schema'],
    maxAge: 600,
    strictPreflight: false,
  })
  readJsonBodies(app)
  const serve = createServe(options.holder, createAuthenticate(options.server))
  const prefix = app.prefix === '/' ? '' : app.prefix
  mountHealth(app, options.ping)
  mountManifest(app, serve, { holder: options.holder, endpoints: { api: `${prefix}${options.apiBase}` } })
  await app.register(async (scope) => mountCrud(scope, serve), { prefix: options.apiBase })
  if (options.ui) await mountApp(app)
}
