import type { Manifest } from '@ssot/contract'
import type { FastifyInstance } from 'fastify'
import { verdictsOf } from '../policy/guard.ts'
import type { Principal } from '../policy/principal.ts'
import { presentManifest } from '../registry/present-manifest.ts'
import type { Runtime, RuntimeHolder } from './runtime.ts'
import type { Serve } from './serve.ts'

/** The manifest of one principal. */
export function presentFor({ rightsOf, settings, authModel }: Pick<Runtime, 'rightsOf' | 'settings'> & Partial<Pick<Runtime, 'authModel'>>, principal: Principal, endpoints: Manifest['endpoints']): Manifest {
  const rights = rightsOf(principal)
  return presentManifest(rights.registry, {
    principal: { kind: principal.kind, id: principal.id, isAdmin: principal.isAdmin, development: principal.development, ...(principal.development && authModel && { users: authModel.name }), ...(principal.actedBy && { actedBy: principal.actedBy }), ...nameOf(principal) },
    users: settings.users,
    values: principal.values,
    verdictsOf: (model) => verdictsOf(model, rights),
    endpoints,
    maxTake: settings.limits.maxTake,
  })
}

function nameOf(principal: Principal): { readonly name?: string } {
  const name = principal.values['name'] ?? principal.values['email']
  if (typeof name === 'string') return { name }
  return principal.development ? { name: 'Development administrator' } : {}
}

/** A manifest as it is sent. */
interface SentManifest {
  readonly etag: string
  readonly body: string
}

const MAX_KEPT = 200

/** Manifests as sent, by runtime and by all that they depend on of the principal; the oldest goes first. */
function createManifestCache(endpoints: Manifest['endpoints']): (runtime: Runtime, principal: Principal) => SentManifest {
  const kept = new WeakMap<Runtime, Map<string, SentManifest>>()
  return (runtime, principal) => {
    const ofRuntime = kept.get(runtime) ?? new Map<string, SentManifest>()
    kept.set(runtime, ofRuntime)
    const key = JSON.stringify([principal.kind, principal.id, principal.isAdmin, principal.development, principal.actedBy, principal.values])
    const found = ofRuntime.get(key)
    if (found) return found
    const manifest = presentFor(runtime, principal, endpoints)
    const sent = { etag: `"${manifest.rev}"`, body: JSON.stringify(manifest) }
    const [oldest] = ofRuntime.keys()
    if (ofRuntime.size >= MAX_KEPT && oldest !== undefined) ofRuntime.delete(oldest)
    ofRuntime.set(key, sent)
    return sent
  }
}

/** Mounts `GET /manifest.json`. */
export function mountManifest(app: FastifyInstance, serve: Serve, { holder, endpoints }: { readonly holder: RuntimeHolder; readonly endpoints: Manifest['endpoints'] }): void {
  const present = createManifestCache(endpoints)
  app.get('/manifest.json', (request, reply) =>
    serve(request, reply, async ({ principal }) => {
      const { etag, body } = present(holder.current(), principal)
      reply.header('etag', etag).header('cache-control', 'private, no-cache')
      const isUnchanged = request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)
      return isUnchanged ? reply.code(304).send() : reply.header('content-type', 'application/json; charset=utf-8').send(body)
    }),
  )
}
