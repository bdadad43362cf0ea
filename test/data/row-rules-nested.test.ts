import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PUSHABLE } from './databases.ts'
import { openRuled, outcomeOf, type RuledFixture, type Rules } from './row-rules-fixture.ts'

const NOBODY = { OR: [] }
const OPEN = { state: 'open' }
/** Open records may be written, locked ones may not, hidden ones are not seen. */
const RULES: Rules = {
  Comment: { readable: { state: { not: 'hidden' } }, created: OPEN, using: OPEN, check: OPEN, deleted: OPEN },
  Cover: { readable: { state: { not: 'hidden' } }, created: OPEN, using: OPEN, check: OPEN, deleted: OPEN },
  Tag: { readable: { name: { not: 'hidden' } }, created: { name: { not: 'locked' } }, linked: { name: { not: 'locked' } }, using: { name: { not: 'locked' } }, deleted: { name: { not: 'locked' } } },
}

interface Case {
  readonly name: string
  readonly model: string
  readonly id: number
  readonly data: object
  readonly rules?: Rules
  /** `done`, or the code and places of a refusal. */
  readonly expected: 'done' | readonly string[]
  /** What is stored then, where something is: lines of tables that differ from before. */
  readonly stored?: readonly string[]
}

const denied = (path: string): readonly string[] => ['POLICY.DENIED', path]
const missing = (path: string): readonly string[] => ['DATA.REFERENCED', path]
const post = (name: string, data: object, rest: Pick<Case, 'expected'> & Partial<Case>): Case => ({ name, model: 'Post', id: 1, data, ...rest })
const comment = (name: string, data: object, rest: Pick<Case, 'expected'> & Partial<Case>): Case => ({ name, model: 'Comment', id: 1, data, ...rest })

