import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp, faultsOf, type TestApp } from '../create-app.ts'
import { BLOG } from './blog.ts'
import { sendRaw, type RawAnswer } from './raw-request.ts'

let app: TestApp
beforeAll(async () => {
  app = await createApp(BLOG, { limits: { maxBodyBytes: 250_000, maxUrlBytes: 10_000, maxParamLength: 300 }, server: { cors: 'http://page.example' } })
})
afterAll(() => app[Symbol.asyncDispose]())

const JSON_TYPE = { 'content-type': 'application/json' }
const HEAD = 'host: localhost\r\nauthorization: Bearer root\r\nconnection: close\r\n'
const POST = `POST /api/users HTTP/1.1\r\n${HEAD}content-type: application/json\r\n`

/** What every answer carries, errors among them. */
const COMMON = {
  'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  'x-ssot-schema': expect.stringMatching(/.+/),
  'vary': expect.stringMatching(/^Authorization, Cookie, Origin$/),
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
}

function problemOf({ status, headers, body }: RawAnswer): unknown {
  const { code, requestId } = JSON.parse(body)
  return { status, code, type: headers['content-type'], isSameId: requestId === headers['x-request-id'], common: Object.fromEntries(Object.keys(COMMON).map((name) => [name, headers[name]])) }
}

const refusal = (status: number, code: string): unknown => ({ status, code, type: 'application/problem+json; charset=utf-8', isSameId: true, common: COMMON })

