// MySQL and MariaDB are written by the Prisma client, which is asked nothing of rows: rules that would be are refused, at the start and again at every write.
import { describe, expect, it } from 'vitest'
import { readIndexNames } from '../../packages/runtime-server/src/data/index.ts'
import { createPrismaRecords } from '../../packages/runtime-server/src/data/records/prisma-records.ts'
import { compilePolicies } from '../../packages/runtime-server/src/policy/compile-policies.ts'
import { createFaults } from '../../packages/runtime-server/src/request/faults.ts'
import { given } from '../../packages/runtime-server/src/request/given.ts'
import { DEFAULT_LIMITS } from '../../packages/runtime-server/src/request/limits.ts'
import { parseCreate, parseUpdate } from '../../packages/runtime-server/src/request/parse-write.ts'
import type { WriteData } from '../../packages/runtime-server/src/request/write.ts'
import { DATABASES } from './databases.ts'
import { openRuled, outcomeOf, ruledBy, type RuledFixture, type Rules } from './row-rules-fixture.ts'

const REFUSED = ['CONFIG.INVALID']

describe('given policies for MySQL', () => {
  it('refuses to start with rules that read rows, and takes those that the caller alone decides', async () => {
    await using fixture = await openSqlite()
    const policies = { Post: { read: true, create: 'state == "draft"', update: "auth.role == 'EDITOR'", delete: 'comments.exists(c, c.state == "open")' }, Tag: { read: { name: 'red' }, update: 'isAdmin' } }
    const compile = (provider: 'mysql' | 'sqlite'): readonly unknown[] => compilePolicies({ ...fixture.registry, provider }, { policies, claims: { role: 'string' }, crossTenant: false }).findings.map(({ severity, code, message }) => [severity, code, message.split(': ')[0]])
    expect(compile('sqlite')).toEqual([])
    expect(compile('mysql')).toEqual([
      ['error', 'SCHEMA.UNSUPPORTED', 'The rule "state == "draft"" of Post reads the row'],
      ['error', 'SCHEMA.UNSUPPORTED', 'The rule "comments.exists(c, c.state == "open")" of Post reads the row'],
      ['error', 'SCHEMA.UNSUPPORTED', 'The rule "{"name":"red"}" of Tag reads the row'],
    ])
  })
})

function openSqlite(): Promise<RuledFixture> {
  const [sqlite] = DATABASES
  if (!sqlite) throw new Error('There is no SQLite.')
  return openRuled(sqlite)
}

describe('given records over the Prisma client', () => {
  const [OPEN, RED] = [{ state: 'open' }, { name: 'red' }]
  const CASES: readonly (readonly [string, Rules, Partial<Record<'create' | 'update' | 'connect' | 'nested' | 'remove' | 'read', unknown>>])[] = [
    ['no rules', {}, {}],
    ['a rule of creates', { Post: { created: OPEN } }, { create: REFUSED }],
    ['a rule of updates', { Post: { using: OPEN } }, { update: REFUSED, connect: REFUSED, nested: REFUSED }],
    ['a rule of what was updated', { Post: { check: OPEN } }, { update: REFUSED, connect: REFUSED, nested: REFUSED }],
    ['a rule of reads', { Post: { readable: OPEN } }, { create: REFUSED, update: REFUSED, connect: REFUSED, nested: REFUSED }],
    ['a rule of deletes', { Post: { deleted: OPEN } }, { remove: REFUSED }],
    ['a rule of a record that is linked', { Tag: { using: RED } }, { connect: REFUSED, nested: REFUSED }],
    ['a rule of links', { Tag: { linked: RED } }, { connect: REFUSED, nested: REFUSED }],
    ['a rule of a record that is created with it', { Tag: { created: RED } }, { nested: REFUSED }],
    ['a field of some records only', { Post: { masks: { hint: OPEN } } }, { create: REFUSED, update: REFUSED, connect: REFUSED, nested: REFUSED, remove: REFUSED, read: REFUSED }],
  ]

  it.each(CASES)('refuses what it would have to ask of rows, and nothing else, by %s', async (_name, rules, refused) => {
    await using fixture = await openSqlite()
    await fixture.reset()
    const { registry, client } = fixture
    const post = registry.models.get('Post')
    const key = post?.key
    if (!post || !key) throw new Error('There are no posts.')
    const ruled = ruledBy(registry, rules)
    const records = createPrismaRecords(registry, client, readIndexNames(fixture.schema)).ruled(ruled)
    const selection = ruled.representation(post)
    const id = (value: number): Parameters<typeof records.update>[0] => ({ key, values: { id: value } })
    const scope = { model: post, registry, faults: createFaults(), limits: DEFAULT_LIMITS, fromText: false }
    const update = (data: object): WriteData => parseUpdate(scope, given(data))
    const outcome = (work: Promise<unknown>): Promise<unknown> => outcomeOf(work.then(() => 'done'))
    const told = {
      create: await outcome(records.create(parseCreate(scope, given({ title: 'New' })), selection)),
      update: await outcome(records.update(id(1), update({ title: 'x' }), { selection })),
      connect: await outcome(records.update(id(1), update({ tags: { connect: { id: 4 } } }), { selection })),
      nested: await outcome(records.update(id(1), update({ tags: { create: { id: 9, name: 'new' } } }), { selection })),
      remove: await outcome(records.delete(post, id(3), { selection })),
      read: await outcome(records.get(post, id(1), selection)),
    }
    expect(told).toEqual({ create: 'done', update: 'done', connect: 'done', nested: 'done', remove: 'done', read: 'done', ...refused })
    expect((await fixture.rows('Post')).map(({ title }) => title)).toEqual([refused.update ? 'One' : 'x', 'Two', ...(refused.remove ? ['Three'] : []), ...(refused.create ? [] : ['New'])])
    scope.faults.throwIfAny()
  })

  it('refuses the same of many', async () => {
    await using fixture = await openSqlite()
    await fixture.reset()
    const { registry } = fixture
    const post = registry.models.get('Post')
    if (!post) throw new Error('There are no posts.')
    const scope = { model: post, registry, faults: createFaults(), limits: DEFAULT_LIMITS, fromText: false }
    const records = createPrismaRecords(registry, fixture.client, readIndexNames(fixture.schema)).ruled(ruledBy(registry, { Post: { created: OPEN, using: OPEN, deleted: OPEN } }))
    expect(await outcomeOf(records.createMany(post, [parseCreate(scope, given({ title: 'New' }))], false))).toEqual(REFUSED)
    expect(await outcomeOf(records.updateMany(parseUpdate(scope, given({ title: 'x' })), { op: 'always' }))).toEqual(REFUSED)
    expect(await outcomeOf(records.deleteMany(post, { op: 'always' }))).toEqual(REFUSED)
    expect(await outcomeOf(records.transaction((inner) => inner.deleteMany(post, { op: 'always' })))).toEqual(REFUSED)
    expect(await fixture.rows('Post')).toHaveLength(3)
  })
})
