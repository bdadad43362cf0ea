// What users' own tests say of their policies: a true claim passes, and a false one fails with its reasons.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectPolicy, PolicyExpectationError, type PolicyExpectation } from '@ssot/runtime-server/testing'
import { openPolicyApp, type PolicyApp } from './open-policy-app.ts'
import { headersOf, identityOf, type Who } from './principals.ts'

type Claim = (policy: PolicyExpectation) => Promise<void>

/** Claims that are true, and after each one that is false. */
const CLAIMS: readonly (readonly [string, Who, Claim, Claim])[] = [
  ['lists', 'anonymous', (policy) => policy.can('list', 'Post'), (policy) => policy.can('list', 'Vault')],
  ['rows by their keys', 'ann', (policy) => policy.canRead('Post', 1001), (policy) => policy.cannotRead('Post', '1001')],
  ['rows by what holds their keys', 'gus', (policy) => policy.cannotRead('Post', { id: 1002, title: 'x' }), (policy) => policy.canRead('Post', { id: 1002 })],
  ['updates', 'ann', (policy) => policy.can('update', 'Post', 1001), (policy) => policy.cannot('update', 'Post', 1001)],
  ['deletes', 'bob', (policy) => policy.cannot('delete', 'Post', 1001), (policy) => policy.can('delete', 'Post', 1001)],
  ['creates', 'bob', (policy) => policy.canCreate('Post', { title: 'New' }), (policy) => policy.cannotCreate('Post', { title: 'New' })],
  ['creates that the stored row refuses', 'bob', (policy) => policy.cannotCreate('Post', { title: 'New', status: 'OPEN' }), (policy) => policy.canCreate('Post', { title: 'New', status: 'OPEN' })],
  ['what must hold afterwards', 'bob', (policy) => policy.cannotUpdate('Ticket', 1001, { points: 0 }), (policy) => policy.canUpdate('Ticket', 1001, { points: 0 })],
  ['changes', 'bob', (policy) => policy.canUpdate('Ticket', { id: 1001 }, { points: 5 }), (policy) => policy.cannotUpdate('Ticket', 1001, { points: 5 })],
  ['values', 'bob', (policy) => policy.canSee('User', 'salary', 2), (policy) => policy.canSee('User', 'salary', 1)],
  ['hidden values', 'root', (policy) => policy.cannotSee('User', 'pin', 1), (policy) => policy.canSee('User', 'pin')],
  ['fields of changes', 'bob', (policy) => policy.cannotSet('User', 'role', 2), (policy) => policy.canSet('User', 'role', 2)],
  ['fields of changes of some record', 'dan', (policy) => policy.canSet('Post', 'rank'), (policy) => policy.cannotSet('Post', 'title')],
]

describe('given claims about who may do what', () => {
  let house: PolicyApp
  beforeAll(async () => { house = await openPolicyApp('SQLite') }, 60_000)
  afterAll(() => house[Symbol.asyncDispose]())

  const policyOf = (who: Who): PolicyExpectation => expectPolicy(house.app.server, identityOf(headersOf(who)['x-user']))

  it.each(CLAIMS)('true ones of %s pass and false ones fail', async (_what, who, right, wrong) => {
    await right(policyOf(who))
    await expect(wrong(policyOf(who))).rejects.toBeInstanceOf(PolicyExpectationError)
  })

  it('leaves the database as it was', async () => {
    const client = house.app.server.system('test: what is stored')
    const stored = (): Promise<unknown> => Promise.all(['Post', 'Ticket', 'User'].map((model) => client.model(model).findMany({ orderBy: { id: 'asc' } })))
    const before = await stored()
    for (const [, who, right, wrong] of CLAIMS) await Promise.allSettled([right(policyOf(who)), wrong(policyOf(who))])
    expect(await stored()).toEqual(before)
  })

  it('is about somebody whom a strategy vouches for', async () => {
    const bob = identityOf(headersOf('bob')['x-user'])
    await expectPolicy(house.app.server, bob, { strategy: 'jwt' }).can('read', 'Realm', 1)
    await expectPolicy(house.app.server, bob).cannot('read', 'Realm', 1)
  })

  it('says why a claim is false', async () => {
    await expect(policyOf('ann').can('read', 'Doc', 2)).rejects.toMatchObject({
      message: expect.stringMatching(/^Expected to be allowed: read Doc 2 for user 1\nDenied by the rule "auth\.level < minLevel" \(schema\.prisma:\d+\), which holds\.\n\n> read {2}deny {3}true {2}auth\.level < minLevel {2}schema\.prisma:\d+\n {2}read {2}allow {2}true {2}true {2}schema\.prisma:\d+\n\nanswered with {2}404\nrecords where {2}!\(minLevel > auth\.level\)$/),
      explanation: { verdict: 'denied', decidedBy: { kind: 'deny' } },
    })
    await expect(policyOf('bob').canUpdate('Ticket', 1001, { points: 0 })).rejects.toThrow(/The write was refused: POLICY\.DENIED[\s\S]*and afterwards points >= before\.points/)
  })

  it('throws what is no refusal of a policy, and names that are none', async () => {
    await expect(policyOf('bob').cannotCreate('Post', { titel: 'x' })).rejects.toMatchObject({ code: 'REQUEST.UNKNOWN_FIELD' })
    await expect(policyOf('bob').cannot('read', 'Pots', 1)).rejects.toMatchObject({ code: 'REQUEST.BAD_VALUE' })
    await expect(policyOf('bob').cannotRead('Post', { title: 'x' })).rejects.toThrow('id is missing')
  })
})
