import { beforeEach, describe, expect, it } from 'vitest'
import { guard, verdictsOf } from './guard.ts'
import { deletedRows, liveRows, rowsWith, type Deleted } from './live-rows.ts'
import type { Model } from '../registry/registry.ts'
import type { Where } from '../request/query.ts'
import { adminOf, buildHouse, fieldOf, modelIn, userOf, type House } from './policy-fixture.ts'
import { shown } from './rules/rules-fixture.ts'
import { ANONYMOUS, DEVELOPMENT_ADMIN, isDeveloper, isPrincipal, knownPrincipal, type Principal } from './principal.ts'

const SCHEMA = `/// @@policy("read", rule: "id > 1")
/// @@policy(["update", "delete"], rule: "authenticated")
/// @@audit
model News_Item {
  id Int @id
  deletedAt DateTime?
}
/// @@policy("*", rule: "true")
model Bare {
  name String?
}
/// @@policy("*", rule: "true")
/// @@policy("history", rule: "true")
/// @@audit
model Open {
  id Int @id
}
/// @@policy("history", rule: "true")
/// @@audit
model Shut {
  id Int @id
}
/// @@policy("*", rule: "true")
model Stuck {
  id Int @id
  a Int /// @readOnly
}
`
let house: House
beforeEach(() => { house = buildHouse(SCHEMA) })
const model = (name: string): Model => modelIn(house.registry, name)

/** Why somebody is refused; null where nobody is. */
function refusal(principal: Principal, name: string, action: Parameters<typeof guard>[2]): unknown {
  try {
    guard({ rights: house.rightsOf(principal) }, model(name), action)
    return null
  } catch (error) {
    return [Reflect.get(Object(error), 'code'), Reflect.get(Object(error), 'message')]
  }
}

describe('given what somebody may do to a model at all', () => {
  it.each<[string, Principal, string, Parameters<typeof guard>[2], unknown]>([
    ['nobody', ANONYMOUS, 'News_Item', 'read', null],
    ['nobody', ANONYMOUS, 'News_Item', 'delete', ['AUTH.REQUIRED', 'Sign in to delete news items.']],
    ['somebody', userOf(), 'News_Item', 'delete', null],
    ['somebody', userOf(), 'News_Item', 'create', ['POLICY.DENIED', 'You may not create news items.']],
    ['a key', userOf('k', {}, { kind: 'key' }), 'News_Item', 'create', ['POLICY.DENIED', 'You may not create news items.']],
    ['an administrator', adminOf(), 'News_Item', 'create', null],
  ])('lets %s pass, or says why not', (_, principal, name, action, expected) => expect(refusal(principal, name, action)).toEqual(expected))

  const told = (principal: Principal, name: string): unknown => verdictsOf(model(name), house.rightsOf(principal))
  const verdicts = (list: boolean, read: boolean, create: boolean, update: boolean, remove: boolean, more = {}): unknown => ({ list, read, create, update, delete: remove, ...more })

  it.each<[string, Principal, string, unknown]>([
    ['nobody', ANONYMOUS, 'News_Item', verdicts(true, true, false, false, false, { history: false })],
    ['somebody', userOf(), 'News_Item', verdicts(true, true, false, true, true, { history: false })],
    ['an administrator', adminOf(), 'News_Item', verdicts(true, true, true, true, true, { history: true })],
    ['somebody', userOf(), 'Bare', verdicts(true, false, true, false, false)],
    ['somebody', userOf(), 'Open', verdicts(true, true, true, true, true, { history: true })],
    ['somebody', userOf(), 'Shut', verdicts(false, false, false, false, false, { history: false })],
    ['somebody', userOf(), 'Stuck', verdicts(true, true, false, true, true)],
    ['an administrator', adminOf(), 'Stuck', verdicts(true, true, false, true, true)],
  ])('tells %s of %s', (_, principal, name, expected) => expect(told(principal, name)).toEqual(expected))
})

describe('given rows that are kept when they are deleted', () => {
  const said = (where: Where | null): string => (where ? shown(where) : 'every row')
  const [live, deleted] = ['deletedAt is null', 'not deletedAt is null']

  it('tells those that are there from those that are not', () => {
    const [news, open] = [model('News_Item'), model('Open')]
    expect([liveRows(news), liveRows(open), deletedRows(news), deletedRows(open)]).toEqual([{ op: 'isNull', field: fieldOf(house.registry, 'News_Item', 'deletedAt') }, null, { op: 'not', arg: liveRows(news) }, { op: 'or', args: [] }])
  })

  it.each<[Deleted, string, string]>([
    ['exclude', live, 'every row'],
    ['include', 'every row', 'every row'],
    ['only', deleted, 'false'],
  ])('finds by "%s" of one model what is asked for, and of others what is there', (which, ofNews, ofOpen) => {
    const [news, open] = [model('News_Item'), model('Open')]
    expect([rowsWith(news, which)(news), rowsWith(open, which)(open), rowsWith(open, which)(news), rowsWith(news, which)(open)].map(said)).toEqual([ofNews, ofOpen, live, 'every row'])
  })
})

describe('given principals', () => {
  it('vouches for those that the server made, and for nothing that was sent', () => {
    const ann = userOf('ann')
    expect([ann, ANONYMOUS, DEVELOPMENT_ADMIN].map(isPrincipal)).toEqual([true, true, true])
    expect([{}, { voucher: {} }, JSON.parse(JSON.stringify(ann)), { kind: 'user', voucher: undefined }].map(isPrincipal)).toEqual([false, false, false, false])
    expect(Object.isFrozen(ann)).toBe(true)
  })

  it('takes of them what they are, and nothing else', () => {
    const given = { kind: 'key', id: 'k', strategy: 'keys', isAdmin: true, development: false, values: { a: 1 }, more: 1 } as const
    expect(knownPrincipal(given)).toEqual({ kind: 'key', id: 'k', strategy: 'keys', isAdmin: true, development: false, values: { a: 1 }, voucher: {} })
    expect(knownPrincipal({ ...given, actedBy: 'development' })).toEqual({ kind: 'key', id: 'k', strategy: 'keys', isAdmin: true, development: false, values: { a: 1 }, actedBy: 'development', voucher: {} })
    expect([ANONYMOUS, DEVELOPMENT_ADMIN]).toEqual([
      { kind: 'anonymous', id: null, strategy: 'none', isAdmin: false, development: false, values: {}, voucher: {} },
      { kind: 'user', id: null, strategy: 'development', isAdmin: true, development: true, values: {}, voucher: {} },
    ])
  })

  it('tells those behind whom a developer is', () => {
    expect([DEVELOPMENT_ADMIN, userOf('a', {}, { actedBy: 'development' }), userOf('a'), ANONYMOUS, adminOf()].map(isDeveloper)).toEqual([true, true, false, false, false])
  })
})