const MANY: readonly Case[] = [
  post('creates', { comments: { create: { body: 'n' } } }, { expected: 'done', stored: ['+Comment 6 n open 1'] }),
  post('does not create', { comments: { create: [{ body: 'n' }, { body: 'm', state: 'locked' }] } }, { expected: denied('comments.create.1') }),
  post('creates many', { comments: { createMany: { data: [{ body: 'n' }] } } }, { expected: 'done', stored: ['+Comment 6 n open 1'] }),
  post('does not create many', { comments: { createMany: { data: [{ body: 'n' }, { body: 'm', state: 'locked' }] } } }, { expected: denied('comments.createMany') }),
  post('connects', { comments: { connect: { id: 4 } } }, { expected: 'done', stored: ['-Comment 4 d open null', '+Comment 4 d open 1'] }),
  post('does not connect', { comments: { connect: [{ id: 4 }, { id: 5 }] } }, { expected: denied('comments.connect.1') }),
  post('connects what is connected, whatever the rules say', { comments: { connect: { id: 2 } } }, { expected: 'done' }),
  post('does not find what is not there for the caller to connect', { comments: { connect: { id: 3 } } }, { expected: missing('comments.connect') }),
  post('nor what is not there at all', { comments: { connect: { id: 99 } } }, { expected: missing('comments.connect') }),
  post('connects where it would create', { comments: { connectOrCreate: { where: { id: 4 }, create: { body: 'n' } } } }, { expected: 'done', stored: ['-Comment 4 d open null', '+Comment 4 d open 1'] }),
  post('does not connect where it would create', { comments: { connectOrCreate: { where: { id: 5 }, create: { body: 'n' } } } }, { expected: denied('comments.connectOrCreate') }),
  post('disconnects', { comments: { disconnect: { id: 1 } } }, { expected: 'done', stored: ['-Comment 1 a open 1', '+Comment 1 a open null'] }),
  post('does not disconnect', { comments: { disconnect: [{ id: 1 }, { id: 2 }] } }, { expected: denied('comments.disconnect.1') }),
  post('leaves what the caller does not see', { comments: { disconnect: [{ id: 3 }, { id: 99 }] } }, { expected: 'done' }),
  post('sets, and leaves what the caller does not see', { comments: { set: [{ id: 2 }, { id: 4 }] } }, { expected: 'done', stored: ['-Comment 1 a open 1', '+Comment 1 a open null', '-Comment 4 d open null', '+Comment 4 d open 1'] }),
  post('does not set where that unlinks', { comments: { set: [{ id: 1 }] } }, { expected: denied('comments.set') }),
  post('does not set where that links', { comments: { set: [{ id: 1 }, { id: 2 }, { id: 5 }] } }, { expected: denied('comments.set') }),
  post('updates', { comments: { update: { where: { id: 1 }, data: { body: 'x' } } } }, { expected: 'done', stored: ['-Comment 1 a open 1', '+Comment 1 x open 1'] }),
  post('does not update before', { comments: { update: { where: { id: 2 }, data: { body: 'x' } } } }, { expected: denied('comments.update.data') }),
  post('does not update afterwards', { comments: { update: { where: { id: 1 }, data: { state: 'locked' } } } }, { expected: denied('comments.update.data') }),
  post('does not find what is not there for the caller to update', { comments: { update: { where: { id: 3 }, data: { body: 'x' } } } }, { expected: missing('comments.update') }),
  post('nor what is not linked', { comments: { update: { where: { id: 4 }, data: { body: 'x' } } } }, { expected: missing('comments.update') }),
  post('updates many of those that may be', { comments: { updateMany: { where: { body: { not: 'z' } }, data: { body: 'x' } } } }, { expected: 'done', stored: ['-Comment 1 a open 1', '+Comment 1 x open 1'] }),
  post('does not update many afterwards', { comments: { updateMany: { where: { body: { not: 'z' } }, data: { state: 'locked' } } } }, { expected: denied('comments.updateMany.data') }),
  post('upserts what is there', { comments: { upsert: { where: { id: 1 }, create: { body: 'n' }, update: { body: 'x' } } } }, { expected: 'done', stored: ['-Comment 1 a open 1', '+Comment 1 x open 1'] }),
  post('does not upsert what is there', { comments: { upsert: { where: { id: 2 }, create: { body: 'n' }, update: { body: 'x' } } } }, { expected: denied('comments.upsert.update') }),
  post('deletes', { comments: { delete: { id: 1 } } }, { expected: 'done', stored: ['-Comment 1 a open 1'] }),
  post('does not delete', { comments: { delete: [{ id: 1 }, { id: 2 }] } }, { expected: denied('comments.delete.1') }),
  post('does not find what is not there for the caller to delete', { comments: { delete: { id: 3 } } }, { expected: missing('comments.delete') }),
  post('deletes many of those that may be', { comments: { deleteMany: {} } }, { expected: 'done', stored: ['-Comment 1 a open 1'] }),
]

