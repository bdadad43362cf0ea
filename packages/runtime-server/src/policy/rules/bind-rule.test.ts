import type { Json } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { NEVER } from './bind-rule.ts'
import { bound, COMMENT, fieldIn, POST, relationIn, shown } from './rules-fixture.ts'

const NOBODY = {}

describe('given something of auth that is absent', () => {
  it.each<[string, Record<string, Json>, string]>([
    ['title == auth.id', NOBODY, 'false'],
    ['title != auth.id', NOBODY, 'false'],
    ['!(title != auth.id)', NOBODY, 'false'],
    ['ownerId == auth.id', { id: null }, 'false'],
    ['views < auth.rank', NOBODY, 'false'],
    ['!(views < auth.rank)', NOBODY, 'false'],
    ['title in auth.orgs', NOBODY, 'false'],
    ['!(title in auth.orgs)', NOBODY, 'false'],
    ['auth.role in tags', NOBODY, 'false'],
    ['!(auth.role in tags)', NOBODY, 'false'],
    ['auth.role == "a"', NOBODY, 'false'],
    ['auth.role != "a"', NOBODY, 'false'],
    ['auth.vip', NOBODY, 'false'],
    ['!auth.vip', NOBODY, 'false'],
    ['auth.role.contains("a")', NOBODY, 'false'],
    ['!auth.role.contains("a")', NOBODY, 'false'],
    ['auth.rank > auth.age', { rank: 1 }, 'false'],
    ['!(auth.rank > auth.age)', { rank: 1 }, 'false'],
    ['auth.role in auth.orgs', { orgs: ['a'] }, 'false'],
    ['auth.role == null', NOBODY, 'true'],
    ['auth.role != null', NOBODY, 'false'],
    ['auth.role == null', { role: 'a' }, 'false'],
    ['published || title == auth.id', NOBODY, 'published equals true'],
    ['published && title == auth.id', NOBODY, 'false'],
    ['!(published && title == auth.id)', NOBODY, 'not published equals true'],
    ['author.name == auth.id', NOBODY, 'false'],
    ['author.name != auth.id', NOBODY, 'false'],
    ['comments.exists(c, c.userId == auth.id)', NOBODY, 'false'],
    ['!comments.exists(c, c.userId == auth.id)', NOBODY, 'false'],
    ['comments.all(c, c.userId == auth.id)', NOBODY, 'false'],
    ['comments.all(c, c.userId != auth.id)', NOBODY, 'false'],
    ['comments.exists(c, c.id > 1 || c.userId == auth.id)', NOBODY, 'false'],
    ['!comments.exists(c, c.id > 1 && c.userId == auth.id)', NOBODY, 'false'],
    ['!comments.exists(c, auth.vip && c.userId == auth.id)', { vip: false }, 'true'],
    ['comments.exists(c, auth.vip || c.userId == auth.id)', { vip: true }, 'comments some deletedAt is null'],
    ['auth.orgs.exists(o, o == title)', NOBODY, 'false'],
    ['!auth.orgs.exists(o, o == title)', NOBODY, 'false'],
    ['auth.orgs.all(o, o == title)', NOBODY, 'false'],
    ['auth.orgs.exists(o, o == title || auth.role == "a")', { orgs: ['x'] }, 'false'],
    ['!auth.orgs.exists(o, o == auth.role)', { orgs: ['x'] }, 'false'],
    ['auth.role == "a" ? published : views == 1', NOBODY, 'false'],
    ['!(auth.role == "a" ? published : views == 1)', NOBODY, 'false'],
    ['comments.exists(c, c.userId == (auth.role ?? "x"))', NOBODY, 'comments some (deletedAt is null and (not userId is null and userId equals! "x"))'],
  ])('%s of %o admits %s', (text, auth, expected) => expect(shown(bound(text, auth))).toBe(expected))
})

