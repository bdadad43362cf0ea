import { beforeEach, describe, expect, it } from 'vitest'
import type { Where } from '../request/query.ts'
import type { Model } from '../registry/registry.ts'
import { buildHouse, fieldOf, modelIn, relationOf, userOf, type House } from './policy-fixture.ts'
import { openHouse, ownedBy, rightsIn, said, type Who } from './rights-fixture.ts'
import { shown } from './rules/rules-fixture.ts'

let house: House
let post: Model
beforeEach(() => {
  house = openHouse()
  post = modelIn(house.registry, 'Post')
})
const rightsOf = (who: Who) => rightsIn(house, who)

describe('given what there is for somebody', () => {
  const model = (name: string) => modelIn(house.registry, name)

  it('knows the rows that may be read and were not deleted, and those that may be restored', () => {
    const rows = (who: Who, name: string): readonly string[] => [rightsOf(who).guard.conditionOf(model(name)), rightsOf(who).guard.restorable?.(model(name)) ?? null].map(said)
    expect(rows('nobody', 'Page')).toEqual(['deletedAt is null', '(not deletedAt is null and false)'])
    expect(rows('ann', 'Page')).toEqual(['deletedAt is null', '(not deletedAt is null and by equals! "ann")'])
    expect(rows('ann', 'Desk')).toEqual(['(open equals true and teamId equals 7)', '(false and (open equals true and teamId equals 7) and false)'])
    expect(rows('root', 'Vault')).toEqual(['every row', 'false'])
  })

  it('knows the fields that may be read of some rows only', () => {
    const known = (who: Who): readonly unknown[] => ['score', 'sum', 'remark', 'note', 'id'].map((name) => rightsOf(who).guard.fieldConditionOf?.(model('Post'), fieldOf(house.registry, 'Post', name)))
    expect(known('ann').map((where) => where && shown(where as Where))).toEqual([ownedBy('ann'), ownedBy('ann'), null, null, null])
    expect([rightsOf('root').guard.fieldConditionOf, rightsOf('nobody').guard.fieldConditionOf]).toEqual([undefined, undefined])
    expect(rightsOf('ann').guard.fieldConditionOf?.(model('Vault'), fieldOf(house.registry, 'Post', 'score'))).toBeNull()
  })

  it('sets nothing where nothing is said to be set', () => {
    expect(buildHouse('model M {\n  id Int @id\n}\n').rightsOf(userOf()).guard).toEqual({ registry: expect.anything(), conditionOf: expect.any(Function), restorable: expect.any(Function) })
    expect(rightsOf('ann').guard.setsOf?.(model('Post'), 'create', [])).toEqual({ ownerId: 'ann' })
  })

  it('holds the registry as its class sees it, and the policies for those who explain', () => {
    const rights = rightsOf('ann')
    expect([rights.registry === rights.access.registry, rights.registry === house.registry, rights.guard.registry, rights.policies === house.policies]).toEqual([true, false, house.registry, true])
    expect(rights.values).toEqual({ auth: { id: 'ann', teamId: 7, orgIds: ['x', 'y'] }, kind: 'user', isAdmin: false, now: expect.any(Date), policyOf: expect.any(Function) })
    expect(rightsOf('top').values.auth).toEqual({ top: true })
  })
})

