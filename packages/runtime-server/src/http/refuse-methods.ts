import { problem } from '@ssot/contract'
import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify'
import type { RuntimeHolder } from './runtime.ts'

const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Notes every route that is mounted from here on; call the answer when all are, and the methods that an address does not take are 405 with `Allow`. */
export function refuseMethods(app: FastifyInstance, holder: RuntimeHolder): () => void {
  const mounted = new Map<string, Set<string>>()
  let isComplete = false
  app.addHook('onRoute', ({ url, method }) => {
    if (isComplete) return
    const methods = mounted.get(url) ?? new Set()
    mounted.set(url, methods)
    for (const name of [method].flat()) methods.add(name.toUpperCase())
  })
  return () => {
    isComplete = true
    for (const [url, methods] of mounted) refuseOthers(app, holder, { url, allowed: [...methods] })
  }
}

function refuseOthers(app: FastifyInstance, holder: RuntimeHolder, { url, allowed }: { readonly url: string; readonly allowed: readonly string[] }): void {
  // The wildcard of CORS answers OPTIONS everywhere, and is no address.
  const method = METHODS.filter((name) => !allowed.includes(name) && !app.hasRoute({ url, method: name }))
  if (method.length === 0 || allowed.every((name) => name === 'OPTIONS')) return
  const allow = [...new Set([...allowed, ...(allowed.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].toSorted().join(', ')
  const path = app.prefix !== '/' && url.startsWith(app.prefix) ? url.slice(app.prefix.length) : url
  app.route({
    method,
    url: path === '' ? '/' : path,
    // Before the body is read: what is refused anyway need not arrive.
    onRequest: async (request) => {
      if (!isAddress(request, holder)) throw problem('REQUEST.NO_ROUTE', { detail: 'There is no such resource.' })
      throw problem('REQUEST.METHOD_NOT_ALLOWED', { detail: `This address takes ${allow}.`, headers: { allow } })
    },
    handler: async () => undefined,
  })
}

function isAddress({ params }: FastifyRequest, holder: RuntimeHolder): boolean {
  const model: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, 'model') : undefined
  return typeof model !== 'string' || holder.current().registry.byPath.has(model)
}