describe('given a value that is none of the field', () => {
  it.each<[string, Record<string, Json>, string]>([
    ['views == auth.id', { id: 'u1' }, 'false'],
    ['views != auth.id', { id: 'u1' }, 'false'],
    ['views == auth.id', { id: '12' }, 'views equals 12'],
    ['views == auth.id', { id: '012' }, 'false'],
    ['total == auth.id', { id: '12' }, '(not total is null and total equals 12n)'],
    ['total == auth.id', { id: '+12' }, 'false'],
    ['views == auth.rank', { rank: 3_000_000_000 }, 'views equals 3000000000'],
    ['title == auth.role', { role: 5 }, 'false'],
    ['title != auth.role', { role: 5 }, 'false'],
    ['status == auth.role', { role: 'DONE' }, 'status equals "DONE"'],
    ['status != auth.role', { role: 'GONE' }, 'false'],
    ['published == auth.vip', { vip: 'true' }, 'published equals true'],
    ['published == auth.vip', { vip: 1 }, 'false'],
    ['at > auth.role', { role: '2020-01-01T00:00:00Z' }, '(not at is null and at gt "2020-01-01T00:00:00.000Z")'],
    ['at > auth.role', { role: 'soon' }, 'false'],
    ['title == auth.role', { role: ['a'] }, 'false'],
    ['title in auth.orgs', { orgs: 'a' }, 'false'],
    ['title in auth.orgs', { orgs: ['a', 5, null] }, 'title in! ["a"]'],
    ['!(title in auth.orgs)', { orgs: [5] }, 'true'],
    ['title in auth.orgs', { orgs: [] }, 'false'],
    ['!(title in auth.orgs)', { orgs: [] }, 'true'],
    ['auth.rank > 1', { rank: 'many' }, 'false'],
    ['!(auth.rank > 1)', { rank: 'many' }, 'false'],
    ['auth.rank > 1', { rank: '2' }, 'true'],
    ['auth.rank == 2', { rank: '2.0' }, 'true'],
    ['auth.born < now()', { born: '2020-01-01' }, 'true'],
    ['auth.born == "2020-01-01T00:00:00Z"', { born: '2020-01-01T00:00:00.000Z' }, 'true'],
    ['auth.born != "2020-01-01T00:00:00Z"', { born: 'never' }, 'false'],
    ['views == auth.rank + 1', { rank: '1' }, 'false'],
    ['views == auth.rank + 1', { rank: 1 }, 'views equals 2'],
    ['views == (auth.rank + auth.rank) * 2', { rank: 1 }, 'views equals 4'],
    ['views == (auth.rank + 1 ?? 7)', { rank: '1' }, 'views equals 7'],
    ['views == -auth.rank', { rank: 1 }, 'views equals -1'],
    ['auth.vip', { vip: 'true' }, 'false'],
    ['!auth.vip', { vip: 'true' }, 'false'],
    ['auth.role == "a"', { role: 5 }, 'false'],
    ['auth.role != "a"', { role: 5 }, 'false'],
    ['auth.role.startsWith("a")', { role: 5 }, 'false'],
    ['auth.role.startsWith("a")', { role: 'ab' }, 'true'],
    ['auth.role.startsWith("a")', { role: 'b' }, 'false'],
    ['!auth.role.startsWith("a")', { role: 'b' }, 'true'],
    ['3 in ratings', {}, 'ratings has! 3'],
    ['!(title == note)', {}, 'not (not note is null and title equals! note)'],
    ['!auth.role.startsWith("a")', { role: 5 }, 'false'],
    ['!(auth.role in auth.orgs)', { role: 'a', orgs: 'a' }, 'false'],
    ['!(auth.role in auth.orgs)', { role: 5, orgs: ['a'] }, 'true'],
    ['auth.vip != true', { vip: 'yes' }, 'false'],
    ['!(auth.role < "b")', { role: false }, 'false'],
    ['auth.orgs.exists(o, o == title)', { orgs: 'a' }, 'false'],
    ['auth.orgs.exists(o, o == title)', { orgs: [null, 'a'] }, 'false'],
    ['auth.orgs.all(o, o == title)', { orgs: [] }, 'true'],
    ['auth.orgs.exists(o, o == title)', { orgs: [] }, 'false'],
    ['!auth.orgs.exists(o, o == title)', { orgs: ['a'] }, 'not title equals! "a"'],
    ['auth.orgs.exists(o, auth.levels.exists(n, o == title && n == views))', { orgs: ['a'], levels: [1] }, '(title equals! "a" and views equals 1)'],
    ['comments.exists(c, auth.orgs.exists(o, o == c.text && o == title))', { orgs: ['a'] }, 'comments some (deletedAt is null and ((not text is null and text equals! "a") and ^title equals! "a"))'],
  ])('%s of %o admits %s', (text, auth, expected) => expect(shown(bound(text, auth))).toBe(expected))
})

describe('given the row as it was', () => {
  const before = { title: 'a', note: null, views: 5, likes: null, at: null, published: false, tags: ['x'], ratings: [1, 2], page: undefined, data: { a: 1 } }

  it.each([
    ['title == before.title', 'title equals! "a"'],
    ['title != before.note', 'not title is null'],
    ['note == before.note', 'note is null'],
    ['note != before.note', 'not note is null'],
    ['likes < before.likes', 'false'],
    ['!(likes < before.likes)', 'true'],
    ['title.startsWith(before.note)', 'false'],
    ['before.note in tags', 'false'],
    ['before.title in tags', 'tags has! "a"'],
    ['!(before.note in tags)', 'true'],
    ['!(before.title in tags)', 'not tags has! "a"'],
    ['title in before.tags', 'title in! ["x"]'],
    ['before.note == null', 'true'],
    ['before.data == null', 'false'],
    ['before.data != null', 'true'],
    ['before.page == null', 'true'],
    ['1 != before.likes', 'true'],
    ['before.likes == 1', 'false'],
    ['3 < before.views', 'true'],
    ['1 in before.ratings', 'true'],
    ['views in before.ratings', 'views in [1,2]'],
    ['before.note != "x"', 'true'],
    ['before.note == "x"', 'false'],
    ['before.note == auth.role', 'false'],
    ['before.note != auth.role', 'true'],
    ['before.note != auth.name', 'false'],
    ['before.likes != 1', 'true'],
    ['before.likes == before.likes', 'true'],
    ['before.likes < 1', 'false'],
    ['!(before.likes < 1)', 'true'],
    ['before.likes != auth.age', 'false'],
    ['before.at <= now()', 'false'],
    ['before.at == before.at', 'true'],
    ['before.published', 'false'],
    ['!before.published', 'true'],
    ['before.views > 4', 'true'],
    ['before.note.contains("a")', 'false'],
    ['author.name == before.note', 'author is name is null'],
    ['owner.name == before.note', '(owner is name is null or not owner is true)'],
    ['owner.name != before.note', '(not owner is name is null and owner is true)'],
    ['author.name == before.title', 'author is (not name is null and name equals! "a")'],
    ['owner.age < before.likes', 'false'],
  ])('%s admits %s', (text, expected) => expect(shown(bound(text, { role: 'a' }, { before }))).toBe(expected))
})

