// What the administrator of a development server may do beside: act as anybody, and be told which rule denied.
import { request } from 'node:http'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { SsotConfig } from '@ssot/runtime-server'
import { createOpenApp, faultsOf, type Answer, type TestApp } from '../create-app.ts'

const SCHEMA = `datasource db {
  provider = "sqlite"
}

model User {
  id   Int    @id
  name String
  role String @default("MEMBER")
}

/// @@policy("read", rule: "published || isOwner")
/// @@policy(["create", "update"], rule: "isOwner && status != 'CLOSED'", name: "own and open")
/// @@deny("delete", rule: "true", name: "kept for ever")
model Post {
  id        Int     @id
  title     String
  status    String  @default("OPEN")
  published Boolean @default(false)
  /// @owner
  ownerId   Int
}

/// @@auth("JWT")
/// @@policy("read", rule: "authenticated")
model Realm {
  id Int @id
}

/// @@tenant("orgId")
/// @@policy("read", rule: "true")
model Ledger {
  id    Int @id
  orgId Int
}
`

const OPEN: SsotConfig = { auth: { model: 'User', isAdmin: "auth.role == 'ADMIN'", claims: { orgId: 'number' } } }
const SIGNED_IN: SsotConfig = {
  ...OPEN,
  auth: { ...OPEN.auth, claims: { orgId: 'number' } },
  authenticate: ({ headers: { authorization } }) => (typeof authorization === 'string' && authorization.startsWith('{') ? JSON.parse(authorization) : null),
}

async function openApp(config: SsotConfig): Promise<TestApp> {
  const app = await createOpenApp(SCHEMA, config)
  const client = app.server.system('test: rows')
  await client.model('User').createMany({ data: [{ id: 1, name: 'Ann' }, { id: 2, name: 'Bob' }, { id: 9, name: 'Root', role: 'ADMIN' }] })
  await client.model('Post').createMany({ data: [{ id: 1, title: 'Public', published: true, ownerId: 1 }, { id: 2, title: 'Own', ownerId: 2 }] })
  await client.model('Realm').createMany({ data: [{ id: 1 }] })
  await client.model('Ledger').createMany({ data: [{ id: 1, orgId: 1 }, { id: 2, orgId: 2 }] })
  return app
}

const call = (app: TestApp, [method, path, body]: readonly [string, string, unknown?], headers: Readonly<Record<string, string>> = {}): Promise<Answer> => app.call(method, path, body, { headers: { authorization: '', ...headers } })
const acting = (identity: unknown): Readonly<Record<string, string>> => ({ 'x-ssot-act-as': encodeURIComponent(JSON.stringify(identity)) })
const signedIn = (identity: unknown): Readonly<Record<string, string>> => ({ authorization: JSON.stringify(identity) })
const idsOf = ({ body }: Answer): unknown => Reflect.get(Object(body), 'data')?.map(({ id }: { readonly id: number }) => id)
const because = ({ body }: Answer): unknown => Reflect.get(Object(Reflect.get(Object(body), 'explanation')), 'because')

