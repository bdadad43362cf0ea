import type { Manifest } from '@ssot/contract'
import type { FastifyInstance } from 'fastify'
import { verdictsOf } from '../policy/guard.ts'
import type { Principal } from '../policy/principal.ts'
import { presentManifest } from '../registry/present-manifest.ts'
import type { Runtime, RuntimeHolder } from './runtime.ts'
import type { Serve } from './serve.ts'

/** The manifest of one principal. */
export function presentFor({ registry, settings }: Pick<Runtime, 'registry' | 'settings'>, principal: Principal, endpoints: Manifest['endpoints']): Manifest {
  return presentManifest(registry, {
    principal: { kind: principal.kind, id: principal.id, isAdmin: principal.isAdmin, development: principal.development, ...nameOf(principal) },
    values: principal.values,
    verdictsOf: (model) => verdictsOf(model, principal),
    endpoints,
    maxTake: settings.limits.maxTake,
  })
}

function nameOf(principal: Principal): { readonly name?: string } {
  const name = principal.values['name'] ?? principal.values['email']
  if (typeof name === 'string') return { name }
  return principal.development ? { name: 'Development administrator' } : {}
}

/** Mounts `GET /manifest.json`. */
export function mountManifest(app: FastifyInstance, serve: Serve, { holder, endpoints }: { readonly holder: RuntimeHolder; readonly endpoints: Manifest['endpoints'] }): void {
  app.get('/manifest.json', (request, reply) =>
    serve(request, reply, async ({ principal }) => {
      const manifest = presentFor(holder.current(), principal, endpoints)
      const etag = `"${manifest.rev}"`
      reply.header('etag', etag).header('cache-control', 'private, no-cache')
      if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)) {
        reply.code(304)
        return reply.send()
      }
      return manifest
    }),
  )
}