describe('given a condition of the database', () => {
  const [title, views, ratings] = ['title', 'views', 'ratings'].map((name) => fieldIn(POST, name))

  it.each<[string, unknown]>([
    ['title == "a"', { op: 'compare', field: title, by: 'equals', value: 'a', insensitive: false, exact: true }],
    ['views == 1', { op: 'compare', field: views, by: 'equals', value: 1, insensitive: false }],
    ['3 in ratings', { op: 'compare', field: ratings, by: 'has', value: 3, insensitive: false, exact: true }],
    ['size(ratings) == 0', { op: 'compare', field: ratings, by: 'isEmpty', value: true, insensitive: false, exact: true }],
    ['views == id', { op: 'compareFields', model: 'Post', field: views, by: 'equals', other: fieldIn(POST, 'id'), insensitive: false }],
    ['comments.exists(c, views < c.id)', { op: 'relation', relation: relationIn(POST, 'comments'), quantifier: 'some', where: { op: 'and', args: [{ op: 'isNull', field: fieldIn(COMMENT, 'deletedAt') }, { op: 'compareFields', model: 'Post', field: views, by: 'lt', other: fieldIn(COMMENT, 'id'), insensitive: false, own: 1 }] } }],
    ['auth.orgs.all(o, o == title)', { op: 'always' }],
    ['auth.orgs.exists(o, o == title)', NEVER],
  ])('says of %s no more than it must', (text, expected) => expect(bound(text, { orgs: [] })).toEqual(expected))
})

describe('given who asks', () => {
  it.each<[string, Parameters<typeof bound>[2], string]>([
    ['authenticated', { kind: 'anonymous' }, 'false'],
    ['!authenticated', { kind: 'anonymous' }, 'true'],
    ['authenticated', { kind: 'key' }, 'true'],
    ['isAdmin', { isAdmin: true }, 'true'],
    ['!isAdmin || published', { isAdmin: true }, 'published equals true'],
    ['isAdmin', {}, 'false'],
  ])('%s of %o is %s', (text, more, expected) => expect(shown(bound(text, {}, more))).toBe(expected))

  it('reads nothing that auth only inherits', () => {
    expect(shown(bound('auth.role == null', Object.assign(Object.create({ role: 'a' }), {})))).toBe('true')
  })
})

describe('given a filter of a client’s shape', () => {
  it.each<[Json, string]>([
    [{ title: 'a' }, 'title equals! "a"'],
    [{ title: { not: 'a' } }, 'not title equals! "a"'],
    [{ ownerId: { _auth: 'id' } }, '(not ownerId is null and ownerId equals! "u1")'],
    [{ OR: [{ published: true }, { views: { gt: 1, lte: 5 } }] }, '(published equals true or (views gt 1 and views lte 5))'],
    [{ OR: [] }, 'false'],
    [{ NOT: { title: { startsWith: 'a' } } }, 'not title startsWith! "a"'],
    [{ author: { is: { name: null } } }, '(author is true and not author is not name is null)'],
    [{ owner: null }, 'not owner is true'],
    [{ owner: { isNot: null } }, 'owner is true'],
    [{ comments: { some: { text: 'a' } } }, 'comments some (deletedAt is null and (not text is null and text equals! "a"))'],
    [{ comments: { none: { text: 'a' } } }, 'not comments some (deletedAt is null and (not text is null and text equals! "a"))'],
    [{ comments: { every: { text: 'a' } } }, 'not comments some (deletedAt is null and not (not text is null and text equals! "a"))'],
    [{ tags: { has: 'a' } }, 'tags has! "a"'],
    [{ tags: { hasSome: ['a', 'b'] } }, '(tags has! "a" or tags has! "b")'],
    [{ tags: { hasEvery: ['a', 'b'] } }, '(tags has! "a" and tags has! "b")'],
    [{ tags: { isEmpty: true } }, 'tags isEmpty! true'],
    [{ tags: { isEmpty: false } }, 'not tags isEmpty! true'],
    [{ title: { in: ['a', 'b'] } }, '(title equals! "a" or title equals! "b")'],
    [{ title: { notIn: ['a'] } }, 'not title equals! "a"'],
    [{ note: null }, 'note is null'],
    [{}, 'true'],
  ])('%o asks the same as its expression', (filter, expected) => expect(shown(bound(filter, { id: 'u1' }))).toBe(expected))
})
