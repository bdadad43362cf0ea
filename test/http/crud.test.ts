import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp, type TestApp } from '../create-app.ts'
import { BLOG } from './blog.ts'

let app: TestApp
beforeAll(async () => {
  app = await createApp(BLOG)
})
afterAll(() => app[Symbol.asyncDispose]())

async function data(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await app.call(method, path, body)
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return typeof answer.body === 'object' && answer.body !== null && 'data' in answer.body ? answer.body.data : answer.body
}

describe('given a new record', () => {
  it('answers it with its address, its schema and what the server set', async () => {
    const answer = await app.call('POST', '/api/users', { email: 'ada@example.org', name: 'Ada', password: 'hidden' })
    expect([answer.status, answer.headers.get('location'), answer.headers.get('x-ssot-schema'), answer.headers.get('cache-control')]).toEqual([
      201,
      '/api/users/1',
      app.server.registry.schemaHash,
      'private, no-store',
    ])
    expect(answer.body).toEqual({ data: { id: 1, email: 'ada@example.org', name: 'Ada', role: 'USER' } })
  })

  it('keeps every kind of value exactly', async () => {
    const values = { title: 'ünï “code” %_', views: -3, size: '9223372036854775807', price: '1234567.125', rate: 0.1, published: true, meta: { a: [1, null, { b: 'x' }] }, data: 'AAECAw==', due: '2024-02-29T12:34:56.789Z' }
    const created = await data('POST', '/api/posts', { ...values, author: { connect: { email: 'ada@example.org' } } })
    expect(created).toMatchObject({ ...values, authorId: 1 })
    const { id } = Object.assign({ id: '' }, created)
    expect(await data('GET', `/api/posts/${id}`)).toEqual(created)
    expect(await data('PATCH', `/api/posts/${id}`, { meta: { _json: null }, price: null, due: '2024-01-01T01:00:00+01:00' })).toMatchObject({ meta: null, price: null, due: '2024-01-01T00:00:00.000Z' })
  })

  it('is linked to many others, and the links are replaced and taken away', async () => {
    for (const name of ['red', 'green', 'blue']) await data('POST', '/api/tags', { name })
    const created = await data('POST', '/api/posts?include={"tags":{"orderBy":{"name":"asc"}}}', { title: 'Tagged', authorId: 1, tags: { connect: [{ name: 'red' }, { name: 'blue' }] } })
    expect(created).toMatchObject({ tags: [{ name: 'blue' }, { name: 'red' }] })
    const path = `/api/posts/${Object.assign({ id: '' }, created).id}?select={"tags":{"orderBy":{"name":"asc"}}}`
    expect(await data('PATCH', path, { tags: { set: [{ name: 'green' }] } })).toEqual({ tags: [{ name: 'green' }] })
    expect(await data('PATCH', path, { tags: { disconnect: [{ name: 'green' }], connect: [{ name: 'red' }] } })).toEqual({ tags: [{ name: 'red' }] })
  })

  it('gets a one-to-one partner from either side', async () => {
    await data('POST', '/api/users', { email: 'bob@example.org' })
    expect(await data('POST', '/api/profiles?include={"user":{"select":{"email":true}}}', { bio: 'Bob', user: { connect: { id: 2 } } })).toEqual({ userId: 2, bio: 'Bob', user: { email: 'bob@example.org' } })
    expect(await data('GET', '/api/users/2?include[profile]=true')).toMatchObject({ profile: { userId: 2, bio: 'Bob' } })
  })
})

describe('given a composite key', () => {
  it('is addressed by its parts in order', async () => {
    const seat = { row: 1, number: 2, code: 'a,b/c', guest: null }
    const answer = await app.call('POST', '/api/seats', seat)
    expect([answer.headers.get('location'), answer.body]).toEqual(['/api/seats/1,2', { data: seat }])
    expect(await data('PATCH', '/api/seats/1,2', { guest: 'Ada' })).toEqual({ ...seat, guest: 'Ada' })
    expect(await data('DELETE', '/api/seats/1,2')).toEqual({ ...seat, guest: 'Ada' })
    expect((await app.call('GET', '/api/seats/1,2')).status).toBe(404)
  })

  it('has no address where its key is too long for one', async () => {
    const made = await app.call('POST', '/api/tags', { name: '%'.repeat(9000) })
    expect([made.status, made.headers.get('location')]).toEqual([201, null])
  })

  it('takes keys with every character, encoded', async () => {
    for (const name of ['a/b', 'c,d', 'e f', 'ünï', '100%', '$query']) {
      const { headers } = await app.call('POST', '/api/tags', { name })
      expect(await data('GET', headers.get('location') ?? '')).toEqual({ name })
    }
  })
})