const OWN: readonly Case[] = [
  comment('asks the record that holds the key, not the other', { post: { connect: { id: 2 } } }, { rules: { Post: { using: NOBODY, check: NOBODY } }, expected: 'done', stored: ['-Comment 1 a open 1', '+Comment 1 a open 2'] }),
  comment('asks the rule of the key field', { post: { connect: { id: 2 } } }, { rules: { Comment: { fields: { postId: { body: 'b' } } } }, expected: ['POLICY.DENIED'] }),
  comment('asks it of an unlink too', { post: { disconnect: true } }, { rules: { Comment: { fields: { postId: { body: 'b' } } } }, expected: ['POLICY.DENIED'] }),
  comment('asks it of nothing else', { post: { update: { title: 'x' } } }, { rules: { Comment: { fields: { postId: NOBODY } } }, expected: 'done', stored: ['-Post 1 One draft', '+Post 1 x draft'] }),
  comment('does not find what is not there for the caller to connect', { post: { connect: { id: 3 } } }, { rules: { Post: { readable: { state: { not: 'hidden' } } } }, expected: missing('post.connect') }),
  comment('does not update the other', { post: { update: { title: 'x' } } }, { rules: { Post: { using: NOBODY } }, expected: denied('post.update') }),
  comment('does not upsert the other', { post: { upsert: { create: { title: 'n' }, update: { title: 'x' } } } }, { rules: { Post: { check: { title: 'One' } } }, expected: denied('post.upsert.update') }),
  comment('creates another', { post: { create: { title: 'n' } } }, { rules: { Post: { using: NOBODY, created: { title: 'n' } } }, expected: 'done', stored: ['-Comment 1 a open 1', '+Comment 1 a open 4', '+Post 4 n draft'] }),
  comment('does not create another', { post: { create: { title: 'n' } } }, { rules: { Post: { created: NOBODY } }, expected: denied('post.create') }),
  comment('does not delete the other', { post: { delete: true } }, { rules: { Post: { deleted: NOBODY } }, expected: denied('post.delete') }),
  comment('judges what it is nested in by what it is then', { post: { update: { state: 'locked' } } }, { rules: { Comment: { check: { post: { is: { state: 'draft' } } } } }, expected: ['POLICY.DENIED'] }),
  { name: 'does not take the key from a record that may not be changed', model: 'Cover', id: 2, data: { post: { connect: { id: 1 } } }, expected: denied('post') },
  { name: 'nor from one that the caller does not see: it is taken', model: 'Cover', id: 2, data: { post: { connect: { id: 2 } } }, expected: ['DATA.CONFLICT', 'postId'] },
  post('does not make room by a record that may not be changed', { cover: { connect: { id: 2 } } }, { expected: denied('cover') }),
  post('nor by one that the caller does not see', { cover: { connect: { id: 2 } } }, { id: 2, expected: ['DATA.CONFLICT'] }),
  post('does not unlink it either', { cover: { disconnect: true } }, { expected: denied('cover.disconnect') }),
]

const PAIRS: readonly Case[] = [
  post('links', { tags: { connect: { id: 4 } } }, { expected: 'done', stored: ['+Pair 1 4'] }),
  post('links what is linked, whatever the rules say', { tags: { connect: { id: 2 } } }, { expected: 'done' }),
  post('does not link', { tags: { connect: [{ id: 4 }, { id: 2 }] } }, { id: 2, expected: denied('tags.connect.1') }),
  post('does not find what is not there for the caller to link', { tags: { connect: { id: 3 } } }, { id: 2, expected: missing('tags.connect') }),
  post('unlinks', { tags: { disconnect: { id: 1 } } }, { expected: 'done', stored: ['-Pair 1 1'] }),
  post('does not unlink', { tags: { disconnect: [{ id: 1 }, { id: 2 }] } }, { expected: denied('tags.disconnect.1') }),
  post('leaves what the caller does not see', { tags: { disconnect: { id: 3 } } }, { expected: 'done' }),
  post('sets, and leaves what the caller does not see', { tags: { set: [{ id: 2 }, { id: 4 }] } }, { expected: 'done', stored: ['-Pair 1 1', '+Pair 1 4'] }),
  post('does not set where that unlinks', { tags: { set: [] } }, { expected: denied('tags.set') }),
  post('does not set where that links', { tags: { set: [{ id: 2 }] } }, { id: 2, expected: denied('tags.set') }),
  post('links what it creates, by the rule of creates alone', { tags: { create: { id: 5, name: 'new' } } }, { rules: { Tag: { linked: NOBODY, using: NOBODY, created: { name: 'new' } } }, expected: 'done', stored: ['+Pair 1 5', '+Tag 5 new'] }),
  post('does not create', { tags: { create: { id: 5, name: 'new' } } }, { rules: { Tag: { created: NOBODY } }, expected: denied('tags.create') }),
  post('creates where it would connect', { tags: { connectOrCreate: { where: { name: 'new' }, create: { id: 5, name: 'new' } } } }, { expected: 'done', stored: ['+Pair 1 5', '+Tag 5 new'] }),
  post('does not create what the caller does not see: it is taken', { tags: { connectOrCreate: { where: { name: 'hidden' }, create: { id: 5, name: 'hidden' } } } }, { expected: ['DATA.CONFLICT', 'tags.connectOrCreate.create.name'] }),
  post('deletes, and asks no rule about the link', { tags: { delete: { id: 1 } } }, { rules: { Tag: { linked: NOBODY } }, expected: 'done', stored: ['-Pair 1 1', '-Tag 1 red'] }),
  post('does not delete', { tags: { delete: { id: 2 } } }, { expected: denied('tags.delete') }),
  post('asks the record itself first', { tags: { connect: { id: 4 } } }, { rules: { Post: { using: NOBODY } }, expected: ['POLICY.DENIED'] }),
]

