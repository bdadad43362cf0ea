import type { Manifest } from '@ssot/contract'
import type { FastifyInstance } from 'fastify'
import type { OperationContext } from '../operations/context.ts'
import { verdictsOf } from '../policy/guard.ts'
import type { Principal } from '../policy/principal.ts'
import { presentManifest } from '../registry/present-manifest.ts'
import type { Registry } from '../registry/registry.ts'
import type { Serve } from './serve.ts'

/** Builds the manifest of a principal. */
export type PresentManifest = (registry: Registry, principal: Principal) => Manifest

/** Manifests that name these endpoints. */
export function createPresentManifest(endpoints: () => Manifest['endpoints'], maxTake: number): PresentManifest {
  return (registry, principal) =>
    presentManifest(registry, {
      principal: { kind: principal.kind, id: principal.id, isAdmin: principal.isAdmin, development: principal.development, ...nameOf(principal) },
      verdictsOf: (model) => verdictsOf(model, principal),
      endpoints: endpoints(),
      maxTake,
    })
}

function nameOf(principal: Principal): { readonly name?: string } {
  const name = principal.values['name'] ?? principal.values['email']
  if (typeof name === 'string') return { name }
  return principal.development ? { name: 'Development administrator' } : {}
}

/** Mounts `GET /manifest.json`. */
export function mountManifest(app: FastifyInstance, serve: Serve, present: PresentManifest): void {
  app.get('/manifest.json', (request, reply) =>
    serve(request, reply, async ({ registry, principal }: OperationContext) => {
      const manifest = present(registry, principal)
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
