import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp, faultsOf, type Answer, type TestApp } from '../create-app.ts'
import { createPostgresDatabase, postgresUrl, type TestDatabase } from '../services.ts'

const schemaFor = (provider: string): string => `
datasource db {
  provider = "${provider}"
}

model User {
  id      Int      @id @default(autoincrement())
  email   String   @unique
  age     Int?
  profile Profile?
  posts   Post[]
}

model Profile {
  id     Int    @id @default(autoincrement())
  bio    String
  user   User   @relation(fields: [userId], references: [id], onDelete: Cascade)
  userId Int    @unique
}

model Post {
  id       Int       @id @default(autoincrement())
  title    String    @unique
  views    Int       @default(0)
  big      BigInt    @default(0)
  price    Decimal?
  author   User?     @relation(fields: [authorId], references: [id])
  authorId Int?
  comments Comment[]
  tags     Tag[]
}

model Comment {
  id     Int    @id @default(autoincrement())
  text   String
  code   String? @unique
  post   Post   @relation(fields: [postId], references: [id], onDelete: Cascade)
  postId Int
}

model Tag {
  name  String @id
  posts Post[]
}
`

interface Place {
  readonly name: string
  readonly provider: string
  open(): Promise<TestDatabase | null>
}

const PLACES: readonly Place[] = [
  { name: 'SQLite', provider: 'sqlite', open: () => Promise.resolve(null) },
  { name: 'PGlite', provider: 'postgresql', open: () => Promise.resolve(null) },
  ...(postgresUrl === null ? [] : [{ name: 'PostgreSQL', provider: 'postgresql', open: createPostgresDatabase }]),
]