describe('given a list', () => {
  it('answers a page, what is left, and a count where one is asked for', async () => {
    await app.server.system('test: fills a table').model('Seat').createMany({ data: Array.from({ length: 45 }, (_, index) => ({ row: 9, number: index, code: `c${index}` })) })
    const first = await app.call('GET', '/api/seats?where[row]=9&count=exact&sort=-number')
    expect(first.body).toMatchObject({ meta: { take: 20, hasMore: true, total: 45 } })
    const last = await app.call('GET', '/api/seats?where={"row":9}&take=10&skip=40&select=["number"]&orderBy={"number":"asc"}')
    expect(last.body).toEqual({ data: [40, 41, 42, 43, 44].map((number) => ({ number })), meta: { take: 10, skip: 40, hasMore: false, prevCursor: expect.any(String) } })
  })

  it('reads brackets and JSON alike, and POST $query the same', async () => {
    const where = { OR: [{ number: { lt: 2 } }, { code: { in: ['c44'] } }], NOT: { guest: { not: null } }, row: 9 }
    const json = await app.call('GET', `/api/seats?where=${encodeURIComponent(JSON.stringify(where))}&sort=number`)
    const body = await app.call('POST', '/api/seats/$query', { where, orderBy: [{ number: 'asc' }] })
    const brackets = await app.call('GET', '/api/seats?where[OR][0][number][lt]=2&where[OR][1][code][in][]=c44&where[row]=9&where[guest][null]=true&sort=number')
    expect([json.body, brackets.body]).toEqual([body.body, body.body])
    expect(body.body).toMatchObject({ data: [{ number: 0 }, { number: 1 }, { number: 44 }] })
  })

  it('filters through relations, counts them and searches', async () => {
    const numbers = await data('GET', '/api/users?where={"posts":{"some":{"title":{"contains":"Tagg"}}}}&include={"_count":true}')
    expect(numbers).toMatchObject([{ email: 'ada@example.org', _count: { posts: 2 } }])
    expect(await data('GET', '/api/users?search=bob%20example&select[email]=true')).toEqual([{ email: 'bob@example.org' }])
  })
})

describe('given app code', () => {
  it('acts under the rights of the principal it names', async () => {
    const root = app.server.as({ id: 'root', role: 'ADMIN' }).model('User')
    expect(await root.get('1', { select: { email: true } })).toEqual({ email: 'ada@example.org' })
    await expect(app.server.as({ id: 'x', role: 'USER' }).model('User').findMany()).rejects.toMatchObject({ code: 'POLICY.DENIED' })
    await expect(app.server.as(null).model('User').findMany()).rejects.toMatchObject({ code: 'AUTH.REQUIRED' })
  })
})

describe('given a manifest that the client has', () => {
  it('answers that nothing changed', async () => {
    const first = await app.call('GET', '/manifest.json')
    const etag = first.headers.get('etag') ?? ''
    const second = await app.call('GET', '/manifest.json', undefined, { headers: { 'if-none-match': etag } })
    expect([first.status, second.status, second.body]).toEqual([200, 304, ''])
    const other = await app.call('GET', '/manifest.json', undefined, { headers: { authorization: '', 'if-none-match': etag } })
    expect(other.status).toBe(200)
  })
})

describe('given a unique other than the key', () => {
  it('addresses one record by a field, or by a compound unique under its name', async () => {
    expect(await data('GET', '/api/users/$by/email/ada%40example.org?select[email]=true')).toEqual({ email: 'ada@example.org' })
    await data('POST', '/api/seats', { row: 3, number: 1, code: 'x,y/z' })
    expect(await data('GET', '/api/seats/$by/byCode/x%2Cy%2Fz,3')).toEqual({ row: 3, number: 1, code: 'x,y/z', guest: null })
  })

  it.each([
    ['/api/users/$by/email/nobody', 404, 'DATA.NOT_FOUND'],
    ['/api/seats/$by/byCode/x', 404, 'DATA.NOT_FOUND'],
    ['/api/users/$by/password/x', 400, 'REQUEST.UNKNOWN_FIELD'],
    ['/api/users/$by/nope/x', 400, 'REQUEST.UNKNOWN_FIELD'],
    ['/api/users/$by/name/Ada', 400, 'REQUEST.UNKNOWN_FIELD'],
  ])('%s answers %i %s', async (path, status, code) => {
    const answer = await app.call('GET', path)
    expect([answer.status, answer.body]).toEqual([status, expect.objectContaining({ code })])
  })

  it('counts what a filter or a search finds', async () => {
    const counts = [await data('GET', '/api/seats/$count'), await data('GET', '/api/seats/$count?where={"row":9}'), await data('POST', '/api/seats/$count', { where: { row: { lt: 9 } }, search: 'x' })]
    expect(counts).toEqual([46, 45, 1])
    expect((await app.call('GET', '/api/seats/$count?take=1')).status).toBe(400)
  })
})
