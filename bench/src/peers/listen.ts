import { fastify, type FastifyInstance } from 'fastify'
import { callerOf, type Caller } from '../callers.ts'
import type { ServedPeer } from '../peers.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller
  }
}

const MAX_BODY_BYTES = 10_000_000

/** A Fastify instance that knows the caller of each request, and answers 401 to whoever has no token. */
export function createInstance(): FastifyInstance {
  const app = fastify({ logger: false, bodyLimit: MAX_BODY_BYTES, routerOptions: { maxParamLength: 1000 } })
  app.decorateRequest('caller')
  app.addHook('onRequest', async (request, reply) => {
    const caller = callerOf(request.headers.authorization)
    if (!caller) return reply.code(401).send({ error: 'Sign in.' })
    request.caller = caller
  })
  return app
}

/** Listens on the loopback address; `close` is what is to be closed after the instance. */
export async function listen(app: FastifyInstance, close: () => unknown): Promise<ServedPeer> {
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: async () => {
      await app.close()
      await close()
    },
  }
}