describe.each(PUSHABLE.map((under) => [under.name, under] as const))('given a write with nested writes under rules on rows of %s', (_name, under) => {
  let fixture: RuledFixture
  beforeAll(async () => {
    fixture = await openRuled(under)
  })
  beforeEach(() => fixture.reset())
  afterAll(() => fixture?.[Symbol.asyncDispose]())

  const LINES = [
    `SELECT 'Comment ' || id || ' ' || body || ' ' || state || ' ' || coalesce(CAST("postId" AS TEXT), 'null') AS line FROM "Comment"`,
    `SELECT 'Post ' || id || ' ' || title || ' ' || state AS line FROM "Post"`,
    `SELECT 'Cover ' || id || ' ' || coalesce(CAST("postId" AS TEXT), 'null') AS line FROM "Cover"`,
    `SELECT 'Tag ' || id || ' ' || name AS line FROM "Tag"`,
    `SELECT 'Pair ' || "A" || ' ' || "B" AS line FROM "_PostToTag"`,
  ]
  const lines = async (): Promise<readonly string[]> => (await fixture.client.$queryRawUnsafe(LINES.join(' UNION ALL '))).map(({ line }) => String(line))

  describe.each([['whose records hold the key', MANY], ['whose key the record holds, or to one', OWN], ['by a table of pairs', PAIRS]])('in a relation %s', (_relation, cases) => {
    it.each(cases)('$name', async ({ model, id, data, rules = RULES, expected, stored = [] }) => {
      const before = await lines()
      const outcome = await outcomeOf(fixture.as(rules, model).update({ where: { id }, data, select: { id: true } }))
      const after = await lines()
      expect(outcome).toEqual(expected === 'done' ? { id } : expected)
      expect([...before.filter((line) => !after.includes(line)).map((line) => `-${line}`), ...after.filter((line) => !before.includes(line)).map((line) => `+${line}`)].toSorted()).toEqual(stored.toSorted())
    })
  })

  it('connects what somebody else creates at the same moment', async () => {
    const tags = { connectOrCreate: { where: { name: 'new' }, create: { id: 9, name: 'new' } } }
    const create = (index: number): Promise<unknown> => outcomeOf(fixture.as(RULES, 'Post').create({ data: { title: `t${index}`, tags }, select: { tags: { select: { id: true } } } }))
    expect(await Promise.all(Array.from({ length: 6 }, (_, index) => create(index)))).toEqual(Array.from({ length: 6 }, () => ({ tags: [{ id: 9 }] })))
  })

  it('judges what is nested in a create too', async () => {
    const rules: Rules = { ...RULES, Post: { created: { comments: { some: OPEN } } } }
    const create = (comments: object): Promise<unknown> => outcomeOf(fixture.as(rules, 'Post').create({ data: { title: 'New', comments }, select: { title: true } }))
    expect(await create({ create: { body: 'n', state: 'locked' } })).toEqual(denied('comments.create'))
    expect(await create({ connect: { id: 2 } })).toEqual(denied('comments.connect'))
    expect(await create({ connect: { id: 4 } })).toEqual({ title: 'New' })
  })

  it('judges every level', async () => {
    const data = (state: string): object => ({ posts: { create: { title: 'New', comments: { create: [{ body: 'n' }, { body: 'm', state }] } } } })
    const run = (state: string): Promise<unknown> => outcomeOf(fixture.as(RULES, 'User').update({ where: { id: 1 }, data: data(state), select: { id: true } }))
    expect(await run('locked')).toEqual(denied('posts.create.comments.create.1'))
    expect(await run('open')).toEqual({ id: 1 })
  })
})
