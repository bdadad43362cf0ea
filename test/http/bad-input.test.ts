import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp, faultsOf, type TestApp } from '../create-app.ts'
import { BLOG } from './blog.ts'

let app: TestApp
beforeAll(async () => {
  app = await createApp(BLOG, { limits: { maxBodyBytes: 250_000 } })
  await app.call('POST', '/api/users', { email: 'ada@example.org' })
})
afterAll(() => app[Symbol.asyncDispose]())

const JSON_TYPE = { 'content-type': 'application/json' }

describe('given a body that is wrong', () => {
  const post = (changes: object): object => ({ title: 'A title', authorId: 1, ...changes })
  it.each<[string, string, string, unknown, number, unknown]>([
    ['an unknown field', 'POST', '/api/posts', post({ titel: 'x' }), 400, { titel: 'REQUEST.UNKNOWN_FIELD' }],
    ['a text for a number', 'POST', '/api/posts', post({ views: '12' }), 400, { views: 'REQUEST.BAD_VALUE' }],
    ['a fraction for a whole number', 'POST', '/api/posts', post({ views: 1.5 }), 400, { views: 'REQUEST.BAD_VALUE' }],
    ['a number past 32 bits', 'POST', '/api/posts', post({ views: 2 ** 31 }), 400, { views: 'REQUEST.BAD_VALUE' }],
    ['a big integer past 64 bits', 'POST', '/api/posts', post({ size: '9223372036854775808' }), 400, { size: 'REQUEST.BAD_VALUE' }],
    ['an unsafe number for a big integer', 'POST', '/api/posts', post({ size: 2 ** 60 }), 400, { size: 'REQUEST.BAD_VALUE' }],
    ['a decimal with underscores', 'POST', '/api/posts', post({ price: '1_000' }), 400, { price: 'REQUEST.BAD_VALUE' }],
    ['a date without a zone', 'POST', '/api/posts', post({ due: '2024-01-01' }), 400, { due: 'REQUEST.BAD_VALUE' }],
    ['a date that does not exist', 'POST', '/api/posts', post({ due: '2024-02-30T00:00:00Z' }), 400, { due: 'REQUEST.BAD_VALUE' }],
    ['bytes that are not base64', 'POST', '/api/posts', post({ data: '§' }), 400, { data: 'REQUEST.BAD_VALUE' }],
    ['a text with NUL', 'POST', '/api/posts', post({ title: 'a\u0000b' }), 400, { title: 'REQUEST.BAD_VALUE' }],
    ['a lone surrogate', 'POST', '/api/posts', post({ title: '\ud800' }), 400, { title: 'REQUEST.BAD_VALUE' }],
    ['null for what is required', 'POST', '/api/posts', post({ title: null }), 400, { title: 'REQUEST.BAD_VALUE' }],
    ['a wrong enum value', 'POST', '/api/users', { email: 'b@x', role: 'ROOT' }, 400, { role: 'REQUEST.BAD_VALUE' }],
    ['a missing required field', 'POST', '/api/posts', { authorId: 1 }, 400, { title: 'REQUEST.REQUIRED' }],
    ['several faults at once', 'POST', '/api/posts', { views: true, nope: 1 }, 400, { views: 'REQUEST.BAD_VALUE', nope: 'REQUEST.UNKNOWN_FIELD', title: 'REQUEST.REQUIRED', authorId: 'REQUEST.REQUIRED' }],
    ['a generated key', 'POST', '/api/posts', post({ id: 'mine' }), 400, { id: 'REQUEST.SERVER_OWNED' }],
    ['a stamp of the server', 'POST', '/api/posts', post({ updatedAt: '2024-01-01T00:00:00Z' }), 400, { updatedAt: 'REQUEST.SERVER_OWNED' }],
    ['a list for a record', 'POST', '/api/posts', [post({})], 400, { '': 'REQUEST.BAD_VALUE', title: 'REQUEST.REQUIRED', authorId: 'REQUEST.REQUIRED' }],
    ['a reference to nothing', 'POST', '/api/posts', post({ authorId: 999 }), 409, 'DATA.REFERENCED'],
    ['a connect to nothing', 'POST', '/api/posts', { title: 'x', author: { connect: { email: 'no@x' } } }, 409, { 'author.connect': 'DATA.REFERENCED' }],
    ['a connect by no unique', 'POST', '/api/posts', { title: 'x', author: { connect: { name: 'Ada' } } }, 400, { 'author.connect': 'REQUEST.BAD_VALUE' }],
    ['a key given twice', 'POST', '/api/posts', post({ author: { connect: { id: 1 } } }), 400, { author: 'REQUEST.BAD_VALUE' }],
    ['an unknown nested write', 'POST', '/api/posts', { title: 'x', author: { conect: { id: 1 } } }, 400, { 'author.conect': 'REQUEST.UNKNOWN_ARGUMENT', 'author': 'REQUEST.REQUIRED' }],
    ['a unique value that is taken', 'POST', '/api/users', { email: 'ada@example.org' }, 409, { email: 'DATA.CONFLICT' }],
    ['a prototype key', 'POST', '/api/users', JSON.parse('{"email":"c@x","__proto__":{"role":"ADMIN"}}'), 400, { __proto__: 'REQUEST.UNKNOWN_FIELD' }],
  ])('%s answers %s %s with the fault at its place, and stores nothing', async (_what, method, path, body, status, faults) => {
    const before = await stored()
    const answer = await app.call(method, path, body)
    expect({ status: answer.status, faults: faultsOf(answer), type: answer.headers.get('content-type') }).toEqual({
      status,
      faults: isProto(faults) ? expect.anything() : faults,
      type: 'application/problem+json; charset=utf-8',
    })
    expect(await stored()).toEqual(before)
  })
})

