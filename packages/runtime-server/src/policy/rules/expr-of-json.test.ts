import type { Finding, Json } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { startCompiler } from './compiler.ts'
import { exprOfJson } from './expr-of-json.ts'
import { CONTEXT, POST } from './rules-fixture.ts'
import { showExpr } from './show-expr.ts'

/** The expression of a filter, and what was refused of it. */
function read(filter: Json): readonly [string, readonly (readonly [string, string | undefined])[]] {
  const findings: Finding[] = []
  const expr = exprOfJson(startCompiler(CONTEXT, { model: POST, text: filter, name: 'a rule', file: 'schema.prisma' }, findings), filter)
  return [showExpr(expr), findings.map(({ message, hint }) => [message.replace('The rule `a rule` of Post ', ''), hint] as const)]
}

describe('given a filter of the Prisma client', () => {
  it.each<[Json, string]>([
    [{}, 'true'],
    [{ title: 'a' }, 'title == "a"'],
    [{ title: 'a', views: 1, likes: null }, '((title == "a") && (views == 1)) && (likes == null)'],
    [{ title: { equals: 'a', not: 'b' } }, '(title == "a") && !(title == "b")'],
    [{ title: { not: { contains: 'a', equals: 'b' } } }, '!(contains(title, "a") && (title == "b"))'],
    [{ title: { not: { _auth: 'role' } } }, '!(title == auth.role)'],
    [{ title: { not: null } }, '!(title == null)'],
    [{ title: {} }, 'true'],
    [{ views: { lt: 1, lte: 2, gt: 3, gte: 4 } }, '(((views < 1) && (views <= 2)) && (views > 3)) && (views >= 4)'],
    [{ views: { in: [1, { _auth: 'rank' }], notIn: [[2]] } }, '(views in [1, auth.rank]) && !(views in [[2]])'],
    [{ title: { contains: 'a', startsWith: 'b', endsWith: { _auth: 'role' } } }, '(contains(title, "a") && startsWith(title, "b")) && endsWith(title, auth.role)'],
    [{ tags: { has: 'a', hasSome: ['b', 'c'], hasEvery: ['d', 'e'] } }, '(("a" in tags) && (("b" in tags) || ("c" in tags))) && (("d" in tags) && ("e" in tags))'],
    [{ tags: { hasSome: 'a' } }, '"a" in tags'],
    [{ tags: { hasSome: { _auth: 'role' }, hasEvery: [] } }, '(auth.role in tags) && true'],
    [{ tags: { hasSome: [] } }, 'false'],
    [{ tags: { isEmpty: true } }, 'size(tags) == 0'],
    [{ tags: { isEmpty: false } }, 'size(tags) > 0'],
    [{ tags: { isEmpty: 'true' } }, 'size(tags) > 0'],
    [{ tags: ['a'] }, 'tags == ["a"]'],
    [{ ownerId: { _auth: 'id' } }, 'ownerId == auth.id'],
    [{ AND: [{ views: 1 }, { views: 2 }] }, '(views == 1) && (views == 2)'],
    [{ AND: { views: 1 } }, 'views == 1'],
    [{ AND: [] }, 'true'],
    [{ OR: [{ views: 1 }, { views: 2 }, { views: 3 }] }, '((views == 1) || (views == 2)) || (views == 3)'],
    [{ OR: { views: 1 } }, 'views == 1'],
    [{ OR: [] }, 'false'],
    [{ OR: [{}] }, 'true'],
    [{ NOT: [{ views: 1 }, { views: 2 }] }, '!(views == 1) && !(views == 2)'],
    [{ NOT: { views: 1, likes: 2 } }, '!((views == 1) && (likes == 2))'],
    [{ NOT: [] }, 'true'],
    [{ author: { name: 'a' } }, '(author != null) && (author.name == "a")'],
    [{ author: {} }, '(author != null) && true'],
    [{ author: { is: { name: 'a', age: 1 } } }, '(author != null) && ((author.name == "a") && (author.age == 1))'],
    [{ author: { isNot: { name: 'a' } } }, '!((author != null) && (author.name == "a"))'],
    [{ author: { is: null } }, '!(author != null)'],
    [{ author: { isNot: null } }, '!!(author != null)'],
    [{ author: { is: { name: 'a' }, isNot: { name: 'b' } } }, '((author != null) && (author.name == "a")) && !((author != null) && (author.name == "b"))'],
    [{ author: null }, 'author == null'],
    [{ author: { posts: { some: { title: 'a' } } } }, '(author != null) && author.posts.exists(record1, record1.title == "a")'],
    [{ comments: {} }, 'true'],
    [{ comments: { some: {} } }, 'comments.exists(record1, true)'],
    [{ comments: { some: { text: 'a' }, every: { text: 'b' }, none: { text: 'c' } } }, '(comments.exists(record1, record1.text == "a") && comments.all(record1, record1.text == "b")) && !comments.exists(record1, record1.text == "c")'],
    [{ comments: { some: { post: { comments: { every: { text: 'a' } } } } } }, 'comments.exists(record1, (record1.post != null) && record1.post.comments.all(record2, record2.text == "a"))'],
  ])('reads %o as an expression', (filter, expected) => expect(read(filter)).toEqual([expected, []]))

  it.each<[Json, string, string, string | undefined]>([
    ['x', 'false', 'has "x" where a filter is expected.', 'Write a filter as of the Prisma client, or an expression as text.'],
    [null, 'false', 'has null where a filter is expected.', 'Write a filter as of the Prisma client, or an expression as text.'],
    [[], 'false', 'has [] where a filter is expected.', 'Write a filter as of the Prisma client, or an expression as text.'],
    [{ OR: ['x', { views: 1 }] }, 'false || (views == 1)', 'has "x" where a filter is expected.', 'Write a filter as of the Prisma client, or an expression as text.'],
    [{ titel: 1 }, 'false', 'names "titel", and Post has no such field or relation.', 'Did you mean "title"?'],
    [{ comment: {} }, 'false', 'names "comment", and Post has no such field or relation.', 'Did you mean "comments"?'],
    [{ ANDD: [] }, 'false', 'names "ANDD", and Post has no such field or relation.', 'Did you mean "AND"?'],
    [{ constructor: {} }, 'false', 'names "constructor", and Post has no such field or relation.', undefined],
    [{ toString: 1 }, 'false', 'names "toString", and Post has no such field or relation.', undefined],
    [{ author: { nam: 'a' } }, '(author != null) && false', 'names "nam", and User has no such field or relation.', 'Did you mean "name"?'],
    [{ author: { is: {}, name: 'a' } }, '(author != null) && (false && (author.name == "a"))', 'names "is", and User has no such field or relation.', 'Did you mean "id"?'],
    [{ author: 'a' }, 'false', 'has "a" for a relation.', 'Write is, isNot or a filter.'],
    [{ author: [] }, 'false', 'has [] for a relation.', 'Write is, isNot or a filter.'],
    [{ comments: null }, 'false', 'has null for a relation.', 'Write some, every or none.'],
    [{ comments: { som: {} } }, 'false', 'asks "som" of a relation to many, which no rule can.', 'Write some, every or none.'],
    [{ comments: { valueOf: {} } }, 'false', 'asks "valueOf" of a relation to many, which no rule can.', 'Write some, every or none.'],
    [{ comments: { some: null } }, 'comments.exists(record1, false)', 'has null where a filter is expected.', 'Write a filter as of the Prisma client, or an expression as text.'],
    [{ title: { start: 'a' } }, 'false', 'asks "start" of a field, which no rule can.', 'Known are equals, lt, lte, gt, gte, in, notIn, contains, startsWith, endsWith, has, hasSome, hasEvery, isEmpty and not.'],
    [{ title: { contain: 'a' } }, 'false', 'asks "contain" of a field, which no rule can.', 'Did you mean "contains"?'],
    [{ title: { toString: 'a' } }, 'false', 'asks "toString" of a field, which no rule can.', 'Known are equals, lt, lte, gt, gte, in, notIn, contains, startsWith, endsWith, has, hasSome, hasEvery, isEmpty and not.'],
    [{ title: { equals: { a: 1 } } }, 'title == false', 'has {"a":1} where a value is expected.', 'Write a value, or `{ "_auth": "id" }`.'],
    [{ title: { _auth: 5 } }, 'false', 'asks "_auth" of a field, which no rule can.', 'Known are equals, lt, lte, gt, gte, in, notIn, contains, startsWith, endsWith, has, hasSome, hasEvery, isEmpty and not.'],
    [{ title: { equals: { _auth: 'id', more: 1 } } }, 'title == false', 'has {"_auth":"id","more":1} where a value is expected.', 'Write a value, or `{ "_auth": "id" }`.'],
  ])('refuses of %o what no expression says', (filter, shown, message, hint) => expect(read(filter)).toEqual([shown, [[message, hint]]]))
})