describe('given the developer at a development server', () => {
  it('acts as any user, with what the row says, and as nobody', async () => {
    await using app = await openApp(OPEN)
    expect(idsOf(await call(app, ['GET', '/api/posts?sort=id']))).toEqual([1, 2])
    expect(idsOf(await call(app, ['GET', '/api/posts?sort=id'], acting({ id: 2 })))).toEqual([1, 2])
    expect(idsOf(await call(app, ['GET', '/api/posts?sort=id'], acting({ id: 1 })))).toEqual([1])
    expect(idsOf(await call(app, ['GET', '/api/posts?sort=id'], acting(null)))).toEqual([1])
    expect(idsOf(await call(app, ['GET', '/api/realms'], acting({ id: 1 })))).toEqual([1])
    expect((await call(app, ['GET', '/api/realms'], acting(null))).status).toBe(401)
    expect(Reflect.get(Object((await call(app, ['GET', '/manifest.json'], acting({ id: 9 }))).body), 'principal')).toEqual({ kind: 'user', id: '9', isAdmin: true, development: false, actedBy: 'development', name: 'Root' })
    expect(Reflect.get(Object((await call(app, ['GET', '/manifest.json'], acting(null))).body), 'principal')).toEqual({ kind: 'anonymous', id: null, isAdmin: false, development: false, actedBy: 'development' })
  })

  it.each<[string, string, number, unknown]>([
    ['what is no JSON', 'ann', 400, 'REQUEST.BAD_VALUE'],
    ['no URL-encoding', '%', 400, 'REQUEST.BAD_VALUE'],
    ['an object without an id', '{}', 400, 'REQUEST.BAD_VALUE'],
    ['a list', '[{"id":1}]', 400, 'REQUEST.BAD_VALUE'],
    ['a user that is not there', '{"id":4}', 401, 'AUTH.INVALID'],
  ])('is refused for %s', async (_what, header, status, code) => {
    await using app = await openApp(OPEN)
    const answer = await call(app, ['GET', '/api/posts'], { 'x-ssot-act-as': header })
    expect([answer.status, faultsOf(answer)]).toEqual([status, code])
  })

  it('is told which rule denied, in the answer and in the log', async () => {
    await using app = await openApp(OPEN)
    expect(because(await call(app, ['DELETE', '/api/posts/2'], acting({ id: 2 })))).toBe('Denied by the rule "kept for ever" (schema.prisma:13), which holds.')
    expect(because(await call(app, ['PATCH', '/api/posts/1', { title: 'x' }], acting({ id: 2 })))).toBe('Denied: no rule allows it: the rule "own and open" (schema.prisma:12) is false.')
    expect(because(await call(app, ['GET', '/api/posts/2'], acting({ id: 1 })))).toBe('Denied: no rule allows it: the rule "published || isOwner" (schema.prisma:11) is false.')
    expect(because(await call(app, ['GET', '/api/posts/77']))).toBeUndefined()
    expect(because(await call(app, ['GET', '/api/users'], acting(null)))).toBe('Denied: there is no rule for read of User.')
    expect(because(await call(app, ['PATCH', '/api/posts/2', { status: 'CLOSED' }], acting({ id: 2 })))).toContain('ownerId == auth.id && status != "CLOSED"')
    const warn = vi.spyOn(app.server.app.log, 'warn')
    onTestFinished(() => warn.mockRestore())
    await call(app, ['DELETE', '/api/posts/2'])
    expect(warn.mock.calls).toEqual([[{ code: 'POLICY.DENIED', action: 'delete', model: 'Post', record: '2' }, 'Denied by the rule "kept for ever" (schema.prisma:13), which holds.']])
  })
})

describe('given anybody else', () => {
  afterEach(() => void vi.unstubAllEnvs())

  it.each<[string, Readonly<Record<string, string>>]>([
    ['nobody', {}],
    ['a user', signedIn({ id: 1 })],
    ['an administrator', signedIn({ id: 9 })],
  ])('%s does not act as somebody else, and is told no reason, in development too', async (_who, headers) => {
    vi.stubEnv('NODE_ENV', 'development')
    await using app = await openApp(SIGNED_IN)
    const refused = await call(app, ['GET', '/api/posts'], { ...headers, ...acting({ id: 2 }) })
    expect([refused.status, faultsOf(refused), because(refused)]).toEqual([403, 'POLICY.DENIED', undefined])
    const denied = await call(app, ['DELETE', '/api/posts/1'], headers)
    expect([[401, 403].includes(denied.status), because(denied), JSON.stringify(denied.body).includes('kept')]).toEqual([true, undefined, false])
  })

  it('a forwarded request does not, nor one to a server in production', async () => {
    await using app = await openApp(OPEN)
    expect((await call(app, ['GET', '/api/posts'], { ...acting(null), 'x-forwarded-for': '203.0.113.5' })).status).toBe(403)
    expect(await statusOf(`${app.url}/api/posts`, { ...acting(null), host: 'evil.example' })).toBe(403)
    expect(because(await call(app, ['GET', '/api/users'], { 'x-forwarded-for': '203.0.113.5' }))).toBeUndefined()
    vi.stubEnv('NODE_ENV', 'production')
    await using other = await openApp(OPEN)
    expect((await call(other, ['GET', '/api/posts'], acting(null))).status).toBe(403)
  })
})