describe('given what writes must fulfil', () => {
  const rules = (who: Who) => rightsOf(who).rules

  it('asks of a new record for the rules of the model, and of the fields that were sent', () => {
    const created = (who: Who, sent: readonly string[]): string => said(rules(who).created(post, sent))
    expect(created('ann', [])).toBe(ownedBy('ann'))
    expect(created('ann', ['id', 'score'])).toBe(`(${ownedBy('ann')} and locked equals true)`)
    expect(created('ann', ['note'])).toBe(`(${ownedBy('ann')} and false)`)
    expect(created('ed', ['note'])).toBe(ownedBy('ed'))
    expect(created('root', ['score'])).toBe('every row')
  })

  it('asks of a change before and afterwards', () => {
    const updated = (who: Who, sent: readonly string[], before = {}): unknown => {
      const asked = rules(who).updated(post, sent)
      return asked && { using: said(asked.using), fields: said(asked.fields), reads: asked.reads.map(({ name }) => name), check: said(asked.check(before)) }
    }
    expect(updated('ann', ['views'], { views: 4 })).toEqual({ using: `(${ownedBy('ann')} and not locked equals true)`, fields: 'every row', reads: ['views'], check: `(${ownedBy('ann')} or views gte 4)` })
    expect(updated('ed', ['score'], { views: 4, score: 2 })).toEqual({ using: 'not locked equals true', fields: 'locked equals true', reads: ['views', 'score'], check: `((${ownedBy('ed')} or views gte 4) and (views lt 9 and not (not score is null and score equals 2)))` })
    expect(updated('ed', [], { views: null })).toEqual({ using: 'not locked equals true', fields: 'every row', reads: ['views'], check: ownedBy('ed') })
    expect(updated('root', [])).toEqual({ using: 'not locked equals true', fields: 'every row', reads: [], check: 'every row' })
    expect(rules('root').updated(modelIn(house.registry, 'Vault'), ['id'])).toBeNull()
  })

  it.each<[string, readonly string[]]>([
    ["before.state != 'CLOSED'", ['state']],
    ["id > 1 || !(before.state == 'OPEN' && before.n > 2)", ['state', 'n']],
    ['before.tags.exists(t, t == state)', ['tags']],
    ['auth.orgIds.all(o, o == before.state)', ['state']],
    ['n > before.n + 1 && other.id == before.id && before.n in ns', ['n', 'id']],
    ['other.n in before.ns', ['ns']],
    ['before.state == auth.role', ['state']],
    ['state == auth.role', []],
  ])('reads of the row as it was what %s names', (check, expected) => {
    const { registry, rightsOf: find, findings } = buildHouse(`/// @@policy("update", rule: "true", check: "${check}")\nmodel M {\n  id Int @id\n  state String\n  n Int\n  ns Int[]\n  tags String[]\n  otherId Int\n  other M @relation(fields: [otherId], references: [id])\n}\n`, { claims: { role: 'string', orgIds: 'string[]' } })
    expect([findings, find(userOf('a', { role: 'x', orgIds: ['x'] })).rules.updated(modelIn(registry, 'M'), [])?.reads.map(({ name }) => name)]).toEqual([[], expected])
  })

  it('asks for the rules of fields where those of the model ask nothing', () => {
    const { registry, rightsOf: find } = buildHouse('/// @@policy("update", rule: "true")\nmodel M {\n  id Int @id\n  a Int /// @policy("update", rule: "a > 1")\n}\n')
    const asked = (...sent: readonly string[]): unknown => find(userOf()).rules.updated(modelIn(registry, 'M'), sent)
    expect([asked('a'), asked('id')]).toEqual([{ using: null, fields: expect.objectContaining({ op: 'compare', by: 'gt' }), reads: [], check: expect.any(Function) }, null])
  })

  it('asks of a record that is deleted, read back or linked', () => {
    const line = modelIn(house.registry, 'Line')
    expect([rules('ann').deleted(line), rules('ed').deleted(post), rules('ann').readable(modelIn(house.registry, 'Page'))].map(said)).toEqual(['every row', 'every row', 'deletedAt is null'])
    expect(['tags', 'labels'].map((name) => said(rules('ann').linked(modelIn(house.registry, name === 'tags' ? 'Tag' : 'Label'), relationOf(house.registry, 'Post', name))))).toEqual(['every row', 'id gt 1'])
  })

  it('answers of a record what may be read of it, under the conditions of its fields', () => {
    const { fields, conditions, relations, counts } = rules('ann').representation(post)
    expect([fields.map(({ name }) => name), [...(conditions ?? [])].map(([name, where]) => [name, shown(where)]), relations, counts]).toEqual([['id', 'published', 'locked', 'views', 'ownerId', 'score', 'note'], [['score', ownedBy('ann')]], [], []])
    expect(rules('ann').representation(post)).toBe(rules('ann').representation(post))
    expect(rules('root').representation(post).fields.map(({ name }) => name)).toEqual(['id', 'published', 'locked', 'views', 'ownerId', 'score', 'note', 'remark'])
  })
})
