// Remult on Fastify: its own REST routes, and a route over its repositories for each thing that they do not offer.
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { Fields, Relations, SqlDatabase, ValueConverters, describeEntity, getEntityRef, remult, repo, type DataProvider, type EntityFilter } from 'remult'
import { PostgresDataProvider } from 'remult/postgres'
import { BetterSqlite3DataProvider } from 'remult/remult-better-sqlite3'
import { remultApi, type RemultFastifyServer } from 'remult/remult-fastify'
import type { Caller } from '../callers.ts'
import type { PeerDatabase, ServedPeer } from '../peers.ts'
import type { UpsertBody } from './by-hand.ts'
import { createInstance, listen } from './listen.ts'
import { openSqliteFile } from './open-sqlite.ts'

declare module 'remult' {
  interface UserInfo {
    readonly caller: Caller
  }
}

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
  keepRefusalsOutOfTheLog()
  const { dataProvider, close } = PROVIDERS[name](url)
  const app = createInstance()
  const api = remultApi({ entities: [Team, User, Post, Comment], dataProvider, ensureSchema: false, logApiEndPoints: false, getUser: async ({ caller }) => ({ id: String(caller.id), roles: caller.isAdmin ? ['admin'] : [], caller }) })
  await app.register(api)
  addRoutes(app, api)
  return listen(app, close)
}

// Each is logged with its stack, and those of rules are asked for.
function keepRefusalsOutOfTheLog(): void {
  const { error } = console
  console.error = (...said: readonly unknown[]) => {
    const [first] = said
    const status: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, 'httpStatusCode') : undefined
    if (status !== 403 && status !== 404) error(...said)
  }
}

interface Page {
  readonly _limit: string
  readonly _page: string
}

function addRoutes(app: FastifyInstance, api: RemultFastifyServer): void {
  const toJson = (posts: Post[]): unknown => repo(Post).toJson(posts)
  const pageOf = ({ _limit, _page }: Page): { readonly limit: number; readonly page: number } => ({ limit: Number(_limit), page: Number(_page) })
  app.get<{ Querystring: Page }>('/api/posts/authored', (request) => api.withRemult(request, async () =>
    (await repo(Post).find({ where: readable(), ...pageOf(request.query), orderBy: { createdAt: 'desc' }, include: { author: true } })).map(toJsonWithoutEmail)))
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

// The rules of `schema.prisma`.
function readable(): EntityFilter<Post> {
  if (!remult.user || remult.user.caller.isAdmin) return {}
  const { id, teamId } = remult.user.caller
  return { $or: [{ published: true }, { authorId: id }, SqlDatabase.rawFilter(({ param }) => `"authorId" IN (SELECT "id" FROM "User" WHERE "teamId" = ${param(teamId)})`)] }
}

function isOwn(authorId: number | undefined): boolean {
  return remult.isAllowed('admin') || authorId === remult.user?.caller.id
}

// The row as it is, and as it would be.
function mayWrite(post?: Post): boolean {
  return post === undefined || (isOwn(post.authorId) && (getEntityRef(post).isNew() || isOwn(getEntityRef(post).fields.authorId.originalValue)))
}

// The rule of a field does not hold for what is included.
function toJsonWithoutEmail(post: Post): unknown {
  const json = repo(Post).toJson(post)
  return ofTheTeam(post.author) ? json : { ...json, author: { ...json.author, email: null } }
}

function ofTheTeam(user?: User): boolean {
  return remult.isAllowed('admin') || user?.teamId === remult.user?.caller.teamId
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
  describeEntity(Team, 'teams', { id: Fields.autoIncrement(), name: Fields.string() }, { allowApiCrud: 'admin', allowApiRead: 'admin', dbName: 'Team' })
  describeEntity(
    User,
    'users',
    {
      id: Fields.autoIncrement(),
      email: Fields.string({ includeInApi: ofTheTeam }),
      name: Fields.string(),
      bio: Fields.string({ allowNull: true }),
      teamId: Fields.integer(),
      team: Relations.toOne(() => Team, 'teamId'),
      createdAt: Fields.createdAt(moment),
    },
    { allowApiCrud: 'admin', dbName: 'User' },
  )
  describeEntity(
    Comment,
    'comments',
    { id: Fields.autoIncrement(), text: Fields.string(), postId: Fields.integer(), authorId: Fields.integer(), author: Relations.toOne(() => User, 'authorId') },
    { allowApiCrud: 'admin', allowApiRead: 'admin', dbName: 'Comment' },
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
    { allowApiInsert: mayWrite, allowApiUpdate: mayWrite, allowApiDelete: mayWrite, apiPrefilter: readable, dbName: 'Post' },
  )
}
