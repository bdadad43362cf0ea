// Remult on Fastify: its own REST routes, and a route over its repositories for each thing that they do not offer.
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { Fields, Relations, SqlDatabase, ValueConverters, describeEntity, repo, type DataProvider } from 'remult'
import { PostgresDataProvider } from 'remult/postgres'
import { BetterSqlite3DataProvider } from 'remult/remult-better-sqlite3'
import { remultApi, type RemultFastifyServer } from 'remult/remult-fastify'
import type { PeerDatabase, ServedPeer } from '../peers.ts'
import type { UpsertBody } from './by-hand.ts'
import { createInstance, listen } from './listen.ts'
import { openSqliteFile } from './open-sqlite.ts'

class Team {
  id = 0
  name = ''
}

class User {
  id = 0
  email = ''
  name = ''
  bio: string | null = null
  teamId = 0
  team?: Team
  createdAt = new Date()
}

class Comment {
  id = 0
  text = ''
  postId = 0
  authorId = 0
  author?: User
}

class Post {
  id = 0
  code: string | null = null
  title = ''
  body = ''
  published = false
  views = 0
  authorId = 0
  author?: User
  comments?: Comment[]
  createdAt = new Date()
  updatedAt = new Date()
}

/** Remult's server. */
export async function serveRemult({ name, url }: PeerDatabase): Promise<ServedPeer> {
  describeEntities(name)
  const { dataProvider, close } = PROVIDERS[name](url)
  const app = createInstance()
  const api = remultApi({ entities: [Team, User, Post, Comment], dataProvider, ensureSchema: false, logApiEndPoints: false })
  await app.register(api)
  addRoutes(app, api)
  return listen(app, close)
}

interface Page {
  readonly _limit: string
  readonly _page: string
}

function addRoutes(app: FastifyInstance, api: RemultFastifyServer): void {
  const toJson = (posts: Post[]): unknown => repo(Post).toJson(posts)
  const pageOf = ({ _limit, _page }: Page): { readonly limit: number; readonly page: number } => ({ limit: Number(_limit), page: Number(_page) })
  app.get<{ Querystring: Page }>('/api/posts/authored', (request) => api.withRemult(request, async () =>
    toJson(await repo(Post).find({ ...pageOf(request.query), orderBy: { createdAt: 'desc' }, include: { author: true } }))))
  app.get<{ Querystring: Page }>('/api/posts/discussed', (request) => api.withRemult(request, async () =>
    toJson(await repo(Post).find({ ...pageOf(request.query), orderBy: { createdAt: 'desc' }, include: { comments: { orderBy: { id: 'asc' }, include: { author: { include: { team: true } } } } } }))))
  app.put<{ Params: { readonly code: string }; Body: UpsertBody }>('/api/posts/by-code/:code', (request) => api.withRemult(request, async () => {
    const upsert = async (): Promise<Post> => {
      const found = await repo(Post).findFirst({ code: request.params.code })
      return found ? repo(Post).update(found.id, request.body.update) : repo(Post).insert({ ...request.body.create, code: request.params.code })
    }
    // Somebody else may have inserted it meanwhile.
    return repo(Post).toJson(await upsert().catch(upsert))
  }))
}

interface Provider {
  readonly dataProvider: DataProvider
  readonly close: () => unknown
}

const PROVIDERS: Readonly<Record<PeerDatabase['name'], (url: string) => Provider>> = {
  sqlite: (url) => {
    const handle = openSqliteFile(url)
    return { dataProvider: new SqlDatabase(new BetterSqlite3DataProvider(handle)), close: () => handle.close() }
  },
  postgresql: (url) => {
    // The columns have no time zone and hold UTC; the driver would take them for local time.
    pg.types.setTypeParser(pg.types.builtins.TIMESTAMP, (text) => new Date(`${text.replace(' ', 'T')}Z`))
    const pool = new pg.Pool({ connectionString: url })
    return { dataProvider: new SqlDatabase(new PostgresDataProvider(pool)), close: () => pool.end() }
  },
}

/** How moments stand in the columns of the seed. */
const MOMENTS: Readonly<Record<PeerDatabase['name'], (date: Date) => string>> = {
  sqlite: (date) => date.toISOString().replace('Z', '+00:00'),
  postgresql: (date) => date.toISOString(),
}

function describeEntities(database: PeerDatabase['name']): void {
  const moment = { valueConverter: { ...ValueConverters.Date, toDb: (date: Date | null) => date && MOMENTS[database](date) } }
  describeEntity(Team, 'teams', { id: Fields.autoIncrement(), name: Fields.string() }, { allowApiCrud: true, dbName: 'Team' })
  describeEntity(
    User,
    'users',
    {
      id: Fields.autoIncrement(),
      email: Fields.string(),
      name: Fields.string(),
      bio: Fields.string({ allowNull: true }),
      teamId: Fields.integer(),
      team: Relations.toOne(() => Team, 'teamId'),
      createdAt: Fields.createdAt(moment),
    },
    { allowApiCrud: true, dbName: 'User' },
  )
  describeEntity(
    Comment,
    'comments',
    { id: Fields.autoIncrement(), text: Fields.string(), postId: Fields.integer(), authorId: Fields.integer(), author: Relations.toOne(() => User, 'authorId') },
    { allowApiCrud: true, dbName: 'Comment' },
  )
  describeEntity(
    Post,
    'posts',
    {
      id: Fields.autoIncrement(),
      code: Fields.string({ allowNull: true }),
      title: Fields.string(),
      body: Fields.string(),
      published: Fields.boolean(),
      views: Fields.integer(),
      authorId: Fields.integer(),
      author: Relations.toOne(() => User, 'authorId'),
      comments: Relations.toMany(() => Comment, 'postId'),
      createdAt: Fields.createdAt(moment),
      updatedAt: Fields.updatedAt(moment),
    },
    { allowApiCrud: true, dbName: 'Post' },
  )
}
