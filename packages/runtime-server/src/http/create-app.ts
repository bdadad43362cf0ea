// Owns the Fastify instance: what it accepts at all, and how every error is answered.
import { randomUUID } from 'node:crypto'
import { problem } from '@ssot/contract'
import { fastify, LogController, type FastifyInstance, type FastifyRequest } from 'fastify'
import type { Principal } from '../policy/principal.ts'
import type { Limits } from '../request/limits.ts'
import { allowOrigins } from './allow-origins.ts'
import { createAuthenticate, type ServerState } from './authenticate.ts'
import { findFault, MAX_HEADER_BYTES } from './check-request.ts'
import { createGate, GATE, stopping } from './create-gate.ts'
import { createRates } from './create-rates.ts'
import { mountApp } from './mount-app.ts'
import { mountCrud, mountTransaction } from './mount-crud.ts'
import { mountDocs } from './mount-docs.ts'
import { mountExplain } from './mount-explain.ts'
import { mountFiles } from './mount-files.ts'
import { mountHealth } from './mount-health.ts'
import { mountManifest } from './mount-manifest.ts'
import { collectRoutes, mountOpenapi } from './mount-openapi.ts'
import { mountRelations } from './mount-relations.ts'
import { mountQueries } from './mount-queries.ts'
import { readJsonBodies } from './read-body.ts'
import { refuseMethods } from './refuse-methods.ts'
import { COMMON_HEADERS, createReplyProblem } from './reply-problem.ts'
import { replyToMalformed } from './reply-to-malformed.ts'
import { createPlainRoute, createRoute } from './route.ts'
import type { RuntimeHolder } from './runtime.ts'
import { createServe, type Serve } from './serve.ts'
import { spoolImports } from './spool-import.ts'
import { watchLag } from './watch-lag.ts'

export interface AppOptions {
  readonly holder: RuntimeHolder
  readonly server: ServerState
  readonly ping: () => Promise<void>
  /** `/api`. */
  readonly apiBase: string
  readonly ui: boolean
  /** Mounts the application's own routes. */
  readonly extend: ((app: FastifyInstance, authenticate: (request: FastifyRequest) => Promise<Principal>) => void | Promise<void>) | undefined
}

export interface InstanceOptions {
  readonly logLevel: string
  readonly trustProxy: boolean | string | readonly string[]
  /** Those that hold for as long as the instance: how long a URL and its parts may be. */
  readonly limits: Pick<Limits, 'maxUrlBytes' | 'maxParamLength'>
  readonly schemaHash: () => string
}

/** How much longer than its limit a URL may be to be read and refused by us. */
const SPARE_BYTES = 8192

/** A Fastify instance with our limits, to mount the application on. */
export function createInstance({ logLevel, trustProxy, limits, schemaHash }: InstanceOptions): FastifyInstance {
  const replyProblem = createReplyProblem(schemaHash)
  return fastify({
    // One that says nothing is not made for every request anew.
    logger: logLevel === 'silent' ? false : { level: logLevel },
    logController: new LogController({ disableRequestLogging: logLevel !== 'debug' && logLevel !== 'trace' }),
    genReqId: () => randomUUID(),
    requestTimeout: 60_000,
    trustProxy: typeof trustProxy === 'object' ? [...trustProxy] : trustProxy,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    http: { maxHeaderSize: limits.maxUrlBytes + MAX_HEADER_BYTES + SPARE_BYTES },
    routerOptions: { maxParamLength: limits.maxParamLength, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => void replyProblem(error, request, reply),
    clientErrorHandler: (error, socket) => replyToMalformed(error, socket, schemaHash()),
  })
}

/** Mounts the whole application on an instance or a scope of one; everything lives below the scope's prefix. */
export async function mountAll(app: FastifyInstance, options: AppOptions): Promise<void> {
  const { holder } = options
  answerAll(app, holder)
  const refuseOtherMethods = refuseMethods(app, holder)
  const routes = collectRoutes(app)
  allowOrigins(app, () => holder.current().settings.origins)
  readJsonBodies(app, () => holder.current().settings.limits)
  spoolImports(app, () => holder.current().settings.limits)
  const serve = createServeOf(app, options)
  const prefix = app.prefix === '/' ? '' : app.prefix
  mountHealth(app, options.ping)
  const endpoints = { api: `${prefix}${options.apiBase}`, openapi: `${prefix}/openapi.json` }
  mountManifest(app, serve, { holder, endpoints })
  mountOpenapi(app, serve, { holder, endpoints, routes })
  mountDocs(app)
  await app.register(async (scope) => mountModels(scope, serve, holder), { prefix: options.apiBase })
  if (options.ui) await mountApp(app)
  await mountExtension(app, options)
  routes.complete()
  refuseOtherMethods()
}

// The application's own routes have the same edge, and say themselves what they demand of a principal.
async function mountExtension(app: FastifyInstance, { holder, server, extend }: AppOptions): Promise<void> {
  const authenticate = createAuthenticate(server)
  if (extend) await app.register(async (scope) => extend(scope, (request) => authenticate(request, holder.current())))
}

// Every reply has the same headers, every failure the same form.
function answerAll(app: FastifyInstance, holder: RuntimeHolder): void {
  const schemaHash = (): string => holder.current().registry.schemaHash
  const replyProblem = createReplyProblem(schemaHash)
  let isStopping = false
  app.addHook('preClose', async () => {
    isStopping = true
  })
  app.setErrorHandler(replyProblem)
  app.setNotFoundHandler((request, reply) => replyProblem(problem('REQUEST.NO_ROUTE', { detail: 'There is nothing at this address.' }), request, reply))
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(COMMON_HEADERS).header('x-request-id', request.id).header('x-ssot-schema', schemaHash())
    done(isStopping && request.routeOptions.url !== '/health' ? stopping() : findFault(request, holder.current().settings.limits))
  })
}

function createServeOf(app: FastifyInstance, { holder, server }: AppOptions): Serve {
  const lag = watchLag()
  const gate = createGate({ ...GATE, isLagging: lag.isLagging })
  app.addHook('preClose', async () => gate.close())
  app.addHook('onClose', async () => lag.stop())
  return createServe({ holder, authenticate: createAuthenticate(server), gate, rates: createRates(() => performance.now()) })
}

function mountModels(app: FastifyInstance, serve: Serve, holder: RuntimeHolder): void {
  const route = createRoute(serve)
  mountQueries(app, route)
  mountCrud(app, route)
  mountFiles(app, route)
  mountRelations(app, route)
  mountTransaction(app, createPlainRoute(serve))
  mountExplain(app, createPlainRoute(serve), holder)
}
