import type { FastifyInstance } from 'fastify'
import type { RuntimeHolder } from './runtime.ts'

const STEP_MS = 50
const FLUSH_MS = 200
const LONGEST_MS = 20_000

/**
 * Lets a closing server end: what is in flight is finished, then every connection is closed. A socket that never sent a request
 * (browsers open some beforehand) counts as busy to Node and would keep the server from closing.
 */
export function closeConnections(app: FastifyInstance, holder: RuntimeHolder): void {
  app.addHook('preClose', (done) => {
    const deadline = Date.now() + LONGEST_MS
    const timer = setInterval(() => {
      if (holder.active > 0 && Date.now() < deadline) return
      clearInterval(timer)
      setTimeout(() => app.server.closeAllConnections(), FLUSH_MS).unref()
    }, STEP_MS)
    timer.unref()
    done()
  })
}
