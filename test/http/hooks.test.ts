import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { HookContext, SsotConfig } from '@ssot/runtime-server'
import { createApp, type TestApp } from '../create-app.ts'

const SCHEMA = `
datasource db {
  provider = "sqlite"
}

model User {
  id    Int    @id @default(autoincrement())
  email String @unique
  posts Post[]
}

model Post {
  id       Int    @id @default(autoincrement())
  title    String
  /// @readOnly
  slug     String @default("")
  author   User   @relation(fields: [authorId], references: [id], onDelete: Cascade)
  authorId Int
  log      Log[]
}

model Log {
  id     Int    @id @default(autoincrement())
  text   String
  post   Post?  @relation(fields: [postId], references: [id], onDelete: SetNull)
  postId Int?
}
`

const told: string[] = []
const note = (name: string) => (context: object): void => void told.push(`${name} ${JSON.stringify('record' in context ? context.record : null)}`)

const HOOKS: NonNullable<NonNullable<SsotConfig['extend']>['hooks']> = {
  Post: {
    beforeCreate: ({ data }: HookContext) => {
      if (data?.['title'] === 'forbidden') throw new Error('not this one')
      return { ...data, slug: String(data?.['title']).toLowerCase() }
    },
    afterCreate: async ({ db, record }: HookContext) => {
      await db['log']?.create({ data: { text: `created ${String(record?.['title'])}`, postId: record?.['id'] } })
    },
    beforeUpdate: ({ data, before }: HookContext) => {
      if (data && before && data['title'] === 'same') data['title'] = before['title']
    },
    afterUpdate: note('afterUpdate'),
    beforeDelete: note('beforeDelete'),
    afterDelete: note('afterDelete'),
    afterCommit: ({ action, record }) => void told.push(`committed ${action} ${String(record['title'])}`),
  },
}

let app: TestApp
beforeAll(async () => {
  app = await createApp(SCHEMA, {
    extend: {
      hooks: HOOKS,
      routes: (fastify, { as, principal, system }) => {
        fastify.get('/titles', async (request) => {
          const posts = await as(await principal(request))['post']?.findMany({ select: { title: true } })
          return { titles: posts, users: await system('test: counts users')['user']?.count() }
        })
      },
    },
  })
})
afterAll(() => app[Symbol.asyncDispose]())
beforeEach(async () => {
  await app.call('POST', '/api/users/$delete-many', { all: true })
  await app.call('POST', '/api/logs/$delete-many', { all: true })
  told.length = 0
})

async function data(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const answer = await app.call(method, path, body, { headers })
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return typeof answer.body === 'object' && answer.body !== null && 'data' in answer.body ? answer.body.data : answer.body
}

describe('given hooks of the application', () => {
  it('lets them change what is written, set what clients may not, and write in the same transaction', async () => {
    const post = await data('POST', '/api/posts', { title: 'One', author: { create: { email: 'a@x' } } })
    expect(post).toMatchObject({ title: 'One', slug: 'one' })
    expect(await data('GET', '/api/logs')).toMatchObject([{ text: 'created One' }])
    expect(told).toEqual(['committed create One'])
  })

  it('runs them for nested records, bulk writes and operations of a transaction', async () => {
    await data('POST', '/api/users', { email: 'a@x', posts: { create: [{ title: 'One' }], createMany: { data: [{ title: 'Two' }] } } })
    const authorId = Object.assign({ id: 0 }, Object.values(Object.assign({}, await data('GET', '/api/users')))[0]).id
    await data('POST', '/api/posts/$create-many', { data: [{ title: 'Three', authorId }] })
    await data('POST', '/api/$transaction', { operations: [{ model: 'Post', action: 'create', args: { data: { title: 'Four', authorId } } }] })
    expect(await data('GET', '/api/posts?select=["slug"]&sort=id')).toEqual([{ slug: 'one' }, { slug: 'two' }, { slug: 'three' }, { slug: 'four' }])
    await data('POST', '/api/posts/$update-many', { all: true, data: { title: 'same' } })
    expect(told.filter((line) => line.startsWith('committed update'))).toHaveLength(4)
    await data('POST', '/api/posts/$delete-many', { where: { title: 'Four' } })
    expect(told.slice(-3).map((line) => line.split(' ')[0])).toEqual(['beforeDelete', 'afterDelete', 'committed'])
  })

  it('undoes everything where one throws, and tells nobody that it was done', async () => {
    const answer = await app.call('POST', '/api/users', { email: 'a@x', posts: { create: [{ title: 'One' }, { title: 'forbidden' }] } })
    expect(answer.status).toBe(500)
    expect([await data('GET', '/api/users'), await data('GET', '/api/posts'), await data('GET', '/api/logs'), told]).toEqual([[], [], [], []])
  })

  it('says that a write is only tried, and does not commit it', async () => {
    await data('POST', '/api/posts', { title: 'One', author: { create: { email: 'a@x' } } }, { prefer: 'dry-run' })
    expect([await data('GET', '/api/posts'), told]).toEqual([[], []])
  })

  it('runs them for code of the application too', async () => {
    const root = app.server.as({ id: 'root', role: 'ADMIN' })
    await root['post']?.create({ data: { title: 'One', author: { create: { email: 'a@x' } } } })
    expect(told).toEqual(['committed create One'])
    await expect(app.server.as(null)['post']?.findMany()).rejects.toMatchObject({ code: 'AUTH.REQUIRED' })
  })

  it.each(['', '?partial=true'])('are told of each record of an import (%s)', async (query) => {
    const author = await data('POST', '/api/users', { email: 'ada@example.org' })
    const authorId = typeof author === 'object' && author !== null && 'id' in author ? author.id : 0
    const answer = await app.call('POST', `/api/posts/$import${query}`, undefined, { body: `title,authorId\nOne,${String(authorId)}\nTwo,${String(authorId)}\n`, headers: { 'content-type': 'text/csv' } })
    expect([answer.status, answer.body]).toMatchObject([200, { data: { count: 2 } }])
    expect(await data('GET', '/api/posts?select=["title","slug"]&sort=id')).toEqual([{ title: 'One', slug: 'one' }, { title: 'Two', slug: 'two' }])
    expect(await data('GET', '/api/logs?select=["text"]&sort=id')).toEqual([{ text: 'created One' }, { text: 'created Two' }])
    expect(told).toEqual(['committed create One', 'committed create Two'])
    const refused = await app.call('POST', `/api/posts/$import`, undefined, { body: `title,authorId\nThree,${String(authorId)}\nforbidden,${String(authorId)}\n`, headers: { 'content-type': 'text/csv' } })
    expect([refused.status, await data('GET', '/api/posts/$count'), told.length]).toEqual([500, 2, 2])
  })
})

