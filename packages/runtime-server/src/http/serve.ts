import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OperationContext } from '../operations/context.ts'
import type { Authenticate } from './authenticate.ts'
import type { RuntimeHolder } from './runtime.ts'

/** Runs one operation for a request: admitted, authenticated, with the registry of the moment. */
export type Serve = (request: FastifyRequest, reply: FastifyReply, run: (context: OperationContext) => Promise<unknown>) => Promise<unknown>

/** The line every request takes before its operation. */
export function createServe(holder: RuntimeHolder, authenticate: Authenticate): Serve {
  return (request, reply, run) =>
    holder.admit(async (runtime) => {
      reply.header('x-ssot-schema', runtime.registry.schemaHash)
      reply.header('cache-control', 'private, no-store')
      const principal = await authenticate(request, runtime)
      return run({ registry: runtime.registry, records: runtime.records, principal, limits: runtime.settings.limits })
    })
}
