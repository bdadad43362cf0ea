import { beforeEach, describe, expect, it } from 'vitest'
import { adminOf, buildHouse, modelIn, userOf, type House } from './policy-fixture.ts'
import type { Principal } from './principal.ts'
import { openHouse, ownedBy, rightsIn, said, SCHEMA, type Who } from './rights-fixture.ts'
import type { Rights } from './rights.ts'
import { showRule } from './rules/show-rule.ts'

let house: House
beforeEach(() => { house = openHouse() })
const rightsOf = (who: Who): Rights => rightsIn(house, who)

/** What of each model somebody may do, by action: no row, every row, or a condition. */
function told(who: Who, model: string): readonly string[] {
  const rights = rightsOf(who)
  return (['read', 'create', 'update', 'delete', 'history'] as const).map((action) => (rights.allows({ name: model }, action) ? said(rights.condition({ name: model }, action)) : 'no row'))
}

const ANY = ['every row', 'every row', 'every row', 'every row']
const NONE = ['no row', 'no row', 'no row', 'no row', 'no row']
const kept = (rows: string): string => `(page is ${rows} or text equals! "kept")`
const LIVE_PAGE = 'deletedAt is null'

describe('given the rules of a house', () => {
  it.each<[string, Who, readonly string[]]>([
    ['Post', 'nobody', ['published equals true', 'no row', 'no row', 'no row', 'no row']],
    ['Post', 'ann', [`(published equals true or ${ownedBy('ann')})`, ownedBy('ann'), `(${ownedBy('ann')} and not locked equals true)`, 'no row', 'no row']],
    ['Post', 'ed', [`(published equals true or ${ownedBy('ed')})`, ownedBy('ed'), 'not locked equals true', 'every row', 'locked equals true']],
    ['Post', 'root', ['every row', 'every row', 'not locked equals true', 'every row', 'every row']],
    ['Post', 'dev', ['every row', 'every row', 'not locked equals true', 'every row', 'every row']],
    ['Room', 'nobody', NONE],
    ['Room', 'ann', [...Array(4).fill('orgId in! ["x","y"]'), 'no row']],
    ['Room', 'ed', NONE],
    ['Room', 'root', NONE],
    ['Room', 'top', [...ANY, 'every row']],
    ['Room', 'dev', [...ANY, 'every row']],
    ['Desk', 'ann', ['(open equals true and teamId equals 7)', 'no row', '(open equals true and teamId equals 7)', 'no row', 'no row']],
    ['Desk', 'root', Array(5).fill('teamId equals 1')],
    ['Desk', 'top', [...ANY, 'every row']],
    ['Desk', 'ed', NONE],
    ['Page', 'nobody', ['every row', 'no row', 'no row', 'no row', 'no row']],
    ['Page', 'ann', ['every row', 'no row', 'no row', 'by equals! "ann"', 'no row']],
    ['Line', 'nobody', [kept(LIVE_PAGE), 'page is deletedAt is null', 'no row', 'every row', 'no row']],
    ['Line', 'ann', [kept(LIVE_PAGE), `(page is ${LIVE_PAGE} and not page is (${LIVE_PAGE} and by equals! "ann"))`, 'no row', 'every row', 'no row']],
    ['Line', 'root', [...ANY, 'every row']],
    ['Vault', 'ann', NONE],
    ['Vault', 'root', [...ANY, 'every row']],
    ['Ghost', 'root', NONE],
    ['Nothing', 'root', NONE],
    ['Totals', 'ann', ['every row', 'no row', 'no row', 'no row', 'every row']],
    ['Totals', 'root', ['every row', 'no row', 'no row', 'no row', 'every row']],
    ['Realm', 'nobody', NONE],
    ['Realm', 'ann', NONE],
    ['Realm', 'ed', [...ANY, 'no row']],
    ['Realm', 'intern', [...ANY, 'no row']],
    ['Realm', 'root', NONE],
    ['Realm', 'dev', [...ANY, 'every row']],
    ['Lobby', 'nobody', NONE],
    ['Lobby', 'ann', [...ANY, 'no row']],
  ])('of %s, %s may read, create, update, delete and follow back: %j', (model, who, expected) => expect(told(who, model)).toEqual(expected))

  it.each<[Who, string, readonly (string | null)[]]>([
    ['nobody', 'score', ['false', 'locked', 'locked', 'views < 9 && score != before.score']],
    ['ann', 'score', ['ownerId == auth.id', 'locked', 'locked', 'views < 9 && score != before.score']],
    ['root', 'score', ['true', 'true', 'true', 'true']],
    ['ann', 'note', [null, 'false', 'false', null]],
    ['ed', 'note', [null, 'true', 'true', null]],
    ['intern', 'note', [null, 'false', 'false', null]],
    ['root', 'note', [null, 'false', 'false', null]],
    ['ann', 'remark', ['false', null, null, null]],
    ['ed', 'remark', ['true', null, null, null]],
    ['ann', 'sum', ['ownerId == auth.id', null, null, null]],
    ['ann', 'id', [null, null, null, null]],
    ['ann', 'nothing', [null, null, null, null]],
  ])('for %s, the rules of %s are, to read, create, update and afterwards: %j', (who, field, expected) => {
    const { access } = rightsOf(who)
    const rules = [...(['read', 'create', 'update'] as const).map((action) => access.field('Post', field, action)), access.fieldCheck('Post', field)]
    expect(rules.map((rule) => rule && showRule(rule))).toEqual(expected)
  })

  it('judges what was changed by the rules of the model, and keeps it within its tenant', () => {
    const checks = (who: Who): readonly string[] => ['Post', 'Desk', 'Realm', 'Totals', 'Vault', 'Nothing'].map((model) => showRule(rightsOf(who).access.check(model)))
    expect(checks('ann')).toEqual(['ownerId == auth.id || views >= before.views', 'open && teamId == auth.teamId', 'false', 'false', 'false', 'false'])
    expect(checks('ed')).toEqual(['ownerId == auth.id || views >= before.views', 'false', 'true', 'false', 'false', 'false'])
    expect(checks('root')).toEqual(['true', 'teamId == auth.teamId', 'false', 'false', 'true', 'false'])
    expect(checks('top')).toEqual(['true', 'true', 'false', 'false', 'true', 'false'])
  })

  it('has nothing for fields of models that are not there', () => {
    const { access } = rightsOf('ann')
    expect([access.field('Nothing', 'id', 'read'), access.fieldCheck('Nothing', 'id')]).toEqual([null, null])
  })
})

