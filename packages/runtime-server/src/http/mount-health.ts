import type { FastifyInstance } from 'fastify'

/** Mounts `/health` (the process answers) and `/ready` (so does the database). */
export function mountHealth(app: FastifyInstance, ping: () => Promise<void>): void {
  app.get('/health', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }))
  app.get('/ready', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    try {
      await ping()
      return { status: 'ready' }
    } catch (error) {
      request.log.warn({ err: error }, 'the database does not answer')
      return reply.code(503).header('retry-after', '2').send({ status: 'not ready' })
    }
  })
}
