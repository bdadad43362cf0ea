import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PUSHABLE } from './databases.ts'
import { openRuled, outcomeOf, type RuledFixture, type Rules } from './row-rules-fixture.ts'

// Of a body that holds its data in a member.
const DENIED = ['POLICY.DENIED', 'data']
const OF_ADA = { owner: { is: { name: 'Ada' } } }
const NAMES: Rules = { Post: { readable: { state: { not: 'hidden' } } } }

describe.each(PUSHABLE.map((under) => [under.name, under] as const))('given rules on rows of %s', (_name, under) => {
  let fixture: RuledFixture
  beforeAll(async () => {
    fixture = await openRuled(under)
  })
  beforeEach(() => fixture.reset())
  afterAll(() => fixture?.[Symbol.asyncDispose]())

  const of = async (name: string): Promise<readonly unknown[]> => (await fixture.rows('Post')).map((row) => row[name])
  const createMany = (rules: Rules, data: readonly object[], skipDuplicates = false): Promise<unknown> => outcomeOf(fixture.as(rules, 'Post').createMany({ data, skipDuplicates }))
  const updateMany = (rules: Rules, data: object, where: object = { rank: { gt: 0 } }): Promise<unknown> => outcomeOf(fixture.as(rules, 'Post').updateMany({ where, data }))
  const deleteMany = (rules: Rules, where: object = { rank: { gt: 0 } }): Promise<unknown> => outcomeOf(fixture.as(rules, 'Post').deleteMany({ where }))

  describe('on many records that are created', () => {
    it.each([
      ['of the row alone', { state: 'draft' }, { state: 'locked' }],
      ['of other rows', OF_ADA, { ownerId: 2 }],
    ])('stores all or none, %s', async (_kind, created, wrong) => {
      const right = [{ title: 'a', ownerId: 1 }, { title: 'b', ownerId: 1 }]
      expect(await createMany({ Post: { created } }, [...right, { title: 'c', ownerId: 1, ...wrong }])).toEqual(DENIED)
      expect(await of('title')).toHaveLength(3)
      expect(await createMany({ Post: { created } }, right)).toEqual({ count: 2 })
      expect(await of('title')).toHaveLength(5)
    })

    it('asks of each what was sent of it', async () => {
      const rules: Rules = { Post: { created: (sent) => (sent.includes('rank') ? { rank: { lt: 5 } } : null) } }
      expect(await createMany(rules, [{ title: 'a', rank: 4 }, { title: 'b' }])).toEqual({ count: 2 })
      expect(await createMany(rules, [{ title: 'a' }, { title: 'b', rank: 9 }])).toEqual(DENIED)
    })

    it('asks nothing of a duplicate that is passed over', async () => {
      const tags = fixture.as({ Tag: { created: { name: 'new' } } }, 'Tag')
      expect(await outcomeOf(tags.createMany({ data: [{ id: 9, name: 'new' }, { id: 1, name: 'old' }], skipDuplicates: true }))).toEqual({ count: 1 })
    })
  })

  describe('on many records of which one is changed meanwhile', () => {
    const ofBob = { owner: { isNot: { name: 'Ada' } } }

    it.runIf(under.name === 'PostgreSQL').each([
      ['changes', 'of what it refers to', 1, 2, () => updateMany({ Post: { using: OF_ADA } }, { title: 'New' }, { id: 1 })],
      ['changes', 'of what it does not refer to', 2, 1, () => updateMany({ Post: { using: ofBob } }, { title: 'New' }, { id: 1 })],
      ['deletes', 'of what it refers to', 1, 2, () => deleteMany({ Post: { deleted: OF_ADA } }, { id: 1 })],
      ['changes and judges', 'of what it refers to', 1, 2, () => updateMany({ Post: { using: OF_ADA, check: OF_ADA } }, { title: 'New' }, { id: 1 })],
      ['changes and judges', 'of what it does not refer to', 2, 1, () => updateMany({ Post: { using: ofBob, check: { title: 'New' } } }, { title: 'New' }, { id: 1 })],
    ] as const)('%s only what may be as it is when nobody else holds it, %s', async (_what, _by, before, after, run) => {
      await fixture.client.model('Post').update({ where: { id: 1 }, data: { ownerId: before } })
      const changed = await fixture.client.$transaction(async (inside) => {
        await inside.model('Post').update({ where: { id: 1 }, data: { ownerId: after } })
        const change = run()
        await expect.poll(() => inside.$queryRawUnsafe('SELECT 1 FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid'), { timeout: 8_000 }).toHaveLength(1)
        return { change }
      })
      expect(await changed.change).toEqual({ count: 0 })
      expect(await of('title')).toEqual(['One', 'Two', 'Three'])
    })
  })

  describe('on many records that are changed', () => {
    it.each([
      ['of the row alone', { state: 'locked' }, 1],
      ['of other rows', { owner: { is: { name: 'Bob' } } }, 2],
    ])('changes those only that may be changed, %s', async (_kind, using, count) => {
      expect(await updateMany({ Post: { using } }, { title: 'Changed' })).toEqual({ count })
      expect((await of('title')).filter((title) => title === 'Changed')).toHaveLength(count)
    })

    it.each([
      ['of the row alone', { rank: { lt: 12 } }, { rank: { increment: 10 } }],
      ['of other rows', OF_ADA, { rank: { increment: 10 } }],
    ])('changes none where one fails afterwards, %s', async (_kind, check, data) => {
      expect(await updateMany({ Post: { check } }, data)).toEqual(DENIED)
      expect(await of('rank')).toEqual([1, 2, 3])
      expect(await updateMany({ Post: { check } }, data, { rank: 1 })).toEqual({ count: 1 })
    })

    it('changes none where one fails the rule of a field that was sent', async () => {
      const rules: Rules = { Post: { using: { rank: { lt: 3 } }, fields: { title: { state: 'draft' } } } }
      expect(await updateMany(rules, { title: 'Changed' })).toEqual(DENIED)
      expect(await updateMany(rules, { hint: 'x' })).toEqual({ count: 2 })
      expect([await of('title'), await of('hint')]).toEqual([['One', 'Two', 'Three'], ['x', 'x', 'three']])
    })

    it('compares each with what it was', async () => {
      const rules: Rules = { Post: { reads: ['rank', 'title'], check: (before) => ({ rank: { gte: before['rank'] }, title: before['title'] }) } }
      expect(await updateMany(rules, { rank: 2 })).toEqual(DENIED)
      expect(await updateMany(rules, { rank: 3 })).toEqual({ count: 3 })
      expect(await updateMany(rules, { rank: { increment: 1 } })).toEqual({ count: 3 })
      expect(await updateMany(rules, { title: 'Same' })).toEqual(DENIED)
      expect([await of('title'), await of('rank')]).toEqual([['One', 'Two', 'Three'], [4, 4, 4]])
    })

    it('tells rows apart whose keys change', async () => {
      const rules: Rules = { Seat: { reads: ['price'], check: (before) => ({ row: 2, price: before['price'] }) } }
      expect(await outcomeOf(fixture.as(rules, 'Seat').updateMany({ where: { row: 1 }, data: { row: 2 } }))).toEqual({ count: 2 })
      expect(await outcomeOf(fixture.as(rules, 'Seat').updateMany({ where: { row: 2 }, data: { row: 3 } }))).toEqual(DENIED)
      expect((await fixture.rows('Seat')).map(({ row }) => row)).toEqual([2, 2])
    })

    it('reaches readable records only, and may put them out of sight', async () => {
      expect(await updateMany(NAMES, { state: 'hidden' })).toEqual({ count: 2 })
      expect(await updateMany(NAMES, { title: 'Changed' })).toEqual({ count: 0 })
      expect(await of('title')).toEqual(['One', 'Two', 'Three'])
    })

    it('says how many there are of which nothing is changed, and no more', async () => {
      expect(await updateMany({ Post: { using: { state: 'draft' } } }, {})).toEqual({ count: 1 })
    })

    it('takes a record that many are to refer to only where the caller sees it', async () => {
      const rules: Rules = { Post: { using: { rank: { lt: 3 } } }, User: { readable: { name: 'Ada' } } }
      expect(await updateMany(rules, { ownerId: 2 })).toEqual(['DATA.REFERENCED', 'data.ownerId'])
      expect(await updateMany(rules, { ownerId: 99 })).toEqual(['DATA.REFERENCED', 'data.ownerId'])
      expect(await updateMany(rules, { ownerId: 1 })).toEqual({ count: 2 })
    })

    it('does so where each refers by what is changed and by what is not', async () => {
      const move = (number: number): Promise<unknown> => outcomeOf(fixture.as({ Seat: { readable: { price: { lt: 6 } } } }, 'Ticket').updateMany({ where: { id: 1 }, data: { number } }))
      expect([await move(2), await move(3), await move(1)]).toEqual([['DATA.REFERENCED', 'data.number'], ['DATA.REFERENCED', 'data.number'], { count: 1 }])
    })
  })

  describe('on many records that are deleted', () => {
    it.each([
      ['of the row alone', { state: { not: 'draft' } }],
      ['of other rows', { owner: { is: { name: 'Bob' } } }],
    ])('deletes those only that may be deleted, %s', async (_kind, deleted) => {
      await fixture.client.$executeRawUnsafe('DELETE FROM "Cover"')
      expect(await deleteMany({ Post: { deleted } })).toEqual({ count: 2 })
      expect(await of('title')).toEqual(['One'])
    })

    it('marks those only that may be deleted, of a model that keeps its rows', async () => {
      const notes = fixture.as({ Note: { deleted: { state: 'open' } } }, 'Note')
      expect(await notes.deleteMany({ where: { folderId: 1 } })).toEqual({ count: 1 })
      expect((await fixture.rows('Note')).map(({ deletedAt }) => deletedAt !== null)).toEqual([true, false])
    })
  })

  describe('on 10 and on 100 records', () => {
    const fill = async (count: number): Promise<void> => {
      await fixture.client.model('Seat').createMany({ data: Array.from({ length: count }, (_, index) => ({ row: 5, number: index, price: index })) })
      await fixture.client.model('Post').createMany({ data: Array.from({ length: count }, (_, index) => ({ title: `t${index}`, rank: index, state: 'many', ownerId: 1 })) })
    }
    const seats = { where: { row: 5 } }
    const posts = { where: { state: 'many' } }
    const CASES: readonly (readonly [string, Rules, (rules: Rules, count: number) => Promise<unknown>])[] = [
      ['createMany', { Post: { created: { AND: [OF_ADA, { state: 'draft' }] } } }, (rules, count) => fixture.as(rules, 'Post').createMany({ data: Array.from({ length: count }, (_, index) => ({ title: `n${index}`, ownerId: 1 })) })],
      ['createMany of a model with a key of two fields', { Seat: { created: { holder: 'nobody' } } }, (rules, count) => fixture.as(rules, 'Seat').createMany({ data: Array.from({ length: count }, (_, index) => ({ row: 6, number: index })) })],
      ['updateMany of the row alone', { Post: { using: { state: 'many' }, check: { state: 'many' } } }, (rules) => fixture.as(rules, 'Post').updateMany({ ...posts, data: { title: 'x' } })],
      ['updateMany of other rows', { Post: { using: OF_ADA, check: OF_ADA, fields: { title: OF_ADA } } }, (rules) => fixture.as(rules, 'Post').updateMany({ ...posts, data: { title: 'x' } })],
      ['updateMany that compares each with what it was', { Post: { reads: ['rank', 'id'], check: (before) => ({ rank: { gt: before['rank'] }, id: before['id'] }) } }, (rules) => fixture.as(rules, 'Post').updateMany({ ...posts, data: { rank: { increment: 1 } } })],
      ['the same of a model with a key of two fields', { Seat: { using: { row: 5 }, reads: ['price'], check: (before) => ({ price: { gt: before['price'] } }) } }, (rules) => fixture.as(rules, 'Seat').updateMany({ ...seats, data: { price: { increment: 1 } } })],
      ['updateMany that changes keys', { Seat: { fields: { row: { row: 5 } }, check: { row: 7 } } }, (rules) => fixture.as(rules, 'Seat').updateMany({ ...seats, data: { row: 7 } })],
      ['updateMany of what is referred to', { Post: { using: OF_ADA }, User: { readable: { name: 'Ada' } } }, (rules) => fixture.as(rules, 'Post').updateMany({ ...posts, data: { ownerId: 1 } })],
      ['deleteMany', { Post: { deleted: OF_ADA } }, (rules) => fixture.as(rules, 'Post').deleteMany(posts)],
      ['a nested createMany', { Comment: { created: { post: { is: OF_ADA } } } }, (rules, count) => fixture.as(rules, 'Post').update({ where: { id: 1 }, data: { comments: { createMany: { data: Array.from({ length: count }, (_, index) => ({ body: `b${index}` })) } } } })],
    ]

    it('judges every one of more records than a statement names', async () => {
      await fill(300)
      const change = (most: number): Promise<unknown> =>
        outcomeOf(fixture.as({ Seat: { reads: ['price', 'number'], check: (before) => ({ price: { gt: before['price'], lt: most }, number: before['number'] }) } }, 'Seat').updateMany({ ...seats, data: { price: { increment: 1 } } }))
      expect(await change(300)).toEqual(DENIED)
      expect(await change(301)).toEqual({ count: 300 })
      expect((await fixture.rows('Seat')).slice(2).map(({ price }) => price)).toEqual(Array.from({ length: 300 }, (_, index) => index + 1))
    })

    it.each(CASES)('takes as many statements: %s', async (_name, rules, run) => {
      const figures = async (count: number): Promise<readonly [number, number]> => {
        await fixture.reset()
        await fill(count)
        const { statements, transactions } = await fixture.counting(() => run(rules, count))
        return [statements.length, transactions]
      }
      const [few, many] = [await figures(10), await figures(100)]
      expect(many).toEqual(few)
      expect(few[0]).toBeLessThanOrEqual(6)
    })
  })
})
