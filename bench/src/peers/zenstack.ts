// ZenStack's own server on Fastify: its RPC handler over its ORM, with its policy plugin for all but the administrator.
import { ZenStackClient } from '@zenstackhq/orm'
import { PostgresDialect } from '@zenstackhq/orm/dialects/postgres'
import { SqliteDialect } from '@zenstackhq/orm/dialects/sqlite'
import { PolicyPlugin } from '@zenstackhq/plugin-policy'
import { RPCApiHandler } from '@zenstackhq/server/api'
import { ZenStackFastifyPlugin } from '@zenstackhq/server/fastify'
import pg from 'pg'
import type { PeerDatabase, ServedPeer } from '../peers.ts'
import { createInstance, listen } from './listen.ts'
import { openSqliteFile } from './open-sqlite.ts'
import { zenstackSchema } from './zenstack-schema.ts'

const DIALECTS = {
  sqlite: (url: string) => new SqliteDialect({ database: openSqliteFile(url) }),
  postgresql: (url: string) => new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }),
} as const

/** ZenStack's server. */
export async function serveZenstack({ name, url }: PeerDatabase): Promise<ServedPeer> {
  const schema = zenstackSchema(name)
  const client = new ZenStackClient(schema, { dialect: DIALECTS[name](url) })
  const guarded = client.$use(new PolicyPlugin())
  const app = createInstance()
  await app.register(ZenStackFastifyPlugin, { prefix: '/api/model', getClient: ({ caller: { id, teamId, isAdmin } }) => (isAdmin ? client : guarded.$setAuth({ id, teamId })), apiHandler: new RPCApiHandler({ schema }) })
  return listen(app, () => client.$disconnect())
}
