import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Manifest } from '@ssot/contract'
import type { FastifyInstance } from 'fastify'
import { routeKey } from '../openapi/describe-paths.ts'
import { presentOpenapi } from '../openapi/present-openapi.ts'
import type { Principal } from '../policy/principal.ts'
import type { Registry } from '../registry/registry.ts'
import { presentFor } from './mount-manifest.ts'
import type { Runtime, RuntimeHolder } from './runtime.ts'
import type { Serve } from './serve.ts'

/** The routes that are mounted on a scope, by their identity (`routeKey`). */
export interface Routes {
  readonly mounted: ReadonlySet<string>
  /** Nothing that is mounted from here on counts. */
  complete(): void
}

/** Collects the routes that are mounted on a scope from here on. */
export function collectRoutes(app: FastifyInstance): Routes {
  const prefix = prefixOf(app)
  const mounted = new Set<string>()
  let isComplete = false
  app.addHook('onRoute', ({ method, url }) => {
    if (isComplete) return
    for (const each of [method].flat()) mounted.add(routeKey(each, url.slice(prefix.length)))
  })
  return { mounted, complete: () => void (isComplete = true) }
}

function prefixOf(app: FastifyInstance): string {
  return app.prefix === '/' ? '' : app.prefix
}

/** A document as it is sent. */
interface SentDocument {
  readonly etag: string
  readonly body: string
  readonly zipped: Buffer
}

const MAX_KEPT = 50

type Present = (runtime: Runtime, principal: Principal) => SentDocument

// Principals that are shown the same share a document: who they are is not in it.
function createDocumentCache(app: FastifyInstance, { endpoints, routes }: Omit<OpenapiOptions, 'holder'>): Present {
  const byView = createCache<SentDocument>()
  const byPrincipal = createCache<SentDocument>()
  return (runtime, principal) =>
    byPrincipal(runtime, JSON.stringify([principal.kind, principal.id, principal.isAdmin, principal.development, principal.actedBy, principal.values]), () => {
      const manifest = presentFor(runtime, principal, endpoints)
      return byView(runtime, hashOf(JSON.stringify([manifest.models, principal.kind, principal.isAdmin])), () => render(runtime, manifest, { registry: runtime.rightsOf(principal).registry, prefix: prefixOf(app), routes }))
    })
}

function render(runtime: Runtime, manifest: Manifest, { registry, prefix, routes }: { readonly registry: Registry; readonly prefix: string; readonly routes: Routes }): SentDocument {
  const document = presentOpenapi(registry, {
    manifest,
    prefix,
    isMounted: (method, path) => routes.mounted.has(routeKey(method, path)),
    authenticates: runtime.settings.authenticate !== undefined,
  })
  const body = JSON.stringify(document)
  return { etag: `"${hashOf(body)}"`, body, zipped: gzipSync(body) }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)

/** Values by runtime and key, made when they are missing; the oldest goes first. */
function createCache<Value>(): (runtime: Runtime, key: string, make: () => Value) => Value {
  const kept = new WeakMap<Runtime, Map<string, Value>>()
  return (runtime, key, make) => {
    const ofRuntime = kept.get(runtime) ?? new Map<string, Value>()
    kept.set(runtime, ofRuntime)
    const value = ofRuntime.get(key) ?? make()
    const [oldest] = ofRuntime.keys()
    if (ofRuntime.size >= MAX_KEPT && oldest !== undefined && !ofRuntime.has(key)) ofRuntime.delete(oldest)
    ofRuntime.set(key, value)
    return value
  }
}

/** What the document of a server is made of. */
export interface OpenapiOptions {
  readonly holder: RuntimeHolder
  readonly endpoints: Manifest['endpoints']
  readonly routes: Routes
}

/** Mounts `GET /openapi.json`: for each principal, what its manifest shows. */
export function mountOpenapi(app: FastifyInstance, serve: Serve, { holder, endpoints, routes }: OpenapiOptions): void {
  const present = createDocumentCache(app, { endpoints, routes })
  app.get('/openapi.json', (request, reply) =>
    serve(request, reply, async ({ principal }) => {
      const { etag, body, zipped } = present(holder.current(), principal)
      reply.header('etag', etag).header('cache-control', 'private, no-cache')
      const isUnchanged = request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)
      if (isUnchanged) return reply.code(304).send()
      reply.header('content-type', 'application/json; charset=utf-8').header('vary', `${String(reply.getHeader('vary'))}, Accept-Encoding`)
      // Megabytes of a large schema are much the same, and a tenth of it zipped.
      return /\bgzip\b/.test(String(request.headers['accept-encoding'])) ? reply.header('content-encoding', 'gzip').send(zipped) : reply.send(body)
    }),
  )
}
