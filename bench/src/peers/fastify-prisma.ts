// What a person would write: Fastify with its own validation, the Prisma client with Prisma's own driver adapters, one handler for each route.
// `prisma generate` needs a download, so the same client is made from the schema at boot; it differs from a generated one in nothing that runs.
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import { fastify, type FastifyInstance } from 'fastify'
import { createPrismaClient, openDatabase, type ModelDelegate, type PrismaClientLike } from '../../../packages/runtime-server/src/data/index.ts'
import { targetOf } from '../databases.ts'
import { TOKEN, type PeerDatabase, type ServedPeer } from '../peers.ts'
import { loadSchema } from '../schema.ts'

const ADAPTERS = {
  sqlite: (url: string) => new PrismaBetterSqlite3({ url }),
  postgresql: (url: string) => new PrismaPg({ connectionString: url }),
} as const

const PARAMS = { type: 'object', required: ['id'], properties: { id: { type: 'integer', minimum: 1 } } } as const
const PAGE = {
  type: 'object',
  additionalProperties: false,
  properties: { take: { type: 'integer', minimum: 1, maximum: 100, default: 20 }, skip: { type: 'integer', minimum: 0, default: 0 } },
} as const
const NEW_POST = {
  type: 'object',
  additionalProperties: false,
  required: ['title', 'body', 'authorId'],
  properties: {
    title: { type: 'string' },
    body: { type: 'string' },
    published: { type: 'boolean' },
    views: { type: 'integer' },
    authorId: { type: 'integer' },
  },
} as const

/** The hand-written application. */
export async function serveFastifyPrisma(database: PeerDatabase): Promise<ServedPeer> {
  const client = await createClient(database)
  const app = fastify({ logger: false })
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return reply.code(401).send({ error: 'Sign in.' })
  })
  addPosts(app, client.model('Post'))
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: async () => {
      await app.close()
      await client.$disconnect()
    },
  }
}

function addPosts(app: FastifyInstance, posts: ModelDelegate): void {
  app.get<{ Params: { readonly id: number } }>('/api/posts/:id', { schema: { params: PARAMS } }, async (request, reply) => {
    const post = await posts.findUnique({ where: { id: request.params.id } })
    return post ? { data: post } : reply.code(404).send({ error: 'There is no such post.' })
  })
  app.get<{ Querystring: { readonly take: number; readonly skip: number } }>('/api/posts', { schema: { querystring: PAGE } }, async (request) => {
    const { take, skip } = request.query
    const rows = await posts.findMany({ take: take + 1, skip, orderBy: { createdAt: 'desc' }, include: { author: true } })
    return { data: rows.slice(0, take), meta: { take, skip, hasMore: rows.length > take } }
  })
  app.post<{ Body: object }>('/api/posts', { schema: { body: NEW_POST } }, async (request, reply) => {
    const post = await posts.create({ data: request.body })
    return reply.code(201).send({ data: post })
  })
}

// Only the adapter is Prisma's own; the opened database is what the function asks for besides, and is closed again.
async function createClient({ name, url }: PeerDatabase): Promise<PrismaClientLike> {
  const database = await openDatabase(targetOf(name, url))
  await database.close()
  const client = await createPrismaClient(await loadSchema(name), { ...database, adapterFactory: ADAPTERS[name](url) })
  // The driver's default would not write to the disk before it answers; what is compared must be equally durable.
  if (name === 'sqlite') await client.$executeRawUnsafe('PRAGMA synchronous = FULL')
  return client
}
