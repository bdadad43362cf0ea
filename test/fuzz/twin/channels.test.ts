// What may be learned of what one may not see: the documented channels, and how narrow each is.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { jsonOf, type RawAnswer, type RawRequest } from '../../attack/send-raw.ts'
import type { DatabaseName } from '../../attack/std-schema.ts'
import { postgresUrl } from '../../services.ts'
import { plainAnswer, type TwinAnswer } from './compare-twins.ts'
import { askBoth, openPair, sendBoth, type Pair } from './open-pair.ts'

const DATABASES: readonly DatabaseName[] = ['sqlite', ...(postgresUrl === null ? [] : (['postgres'] as const))]
const LONG = 120_000
/** The name of a tag of the other organisation. */
const UNSEEN_NAME = 'only in org 2'
const SEEN_NAME = 'red'

const requestAs = (reader: string, method: string, path: string, body?: unknown): RawRequest => ({
  method,
  path,
  headers: { authorization: `Bearer ${reader}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
  ...(body !== undefined && { body: JSON.stringify(body) }),
})

const dataOf = (answer: RawAnswer): unknown => jsonOf(answer)['data']
const pathsOf = (answer: RawAnswer): readonly unknown[] => {
  const { errors } = jsonOf(answer)
  return Array.isArray(errors) ? errors.map((error: { readonly path?: unknown }) => error.path) : []
}

/** Writes of a tag that takes a name. */
const takes = (name: string): Readonly<Record<string, RawRequest>> => ({
  create: requestAs('adm1', 'POST', '/api/tags', { name, orgId: 1 }),
  update: requestAs('adm1', 'PATCH', '/api/tags/7', { name }),
  'create of many': requestAs('adm1', 'POST', '/api/tags/$create-many', { data: [{ name: 'fresh', orgId: 1 }, { name, orgId: 1 }] }),
  'update of many': requestAs('adm1', 'POST', '/api/tags/$update-many', { where: { id: 7 }, data: { name } }),
  transaction: requestAs('adm1', 'POST', '/api/$transaction', { operations: [{ model: 'Tag', action: 'create', args: { data: { name, orgId: 1 } } }] }),
  'create below': requestAs('adm1', 'PATCH', '/api/orgs/1', { tags: { create: { name } } }),
  import: requestAs('adm1', 'POST', '/api/tags/$import', [{ name, orgId: 1 }]),
})

describe.each(DATABASES)('given two databases that differ in what a documented channel tells, on %s', (database) => {
  let pair: Pair

  const differ = (one: readonly string[], other: readonly string[]): Promise<unknown> =>
    Promise.all([[pair.one, one] as const, [pair.other, other] as const].map(async ([target, statements]) => {
      for (const sql of statements) await target.ask('execute', sql)
    }))
  const plainBoth = ({ one, other }: TwinAnswer): readonly string[] => [plainAnswer(one), plainAnswer(other)]

  beforeAll(async () => {
    pair = await openPair(database)
  }, LONG)
  afterAll(() => pair[Symbol.asyncDispose]())
  beforeEach(async () => {
    await askBoth(pair, 'seed', 'base')
    await askBoth(pair, 'execute', `INSERT INTO "Tag" ("id", "name", "orgId") VALUES (7, 'own', 1)`)
  })

  it.each(Object.keys(takes('')))('(a) a taken value is a 409 of one body, whether its holder can be seen or not: %s', async (what) => {
    // In the one database the name is held by a tag that everybody reads, in the other by one of another organisation.
    await differ([`UPDATE "Tag" SET "name" = 'held' WHERE "id" = 1`], [`UPDATE "Tag" SET "name" = 'held' WHERE "id" = 5`])
    const sent = takes('held')[what]
    expect.assert(sent !== undefined)
    const answer = await sendBoth(pair, sent)
    const [one, other] = plainBoth(answer)
    expect(other).toBe(one)
    expect(answer.one.status).toBe(409)
    expect(pathsOf(answer.one).filter((path) => !/(?:^|\.)name$|^line\.1$/.test(String(path)))).toEqual([])
    expect(answer.one.text).not.toMatch(/org|"id"|record 5/i)
  })

  it('(a) an upsert that names a value of an unseen row conflicts, and tells of it no more', async () => {
    const answer = await sendBoth(pair, requestAs('adm1', 'POST', '/api/tags/$upsert', { where: { name: UNSEEN_NAME }, create: { name: UNSEEN_NAME, orgId: 1 }, update: { name: 'mine' } }))
    expect(answer.one.status).toBe(409)
    expect(answer.one.text).not.toMatch(/orgId|"5"/)
    expect(dataOf((await sendBoth(pair, requestAs('root', 'GET', '/api/tags/5'))).one)).toEqual({ id: 5, name: UNSEEN_NAME, orgId: 2 })
  })

  it('(a) a row that others refer to is a 409, whatever refers to it and how often', async () => {
    const refer = (id: number): string => `INSERT INTO "Revision" ("id", "text", "postId") VALUES (${String(id)}, 'x', 1)`
    await differ([refer(11)], [refer(11), refer(12), refer(13)])
    const answer = await sendBoth(pair, requestAs('alice', 'DELETE', '/api/posts/1'))
    const [one, other] = plainBoth(answer)
    expect(other).toBe(one)
    expect(answer.one.status).toBe(409)
    expect(answer.one.text).not.toMatch(/revision|postId/i)
    expect(pathsOf(answer.one)).toEqual([])
  })

  it('(b) keys that the database makes tell that others write, and nothing else does', async () => {
    await differ([], [`INSERT INTO "Post" ("id", "title", "body", "authorId", "orgId") VALUES (5000, 'unseen', 'unseen', 3, 2)`, ...(database === 'sqlite' ? [] : [`SELECT setval(pg_get_serial_sequence('"Post"', 'id'), 5000)`])])
    const list = await sendBoth(pair, requestAs('alice', 'GET', '/api/posts?count=exact'))
    expect(plainAnswer(list.other)).toBe(plainAnswer(list.one))
    const created = await sendBoth(pair, requestAs('alice', 'POST', '/api/posts', { title: 'mine', body: 'b', authorId: 1, orgId: 1 }))
    expect([created.one, created.other].map((answer) => Reflect.get(Object(dataOf(answer)), 'id'))).toEqual([1001, 5001])
    const withoutKey = (answer: RawAnswer): string => plainAnswer(answer).replaceAll(/\b[15]001\b/g, 'KEY').replace(/^etag: .*$/m, 'etag: …')
    expect(withoutKey(created.other)).toBe(withoutKey(created.one))
  })

  // Positions come with realtime: until then there is nothing that could tell of a change.
  it('(c) no answer has a position', async () => {
    await differ([], [`UPDATE "Post" SET "views" = 77 WHERE "id" = 4`])
    const answer = await sendBoth(pair, requestAs('alice', 'GET', '/api/posts'))
    expect(plainAnswer(answer.other)).toBe(plainAnswer(answer.one))
    expect(answer.one.text).not.toContain('"position"')
  })

  it('(d) a rule tells its own verdict: a comment that its author may not read opens the post, and only that', async () => {
    await differ([], [`INSERT INTO "Comment" ("id", "text", "isInternal", "postId", "authorId") VALUES (50, 'unseen', ${database === 'sqlite' ? '1' : 'true'}, 2, 1)`])
    const lists = await sendBoth(pair, requestAs('alice', 'GET', '/api/posts?include={"comments":true,"_count":{"select":{"comments":true}}}'))
    const [one, other] = [lists.one, lists.other].map(dataOf)
    expect.assert(Array.isArray(one) && Array.isArray(other))
    const opened: unknown = other.find((row: { readonly id: number }) => row.id === 2)
    expect(opened).toMatchObject({ id: 2, comments: [], _count: { comments: 0 } })
    expect(other.filter((row) => row !== opened)).toEqual(one)
    const others = ['/api/comments', '/api/users?include={"comments":true}', '/api/posts/1', '/api/posts/4', '/api/tags', '/manifest.json'].map((path) => requestAs('alice', 'GET', path))
    for (const sent of others) {
      const answer = await sendBoth(pair, sent)
      expect(plainAnswer(answer.other), sent.path).toBe(plainAnswer(answer.one))
    }
  })
})

describe('given conflicts with what cannot be seen', () => {
  it('(a) each counts as a write', { timeout: LONG }, async () => {
    await using pair = await openPair('sqlite', { limits: { writesPerMinute: 3 } })
    const statuses: number[] = []
    for (const name of [UNSEEN_NAME, SEEN_NAME, UNSEEN_NAME, UNSEEN_NAME]) statuses.push((await sendBoth(pair, requestAs('adm1', 'POST', '/api/tags', { name, orgId: 1 }))).one.status)
    expect(statuses).toEqual([409, 409, 409, 429])
  })
})