describe('given bytes on a socket that are refused', () => {
  it.each<[string, number, string, readonly (string | Buffer)[]]>([
    ['no HTTP at all', 400, 'REQUEST.MALFORMED_HTTP', ['hello\r\n\r\n']],
    ['a header without a name', 400, 'REQUEST.MALFORMED_HTTP', [`GET /health HTTP/1.1\r\n: x\r\n${HEAD}\r\n`]],
    ['two lengths', 400, 'REQUEST.MALFORMED_HTTP', [`${POST}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`]],
    ['a length and chunks', 400, 'REQUEST.MALFORMED_HTTP', [`${POST}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`]],
    ['headers that are too large', 431, 'REQUEST.HEADERS_TOO_LARGE', [`GET /health HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n${HEAD}\r\n`]],
    ['headers far too large', 431, 'REQUEST.HEADERS_TOO_LARGE', [`GET /health HTTP/1.1\r\nx: ${'x'.repeat(100_000)}\r\n${HEAD}\r\n`]],
    ['a URL that is too long', 414, 'REQUEST.URL_TOO_LONG', [`GET /api/users?search=${'x'.repeat(10_001)} HTTP/1.1\r\n${HEAD}\r\n`]],
    ['a URL far too long', 414, 'REQUEST.URL_TOO_LONG', [`GET /api/users?search=${'x'.repeat(100_000)} HTTP/1.1\r\n${HEAD}\r\n`]],
    ['a part of a path that is too long', 414, 'REQUEST.URL_TOO_LONG', [`GET /api/users/${'1'.repeat(301)} HTTP/1.1\r\n${HEAD}\r\n`]],
    ['a path that is not percent-encoded', 400, 'REQUEST.MALFORMED_URL', [`GET /api/users/%zz HTTP/1.1\r\n${HEAD}\r\n`]],
    ['a path that is not UTF-8', 400, 'REQUEST.MALFORMED_URL', [`GET /api/users/%ff HTTP/1.1\r\n${HEAD}\r\n`]],
    ['a query that is not UTF-8', 400, 'REQUEST.MALFORMED_QUERY', [`GET /api/users?search=%ff HTTP/1.1\r\n${HEAD}\r\n`]],
    ['a query with NUL', 400, 'REQUEST.MALFORMED_QUERY', [`GET /api/users?search=%00 HTTP/1.1\r\n${HEAD}\r\n`]],
    ['a body that is too large, in chunks', 413, 'REQUEST.BODY_TOO_LARGE', [`${POST}transfer-encoding: chunked\r\n\r\n3d091\r\n`, `"${'x'.repeat(249_999)}"\r\n0\r\n\r\n`]],
    ['a body that is said to be too large', 413, 'REQUEST.BODY_TOO_LARGE', [`${POST}content-length: 250001\r\n\r\n`]],
    ['a body that is compressed', 415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE', [`${POST}content-encoding: gzip\r\ncontent-length: 22\r\n\r\n`, gzipSync('{}')]],
    ['a body in another encoding', 415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE', [`${POST.replace('json', 'json; charset=utf-16')}content-length: 2\r\n\r\n{}`]],
    ['a media type that only begins like JSON', 415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE', [`${POST.replace('json', 'jsonp')}content-length: 2\r\n\r\n{}`]],
    ['JSON that is nested without end', 400, 'LIMIT.EXCEEDED', [`${POST}content-length: 200000\r\n\r\n`, '['.repeat(200_000)]],
    ['an address that is none', 404, 'REQUEST.NO_ROUTE', [`GET /nothing HTTP/1.1\r\n${HEAD}\r\n`]],
    ['a method that nobody knows', 400, 'REQUEST.MALFORMED_HTTP', [`BREW /api/users HTTP/1.1\r\n${HEAD}\r\n`]],
    ['a method of other servers', 404, 'REQUEST.NO_ROUTE', [`PROPFIND /api/users HTTP/1.1\r\n${HEAD}\r\n`]],
  ])('%s is answered by a problem with the headers of every reply', async (_what, status, code, parts) => {
    expect(problemOf(await sendRaw(app.url, ...parts))).toEqual(refusal(status, code))
    expect((await app.call('GET', '/health')).status).toBe(200)
  })
})

describe('given a JSON body with a fault that JSON.parse would pass over', () => {
  it.each<[string, string, unknown]>([
    ['a key twice', '{"email":"a@x","email":"b@x"}', { email: 'REQUEST.MALFORMED_JSON' }],
    ['a key twice, once escaped', String.raw`{"email":"a@x","role":"USER","\u0072ole":"ADMIN"}`, { role: 'REQUEST.MALFORMED_JSON' }],
    ['a key twice, far inside', '{"email":"a@x","posts":{"create":[{"title":"x","title":"y"}]}}', { 'posts.create.0.title': 'REQUEST.MALFORMED_JSON' }],
    ['a whole number past 2^53', '{"email":"a@x","posts":{"create":{"title":"x","size":9007199254740993}}}', { 'posts.create.size': 'REQUEST.BAD_VALUE' }],
    ['a number past all numbers', '{"email":1e400}', { email: 'REQUEST.BAD_VALUE' }],
    ['a prototype key twice', '{"__proto__":{},"__proto__":{}}', { ['__proto__']: 'REQUEST.MALFORMED_JSON' }],
  ])('%s is refused at its place', async (_what, body, faults) => {
    const answer = await app.call('POST', '/api/users', undefined, { body, headers: JSON_TYPE })
    expect([answer.status, faultsOf(answer)]).toEqual([400, faults])
  })

  it('reads one with a byte order mark, as RFC 8259 lets it', async () => {
    const answer = await app.call('POST', '/api/users/$count', undefined, { body: '\uFEFF{}', headers: JSON_TYPE })
    expect([answer.status, answer.body]).toEqual([200, { data: 0 }])
  })
})

describe('given a query string that could be read in two ways', () => {
  it.each<[string, unknown]>([
    ['take=1&take=2', { take: 'REQUEST.MALFORMED_QUERY' }],
    ['where[email]=a&where[email]=b', { 'where[email]': 'REQUEST.MALFORMED_QUERY' }],
    ['where[email]=a&where%5Bemail%5D=b', { 'where[email]': 'REQUEST.MALFORMED_QUERY' }],
    ['where={}&where[email]=b', { where: 'REQUEST.MALFORMED_QUERY' }],
    ['where={"email":"a","email":"b"}', { 'where.email': 'REQUEST.MALFORMED_QUERY' }],
    ['where={"id":1e400}', { 'where.id': 'REQUEST.BAD_VALUE' }],
    [`where=${'['.repeat(3000)}`, { where: 'LIMIT.EXCEEDED' }],
  ])('request %# is refused', async (query, faults) => {
    const answer = await app.call('GET', `/api/users?${query}`)
    expect([answer.status, faultsOf(answer)]).toEqual([400, faults])
  })

  it('takes a list in parts', async () => {
    expect((await app.call('GET', '/api/users?where[email][in][]=a=b&where[email][in][]=c%20d')).status).toBe(200)
  })
})

describe('given a method that an address does not take', () => {
  it.each<[string, string, string]>([
    ['PUT', '/api/users', 'GET, HEAD, OPTIONS, POST'],
    ['DELETE', '/api/users', 'GET, HEAD, OPTIONS, POST'],
    ['POST', '/manifest.json', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/health', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/api/users/$count', 'GET, HEAD, OPTIONS, POST'],
  ])('%s %s is 405 and says what it takes', async (method, path, allow) => {
    const answer = await app.call(method, path)
    expect([answer.status, faultsOf(answer), answer.headers.get('allow')]).toEqual([405, 'REQUEST.METHOD_NOT_ALLOWED', allow])
  })

  it('is 404 where there is no such address', async () => {
    const answers = await Promise.all(['/api/nopes', '/api/secrets'].map((path) => app.call('PUT', path)))
    expect(answers.map((answer) => [answer.status, faultsOf(answer)])).toEqual([[404, 'REQUEST.NO_ROUTE'], [404, 'REQUEST.NO_ROUTE']])
  })
})

describe('given an answer that is none of an error', () => {
  it.each(['/api/users', '/api/users/$count', '/manifest.json', '/health', '/ready'])('%s has the headers of every reply, also to HEAD', async (path) => {
    const get = await app.call('GET', path)
    const head = await app.call('HEAD', path)
    const common = Object.fromEntries(Object.keys(COMMON).map((name) => [name, get.headers.get(name)]))
    expect([get.status, common, get.headers.get('x-powered-by')]).toEqual([200, { ...COMMON, 'cache-control': expect.stringMatching(/no-store|private, no-cache/) }, null])
    expect([head.status, head.body, head.headers.get('content-length')]).toEqual([200, '', get.headers.get('content-length')])
  })

  it('names each header of Vary once for a page on the list, too', async () => {
    const { headers } = await app.call('GET', '/api/users', undefined, { headers: { origin: 'http://page.example' } })
    expect([headers.get('vary'), headers.get('access-control-allow-origin')]).toEqual(['Authorization, Cookie, Origin', 'http://page.example'])
  })
})