describe('given who asks', () => {
  it('tells the class of which it is', () => {
    const classOf = (who: Who): unknown => ({ ...rightsOf(who).access.class, outcomes: undefined })
    expect(classOf('nobody')).toEqual({ isAdmin: false, crossesTenants: false, strategy: 'none', hasId: false })
    expect(classOf('intern')).toEqual({ isAdmin: false, crossesTenants: false, strategy: 'jwt', hasId: true })
    expect(classOf('top')).toEqual({ isAdmin: true, crossesTenants: true, strategy: 'key', hasId: false })
    expect(classOf('dev')).toEqual({ isAdmin: true, crossesTenants: true, strategy: 'development', hasId: false })
  })

  it.each<[boolean, boolean]>([[true, true], [false, false]])('crosses tenants where the configuration says %s: %s', (crossTenant, expected) => {
    expect(buildHouse(SCHEMA, { claims: { role: 'string', orgIds: 'string[]', teamId: 'number' }, crossTenant }).rightsOf(adminOf('a')).access.class.crossesTenants).toBe(expected)
  })

  it('crosses tenants where an expression says true, and by nothing else', () => {
    expect([true, false, 'true', 1, null].map((top) => house.rightsOf(adminOf('a', { top })).access.class.crossesTenants)).toEqual([true, false, false, false, false])
  })

  it('shares what is decided by all of which the same is known, and nothing with others', () => {
    const access = (principal: Principal): unknown => house.rightsOf(principal).access
    const ann = access(userOf('ann', { role: 'x' }))
    expect(access(userOf('bob', { role: 'y' }))).toBe(ann)
    for (const other of [userOf('bob', { role: 'EDITOR' }), userOf('bob'), userOf(null, { role: 'x' }), adminOf('bob', { role: 'x' }), userOf('bob', { role: 'x' }, { strategy: 'jwt' }), userOf('bob', { role: 'x' }, { development: true })]) expect(access(other)).not.toBe(ann)
  })

  it('keeps the rights of a principal that comes again, by all that is known of it', () => {
    const ann = userOf('ann', { orgIds: ['a'], role: 'x' })
    const rights = house.rightsOf(ann)
    expect([house.rightsOf(ann), house.rightsOf(userOf('ann', { orgIds: ['a'], role: 'x' })), rights.principal]).toEqual([rights, rights, ann])
    expect(house.rightsOf(userOf('ann', { role: 'x', orgIds: ['a'] }))).toBe(rights)
    const others = [
      userOf('ann', { orgIds: ['b'], role: 'x' }), userOf('ann', { orgIds: ['a'], role: 'y' }), userOf('ann', { orgIds: ['a'] }), userOf('ann', { orgIds: ['a'], rolle: 'x' }), userOf('ann', { orgIds: ['a'], role: 'x', more: 1 }), userOf('ann', { orgIds: null, role: 'x' }),
      userOf('ann', { orgIds: ['a'], role: 'x' }, { isAdmin: true }), userOf('ann', { orgIds: ['a'], role: 'x' }, { development: true }), userOf('ann', { orgIds: ['a'], role: 'x' }, { actedBy: 'development' }),
      userOf('ann', { orgIds: ['a'], role: 'x' }, { kind: 'key' }), userOf('ann', { orgIds: ['a'], role: 'x' }, { strategy: 'jwt' }), userOf('bob', { orgIds: ['a'], role: 'x' }),
    ]
    for (const other of others) {
      house.rightsOf(userOf('ann', { orgIds: ['a'], role: 'x' }))
      expect([house.rightsOf(other).principal, house.rightsOf(other)]).toEqual([other, house.rightsOf(other)])
    }
  })

  it('tells a value that is not there from one that all objects have', () => {
    house.rightsOf(userOf('own', { toString: 'x' }))
    const other = userOf('own', { valueOf: 'x' })
    expect(house.rightsOf(other).principal).toBe(other)
  })

  it('puts the same principal to the end of those that are forgotten first', () => {
    const { rightsOf: find } = buildHouse(SCHEMA, { claims: { role: 'string', orgIds: 'string[]', teamId: 'number' } })
    const again = (id: string): Rights => find(userOf(id))
    const [one, two] = [again('one'), again('two')]
    const renewed = find(userOf('one', { role: 'x' }))
    for (let index = 0; index < 998; index += 1) again(`${index}`)
    expect([again('two') === two, find(userOf('one', { role: 'x' })) === renewed, one === renewed]).toEqual([true, true, false])
    again('one more')
    expect([find(userOf('one', { role: 'x' })) === renewed, again('two') === two]).toEqual([true, false])
  })

  it('reads the time of each request where a rule or what the server sets asks for it', () => {
    let at = 1
    const { rightsOf: find } = buildHouse('/// @@policy("read", rule: "at < now()")\nmodel M {\n  id Int @id\n  at DateTime\n}\n', { now: () => new Date(at) })
    const ann = userOf('ann')
    const first = said(find(ann).condition({ name: 'M' }, 'read'))
    at = 2
    expect([first, said(find(ann).condition({ name: 'M' }, 'read'))]).toEqual(['at lt "1970-01-01T00:00:00.001Z"', 'at lt "1970-01-01T00:00:00.002Z"'])
  })

  it('stamps a record with the time of the request that writes it', () => {
    let at = 1
    const { rightsOf: find, registry } = buildHouse('model M {\n  id Int @id\n  /// @set(create: "now()")\n  at DateTime?\n}\n', { now: () => new Date(at) })
    const stamp = (): unknown => find(userOf('ann')).guard.setsOf?.(modelIn(registry, 'M'), 'create', [])
    const first = stamp()
    at = 2
    expect([first, stamp()]).toEqual([{ at: new Date(1) }, { at: new Date(2) }])
  })
})
