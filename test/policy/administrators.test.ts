// Administrators pass rules that allow, and nothing else.
import { afterAll, describe, expect, it } from 'vitest'
import type { SsotConfig } from '@ssot/runtime-server'
import { faultsOf } from '../create-app.ts'
import { expectWrite } from './expect-write.ts'
import { keyOf, openPolicyApp } from './open-policy-app.ts'
import { ROWS, type StoredRow } from './policy-rows.ts'

const withoutAuthentication = (config: SsotConfig): SsotConfig => Object.fromEntries(Object.entries(config).filter(([name]) => name !== 'authenticate'))

describe('given the administrator of a development server', async () => {
  const house = await openPolicyApp('SQLite', { configure: withoutAuthentication })
  afterAll(() => house[Symbol.asyncDispose]())
  const pathOf = (model: string): string => `/api/${house.app.server.registry.models.get(model)?.path ?? ''}`
  /** Rows that a deny takes away, or that were deleted. */
  const gone: Readonly<Record<string, (row: StoredRow) => boolean>> = { Bulletin: ({ topic }) => topic === 'SECRET', Page: ({ deletedAt }) => deletedAt !== null }

  it.each(Object.keys(ROWS).filter((model) => !['Ghost', 'Doc'].includes(model)))('shows every row of %s, of all tenants and strategies', async (model) => {
    const key = keyOf(model)
    const answer = await house.call('anonymous', 'POST', `${pathOf(model)}/$query`, { select: { [key]: true }, orderBy: { [key]: 'asc' } })
    const rows = (ROWS[model] ?? []).filter((row) => !(gone[model]?.(row) ?? false)).map((row) => ({ [key]: row[key] }))
    expect(answer.body).toMatchObject({ data: rows.toSorted((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1)) })
  })

  it('is nobody: a deny that asks who it is, denies', async () => {
    expect((await house.call('anonymous', 'GET', '/api/docs')).status).toBe(403)
    expect((await house.call('anonymous', 'GET', '/api/ghosts')).status).toBe(404)
  })

  it('reads neither hidden fields nor denied ones', async () => {
    expect((await house.call('anonymous', 'GET', '/api/users/1')).body).toEqual({ data: { id: 1, name: 'Ann', email: 'ann@x', role: 'MEMBER', salary: 100, orgId: 1 } })
    expect((await house.call('anonymous', 'GET', '/api/entries/1003?select=["kind","body"]')).body).toEqual({ data: { kind: 'veiled' } })
    expect(faultsOf(await house.call('anonymous', 'GET', '/api/users?sort=pin'))).toEqual({ 'sort.pin': 'REQUEST.UNKNOWN_FIELD' })
  })

  it.each([
    ['says who owns a record', ['POST', '/api/posts?select=["ownerId"]', { title: 'n', ownerId: 3 }], [201, { data: { ownerId: 3 } }], { Post: { new: [{ ownerId: 3 }] } }],
    ['or that nobody does', ['POST', '/api/posts?select=["ownerId"]', { title: 'n' }], [201, { data: { ownerId: null } }], { Post: { new: [{ ownerId: null }] } }],
    ['leaves what the server sets of whoever writes as it is without', ['POST', '/api/entries?select=["editor","maker","ownerId"]', { text: 'text' }], [201, { data: { editor: 'nobody', maker: null, ownerId: null } }], { Entry: { new: [{ editor: 'nobody' }] } }],
    ['says of which tenant a row is', ['POST', '/api/accounts?select=["orgId"]', { name: 'n', orgId: 2 }], [201, { data: { orgId: 2 } }], { Account: { new: [{ orgId: 2 }] } }],
    ['and must', ['POST', '/api/accounts', { name: 'n' }], [400, { orgId: 'REQUEST.REQUIRED' }], {}],
    ['which it keeps', ['PATCH', '/api/accounts/1002', { orgId: 1 }], [400, { orgId: 'REQUEST.SERVER_OWNED' }], {}],
    ['changes rows of any', ['PATCH', '/api/accounts/1002?select=["name"]', { name: 'x' }], [200, { data: { name: 'x' } }], { Account: { 1002: { name: 'x' } } }],
    ['does not pass a deny', ['PATCH', '/api/posts/1004', { title: 'x' }], [403, 'POLICY.DENIED'], {}],
    ['makes administrators', ['PATCH', '/api/users/1?select=["role"]', { role: 'ADMIN' }], [200, { data: { role: 'ADMIN' } }], { User: { 1: { role: 'ADMIN' } } }],
  ] as const)('%s', async (it, send, answers, effect) => void (await expectWrite(house, { it, as: 'anonymous', send, answers, effect })))

  it('is signed in by nobody who comes through a proxy', async () => {
    expect((await house.call('anonymous', 'GET', '/api/vaults', undefined, { 'x-forwarded-for': '203.0.113.5' })).status).toBe(401)
  })
})

describe('given administrators of whom some cross tenants', async () => {
  const house = await openPolicyApp('SQLite', { configure: (config) => ({ ...config, auth: { ...config.auth, crossTenant: 'auth.level == 9' } }) })
  afterAll(() => house[Symbol.asyncDispose]())
  const crossing = { 'x-user': JSON.stringify({ id: 9, level: 9 }) }

  it('shows rows of all tenants to those, and of their own to others', async () => {
    const counts = async (headers: Readonly<Record<string, string>>): Promise<unknown> => Promise.all(['accounts', 'ledgers'].map(async (path) => (await house.call('root', 'GET', `/api/${path}/$count`, undefined, headers)).body))
    expect(await counts(crossing)).toEqual([{ data: 3 }, { data: 2 }])
    expect(await counts({})).toMatchObject([{ data: 2 }, { code: 'POLICY.DENIED' }])
    // Who is no administrator crosses nothing.
    expect(await counts({ 'x-user': JSON.stringify({ id: 3, level: 9, teamIds: [2] }) })).toEqual([{ data: 1 }, { data: 1 }])
  })

  it.each([
    ['asks them of which a new row is', ['POST', '/api/accounts', { name: 'n' }], [400, { orgId: 'REQUEST.REQUIRED' }], {}],
    ['and lets them say it', ['POST', '/api/accounts?select=["orgId"]', { name: 'n', orgId: 2 }], [201, { data: { orgId: 2 } }], { Account: { new: [{ orgId: 2 }] } }],
    ['links rows of different ones', ['PATCH', '/api/ledgers/1001?select=["id"]', { accounts: { connect: { id: 1002 } } }], [200, { data: { id: 1001 } }], { Account: { 1002: { bookId: 1001 } } }],
  ] as const)('%s', async (it, send, answers, effect) => void (await expectWrite(house, { it, as: 'root', send, answers, effect, headers: crossing })))
})