describe('given code of the application', () => {
  it('has every call of the SDK', async () => {
    const db = app.server.as({ id: 'root', role: 'ADMIN' })
    const user = db.model('User')
    expect(await user.createMany({ data: [{ email: 'a@x' }, { email: 'b@x' }, { email: 'c@x' }] })).toEqual({ count: 3 })
    expect(await user.findMany({ select: { email: true }, orderBy: { email: 'desc' }, take: 2 })).toEqual([{ email: 'c@x' }, { email: 'b@x' }])
    expect((await user.findPage({ take: 1, count: 'exact' })).meta).toMatchObject({ take: 1, hasMore: true, total: 3 })
    expect(await user.findFirst({ where: { email: 'none' } })).toBe(null)
    const found = await user.findUnique({ where: { email: 'a@x' } })
    const id = Number(found?.['id'])
    expect([await user.get(id), await user.get({ id })]).toEqual([found, found])
    expect(await user.update({ where: { id: BigInt(id) }, data: { email: 'A@x' } })).toMatchObject({ email: 'A@x' })
    expect(await user.upsert({ where: { email: 'd@x' }, create: { email: 'd@x' }, update: {}, select: { email: true } })).toEqual({ email: 'd@x' })
    expect(await user.updateMany({ where: { email: 'b@x' }, data: { email: 'B@x' } })).toEqual({ count: 1 })
    expect(await user.delete({ where: { id }, select: { email: true } })).toEqual({ email: 'A@x' })
    expect([await user.count({ where: { email: { endsWith: '@x' } } }), await user.deleteMany({ all: true })]).toEqual([3, { count: 3 }])
    await expect(user.get(id)).rejects.toMatchObject({ code: 'DATA.NOT_FOUND' })
    await expect(db.model('Nothing').findMany()).rejects.toMatchObject({ code: 'REQUEST.NO_ROUTE' })
  })
})

describe('given routes of the application', () => {
  it('lets them act under the rights of whoever asks', async () => {
    await data('POST', '/api/posts', { title: 'One', author: { create: { email: 'a@x' } } })
    expect((await app.call('GET', '/titles')).body).toEqual({ titles: [{ title: 'One' }], users: 1 })
    expect((await app.call('GET', '/titles', undefined, { headers: { authorization: 'Bearer user' } })).status).toBe(403)
  })
})

describe('given a hook that uses a client outside its transaction', () => {
  it('fails at once instead of waiting for itself', async () => {
    const held: { server?: TestApp['server'] } = {}
    const hooks = { Log: { beforeCreate: async ({ data }: HookContext) => void (data?.['text'] === 'as' ? await held.server?.as({ id: 'root', role: 'ADMIN' })['log']?.count() : await held.server?.system('test: outside')['log']?.count()) } }
    await using other = await createApp(SCHEMA, { extend: { hooks } })
    held.server = other.server
    for (const text of ['as', 'system']) expect([text, (await other.call('POST', '/api/logs', { text })).status]).toEqual([text, 500])
    expect((await other.call('GET', '/api/logs/$count')).body).toEqual({ data: 0 })
    expect(await other.server.system('test: counts')['log']?.count()).toBe(0)
  })
})

describe('given a hook that leads to itself', () => {
  it('fails, and stores nothing', async () => {
    const hooks = { Log: { beforeUpdate: async ({ db, before }: HookContext) => void (await db['log']?.update({ where: { id: before?.['id'] }, data: { text: 'again' } })) } }
    await using other = await createApp(SCHEMA, { extend: { hooks } })
    const made = await other.call('POST', '/api/logs', { text: 'once' })
    expect([made.status, (await other.call('PATCH', '/api/logs/1', { text: 'twice' })).status]).toEqual([201, 500])
    expect((await other.call('GET', '/api/logs/1')).body).toMatchObject({ data: { text: 'once' } })
  })
})

describe('given hooks for a model that is not there', () => {
  it('refuses to start and says what was meant', async () => {
    await expect(createApp(SCHEMA, { extend: { hooks: { Pots: {} } } })).rejects.toThrow(/extend\.hooks\.Pots is for no model[\s\S]*Post/)
  })
})
