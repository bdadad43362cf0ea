// The routes that a person would write: Fastify with its own validation, one handler for each. What they read and write with is a store's.
// The rules of `schema.prisma` are written out: those of rows in the store, those of what a caller sends here. Routes without them are the administrator's.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../callers.ts'
import type { NewPost, Place, PostChanges } from '../operation.ts'

/** What the routes ask of a database. Dates may be `Date` or text of ISO 8601. */
export interface PostStore {
  get(id: number, caller: Caller): Promise<object | null>
  list(page: Page, caller: Caller): Promise<readonly object[]>
  filter(page: { readonly authorId: number; readonly minViews: number; readonly take: number }): Promise<readonly object[]>
  page(take: number, after: Pick<Place, 'id' | 'createdAt'> | null): Promise<readonly object[]>
  include(take: number, skip: number): Promise<readonly object[]>
  create(data: NewPost): Promise<object>
  update(id: number, changes: PostChanges, caller: Caller): Promise<object | null>
  upsert(code: string, body: UpsertBody): Promise<object>
  createMany(data: readonly NewPost[]): Promise<number>
}

/** What an upsert writes. */
export interface UpsertBody {
  readonly create: NewPost
  readonly update: PostChanges
}

const PARAMS = { type: 'object', required: ['id'], properties: { id: { type: 'integer', minimum: 1 } } } as const
const TAKE = { type: 'integer', minimum: 1, maximum: 100, default: 20 } as const
const PAGE = { type: 'object', additionalProperties: false, properties: { take: TAKE, skip: { type: 'integer', minimum: 0, default: 0 } } } as const
const FILTER = { type: 'object', additionalProperties: false, required: ['authorId'], properties: { take: TAKE, authorId: { type: 'integer' }, minViews: { type: 'integer', default: 0 } } } as const
const KEYSET = { type: 'object', additionalProperties: false, properties: { take: TAKE, id: { type: 'integer' }, createdAt: { type: 'string', format: 'date-time' } } } as const
const FIELDS = { title: { type: 'string' }, body: { type: 'string' }, published: { type: 'boolean' }, views: { type: 'integer' }, authorId: { type: 'integer' } } as const
const CHANGES = { type: 'object', additionalProperties: false, properties: FIELDS } as const
const NEW_POST = { ...CHANGES, required: ['title', 'body', 'authorId'] } as const
const UPSERT = { type: 'object', additionalProperties: false, required: ['create', 'update'], properties: { create: NEW_POST, update: CHANGES } } as const
const BULK = { type: 'array', maxItems: 1000, items: NEW_POST } as const

const NO_POST = { error: 'There is no such post.' }
const NOT_YOURS = { error: 'Posts are written by their author.' }

/** A part of a list. */
export interface Page {
  readonly take: number
  readonly skip: number
}

/** Adds the routes of posts. */
export function addPosts(app: FastifyInstance, store: PostStore): void {
  addReads(app, store)
  app.post<{ Body: NewPost }>('/api/posts', { schema: { body: NEW_POST } }, async (request, reply) =>
    isOwn(request.body, request.caller) ? reply.code(201).send({ data: await store.create(request.body) }) : reply.code(403).send(NOT_YOURS))
  app.patch<{ Params: { readonly id: number }; Body: PostChanges }>('/api/posts/:id', { schema: { params: PARAMS, body: CHANGES } }, async (request, reply) => {
    if (!isOwn(request.body, request.caller)) return reply.code(403).send(NOT_YOURS)
    const post = await store.update(request.params.id, request.body, request.caller)
    return post ? { data: post } : reply.code(404).send(NO_POST)
  })
  app.put<{ Params: { readonly code: string }; Body: UpsertBody }>('/api/posts/by-code/:code', { schema: { body: UPSERT }, onRequest: onlyAdmin }, async (request) => ({ data: await store.upsert(request.params.code, request.body) }))
  app.post<{ Body: readonly NewPost[] }>('/api/posts/many', { schema: { body: BULK } }, async (request, reply) =>
    request.body.every((post) => isOwn(post, request.caller)) ? { data: { count: await store.createMany(request.body) } } : reply.code(403).send(NOT_YOURS))
}

function addReads(app: FastifyInstance, store: PostStore): void {
  app.get<{ Params: { readonly id: number } }>('/api/posts/:id', { schema: { params: PARAMS } }, async (request, reply) => {
    const post = await store.get(request.params.id, request.caller)
    return post ? { data: post } : reply.code(404).send(NO_POST)
  })
  app.get<{ Querystring: Page }>('/api/posts', { schema: { querystring: PAGE } }, async ({ query: { take, skip }, caller }) => pageOf(await store.list({ take: take + 1, skip }, caller), take))
  app.get<{ Querystring: Page }>('/api/posts/discussed', { schema: { querystring: PAGE }, onRequest: onlyAdmin }, async ({ query: { take, skip } }) => pageOf(await store.include(take + 1, skip), take))
  app.get<{ Querystring: { readonly take: number; readonly authorId: number; readonly minViews: number } }>('/api/posts/popular', { schema: { querystring: FILTER }, onRequest: onlyAdmin }, async ({ query }) =>
    pageOf(await store.filter({ ...query, take: query.take + 1 }), query.take))
  app.get<{ Querystring: { readonly take: number; readonly id?: number; readonly createdAt?: string } }>('/api/posts/archive', { schema: { querystring: KEYSET }, onRequest: onlyAdmin }, async ({ query: { take, id, createdAt } }) =>
    pageOf(await store.page(take + 1, id === undefined || createdAt === undefined ? null : { id, createdAt }), take))
}

// What is sent may not make a post somebody else's.
function isOwn({ authorId }: PostChanges, caller: Caller): boolean {
  return caller.isAdmin || authorId === undefined || authorId === caller.id
}

async function onlyAdmin({ caller }: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!caller.isAdmin) await reply.code(403).send({ error: 'Only an administrator may do this.' })
}

// One more than was asked for is read, which says whether there are more.
function pageOf(rows: readonly object[], take: number): object {
  return { data: rows.slice(0, take), meta: { take, hasMore: rows.length > take } }
}
