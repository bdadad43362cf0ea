import { request } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSsotServer, type SsotConfig } from '@ssot/runtime-server'
import { createApp, createOpenApp, type Answer } from '../create-app.ts'
import { BLOG } from './blog.ts'

/** Without `authenticate`: whom a development server signs in by itself. */
const OPEN: SsotConfig = { server: { cors: ['http://localhost:3000'] } }

describe('given a development server without authentication', () => {
  it.each<[string, Record<string, string>, number]>([
    ['the developer', {}, 200],
    ['a page on the list', { origin: 'http://localhost:3000' }, 200],
    ['a page elsewhere', { origin: 'https://evil.example' }, 401],
    ['a sandboxed page', { origin: 'null' }, 401],
    ['a rebound host name', { host: 'evil.example' }, 401],
    ['a proxy', { 'x-forwarded-for': '203.0.113.5' }, 401],
    ['a proxy by the standard', { forwarded: 'for=203.0.113.5' }, 401],
  ])('%s is answered as it should be', async (_who, headers, status) => {
    await using app = await createOpenApp(BLOG, OPEN)
    expect(await statusOf(`${app.url}/api/posts`, headers)).toBe(status)
  })

  it('signs nobody in where it is bound to every address', async () => {
    await using app = await createOpenApp(BLOG, OPEN)
    await app.server.close()
    const open = await createSsotServer(BLOG, OPEN, { development: true, cwd: app.server.sources.project.root, logLevel: 'silent' })
    const { port } = await open.listen({ host: '0.0.0.0', port: 0 })
    expect(await statusOf(`http://127.0.0.1:${port}/api/posts`, {})).toBe(401)
    await open.close()
  })

  it('signs nobody in for an injected request, for the server is bound to nothing', async () => {
    await using app = await createOpenApp(BLOG, OPEN)
    await app.server.app.server.close()
    expect((await app.server.app.inject('/api/posts')).statusCode).toBe(401)
  })
})

describe('given NODE_ENV=production', () => {
  afterEach(() => void vi.unstubAllEnvs())

  it('signs nobody in, even where development is asked for', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    await using app = await createOpenApp(BLOG, OPEN)
    expect(await statusOf(`${app.url}/api/posts`, {})).toBe(401)
  })
})

describe('given authenticate', () => {
  it.each<[string, () => unknown, number]>([
    ['throws', () => { throw new Error('the token service is down') }, 401],
    ['answers nobody', () => null, 401],
    ['answers an object without an id', () => ({ role: 'ADMIN' }), 401],
    ['answers an empty id', () => ({ id: '', role: 'ADMIN' }), 401],
    ['answers a user who is no administrator', () => ({ id: 1, role: 'USER' }), 403],
    ['answers an administrator', () => ({ id: 1, role: 'ADMIN' }), 200],
  ])('when it %s, the answer is as it should be', async (_what, answer, status) => {
    // An app may be written in JavaScript: what it answers is not what the types promise.
    await using app = await createApp(BLOG, { authenticate: answer as never })
    expect(await statusOf(`${app.url}/api/posts`, {})).toBe(status)
  })

  it('reads the row of the auth model, and lets its values go before the token’s', async () => {
    await using app = await createApp(BLOG, { authenticate: () => ({ id: 1, role: 'ADMIN' }), auth: { model: 'User', isAdmin: "auth.role == 'ADMIN'" } })
    expect(await statusOf(`${app.url}/api/posts`, {})).toBe(401)
    await app.server.system('test: makes a user').model('User').create({ data: { email: 'a@x', role: 'USER' } })
    expect(await statusOf(`${app.url}/api/posts`, {})).toBe(403)
    await app.server.system('test: promotes the user').model('User').update({ where: { id: 1 }, data: { role: 'ADMIN' } })
    expect(await statusOf(`${app.url}/api/posts`, {})).toBe(200)
  })
})

describe('given a page of another origin', () => {
  it('is told that it may read only where it is on the list', async () => {
    await using app = await createApp(BLOG, { server: { cors: ['http://localhost:3000'] } })
    const listed = await app.call('GET', '/api/posts', undefined, { headers: { origin: 'http://localhost:3000' } })
    const other = await app.call('GET', '/api/posts', undefined, { headers: { origin: 'https://evil.example' } })
    expect([listed.headers.get('access-control-allow-origin'), other.headers.get('access-control-allow-origin')]).toEqual(['http://localhost:3000', null])
  })

  it('is told what it may send only where it is on the list', async () => {
    await using app = await createApp(BLOG, { server: { cors: ['http://localhost:3000'] } })
    const ask = (origin: string): Promise<Answer> => app.call('OPTIONS', '/api/posts/1', undefined, { headers: { authorization: '', origin, 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'content-type,if-match' } })
    const told = ({ status, headers }: Answer): unknown => [status, ...['origin', 'credentials', 'methods', 'headers'].map((name) => headers.get(`access-control-allow-${name}`)), headers.get('access-control-max-age'), headers.get('vary')]
    expect(told(await ask('http://localhost:3000'))).toEqual([204, 'http://localhost:3000', 'true', 'GET, POST, PUT, PATCH, DELETE', 'content-type,if-match', '600', 'Authorization, Cookie, Origin, Access-Control-Request-Headers'])
    expect(told(await ask('http://localhost:3000.evil.example'))).toEqual([404, null, null, null, null, null, 'Authorization, Cookie, Origin'])
  })
})

// fetch sets Host and Origin by itself; a plain request says what it is told to.
function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode))
    })
      .on('error', reject)
      .end()
  })
}