// `{ __proto__: … }` in a literal sets a prototype; the path is asserted as a text instead.
function isProto(faults: unknown): boolean {
  return typeof faults === 'object' && faults !== null && Object.keys(faults).length === 0
}

describe('given a request that is no JSON request', () => {
  it.each<[string, RequestInit, number, string]>([
    ['malformed JSON', { body: '{"email":', headers: JSON_TYPE }, 400, 'REQUEST.MALFORMED_JSON'],
    ['an empty body', { body: '', headers: JSON_TYPE }, 400, 'REQUEST.MALFORMED_JSON'],
    ['invalid UTF-8', { body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), headers: JSON_TYPE }, 400, 'REQUEST.MALFORMED_JSON'],
    ['plain text', { body: '{"email":"t@x"}', headers: { 'content-type': 'text/plain' } }, 415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE'],
    ['a form', { body: 'email=t@x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE'],
    ['a body that is too large', { body: JSON.stringify({ email: 'x'.repeat(300_000) }), headers: JSON_TYPE }, 413, 'REQUEST.BODY_TOO_LARGE'],
  ])('%s is refused and stores nothing', async (_what, init, status, code) => {
    const before = await stored()
    const answer = await app.call('POST', '/api/users', undefined, init)
    expect([answer.status, faultsOf(answer)]).toEqual([status, code])
    expect(await stored()).toEqual(before)
  })
})

describe('given an address that leads nowhere', () => {
  it.each<[string, string, number, string]>([
    ['GET', '/api/nopes', 404, 'REQUEST.NO_ROUTE'],
    ['GET', '/api/secrets', 404, 'REQUEST.NO_ROUTE'],
    ['GET', '/api/Users', 404, 'REQUEST.NO_ROUTE'],
    ['GET', '/nowhere', 404, 'REQUEST.NO_ROUTE'],
    ['GET', '/api/users/999', 404, 'DATA.NOT_FOUND'],
    ['GET', '/api/users/abc', 404, 'DATA.NOT_FOUND'],
    ['GET', '/api/users/1,2', 404, 'DATA.NOT_FOUND'],
    ['GET', '/api/seats/1', 404, 'DATA.NOT_FOUND'],
    ['GET', '/api/users/01', 404, 'DATA.NOT_FOUND'],
    ['GET', '/api/users/+1', 404, 'DATA.NOT_FOUND'],
    ['GET', '/api/users/%00', 404, 'DATA.NOT_FOUND'],
    ['GET', '/api/users/99999999999', 404, 'DATA.NOT_FOUND'],
    ['GET', '/api/constructor', 404, 'REQUEST.NO_ROUTE'],
    ['GET', '/api/__proto__', 404, 'REQUEST.NO_ROUTE'],
    ['DELETE', '/api/users/999', 404, 'DATA.NOT_FOUND'],
  ])('%s %s answers %i', async (method, path, status, code) => {
    const answer = await app.call(method, path)
    expect([answer.status, faultsOf(answer)]).toEqual([status, code])
  })

  it('answers an absent record alike for update', async () => {
    const answer = await app.call('PATCH', '/api/users/999', { name: 'x' })
    expect([answer.status, faultsOf(answer)]).toEqual([404, 'DATA.NOT_FOUND'])
  })
})

describe('given a query that is wrong', () => {
  it.each<[string, unknown]>([
    ['where={"titel":"x"}', { 'where.titel': 'REQUEST.UNKNOWN_FIELD' }],
    ['where={"title":{"like":"x"}}', { 'where.title.like': 'REQUEST.UNKNOWN_OPERATOR' }],
    ['where={"views":{"gt":"x"}}', { 'where.views.gt': 'REQUEST.BAD_VALUE' }],
    ['where={"author":{"password":"x"}}', { 'where.author.password': 'REQUEST.UNKNOWN_FIELD' }],
    ['where={', { where: 'REQUEST.MALFORMED_QUERY' }],
    ['where[author][password][startsWith]=x', { 'where.author.password': 'REQUEST.UNKNOWN_FIELD' }],
    ['sort=author.password', { 'sort.author.password': 'REQUEST.UNKNOWN_FIELD' }],
    ['orderBy={"title":"up"}', { 'orderBy.title': 'REQUEST.BAD_VALUE' }],
    ['orderBy={"author":{"posts":{"_count":"desc"}}}', { 'orderBy.author.posts': 'REQUEST.BAD_VALUE' }],
    ['select={"password":true}', { 'select.password': 'REQUEST.UNKNOWN_FIELD' }],
    ['include={"authr":true}', { 'include.authr': 'REQUEST.UNKNOWN_FIELD' }],
    ['take=101', { take: 'LIMIT.EXCEEDED' }],
    ['take=-1', { take: 'REQUEST.BAD_VALUE' }],
    ['take=2147483648', { take: 'LIMIT.EXCEEDED' }],
    ['take=1.5', { take: 'REQUEST.BAD_VALUE' }],
    ['skip=-1', { skip: 'REQUEST.BAD_VALUE' }],
    ['tak=1', { tak: 'REQUEST.UNKNOWN_ARGUMENT' }],
    [`where={"views":{"in":[${'1,'.repeat(1000)}1]}}`, { 'where.views.in': 'LIMIT.EXCEEDED' }],
    [`include=${nest(7)}`, expect.anything()],
  ])('%.60s is refused', async (query, faults) => {
    const answer = await app.call('GET', `/api/posts?${query}`)
    expect([answer.status, faultsOf(answer)]).toEqual([400, faults])
  })
})

function nest(depth: number): string {
  const inner = (level: number): unknown => (level === 0 ? true : { include: { [level % 2 === 0 ? 'author' : 'posts']: inner(level - 1) } })
  return JSON.stringify({ author: inner(depth) })
}

describe('given nobody, or a user without a rule', () => {
  it.each<[string, string, unknown]>([
    ['GET', '/api/posts', undefined],
    ['GET', '/api/posts/x', undefined],
    ['POST', '/api/posts', { title: 'x', nope: 1 }],
    ['PATCH', '/api/posts/x', { title: 'x' }],
    ['DELETE', '/api/posts/x', undefined],
  ])('%s %s is denied before anything of the request is looked at', async (method, path, body) => {
    const nobody = await app.call(method, path, body, { headers: { authorization: '' } })
    const user = await app.call(method, path, body, { headers: { authorization: 'Bearer user' } })
    expect([nobody.status, faultsOf(nobody), user.status, faultsOf(user)]).toEqual([401, 'AUTH.REQUIRED', 403, 'POLICY.DENIED'])
  })

  it('shows nobody no model, page or link', async () => {
    const { body } = await app.call('GET', '/manifest.json', undefined, { headers: { authorization: '' } })
    expect(body).toMatchObject({ models: {}, enums: {}, principal: { kind: 'anonymous', isAdmin: false } })
    expect(JSON.stringify(body)).not.toMatch(/posts|User|Secret/)
  })
})

async function stored(): Promise<unknown> {
  const db = app.server.system('test: compares what is stored')
  return Promise.all(['User', 'Post', 'Profile', 'Tag', 'Seat'].map((model) => db.model(model).findMany()))
}

describe('given a filter with more values than a statement takes', () => {
  it('is refused before it reaches the database', async () => {
    const list = { views: { in: Array.from({ length: 1000 }, (_, index) => index) } }
    const answer = await app.call('POST', '/api/users/$query', { where: { posts: { some: { OR: Array.from({ length: 40 }, () => list) } } } }, { headers: { 'content-type': 'application/json' } })
    expect([answer.status, faultsOf(answer)]).toEqual([400, 'LIMIT.EXCEEDED'])
  })
})
