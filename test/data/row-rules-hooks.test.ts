import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Hooks, ModelHooks } from '../../packages/runtime-server/src/operations/hooks.ts'
import { performWrite } from '../../packages/runtime-server/src/operations/perform-write.ts'
import { updateRecord } from '../../packages/runtime-server/src/operations/update-record.ts'
import { given } from '../../packages/runtime-server/src/request/given.ts'
import { PUSHABLE } from './databases.ts'
import { openRuled, outcomeOf, type RuledFixture, type Rules } from './row-rules-fixture.ts'

const NOBODY = { OR: [] }
const setting = (values: object): ModelHooks => ({ beforeUpdate: ({ data = {} }) => ({ ...data, ...values }), beforeCreate: ({ data = {} }) => ({ ...data, ...values }) })

describe.each(PUSHABLE.map((under) => [under.name, under] as const))('given hooks of the application and rules on rows of %s', (_name, under) => {
  let fixture: RuledFixture
  beforeAll(async () => {
    fixture = await openRuled(under)
  })
  beforeEach(() => fixture.reset())
  afterAll(() => fixture?.[Symbol.asyncDispose]())

  const comment = (rules: Rules, hooks: ModelHooks, data: object): Promise<unknown> => outcomeOf(fixture.hooked(rules, 'Comment', { Comment: hooks }).update({ where: { id: 1 }, data, select: { body: true, state: true } }))
  const bodies = async (): Promise<readonly unknown[]> => (await fixture.rows('Comment')).map(({ body }) => body)

  it('asks the rule of a field of what the caller sent, not of what a hook has set', async () => {
    const rules: Rules = { Comment: { fields: { state: NOBODY } } }
    expect(await comment(rules, setting({ state: 'set' }), { body: 'x' })).toEqual({ body: 'x', state: 'set' })
    expect(await comment(rules, setting({ body: 'set' }), { state: 'x' })).toEqual(['POLICY.DENIED'])
  })

  it('judges the record all the same', async () => {
    expect(await comment({ Comment: { check: { state: 'open' } } }, setting({ state: 'set' }), { body: 'x' })).toEqual(['POLICY.DENIED'])
    expect(await outcomeOf(fixture.hooked({ Comment: { created: { state: 'open' } } }, 'Comment', { Comment: setting({ state: 'set' }) }).create({ data: { body: 'x' } }))).toEqual(['POLICY.DENIED'])
    expect(await bodies()).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it.each([
    ['as a key', { postId: 3 }, ['DATA.REFERENCED', 'postId']],
    ['by a link', { post: { connect: { id: 3 } } }, ['DATA.REFERENCED', 'post.connect']],
  ])('finds no more of what was sent where a hook has changed something else: %s', async (_how, data, expected) => {
    const rules: Rules = { Post: { readable: { state: { not: 'hidden' } } } }
    expect(await comment(rules, setting({ body: 'set' }), data)).toEqual(expected)
  })

  it('commits nothing that a hook has tried and that was refused', async () => {
    const hooks: ModelHooks = { afterUpdate: ({ db }) => outcomeOf(db['tag']?.update({ where: { id: 1 }, data: { name: 'blue-ish' } }) ?? Promise.resolve()) }
    expect(await comment({ Tag: { check: { name: 'red' } } }, hooks, { body: 'x' })).toEqual(['POLICY.DENIED'])
    expect([await bodies(), (await fixture.rows('Tag'))[0]]).toEqual([['a', 'b', 'c', 'd', 'e'], { id: 1, name: 'red' }])
    expect(await comment({}, hooks, { body: 'x' })).toEqual({ body: 'x', state: 'open' })
    expect([(await bodies())[0], (await fixture.rows('Tag'))[0]]).toEqual(['x', { id: 1, name: 'blue-ish' }])
  })

  it('refuses a write that is only tried where it would be refused', async () => {
    const model = fixture.registry.models.get('Comment')
    if (!model) throw new Error('There are no comments.')
    const hooks: Hooks = { Comment: { afterUpdate: ({ db }) => outcomeOf(db['tag']?.update({ where: { id: 1 }, data: { name: 'blue-ish' } }) ?? Promise.resolve()) } }
    const run = (rules: Rules, dryRun: boolean): Promise<unknown> =>
      outcomeOf(performWrite({ ...fixture.context(rules), hooks }, { method: 'PATCH', url: '/', body: {}, input: {}, idempotencyKey: undefined, dryRun }, (inner) => updateRecord(inner, { model, input: {}, address: { segment: '1' } }, given({ body: 'x' }))).then(() => 'done'))
    expect([await run({ Tag: { check: { name: 'red' } } }, true), await run({ Tag: { check: { name: 'red' } } }, false)]).toEqual([['POLICY.DENIED'], ['POLICY.DENIED']])
    expect([await run({}, true), (await bodies())[0], await run({}, false), (await bodies())[0]]).toEqual(['done', 'a', 'done', 'x'])
  })

  it('tells of those records only that may be deleted, and of those that may be changed', async () => {
    const told: unknown[] = []
    const note: ModelHooks = { beforeDelete: ({ record }) => void told.push(['delete', record?.['id']]), beforeUpdate: ({ before }) => void told.push(['update', before?.['id']]) }
    const comments = fixture.hooked({ Comment: { deleted: { state: 'locked' }, using: { state: 'open' } } }, 'Comment', { Comment: note })
    expect(await comments.updateMany({ where: { postId: 1 }, data: { body: 'x' } })).toEqual({ count: 1 })
    expect(await comments.deleteMany({ where: { postId: 1 } })).toEqual({ count: 1 })
    expect(told).toEqual([['update', 1], ['delete', 2]])
  })
})
