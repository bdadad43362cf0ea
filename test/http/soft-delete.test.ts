import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp, faultsOf, type Answer, type TestApp } from '../create-app.ts'
import { traitsSchema } from './traits-schema.ts'

const OFF = { slug: false, publish: false, softDelete: false, tree: false, stamps: false }

describe.each(['sqlite', 'postgresql'] as const)('given soft-deleted records on an embedded %s', (provider) => {
  let app: TestApp
  beforeAll(async () => {
    app = await createApp(traitsSchema(provider), { traits: { models: { Plain: OFF } } })
  })
  afterAll(() => app?.[Symbol.asyncDispose]())

  const call = (method: string, path: string, body?: unknown, init?: RequestInit): Promise<Answer> => app.call(method, path, body, init)
  async function data<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await call(method, path, body)
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    return Object.assign({ data: undefined as never }, answer.body).data
  }

  beforeEach(async () => {
    const client = app.server.system('test: empties the tables')
    for (const model of ['PostTag', 'Tag', 'Note', 'Comment', 'Post', 'Label', 'User', 'Category', 'Plain']) await client.model(model).deleteMany({})
    await client.model('User').createMany({ data: [{ id: 1001, email: 'a@x', name: 'Ada' }, { id: 1002, email: 'b@x', name: 'Bob' }] })
    await client.model('Post').createMany({ data: [{ id: 1, title: 'One', slug: 'one', authorId: 1001, editorId: 1002, views: 1 }, { id: 2, title: 'Two', slug: 'two', authorId: 1001, views: 2 }, { id: 3, title: 'Three', slug: 'three', authorId: 1002, views: 3 }] })
    await client.model('Comment').createMany({ data: [{ id: 1, text: 'c1', postId: 1, authorId: 1002 }, { id: 2, text: 'c2', postId: 1 }, { id: 3, text: 'c3', postId: 2 }] })
    await client.model('Note').createMany({ data: [{ id: 1, text: 'n1', postId: 1 }] })
  })

  const ids = async (path: string): Promise<unknown> => (await data<readonly { id: number }[]>('GET', path)).map(({ id }) => id).toSorted((a, b) => a - b)

  it('answers the record as it was, and is a 404 from then on', async () => {
    expect(await data('DELETE', '/api/posts/1')).toMatchObject({ id: 1, slug: 'one', deletedAt: null })
    const absent = await call('GET', '/api/posts/999')
    for (const [method, path, body] of [['GET', '/api/posts/1'], ['PATCH', '/api/posts/1', { title: 'x' }], ['DELETE', '/api/posts/1'], ['GET', '/api/posts/$by/slug/one'], ['GET', '/api/posts/1/comments']] as const) {
      const { status, body: answered } = await call(method, path, body)
      expect([method, path, status, { ...Object(answered), requestId: '' }]).toEqual([method, path, 404, { ...Object(absent.body), requestId: '' }])
    }
  })

  it('is in no list, count, relation filter, relation count, nor reached by an update or a deletion of many', async () => {
    await data('DELETE', '/api/posts/1')
    expect(await ids('/api/posts')).toEqual([2, 3])
    expect(await ids('/api/posts?where={"deletedAt":{"not":null}}')).toEqual([])
    expect(await ids('/api/posts?where={"OR":[{"deletedAt":{"not":null}},{"id":1}]}')).toEqual([])
    expect(await data('GET', '/api/posts/$count')).toBe(2)
    expect(await ids('/api/users?where={"posts":{"some":{"id":1}}}')).toEqual([])
    expect(await ids('/api/users?where={"posts":{"none":{"id":1}}}')).toEqual([1001, 1002])
    expect(await ids('/api/users?where={"posts":{"every":{"id":2}}}')).toEqual([1001])
    expect(await ids('/api/notes?where={"post":{"is":{"id":1}}}')).toEqual([])
    expect(await ids('/api/notes?where={"post":{"isNot":{"id":1}}}')).toEqual([1])
    expect(await ids('/api/notes?where={"NOT":{"post":{"title":"One"}}}')).toEqual([1])
    expect(await ids('/api/notes?where={"post":null}')).toEqual([1])
    expect(await data('GET', '/api/users?sort=id&select={"id":true,"_count":true,"posts":{"select":{"id":true}}}')).toEqual([
      { id: 1001, _count: { posts: 1, edited: 0, comments: 0 }, posts: [{ id: 2 }] },
      { id: 1002, _count: { posts: 1, edited: 0, comments: 0 }, posts: [{ id: 3 }] },
    ])
    expect(await data('GET', '/api/notes/1?include={"post":true}')).toEqual({ id: 1, text: 'n1', postId: 1, post: null })
    expect(await data('POST', '/api/posts/$update-many', { all: true, data: { views: 9 } })).toEqual({ count: 2 })
    expect(await data('POST', '/api/posts/$delete-many', { where: { id: { in: [1, 2] } } })).toEqual({ count: 1 })
    expect(await ids('/api/posts')).toEqual([3])
  })

  it('is in no figure, and in no group', async () => {
    await data('DELETE', '/api/posts/1')
    expect(await data('GET', '/api/posts/$aggregate?_sum={"views":true}&_count=true&_min={"views":true}')).toMatchObject({ _sum: { views: 5 }, _count: 2, _min: { views: 2 } })
    expect(await data('GET', '/api/posts/$group?by=authorId&_count=true&orderBy={"authorId":"asc"}')).toMatchObject([{ authorId: 1001, _count: 1 }, { authorId: 1002, _count: 1 }])
    expect(await ids('/api/posts?distinct=authorId')).toEqual([2, 3])
  })

  it('gives no order away', async () => {
    await data('DELETE', '/api/posts/3')
    const client = app.server.system('test: notes of a deleted post')
    await client.model('Note').createMany({ data: [{ id: 89, text: 'n2', postId: 2 }, { id: 90, text: 'n3', postId: 3 }, { id: 91, text: 'n4', postId: 3 }] })
    const order = async (direction: string): Promise<readonly string[]> => (await data<{ text: string }[]>('GET', `/api/notes?orderBy=[{"post":{"title":"${direction}"}},{"id":"asc"}]`)).map(({ text }) => text)
    // Notes of a post that is not there are at one end, in the order of their ids.
    const orders = [['n1', 'n2', 'n3', 'n4'], ['n3', 'n4', 'n1', 'n2']]
    expect(orders).toContainEqual(await order('asc'))
    expect(orders.map(([a = '', b = '', c = '', d = '']) => (a === 'n1' ? [b, a, c, d] : [a, b, d, c]))).toContainEqual(await order('desc'))
    const first = await call('GET', '/api/notes?orderBy=[{"post":{"title":"asc"}},{"id":"asc"}]&take=2&select=["text"]')
    const { nextCursor } = Object.assign({ meta: { nextCursor: '' } }, first.body).meta
    const second = await data('GET', `/api/notes?orderBy=[{"post":{"title":"asc"}},{"id":"asc"}]&take=2&select=["text"]&cursor=${nextCursor}`)
    expect([...Object.assign({ data: [] }, first.body).data, ...Object(second)].map(({ text }) => text).toSorted()).toEqual(['n1', 'n2', 'n3', 'n4'])
  })

  it('is no target of a link, and its absence is told like that of any other', async () => {
    await data('DELETE', '/api/posts/1')
    const differing = async (method: string, path: string, body: (id: number) => unknown): Promise<void> => {
      const [deleted, missing] = [await call(method, path, body(1)), await call(method, path, body(999))]
      expect([deleted.status, { ...Object(deleted.body), requestId: '' }]).toEqual([missing.status, { ...Object(missing.body), requestId: '' }])
      expect(deleted.status).toBe(409)
    }
    await differing('POST', '/api/comments', (postId) => ({ text: 'x', postId }))
    await differing('POST', '/api/comments', (id) => ({ text: 'x', post: { connect: { id } } }))
    await differing('PATCH', '/api/comments/3', (postId) => ({ postId }))
    await differing('PATCH', '/api/comments/3', (id) => ({ post: { connect: { id } } }))
    await differing('POST', '/api/comments/$create-many', (postId) => ({ data: [{ text: 'x', postId: 2 }, { text: 'y', postId }] }))
    await differing('POST', '/api/comments/$update-many', (postId) => ({ all: true, data: { postId } }))
    await differing('PATCH', '/api/users/1002', (id) => ({ posts: { connect: { id } } }))
    await differing('PATCH', '/api/users/1001', (id) => ({ posts: { update: { where: { id }, data: { title: 'x' } } } }))
    await differing('PATCH', '/api/users/1001', (id) => ({ posts: { delete: { id } } }))
    await differing('PATCH', '/api/users/1002', (postId) => ({ comments: { createMany: { data: [{ text: 'x', postId }] } } }))
    expect(await data('PATCH', '/api/users/1001?select={"posts":{"select":{"id":true,"title":true}}}', { posts: { updateMany: { where: {}, data: { title: 'all' } } } })).toEqual({ posts: [{ id: 2, title: 'all' }] })
    expect(await data('POST', '/api/posts/1/$restore')).toMatchObject({ title: 'One' })
  })

  it('keeps its unique values: a conflict like any other', async () => {
    await data('DELETE', '/api/posts/1')
    const [deleted, live] = [await call('POST', '/api/posts', { title: 'x', slug: 'one', authorId: 1001 }), await call('POST', '/api/posts', { title: 'x', slug: 'two', authorId: 1001 })]
    expect([deleted.status, { ...Object(deleted.body), requestId: '' }]).toEqual([409, { ...Object(live.body), requestId: '' }])
    expect((await call('POST', '/api/posts/$upsert', { where: { slug: 'one' }, create: { title: 'x', slug: 'one', authorId: 1001 }, update: { title: 'taken' } })).status).toBe(409)
  })

  it('takes those with it that the schema cascades to, and brings them back', async () => {
    await data('DELETE', '/api/comments/2')
    await data('DELETE', '/api/posts/1')
    expect([await ids('/api/comments'), await ids('/api/notes')]).toEqual([[3], [1]])
    expect(await data('POST', '/api/posts/1/$restore?select=["id","deletedAt"]')).toEqual({ id: 1, deletedAt: null })
    expect([await ids('/api/comments'), await ids('/api/posts')]).toEqual([[1, 3], [1, 2, 3]])
    expect(await data('GET', '/api/notes/1?select={"post":{"select":{"id":true}}}')).toEqual({ post: { id: 1 } })
    for (const path of ['/api/posts/1/$restore', '/api/posts/999/$restore', '/api/notes/1/$restore']) expect([path, (await call('POST', path)).status]).toEqual([path, 404])
  })

  it('goes through several levels, unlinks where the schema says so, and is refused where it says that', async () => {
    expect([(await call('DELETE', '/api/users/1002')).status, await ids('/api/posts')]).toEqual([409, [1, 2, 3]])
    await data('DELETE', '/api/comments/1')
    await data('DELETE', '/api/users/1002')
    expect(await data('GET', '/api/posts?sort=id&select=["id","editorId"]')).toEqual([{ id: 1, editorId: null }, { id: 2, editorId: null }])
    await data('DELETE', '/api/users/1001')
    expect([await ids('/api/posts'), await ids('/api/comments'), await ids('/api/users')]).toEqual([[], [], []])
    await data('POST', '/api/users/1001/$restore')
    expect([await ids('/api/posts'), await ids('/api/comments'), await ids('/api/users')]).toEqual([[1, 2], [2, 3], [1001]])
  })

  it('is deleted softly in a nested write too', async () => {
    await data('PATCH', '/api/users/1001', { posts: { delete: { id: 1 } } })
    expect(await ids('/api/comments')).toEqual([3])
    await data('PATCH', '/api/users/1001', { posts: { deleteMany: {} } })
    expect([await ids('/api/posts'), await ids('/api/comments')]).toEqual([[3], []])
    await data('POST', '/api/posts/1/$restore')
    expect([await ids('/api/posts'), await ids('/api/comments')]).toEqual([[1, 3], [1, 2]])
  })

  it('keeps its links when others are set', async () => {
    await data('DELETE', '/api/comments/1')
    await data('PATCH', '/api/users/1002', { comments: { set: [] } })
    expect(await data('POST', '/api/comments/1/$restore')).toMatchObject({ authorId: 1002 })
  })

  it('is shown to administrators who ask', async () => {
    await data('DELETE', '/api/posts/1')
    expect([await ids('/api/posts?deleted=include'), await ids('/api/posts?deleted=only'), await ids('/api/posts?deleted=exclude')]).toEqual([[1, 2, 3], [1], [2, 3]])
    expect([await data('GET', '/api/posts/$count?deleted=only'), await data('POST', '/api/posts/$count', { deleted: 'include' })]).toEqual([1, 3])
    expect(await data('GET', '/api/posts/1?deleted=include&select={"id":true,"comments":true}')).toEqual({ id: 1, comments: [] })
    expect(faultsOf(await call('GET', '/api/posts?deleted=yes'))).toEqual({ deleted: 'REQUEST.BAD_VALUE' })
    expect(faultsOf(await call('GET', '/api/notes?deleted=only'))).toEqual({ deleted: 'REQUEST.UNKNOWN_ARGUMENT' })
  })

  it('has a field that no client sets', async () => {
    const deletedAt = '2026-01-01T00:00:00.000Z'
    for (const [method, path, body] of [['POST', '/api/users', { email: 'x', name: 'x', deletedAt }], ['PATCH', '/api/users/1001', { deletedAt }], ['POST', '/api/users/$update-many', { all: true, data: { deletedAt } }]] as const) {
      const { status, body: answered } = await call(method, path, body)
      expect([status, Object(answered).code]).toEqual([400, 'REQUEST.SERVER_OWNED'])
    }
  })

  it('is compared with If-Match, and undone by a dry run', async () => {
    expect((await call('DELETE', '/api/posts/1', undefined, { headers: { 'if-match': '"other"' } })).status).toBe(412)
    expect((await call('DELETE', '/api/posts/1', undefined, { headers: { prefer: 'dry-run' } })).status).toBe(200)
    expect(await ids('/api/comments')).toEqual([1, 2, 3])
  })

  it('is gone where the trait is switched off', async () => {
    await data('POST', '/api/plains', { title: 'x', slug: 'x', deletedAt: '2026-01-01T00:00:00.000Z' })
    const [id] = Object(await ids('/api/plains'))
    await data('DELETE', `/api/plains/${id}`)
    expect([await ids('/api/plains'), (await call('POST', `/api/plains/${id}/$restore`)).status]).toEqual([[], 404])
  })
})

