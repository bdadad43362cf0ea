import { parseExpr, type Expr } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { negateRule } from './combine-rules.ts'
import { exprsOf, membersOf } from './exprs-of.ts'
import { replaceDelegations } from './replace-delegations.ts'
import { compiled, CONTEXT, fieldIn, POST } from './rules-fixture.ts'
import type { Rule } from './rule.ts'
import { showExpr } from './show-expr.ts'
import { showRule } from './show-rule.ts'

const CHECK = { ...CONTEXT, allowsBefore: true }

function exprOf(text: string): Expr {
  const parsed = parseExpr(text)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.expr
}

describe('given a rule that was compiled', () => {
  it.each<[string, string, string]>([
    ['true', 'true', 'false'],
    ['false', 'false', 'true'],
    ['published', 'published', '!published'],
    ['published == false', 'published == false', 'published != false'],
    ['title == "a"', 'title == "a"', 'title != "a"'],
    ['views < 1', 'views < 1', '!(views < 1)'],
    ['views <= 1', 'views <= 1', '!(views <= 1)'],
    ['views > 1', 'views > 1', '!(views > 1)'],
    ['views >= 1', 'views >= 1', '!(views >= 1)'],
    ['total == 12', 'total == 12', 'total != 12'],
    ['at > "2020-01-01T00:00:00Z"', 'at > "2020-01-01T00:00:00.000Z"', '!(at > "2020-01-01T00:00:00.000Z")'],
    ['title.startsWith("a b")', 'title.startsWith("a b")', '!title.startsWith("a b")'],
    ['title.contains("x") && title.endsWith(auth.role)', 'title.contains("x") && title.endsWith(auth.role)', '!title.contains("x") || !title.endsWith(auth.role)'],
    ['note == null', 'note == null', 'note != null'],
    ['size(tags) == 0', 'size(tags) == 0', 'size(tags) > 0'],
    ['views == id', 'views == id', 'views != id'],
    ['views < id', 'views < id', '!(views < id)'],
    ['title == before.title', 'title == before.title', 'title != before.title'],
    ['ownerId < author.name', 'ownerId < author.name', '!(ownerId < author.name)'],
    ['title in auth.orgs', 'title in auth.orgs', '!(title in auth.orgs)'],
    ['views in [1, 2]', 'views == 1 || views == 2', 'views != 1 && views != 2'],
    ['"a" in tags', '"a" in tags', '!("a" in tags)'],
    ['auth.role in tags', 'auth.role in tags', '!(auth.role in tags)'],
    ['auth.vip', 'auth.vip', '!auth.vip'],
    ['auth.role == "a"', 'auth.role == "a"', '!(auth.role == "a")'],
    ['auth.rank > 1', 'auth.rank > 1', '!(auth.rank > 1)'],
    ['auth.born < now()', 'auth.born < now()', '!(auth.born < now())'],
    ['auth.role.contains("a")', 'contains(auth.role, "a")', '!contains(auth.role, "a")'],
    ['(published || views == 1) && title == "a"', '(published || views == 1) && title == "a"', '!published && views != 1 || title != "a"'],
    ['published && title == "a" || views == 1', 'published && title == "a" || views == 1', '(!published || title != "a") && views != 1'],
    ['author == null', 'author == null', 'author != null'],
    ['size(comments) == 0', '!comments.exists(c, c.deletedAt == null)', 'comments.exists(c, c.deletedAt == null)'],
    ['size(author.posts) == 0', 'size(author.posts) == 0', '!(size(author.posts) == 0)'],
    ['author.name == "a"', 'author.name == "a"', '!(author.name == "a")'],
    ['author.name.contains("a")', 'author.name.contains("a")', '!author.name.contains("a")'],
    ['author.name == "a" && author.age > 1', 'author.name == "a" && author.age > 1', '!(author.name == "a") || !(author.age > 1)'],
    ['author.posts.exists(p, p.title == title)', 'author.posts.exists(p, p.title == title)', '!author.posts.exists(p, p.title == title)'],
    ['author.posts.exists(p, p.author.posts.exists(q, q.title == p.title))', 'author.posts.exists(p, p.author.posts.exists(p4, p4.title == p.title))', '!author.posts.exists(p, p.author.posts.exists(p4, p4.title == p.title))'],
    ['comments.exists(c, c.text == "a" && c.id > views)', 'comments.exists(c, c.deletedAt == null && c.text == "a" && c.id > views)', '!comments.exists(c, c.deletedAt == null && c.text == "a" && c.id > views)'],
    ['comments.exists(c, c.text == note)', 'comments.exists(c, c.deletedAt == null && c.text == note)', '!comments.exists(c, c.deletedAt == null && c.text == note)'],
    ['comments.exists(c, c.id == 1 || c.id == 2)', 'comments.exists(c, c.deletedAt == null && (c.id == 1 || c.id == 2))', '!comments.exists(c, c.deletedAt == null && (c.id == 1 || c.id == 2))'],
    ['can("read", author)', "can('read', author)", "!can('read', author)"],
    ['comments.exists(c, can("update", c.post))', "comments.exists(c, c.deletedAt == null && can('update', c.post))", "!comments.exists(c, c.deletedAt == null && can('update', c.post))"],
    ['auth.orgs.exists(o, o == title)', 'auth.orgs.exists(o, title == o)', '!auth.orgs.exists(o, title == o)'],
    ['auth.orgs.all(o, o == title || o == note)', 'auth.orgs.all(o, title == o || note == o)', '!auth.orgs.all(o, title == o || note == o)'],
  ])('shows %s, and its opposite', (text, shown, opposite) => {
    const rule = compiled(text, CHECK)
    expect([showRule(rule), showRule(negateRule(rule))]).toEqual([shown, opposite])
  })

  it.each<[Rule, string]>([
    [{ op: 'const', value: null }, 'false'],
    [{ op: 'and', args: [{ op: 'and', args: [compiled('published'), compiled('views == 1')] }, { op: 'or', args: [compiled('published'), compiled('views == 2')] }] }, 'published && views == 1 && (published || views == 2)'],
    [{ op: 'or', args: [{ op: 'or', args: [compiled('published'), compiled('views == 1')] }, compiled('views == 2')] }, 'published || views == 1 || views == 2'],
    [{ op: 'compare', field: fieldIn(POST, 'tags'), by: 'equals', operand: { value: ['a', 1, new Date(0)] }, negated: false }, 'tags == ["a", 1, "1970-01-01T00:00:00.000Z"]'],
    [{ op: 'compare', field: fieldIn(POST, 'published'), by: 'lt', operand: { value: true }, negated: false }, 'published < true'],
    [{ op: 'compare', field: fieldIn(POST, 'note'), by: 'equals', operand: { value: null }, up: 3, negated: false }, 'note == null'],
  ])('shows one that is made by hand', (rule, shown) => expect(showRule(rule)).toBe(shown))
})