describe.each(PLACES)('given $name', ({ provider, open }) => {
  let app: TestApp
  let database: TestDatabase | null
  beforeAll(async () => {
    database = await open()
    app = await createApp(schemaFor(provider), database ? { database: { url: database.url } } : {}, database ? { push: 'always' } : {})
  })
  afterAll(async () => {
    await app[Symbol.asyncDispose]()
    await database?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    for (const path of ['comments', 'profiles', 'posts', 'tags', 'users']) await app.call('POST', `/api/${path}/$delete-many`, { all: true })
  })

  async function data(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const answer = await app.call(method, path, body, { headers })
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    return typeof answer.body === 'object' && answer.body !== null && 'data' in answer.body ? answer.body.data : answer.body
  }

  async function create(path: string, body: unknown): Promise<{ readonly id: number }> {
    return Object.assign({ id: 0 }, await data('POST', `/api/${path}`, body))
  }

  const count = (path: string, where: unknown = {}): Promise<unknown> => data('GET', `/api/${path}/$count?where=${encodeURIComponent(JSON.stringify(where))}`)

  it('creates records nested in one another, and answers what is asked for', async () => {
    const include = encodeURIComponent(JSON.stringify({ profile: { select: { bio: true } }, posts: { select: { title: true, tags: { orderBy: { name: 'asc' } }, comments: { select: { text: true }, orderBy: { text: 'asc' } } }, orderBy: { title: 'asc' } } }))
    const body = {
      email: 'ada@example.org',
      profile: { create: { bio: 'Countess' } },
      posts: {
        create: [
          { title: 'One', tags: { create: { name: 'red' } }, comments: { create: [{ text: 'a' }, { text: 'b' }] } },
          { title: 'Two', tags: { connectOrCreate: [{ where: { name: 'red' }, create: { name: 'red' } }, { where: { name: 'blue' }, create: { name: 'blue' } }] }, comments: { createMany: { data: [{ text: 'c' }] } } },
        ],
      },
    }
    expect(await data('POST', `/api/users?include=${include}`, body)).toMatchObject({
      email: 'ada@example.org',
      profile: { bio: 'Countess' },
      posts: [
        { title: 'One', tags: [{ name: 'red' }], comments: [{ text: 'a' }, { text: 'b' }] },
        { title: 'Two', tags: [{ name: 'blue' }, { name: 'red' }], comments: [{ text: 'c' }] },
      ],
    })
    expect(await count('tags')).toBe(2)
  })

  it('changes, adds, unlinks and deletes what is nested in an update', async () => {
    const { id } = await create('posts', { title: 'One', comments: { create: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] }, tags: { create: [{ name: 'red' }, { name: 'blue' }] } })
    const comments = await data('GET', '/api/comments?sort=id')
    const [first, second] = Array.isArray(comments) ? comments.map((comment: { id: number }) => comment.id) : []
    const body = {
      views: { increment: 3 },
      comments: { update: { where: { id: first }, data: { text: 'A' } }, delete: { id: second }, upsert: { where: { code: 'd' }, create: { code: 'd', text: 'd' }, update: {} }, updateMany: { where: { text: 'c' }, data: { text: 'C' } } },
      tags: { disconnect: { name: 'red' }, connect: [] },
      author: { create: { email: 'bob@example.org' } },
    }
    const include = encodeURIComponent(JSON.stringify({ comments: { select: { text: true }, orderBy: { text: 'asc' } }, tags: true, author: { select: { email: true } } }))
    expect(await data('PATCH', `/api/posts/${id}?include=${include}`, body)).toMatchObject({ views: 3, comments: [{ text: 'A' }, { text: 'C' }, { text: 'd' }], tags: [{ name: 'blue' }], author: { email: 'bob@example.org' } })
    expect(await data('PATCH', `/api/posts/${id}?include=${include}`, { comments: { deleteMany: {} }, tags: { set: [{ name: 'red' }] }, author: { delete: true } })).toMatchObject({ comments: [], tags: [{ name: 'red' }], author: null, authorId: null })
    expect(await count('users')).toBe(0)
  })

  it('stores nothing of a nested write that fails', async () => {
    const answer = await app.call('POST', '/api/posts', { title: 'One', tags: { connect: { name: 'none' } }, comments: { create: { text: 'a' } } })
    expect([answer.status, faultsOf(answer)]).toEqual([409, { 'tags.connect': 'DATA.REFERENCED' }])
    expect([await count('posts'), await count('comments')]).toEqual([0, 0])
  })

  it('computes with what is stored, atomically', async () => {
    const { id } = await create('posts', { title: 'One', views: 10, big: '9007199254740993', price: '1.5' })
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.call('PATCH', `/api/posts/${id}`, { views: { increment: 1 } })))
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200))
    expect(await data('PATCH', `/api/posts/${id}`, { views: { divide: 4 }, big: { multiply: 2 }, price: { decrement: '0.25' } })).toMatchObject({ views: 7, big: '18014398509481986', price: '1.25' })
    const overflow = await app.call('PATCH', `/api/posts/${id}`, { views: { multiply: 2147483647 } })
    expect(overflow.status).toBe(400)
    expect(await data('GET', `/api/posts/${id}`)).toMatchObject({ views: 7 })
  })

  it('upserts by any unique, once however many ask at the same time', async () => {
    const body = { where: { email: 'ada@example.org' }, create: { email: 'ada@example.org', age: 1 }, update: { age: { increment: 1 } } }
    const answers = await Promise.all(Array.from({ length: 5 }, () => app.call('POST', '/api/users/$upsert', body)))
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 200, 200, 200, 201])
    expect(await data('GET', '/api/users')).toMatchObject([{ email: 'ada@example.org', age: 5 }])
  })

  it('writes many in one go, skips duplicates when asked, and needs to be told to reach all', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({ title: `Post ${index}`, views: index }))
    expect(await data('POST', '/api/posts/$create-many', { data: rows })).toEqual({ count: 300 })
    const again = await app.call('POST', '/api/posts/$create-many', { data: [{ title: 'New' }, { title: 'Post 1' }] })
    expect([again.status, await count('posts')]).toEqual([409, 300])
    expect(await data('POST', '/api/posts/$create-many', { data: [{ title: 'New' }, { title: 'Post 1' }], skipDuplicates: true })).toEqual({ count: 1 })
    expect(await data('POST', '/api/posts/$update-many', { where: { views: { gte: 290 } }, data: { views: { increment: 1000 } } })).toEqual({ count: 10 })
    expect(await count('posts', { views: { gte: 1000 } })).toBe(10)
    for (const body of [{}, { where: {} }, { where: { AND: [] } }]) expect((await app.call('POST', '/api/posts/$delete-many', body)).status).toBe(400)
    const limited = await app.call('POST', '/api/posts/$delete-many', { where: { views: { lt: 100 } } }, { headers: { prefer: 'max-affected=50' } })
    expect([limited.status, await count('posts')]).toEqual([400, 301])
    expect(await data('POST', '/api/posts/$delete-many', { where: { author: null } })).toEqual({ count: 301 })
  })

  it('refuses a change of what somebody else has changed, by its ETag', async () => {
    const { id } = await create('posts', { title: 'One' })
    const etag = (answer: Answer): string => answer.headers.get('etag') ?? ''
    const before = etag(await app.call('GET', `/api/posts/${id}?select={"title":true}`))
    expect(before).toBe(etag(await app.call('GET', `/api/posts/${id}?include={"tags":true}`)))
    const changed = await app.call('PATCH', `/api/posts/${id}`, { views: 1 }, { headers: { 'if-match': before } })
    expect([changed.status, etag(changed) === before]).toEqual([200, false])
    const late = await app.call('PATCH', `/api/posts/${id}`, { views: 2 }, { headers: { 'if-match': before } })
    expect([late.status, etag(late)]).toEqual([412, etag(changed)])
    expect((await app.call('DELETE', `/api/posts/${id}`, undefined, { headers: { 'if-match': before } })).status).toBe(412)
    expect(await data('DELETE', `/api/posts/${id}`, undefined, { 'if-match': etag(changed) })).toMatchObject({ id, views: 1 })
  })

  it('lets exactly one of many changes pass that all match the same ETag', async () => {
    const { id } = await create('posts', { title: 'One' })
    const etag = (await app.call('GET', `/api/posts/${id}`)).headers.get('etag') ?? ''
    const answers = await Promise.all(Array.from({ length: 8 }, () => app.call('PATCH', `/api/posts/${id}`, { views: { increment: 1 } }, { headers: { 'if-match': etag } })))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(await data('GET', `/api/posts/${id}`)).toMatchObject({ views: 1 })
  })

  it('does a request with an idempotency key once', async () => {
    const headers = { 'idempotency-key': `key-${provider}-1` }
    const answers = await Promise.all(Array.from({ length: 5 }, () => app.call('POST', '/api/posts', { title: 'One' }, { headers })))
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201, 201])
    expect(answers.filter((answer) => answer.headers.get('idempotency-replayed') === 'true')).toHaveLength(4)
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
    expect(await count('posts')).toBe(1)
    expect((await app.call('POST', '/api/posts', { title: 'Two' }, { headers })).status).toBe(422)
    const failed = { 'idempotency-key': `key-${provider}-2` }
    expect((await app.call('POST', '/api/posts', { title: 'One' }, { headers: failed })).status).toBe(409)
    await app.call('POST', '/api/posts/$delete-many', { all: true })
    expect((await app.call('POST', '/api/posts', { title: 'One' }, { headers: failed })).headers.get('idempotency-replayed')).toBe(null)
  })

  it('tries a write without keeping it', async () => {
    const answer = await app.call('POST', '/api/posts', { title: 'One', tags: { create: { name: 'red' } } }, { headers: { prefer: 'dry-run' } })
    expect([answer.status, answer.headers.get('preference-applied')]).toEqual([201, 'dry-run'])
    expect(answer.body).toMatchObject({ data: { title: 'One' } })
    expect([await count('posts'), await count('tags')]).toEqual([0, 0])
  })

  it('runs operations that use one another’s answers, all or nothing', async () => {
    const operations = [
      { model: 'User', action: 'create', args: { data: { email: 'ada@example.org' }, select: { id: true } } },
      { model: 'Post', action: 'create', args: { data: { title: 'One', authorId: { _result: [0, 'id'] } } } },
      { model: 'Post', action: 'update', args: { where: { title: 'One' }, data: { views: { increment: 2 } }, select: { views: true } } },
      { model: 'Post', action: 'updateMany', args: { where: { views: 2 }, data: { views: 5 } } },
    ]
    expect(await data('POST', '/api/$transaction', { operations })).toMatchObject([{}, { title: 'One' }, { views: 2 }, { count: 1 }])
    const failing = await app.call('POST', '/api/$transaction', { operations: [{ model: 'Tag', action: 'create', args: { data: { name: 'red' } } }, { model: 'Post', action: 'create', args: { data: { title: 'One' } } }] })
    expect([failing.status, await count('tags')]).toEqual([409, 0])
    const bad = await app.call('POST', '/api/$transaction', { operations: [{ model: 'Tag', action: 'create', args: { data: { name: { _result: [0, 'id'] } } } }] })
    expect(bad.status).toBe(400)
  })

  it('goes on in a transaction where an upsert loses against what is there', async () => {
    await create('users', { email: 'ada@example.org' })
    const operations = [
      { model: 'Tag', action: 'create', args: { data: { name: 'red' } } },
      { model: 'User', action: 'upsert', args: { where: { email: 'bob@example.org' }, create: { email: 'ada@example.org' }, update: {} } },
    ]
    const answer = await app.call('POST', '/api/$transaction', { operations })
    expect([answer.status, faultsOf(answer), await count('tags')]).toEqual([409, { 'operations.1.args.create.email': 'DATA.CONFLICT' }, 0])
  })

  it('creates nothing in the place of a record whose key the server makes', async () => {
    const { id } = await create('posts', { title: 'One' })
    const upsert = await app.call('POST', '/api/users/$upsert', { where: { id: 999_999 }, create: { email: 'ada@example.org' }, update: {} })
    expect([upsert.status, faultsOf(upsert)]).toEqual([404, 'DATA.NOT_FOUND'])
    const nested = await app.call('PATCH', `/api/posts/${id}`, { comments: { upsert: { where: { id: -1 }, create: { text: 'd' }, update: {} } } })
    expect([nested.status, faultsOf(nested)]).toEqual([409, { 'comments.upsert': 'DATA.REFERENCED' }])
    expect([await count('users'), await count('comments')]).toEqual([0, 0])
  })

  it('offers a relation as an address of its own', async () => {
    const { id } = await create('posts', { title: 'One' })
    const made = await app.call('POST', `/api/posts/${id}/comments`, { text: 'a' })
    expect([made.status, made.body]).toMatchObject([201, { data: { text: 'a', postId: id } }])
    expect(made.headers.get('location')).toBe(`/api/comments/${Object.assign({ data: { id: 0 } }, made.body).data.id}`)
    await create('comments', { text: 'elsewhere', post: { create: { title: 'Two' } } })
    expect((await app.call('GET', `/api/posts/${id}/comments?select=["text"]`)).body).toMatchObject({ data: [{ text: 'a' }], meta: { take: 20, hasMore: false } })
    await create('tags', { name: 'red' })
    expect((await app.call('PUT', `/api/posts/${id}/tags/red`)).status).toBe(204)
    expect((await app.call('PUT', `/api/posts/${id}/tags/red`)).status).toBe(204)
    expect(await data('GET', `/api/posts/${id}/tags`)).toEqual([{ name: 'red' }])
    expect(await data('GET', '/api/tags/red/posts?select=["title"]')).toEqual([{ title: 'One' }])
    expect((await app.call('DELETE', `/api/posts/${id}/tags/red`)).status).toBe(204)
    expect((await app.call('DELETE', `/api/posts/${id}/tags/red`)).status).toBe(404)
    expect((await app.call('GET', `/api/posts/${id}/author`)).status).toBe(404)
    const author = await app.call('POST', `/api/posts/${id}/author`, { email: 'ada@example.org' })
    expect(author.status).toBe(201)
    expect(await data('GET', `/api/posts/${id}/author?select=["email"]`)).toEqual({ email: 'ada@example.org' })
    for (const [method, path] of [['GET', '/api/posts/0/comments'], ['POST', '/api/posts/0/comments'], ['PUT', `/api/posts/${id}/tags/none`], ['GET', `/api/posts/${id}/nothing`], ['PUT', '/api/posts/0/tags/red']] as const) {
      expect([method, path, (await app.call(method, path, method === 'POST' ? { text: 'a' } : undefined)).status]).toEqual([method, path, 404])
    }
  })

  it('sums what no number of the database holds', async () => {
    await app.call('POST', '/api/posts/$create-many', { data: [1, 2, 3].map((title) => ({ title: String(title), big: '9223372036854775807' })) })
    expect(await data('GET', '/api/posts/$aggregate?_sum={"big":true}&_max={"big":true}')).toEqual({ _sum: { big: '27670116110564327421' }, _max: { big: '9223372036854775807' } })
    expect(await data('GET', '/api/posts/$aggregate?_sum={"big":true}&where[views]=99')).toEqual({ _sum: { big: null } })
  })

  it('says which lists are cut, of one record and of one that was written', async () => {
    const { id } = await create('posts', { title: 'One', comments: { create: [{ text: 'a' }, { text: 'b' }] } })
    const include = encodeURIComponent(JSON.stringify({ comments: { take: 1, select: { text: true } } }))
    for (const [method, body] of [['GET', undefined], ['PATCH', { views: 1 }]] as const) {
      expect((await app.call(method, `/api/posts/${id}?include=${include}`, body)).body).toMatchObject({ data: { comments: [{ text: 'a' }] }, meta: { truncated: ['comments'] } })
    }
  })
})