describe('given $explain', () => {
  const ASKED = { action: 'delete', model: 'Post', key: '1' }

  it.each<[string, Readonly<Record<string, string>>]>([['nobody', {}], ['a user', signedIn({ id: 1 })]])('is to %s like an address that is not there', async (_who, headers) => {
    await using app = await openApp(SIGNED_IN)
    const [asked, unknown] = [await call(app, ['POST', '/api/$explain', ASKED], headers), await call(app, ['POST', '/api/$explian', ASKED], headers)]
    expect([asked.status, { ...Object(asked.body), requestId: '' }]).toEqual([404, { ...Object(unknown.body), requestId: '' }])
    expect(Object.keys(Object(Reflect.get(Object((await call(app, ['GET', '/openapi.json'], headers)).body), 'paths')))).not.toContain('/api/$explain')
  })

  it('tells an administrator of itself, of others and of nobody', async () => {
    await using app = await openApp(SIGNED_IN)
    const explain = async (body: unknown): Promise<unknown> => {
      const { status, body: said } = await call(app, ['POST', '/api/$explain', body], signedIn({ id: 9, orgId: 1 }))
      const { verdict, because: why, principal } = Object(Reflect.get(Object(said), 'data'))
      return [status, principal?.id, verdict, why]
    }
    expect(await explain(ASKED)).toEqual([200, '9', 'denied', 'Denied by the rule "kept for ever" (schema.prisma:13), which holds.'])
    expect(await explain({ action: 'update', model: 'Post', key: '1', as: { id: 1 } })).toEqual([200, '1', 'allowed', 'Allowed by the rule "own and open" (schema.prisma:12).'])
    expect(await explain({ action: 'list', model: 'Post', as: null })).toEqual([200, null, 'depends', 'Depends on the record: published'])
    expect(Object.keys(Object(Reflect.get(Object((await call(app, ['GET', '/openapi.json'], signedIn({ id: 9 }))).body), 'paths')))).toContain('/api/$explain')
  })

  it('tells an administrator nothing of records that it may not see', async () => {
    await using app = await openApp(SIGNED_IN)
    const statuses = async (key: string): Promise<number> => (await call(app, ['POST', '/api/$explain', { action: 'read', model: 'Ledger', key }], signedIn({ id: 9, orgId: 1 }))).status
    expect([await statuses('1'), await statuses('2'), await statuses('3')]).toEqual([200, 404, 404])
  })

  it.each<[unknown, unknown]>([
    [{ action: 'red', model: 'Post' }, { action: 'REQUEST.BAD_VALUE' }],
    [{ action: 'read', model: 'Pots' }, { model: 'REQUEST.BAD_VALUE' }],
    [{ model: 'Post', key: 1, more: true }, { more: 'REQUEST.UNKNOWN_ARGUMENT', key: 'REQUEST.BAD_VALUE', action: 'REQUEST.BAD_VALUE' }],
    [{ action: 'read', model: 'Post', as: 'ann' }, { as: 'REQUEST.BAD_VALUE' }],
    [[], { '': 'REQUEST.BAD_VALUE', action: 'REQUEST.BAD_VALUE', model: 'REQUEST.BAD_VALUE' }],
  ])('refuses %j', async (body, faults) => {
    await using app = await openApp(SIGNED_IN)
    const answer = await call(app, ['POST', '/api/$explain', body], signedIn({ id: 9 }))
    expect([answer.status, faultsOf(answer)]).toEqual([400, faults])
  })
})

function statusOf(url: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).on('error', reject).end()
  })
}