describe('given an expression', () => {
  it.each<[string, string]>([
    ['"a\\"b"', '"a\\"b"'],
    ['null', 'null'],
    ['[1, a.b]', '[1, a.b]'],
    ['a[0].b', 'a[0]["b"]'],
    ['-a', '-a'],
    ['!(a && b)', '!(a && b)'],
    ['a + b * c', 'a + (b * c)'],
    ['(a + b) * c', '(a + b) * c'],
    ['a ? b : c', 'a ? b : c'],
    ['(a ? b : c) ? d == 1 : e + 1', '(a ? b : c) ? (d == 1) : (e + 1)'],
    ['size(a + b)', 'size(a + b)'],
    ['a.contains(b || c)', 'contains(a, b || c)'],
    ['(a ?? b).exists(x, x > 1)', '(a ?? b).exists(x, x > 1)'],
    ['a.all(x, x)', 'a.all(x, x)'],
  ])('shows %s', (text, shown) => expect(showExpr(exprOf(text))).toBe(shown))
})

describe('given the parts of a rule', () => {
  it.each<[string, readonly string[]]>([
    ['published && title == "a" && title == note', []],
    ['title == auth.id || auth.role in tags && title in auth.orgs', ['auth.id', 'auth.role', 'auth.orgs']],
    ['auth.vip && comments.exists(c, c.userId == auth.id)', ['auth.vip', 'auth.id']],
    ['auth.orgs.exists(o, o == title && auth.vip)', ['auth.orgs', 'o', 'auth.vip']],
    ['before.views > 4 && before.tags.exists(t, t == title) && can("read", author) && note == null && size(tags) == 0', ['#compare(">", "number", before.views, 4)', 'before.tags', 't']],
  ])('finds what %s computes beforehand', (text, shown) => expect(exprsOf(compiled(text, CHECK)).map(showExpr)).toEqual(shown))

  it('finds what an expression reads of something', () => {
    const expr = exprOf('auth.a == before.b && auth.c.exists(x, x == before.d && x.auth == auth) && other.auth.e == 1')
    expect([membersOf(expr, 'auth'), membersOf(expr, 'before')]).toEqual([['a', 'c'], ['b', 'd']])
  })

  it('replaces what is delegated, wherever it stands', () => {
    const rule = compiled('(can("read", author) || published) && (can("update", owner) && title == "a" || comments.exists(c, can("read", c.post)) || auth.orgs.exists(o, can("read", author) && o == title))')
    const replaced = replaceDelegations(rule, ({ relation, action }) => ({ op: 'const', value: relation.name === 'author' && action === 'read' }))
    expect(showRule(replaced)).toBe('comments.exists(c, false) || auth.orgs.exists(o, title == o)')
    expect(replaceDelegations(compiled('published'), () => ({ op: 'const', value: false }))).toEqual(compiled('published'))
  })
})