describe('given soft deletion where the database keeps no foreign keys', () => {
  const schema = `
datasource db {
  provider = "sqlite"
  relationMode = "prisma"
}

model Team {
  id    Int    @id
  users User[]
}

model User {
  id      Int       @id
  team    Team      @relation(fields: [teamId], references: [id], onDelete: Cascade)
  teamId  Int
  posts   Post[]
  gone    DateTime?
  /// @@softDelete(gone)
}

model Post {
  id        Int       @id
  user      User      @relation(fields: [userId], references: [id], onDelete: Cascade)
  userId    Int
  deletedAt DateTime?
}
`
  it('goes with what is deleted softly, and is erased with what is erased', async () => {
    await using app = await createApp(schema)
    const stored = async (model: string): Promise<unknown> => (await app.server.system('test: counts all rows').model(model).findMany({ orderBy: { id: 'asc' } })).map((row) => [row['id'], (row['gone'] ?? row['deletedAt'] ?? null) !== null])
    await app.call('POST', '/api/teams', { id: 1, users: { create: [{ id: 1, posts: { create: [{ id: 1 }, { id: 2 }] } }, { id: 2, posts: { create: [{ id: 3 }] } }] } })
    expect((await app.call('DELETE', '/api/users/1')).status).toBe(200)
    expect([await stored('User'), await stored('Post')]).toEqual([[[1, true], [2, false]], [[1, true], [2, true], [3, false]]])
    expect((await app.call('POST', '/api/posts', { id: 9, userId: 1 })).status).toBe(409)
    expect((await app.call('POST', '/api/users/1/$restore')).status).toBe(200)
    expect(await stored('Post')).toEqual([[1, false], [2, false], [3, false]])
    await app.call('DELETE', '/api/users/1')
    expect((await app.call('DELETE', '/api/teams/1')).status).toBe(200)
    expect([await stored('User'), await stored('Post')]).toEqual([[], []])
  })
})
