import { createSsotServer } from '@ssot/runtime-server'
import { callerOf } from '../callers.ts'
import type { PeerDatabase, ServedPeer } from '../peers.ts'
import { schemaText } from '../schema.ts'

/** Our server, as in production. */
export async function serveSsot(database: PeerDatabase): Promise<ServedPeer> {
  const server = await createSsotServer(
    await schemaText(database.name),
    {
      database: { url: database.url },
      authenticate: ({ headers }) => callerOf(headers.authorization) ?? null,
      auth: { isAdmin: 'auth.isAdmin', claims: { isAdmin: 'boolean', teamId: 'number' } },
      // A benchmark is one client that has run wild.
      limits: { requestsPerMinute: 1_000_000_000, writesPerMinute: 1_000_000_000 },
      secret: 'not a secret: it is for the benchmark',
    },
    { development: false, push: 'never', ui: false, logLevel: 'silent' },
  )
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  return { port, close: () => server.close() }
}
