import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PUSHABLE } from './databases.ts'
import { openRuled, outcomeOf, type RuledFixture, type Rules } from './row-rules-fixture.ts'

const KINDS = { id: 1, text: 'a "quoted" \u2028 text', big: 9_007_199_254_740_993n, price: '1.50', score: 0.1, live: true, at: new Date('2026-01-02T03:04:05.678Z'), data: { a: [1, null, 'x'], 'b"': {} }, blob: Buffer.from([0, 1, 255]) }

describe.each(PUSHABLE.map((under) => [under.name, under] as const))('given fields of %s that are answered of some records only', (_name, under) => {
  let fixture: RuledFixture
  beforeAll(async () => {
    fixture = await openRuled(under)
  })
  beforeEach(() => fixture.reset())
  afterAll(() => fixture?.[Symbol.asyncDispose]())

  describe.each([
    ['of the row alone', { state: 'draft' }],
    ['of other rows', { owner: { is: { name: 'Ada' } } }],
    ['of many other rows', { comments: { some: { body: 'a' } } }],
  ])('by a condition %s', (_kind, hint) => {
    const masks: Rules = { Post: { masks: { hint } } }
    const select = { id: true, hint: true }

    it('leaves them out of lists', async () => {
      expect(await fixture.as(masks, 'Post').findMany({ select, orderBy: { id: 'asc' } })).toEqual([{ id: 1, hint: 'one' }, { id: 2 }, { id: 3 }])
    })

    it('leaves them out of one record', async () => {
      expect(await fixture.as(masks, 'Post').get(1, { select })).toEqual({ id: 1, hint: 'one' })
      expect(await fixture.as(masks, 'Post').get(2, { select })).toEqual({ id: 2 })
    })

    it('leaves them out of nested records and lists', async () => {
      expect(await fixture.as(masks, 'User').findMany({ select: { id: true, posts: { select, orderBy: { id: 'asc' } } }, orderBy: { id: 'asc' } })).toEqual([
        { id: 1, posts: [{ id: 1, hint: 'one' }] },
        { id: 2, posts: [{ id: 2 }, { id: 3 }] },
      ])
      expect(await fixture.as(masks, 'Cover').findMany({ select: { post: { select } }, orderBy: { id: 'asc' } })).toEqual([{ post: { id: 1, hint: 'one' } }, { post: null }, { post: { id: 2 } }])
    })

    it('leaves them out of what was written, as it is then', async () => {
      const posts = fixture.as(masks, 'Post')
      expect(await posts.create({ data: { title: 'New', state: 'open', ownerId: 2, hint: 'new' }, select })).toEqual({ id: 4 })
      expect(await posts.update({ where: { id: 2 }, data: { hint: 'x' }, select })).toEqual({ id: 2 })
      expect(await posts.update({ where: { id: 1 }, data: { hint: 'x' }, select })).toEqual({ id: 1, hint: 'x' })
      expect(await posts.delete({ where: { id: 4 }, select })).toEqual({ id: 4 })
    })

    it('leaves them out of the default representation, of which records are told apart', async () => {
      const model = fixture.registry.models.get('Post')
      const key = model?.key
      if (!model || !key) throw new Error('There are no posts.')
      const storedOf = async (id: number, fields: readonly string[]): Promise<unknown> => {
        const record = await fixture.records(masks).get(model, { key, values: { id } }, { fields: fields.flatMap((name) => model.fields.get(name) ?? []), relations: [], counts: [] })
        return JSON.parse(record?.stored ?? 'null')
      }
      expect(await storedOf(1, ['title'])).toEqual({ id: 1, title: 'One', state: 'draft', rank: 1, hint: 'one', ownerId: 1 })
      expect(await storedOf(2, ['title'])).toEqual({ id: 2, title: 'Two', state: 'locked', rank: 2, ownerId: 2 })
      expect(await storedOf(2, [...model.fields.keys()])).toEqual({ id: 2, title: 'Two', state: 'locked', rank: 2, ownerId: 2 })
    })
  })

  it('matches no record by a field that the caller does not know of it', async () => {
    const posts = fixture.as({ Post: { masks: { hint: { state: 'draft' } } } }, 'Post')
    const ids = async (where: object): Promise<readonly unknown[]> => (await posts.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } })).map(({ id }) => id)
    expect(await ids({ hint: { not: 'zzz' } })).toEqual([1])
    expect(await ids({ NOT: { hint: 'zzz' } })).toEqual([1])
    expect(await outcomeOf(posts.updateMany({ where: { hint: { startsWith: 't' } }, data: { rank: 9 } }))).toEqual({ count: 0 })
  })

  it('answers values of every kind as where nothing is left out', async () => {
    await fixture.client.model('Kinds').create({ data: KINDS })
    const model = fixture.registry.models.get('Kinds')
    const names = [...(model?.fields.keys() ?? [])]
    const all = Object.fromEntries(names.map((name) => [name, { id: 1 }]))
    const none = Object.fromEntries(names.map((name) => [name, { id: 2 }]))
    const plain = await fixture.as({}, 'Kinds').get(1)
    expect(Object.keys(plain)).toEqual(names)
    expect(JSON.stringify(await fixture.as({ Kinds: { masks: all } }, 'Kinds').get(1))).toBe(JSON.stringify(plain))
    expect(JSON.stringify(await fixture.as({ Kinds: { masks: { none: { id: 2 } } } }, 'Kinds').get(1))).toBe(JSON.stringify(plain).replace(',"none":null', ''))
    expect(await fixture.as({ Kinds: { masks: none } }, 'Kinds').findMany()).toEqual([{}])
  })
})
