import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PUSHABLE } from './databases.ts'
import { openRuled, outcomeOf, type RuledFixture, type Rules } from './row-rules-fixture.ts'

const DENIED = ['POLICY.DENIED']
const OF_ADA = { owner: { is: { name: 'Ada' } } }
/** Readable rows, so that a rule and the filters of a caller both speak. */
const SEEN: Rules = { Post: { readable: { state: { not: 'hidden' } } } }

describe.each(PUSHABLE.map((under) => [under.name, under] as const))('given rules on rows of %s', (_name, under) => {
  let fixture: RuledFixture
  beforeAll(async () => {
    fixture = await openRuled(under)
  })
  beforeEach(() => fixture.reset())
  afterAll(() => fixture?.[Symbol.asyncDispose]())

  const titles = async (): Promise<readonly unknown[]> => (await fixture.rows('Post')).map(({ title }) => title)
  const create = (rules: Rules, data: object, rest: object = {}): Promise<unknown> => outcomeOf(fixture.as(rules, 'Post').create({ data, ...rest }))
  const update = (rules: Rules, id: number, data: object, rest: object = {}): Promise<unknown> => outcomeOf(fixture.as(rules, 'Post').update({ where: { id }, data, ...rest }))
  const remove = (rules: Rules, id: number): Promise<unknown> => outcomeOf(fixture.as(rules, 'Post').delete({ where: { id }, select: { title: true } }))

  describe('on a create', () => {
    it.each([
      ['of the row alone', { state: 'draft' }],
      ['of other rows', OF_ADA],
    ])('stores a record that fulfils them, %s', async (_kind, created) => {
      expect(await create({ Post: { created } }, { title: 'New', ownerId: 1 }, { select: { title: true, state: true } })).toEqual({ title: 'New', state: 'draft' })
      expect(await titles()).toEqual(['One', 'Two', 'Three', 'New'])
    })

    it.each([
      ['of the row alone, defaults included', { state: 'locked' }],
      ['of other rows', OF_ADA],
      ['that nothing fulfils', { OR: [] }],
    ])('stores nothing that fails them, %s', async (_kind, created) => {
      expect(await create({ Post: { created } }, { title: 'New', ownerId: 2 })).toEqual(DENIED)
      expect(await titles()).toEqual(['One', 'Two', 'Three'])
    })

    it('judges the record once all of the write is stored', async () => {
      const rules: Rules = { Post: { created: { comments: { some: { body: 'first' } } } } }
      expect(await create(rules, { title: 'New', comments: { create: { body: 'first' } } }, { select: { title: true } })).toEqual({ title: 'New' })
      expect(await create(rules, { title: 'Other', comments: { create: { body: 'second' } } })).toEqual(DENIED)
      expect(await titles()).toEqual(['One', 'Two', 'Three', 'New'])
      expect(await fixture.rows('Comment')).toHaveLength(6)
    })

    it('looks at the record where it looks at others', async () => {
      const rules: Rules = { Post: { created: { owner: { is: { posts: { none: { title: 'x' } } } } } } }
      expect(await create(rules, { title: 'x', ownerId: 1 })).toEqual(DENIED)
      expect(await update({ Post: { check: { owner: { is: { posts: { none: { title: 'x' } } } } } } }, 1, { title: 'x' })).toEqual(DENIED)
      expect(await update({ Post: { readable: { owner: { is: { posts: { none: { title: 'x' } } } } } } }, 1, { title: 'x' })).toEqual({ id: 1 })
      expect(await create(rules, { title: 'y', ownerId: 2 }, { select: { title: true } })).toEqual({ title: 'y' })
    })

    it('says which fields the caller sent, and asks no more than that', async () => {
      const rules: Rules = { Post: { created: (sent) => (sent.includes('rank') ? { rank: { lt: 5 } } : null) } }
      expect(await create(rules, { title: 'New', rank: 9 })).toEqual(DENIED)
      expect(await create(rules, { title: 'New', rank: 4 }, { select: { rank: true } })).toEqual({ rank: 4 })
    })

    it.each([
      ['the default representation', {}],
      ['a selection', { select: { title: true } }],
      ['a relation', { include: { comments: true } }],
    ])('answers what its writer may not read by its key alone, asked for %s', async (_what, rest) => {
      expect(await create(SEEN, { title: 'New', state: 'hidden' }, rest)).toEqual({ id: 4 })
      expect((await fixture.rows('Post')).at(-1)).toMatchObject({ title: 'New', state: 'hidden' })
    })
  })

  describe('on an update', () => {
    it.each([
      ['of the row alone', { state: 'draft' }],
      ['of other rows', OF_ADA],
    ])('changes a record that fulfils them before, %s', async (_kind, using) => {
      expect(await update({ Post: { using } }, 1, { title: 'Changed' }, { select: { title: true } })).toEqual({ title: 'Changed' })
      expect(await update({ Post: { using } }, 2, { title: 'Changed' })).toEqual(DENIED)
      expect(await titles()).toEqual(['Changed', 'Two', 'Three'])
    })

    it.each([
      ['of the row alone', { state: 'draft' }, { state: 'locked' }],
      ['of other rows', OF_ADA, { ownerId: 2 }],
    ])('undoes what fails them afterwards, %s', async (_kind, check, data) => {
      expect(await update({ Post: { check } }, 1, data)).toEqual(DENIED)
      expect((await fixture.rows('Post'))[0]).toMatchObject({ state: 'draft', ownerId: 1 })
      expect(await update({ Post: { check } }, 1, { rank: 2 }, { select: { rank: true } })).toEqual({ rank: 2 })
    })

    it('compares the record with what it was', async () => {
      const rules: Rules = { Post: { reads: ['rank'], check: (before) => ({ rank: { gte: before['rank'] } }) } }
      expect(await update(rules, 2, { rank: 1 })).toEqual(DENIED)
      expect(await update(rules, 2, { rank: 3 }, { select: { rank: true } })).toEqual({ rank: 3 })
      expect(await update(rules, 2, { rank: { decrement: 1 } })).toEqual(DENIED)
    })

    it('asks the rules of the fields that were sent', async () => {
      const rules: Rules = { Post: { fields: { rank: { state: 'draft' } } } }
      expect(await update(rules, 2, { title: 'Changed' }, { select: { title: true } })).toEqual({ title: 'Changed' })
      expect(await update(rules, 2, { title: 'Again', rank: 9 })).toEqual(DENIED)
      expect(await update(rules, 2, { rank: { increment: 1 } })).toEqual(DENIED)
      expect(await update(rules, 1, { rank: 9 }, { select: { rank: true } })).toEqual({ rank: 9 })
    })

    it('refuses an update of nothing where it refuses an update', async () => {
      expect(await update({ Post: { using: { state: 'draft' } } }, 2, {})).toEqual(DENIED)
      expect(await update({ Post: { using: { state: 'draft' } } }, 1, {}, { select: { title: true } })).toEqual({ title: 'One' })
    })

    it('does not find what is not there for its caller, whatever the rules say', async () => {
      const rules: Rules = { Post: { ...SEEN['Post'], using: { state: 'draft' }, check: { state: 'draft' } } }
      expect(await update(rules, 3, { title: 'Changed' })).toEqual(['DATA.NOT_FOUND'])
      expect(await update(rules, 99, { title: 'Changed' })).toEqual(['DATA.NOT_FOUND'])
    })

    it.each([
      ['the default representation', {}],
      ['a selection', { select: { title: true } }],
      ['a relation', { include: { comments: true } }],
    ])('answers what its writer may not read any more by its key alone, asked for %s', async (_what, rest) => {
      expect(await update(SEEN, 1, { state: 'hidden' }, rest)).toEqual({ id: 1 })
      expect((await fixture.rows('Post'))[0]).toMatchObject({ state: 'hidden' })
    })

    it('judges a record whose key changes by the key that it has then', async () => {
      const rename = (rules: Rules): Promise<unknown> => outcomeOf(fixture.as(rules, 'User').update({ where: { id: 1 }, data: { id: 7 }, select: { id: true } }))
      expect(await rename({ User: { check: { name: 'Bob' } } })).toEqual(DENIED)
      expect(await rename({ User: { reads: ['name'], check: ({ name }) => ({ name }) } })).toEqual({ id: 7 })
    })
  })

  describe('on a delete', () => {
    it.each([
      ['of the row alone', { state: 'draft' }],
      ['of other rows', OF_ADA],
    ])('deletes what fulfils them only, %s', async (_kind, deleted) => {
      await fixture.client.$executeRawUnsafe('DELETE FROM "Cover"')
      expect(await remove({ Post: { deleted } }, 2)).toEqual(DENIED)
      expect(await remove({ Post: { deleted } }, 1)).toEqual({ title: 'One' })
      expect(await titles()).toEqual(['Two', 'Three'])
    })

    it('does not find what is not there for its caller', async () => {
      expect(await remove({ Post: { ...SEEN['Post'], deleted: { state: 'draft' } } }, 3)).toEqual(['DATA.NOT_FOUND'])
    })

    it('asks no rule about what the schema deletes with it', async () => {
      await fixture.client.$executeRawUnsafe('DELETE FROM "Cover"')
      const nobody = { OR: [] }
      expect(await remove({ Comment: { deleted: nobody, using: nobody, readable: nobody } }, 1)).toEqual({ title: 'One' })
      expect(await fixture.rows('Comment')).toHaveLength(2)
    })

    it('judges records that keep their rows by the same rule, and not those that go with them', async () => {
      const notes = async (): Promise<readonly boolean[]> => (await fixture.rows('Note')).map(({ deletedAt }) => deletedAt !== null)
      const rules: Rules = { Note: { deleted: { state: 'open' }, using: { OR: [] } } }
      expect(await outcomeOf(fixture.as(rules, 'Note').delete({ where: { id: 2 } }))).toEqual(DENIED)
      expect(await outcomeOf(fixture.as(rules, 'Note').delete({ where: { id: 1 }, select: { id: true } }))).toEqual({ id: 1 })
      expect(await notes()).toEqual([true, false])
      await fixture.as(rules, 'Folder').delete({ where: { id: 1 } })
      expect(await notes()).toEqual([true, true])
    })
  })

  describe('inside a transaction', () => {
    const change = { where: { id: 2 }, data: { title: 'Kept?' } }

    it.each([
      ['a check by another statement', OF_ADA],
      ['a check by the statement that writes', { state: 'draft' }],
    ])('commits nothing that they refuse, whoever catches that: %s', async (_kind, check) => {
      const records = fixture.records({ Post: { check } })
      const work = records.transaction(async (inner) => {
        await fixture.as({}, 'Post', inner).create({ data: { title: 'Before' } })
        await outcomeOf(fixture.as({}, 'Post', inner).update(change))
        return 'caught'
      })
      expect(await outcomeOf(work)).toEqual(DENIED)
      expect(await titles()).toEqual(['One', 'Two', 'Three'])
    })

    it('undoes what they refuse alone where that is a transaction within it', async () => {
      const records = fixture.records({ Post: { check: OF_ADA } })
      await records.transaction(async (outer) => {
        await fixture.as({}, 'Post', outer).create({ data: { title: 'Before' } })
        expect(await outcomeOf(outer.transaction((inner) => fixture.as({}, 'Post', inner).update(change)))).toEqual(DENIED)
      })
      expect(await titles()).toEqual(['One', 'Two', 'Three', 'Before'])
    })

    it('judges each operation at its own end', async () => {
      const records = fixture.records({ Post: { check: { state: 'draft' } } })
      const work = records.transaction(async (inner) => {
        await fixture.as({}, 'Post', inner).update({ where: { id: 1 }, data: { state: 'locked' } })
        await fixture.as({}, 'Post', inner).update({ where: { id: 1 }, data: { state: 'draft' } })
      })
      expect(await outcomeOf(work)).toEqual(DENIED)
    })
  })

  describe('by key, of the row alone', () => {
    it.each([
      ['create', { Post: { created: { state: 'draft' }, readable: { state: 'draft' }, masks: { hint: { state: 'x' } } } }, (rules: Rules) => fixture.as(rules, 'Post').create({ data: { title: 'New' } })],
      ['update', { Post: { using: { state: 'draft' }, check: { state: 'draft' }, fields: { title: { rank: 1 } }, readable: { state: 'draft' } } }, (rules: Rules) => fixture.as(rules, 'Post').update({ where: { id: 1 }, data: { title: 'New' } })],
      ['delete', { Comment: { deleted: { state: 'open' }, readable: { state: 'open' } } }, (rules: Rules) => fixture.as(rules, 'Comment').delete({ where: { id: 4 } })],
    ] as const)('takes one statement and no transaction to %s', async (_op, rules, run) => {
      const { statements, transactions } = await fixture.counting(() => run(rules))
      expect([statements.length, transactions]).toEqual([1, 0])
    })
  })

  describe('by key, of what may be read by what it refers to', () => {
    const ofAda: Rules = { Post: { readable: { OR: [{ state: 'locked' }, OF_ADA] } } }

    it.each([
      ['create what is read back', () => create(ofAda, { title: 'New', ownerId: 1 }), { id: 4, title: 'New', state: 'draft', rank: 0, hint: null, ownerId: 1 }],
      ['create what is not', () => create(ofAda, { title: 'New', ownerId: 2 }), { id: 4 }],
      ['update what is read back', () => update(ofAda, 1, { title: 'New' }), { id: 1, title: 'New', state: 'draft', rank: 1, hint: 'one', ownerId: 1 }],
      ['update it out of sight', () => update(ofAda, 1, { rank: 2, ownerId: 2 }), { id: 1 }],
      ['delete', () => outcomeOf(fixture.as({ Comment: { readable: { post: { is: OF_ADA } } } }, 'Comment').delete({ where: { id: 1 } })), { id: 1, body: 'a', state: 'open', postId: 1 }],
    ] as const)('takes one statement and no transaction to %s', async (_op, run, outcome) => {
      const { result, statements, transactions } = await fixture.counting(run)
      expect([result, statements.length, transactions]).toEqual([outcome, 1, 0])
    })

    it.each([
      ['at what refers to the record', { comments: { some: { body: 'b' } } }, { title: 'New' }, expect.objectContaining({ title: 'New' })],
      ['at others of its own table', { owner: { is: { posts: { none: { title: 'New' } } } } }, { title: 'New' }, { id: 1 }],
    ])('takes a transaction where the rule looks %s', async (_what, readable, data, outcome) => {
      const { result, transactions } = await fixture.counting(() => update({ Post: { readable } }, 1, data))
      expect([result, transactions]).toEqual([outcome, 1])
    })

    it('takes a transaction where a key changes', async () => {
      const covers = fixture.as({ Cover: { readable: { post: { is: { title: 'One' } } } } }, 'Cover')
      const { result, transactions } = await fixture.counting(() => covers.update({ where: { id: 1 }, data: { id: 9 } }))
      expect([result, transactions]).toEqual([{ id: 9, state: 'locked', postId: 1 }, 1])
    })

    it('takes a transaction where what may be written is found so', async () => {
      const { result, transactions } = await fixture.counting(() => update({ Post: { using: OF_ADA } }, 1, { title: 'New' }))
      expect([result, transactions]).toEqual([expect.objectContaining({ title: 'New' }), 1])
    })

    it('does not find what is out of sight, and changes nothing', async () => {
      expect(await update(ofAda, 3, { title: 'New' })).toEqual(['DATA.NOT_FOUND'])
      expect(await outcomeOf(fixture.as(ofAda, 'Post').delete({ where: { id: 3 } }))).toEqual(['DATA.NOT_FOUND'])
      expect(await titles()).toEqual(['One', 'Two', 'Three'])
    })

    it.runIf(under.name === 'PostgreSQL')('asks of the row as it is when nobody else holds it', async () => {
      const changed = await fixture.client.$transaction(async (inside) => {
        await inside.model('Post').update({ where: { id: 1 }, data: { ownerId: 2 } })
        const change = update(ofAda, 1, { title: 'New' })
        const waiting = async (): Promise<unknown> => inside.$queryRawUnsafe('SELECT 1 FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid')
        await expect.poll(waiting, { timeout: 8_000 }).toHaveLength(1)
        return { change }
      })
      expect(await changed.change).toEqual(['DATA.NOT_FOUND'])
      expect(await titles()).toEqual(['One', 'Two', 'Three'])
    })
  })
})
