// What a person would write with Prisma: its client over its own driver adapters.
// `prisma generate` needs a download, so the same client is made from the schema at boot; it differs from a generated one in nothing that runs.
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import { createPrismaClient, openDatabase, type PrismaClientLike } from '../../../packages/runtime-server/src/data/index.ts'
import { targetOf } from '../databases.ts'
import type { Caller } from '../callers.ts'
import type { PeerDatabase, ServedPeer } from '../peers.ts'
import { loadSchema } from '../schema.ts'
import { addPosts, type PostStore } from './by-hand.ts'
import { createInstance, listen } from './listen.ts'

const ADAPTERS = {
  sqlite: (url: string) => new PrismaBetterSqlite3({ url }),
  postgresql: (url: string) => new PrismaPg({ connectionString: url }),
} as const

/** The hand-written application over Prisma. */
export async function serveFastifyPrisma(database: PeerDatabase): Promise<ServedPeer> {
  const client = await createClient(database)
  const app = createInstance()
  addPosts(app, createPrismaStore(client))
  return listen(app, () => client.$disconnect())
}

const DISCUSSION = { comments: { orderBy: { id: 'asc' }, include: { author: { include: { team: true } } } } } as const

function createPrismaStore(client: PrismaClientLike): PostStore {
  const posts = client.model('Post')
  return {
    get: (id, caller) => posts.findUnique({ where: { id, ...readableBy(caller) } }),
    list: async ({ take, skip }, caller) => {
      const page = await posts.findMany({ where: readableBy(caller), take, skip, orderBy: { createdAt: 'desc' }, include: { author: true } })
      return caller.isAdmin ? page : page.map((post) => withoutEmails(post, caller))
    },
    filter: ({ authorId, minViews, take }) => posts.findMany({ where: { authorId, published: true, views: { gte: minViews } }, orderBy: [{ views: 'desc' }, { id: 'asc' }], take }),
    page: (take, after) => posts.findMany({ take, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], ...(after && { cursor: { id: after.id }, skip: 1 }) }),
    include: (take, skip) => posts.findMany({ take, skip, orderBy: { createdAt: 'desc' }, include: DISCUSSION }),
    create: (data) => posts.create({ data }),
    // Prisma throws where there is no such row.
    update: (id, data, caller) => posts.update({ where: caller.isAdmin ? { id } : { id, authorId: caller.id }, data }).catch(nullWhereAbsent),
    upsert: (code, { create, update }) => posts.upsert({ where: { code }, create: { ...create, code }, update }),
    createMany: async (data) => (await posts.createMany({ data })).count,
  }
}

function readableBy({ id, teamId, isAdmin }: Caller): object {
  return isAdmin ? {} : { OR: [{ published: true }, { authorId: id }, { author: { teamId } }] }
}

function withoutEmails(post: Readonly<Record<string, unknown>>, { teamId }: Caller): object {
  const { author } = post
  return typeof author === 'object' && author !== null && Reflect.get(author, 'teamId') !== teamId ? { ...post, author: { ...author, email: null } } : post
}

function nullWhereAbsent(error: unknown): null {
  if (error instanceof Error && Reflect.get(error, 'code') === 'P2025') return null
  throw error
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
