import type { Json } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { bindRule, NEVER } from './bind-rule.ts'
import { factOf, factsOf } from './facts-of.ts'
import { foldRule } from './fold-rule.ts'
import type { Rule } from './rule.ts'
import { compiled, CONTEXT, shown, valuesOf } from './rules-fixture.ts'

type Auth = Record<string, Json>

function folded(text: string, auth: Auth): Rule {
  const rule = compiled(text)
  return foldRule(rule, new Map(factsOf(rule).map((fact) => [fact.key, fact.read(valuesOf(auth))])))
}

const [YES, NO, UNDECIDED] = [true, false, null].map((value): Rule => ({ op: 'const', value }))

describe('given what a principal alone decides', () => {
  it.each<[string, Auth, Rule | undefined]>([
    ['auth.role == "a"', { role: 'a' }, YES],
    ['auth.role == "a"', { role: 'b' }, NO],
    ['!(auth.role == "a")', { role: 'a' }, NO],
    ['!(auth.role == "a")', { role: 'b' }, YES],
    ['auth.role == "a"', {}, UNDECIDED],
    ['!(auth.role == "a")', {}, UNDECIDED],
    ['auth.role == null', {}, YES],
    ['title == auth.id', {}, UNDECIDED],
    ['title != auth.id', {}, UNDECIDED],
    ['views == auth.id', { id: 'u1' }, UNDECIDED],
    ['auth.id in tags', {}, UNDECIDED],
    ['title in auth.orgs', {}, UNDECIDED],
    ['title in auth.orgs', { orgs: [] }, NO],
    ['!(title in auth.orgs)', { orgs: [] }, YES],
    ['title in auth.orgs', { orgs: [5] }, NO],
    ['published && auth.role == "a"', { role: 'b' }, NO],
    ['published || auth.role == "a"', { role: 'a' }, YES],
    ['published && auth.role == "a"', {}, undefined],
    ['comments.exists(c, c.userId == auth.id)', {}, UNDECIDED],
    ['!comments.exists(c, c.userId == auth.id)', {}, UNDECIDED],
    ['comments.exists(c, c.id > 1 || (c.id > 2 && c.userId == auth.id))', {}, UNDECIDED],
    ['comments.exists(c, c.text == auth.role && c.userId == auth.id)', { role: 'a' }, UNDECIDED],
    ['author.posts.exists(p, auth.vip)', { vip: true }, undefined],
    ['comments.exists(c, auth.vip)', { vip: false }, NO],
    ['!comments.exists(c, auth.vip)', { vip: false }, YES],
    ['author.name == auth.name', {}, UNDECIDED],
    ['auth.orgs.exists(o, o == title)', {}, UNDECIDED],
    ['auth.orgs.exists(o, o == title)', { orgs: [] }, NO],
    ['!auth.orgs.exists(o, o == title)', { orgs: [] }, YES],
    ['auth.orgs.all(o, o == title)', { orgs: [] }, YES],
    ['!auth.orgs.all(o, o == title)', { orgs: [] }, NO],
    ['authenticated', {}, YES],
    ['isAdmin', {}, NO],
    ['true', {}, YES],
    ['published', {}, undefined],
    ['title == auth.id', { id: 'a' }, undefined],
    ['title in auth.orgs', { orgs: ['a'] }, undefined],
    ['auth.id in tags', { id: 'a' }, undefined],
    ['can("read", author)', {}, undefined],
  ])('decides %s of %o', (text, auth, expected) => {
    const rule = folded(text, auth)
    // What is left for the database is no verdict.
    expect(rule.op === 'const' ? rule : undefined).toEqual(expected)
  })

  it.each<[string, Auth]>([
    ['published || title == auth.id', {}],
    ['published && (views > 1 || auth.role == "a")', { role: 'b' }],
    ['comments.exists(c, c.userId == auth.id && (auth.vip || c.id > 1))', { id: 'u1', vip: false }],
    ['auth.orgs.exists(o, o == title && (auth.vip || published))', { orgs: ['a', 'b'], vip: true }],
    ['auth.orgs.all(o, o == title && auth.role == "a")', { orgs: ['a'] }],
    ['!author.posts.all(p, p.title in auth.orgs || p.views == auth.rank)', { orgs: [], rank: 2 }],
  ])('leaves of %s what it says of rows', (text, auth) => {
    const values = valuesOf(auth)
    expect(shown(bindRule(folded(text, auth), values))).toBe(shown(bindRule(compiled(text), values)))
  })

  it.each([
    ['comments.exists(c, before.published && c.userId == auth.id)', 'false'],
    ['!comments.exists(c, before.published && c.userId == auth.id)', 'true'],
    ['!comments.exists(c, c.id < before.likes && c.userId == auth.id)', 'true'],
    ['!comments.exists(c, c.id > 1 && (before.published && c.userId == auth.id))', 'true'],
    ['!comments.exists(c, c.userId == auth.id && (before.published || c.id < before.likes))', 'true'],
    ['!comments.exists(c, c.userId == auth.id && ((c.id > 1 && before.published) || c.id < before.likes))', 'true'],
    ['comments.exists(c, c.userId == auth.id || (!before.published && before.likes == null))', 'comments some deletedAt is null'],
    ['!comments.exists(c, c.userId == auth.id && c.text in before.tags)', 'true'],
    ['!comments.exists(c, c.userId == auth.id && before.note in c.post.tags)', 'true'],
    ['!comments.exists(c, c.userId == auth.id && c.post.author.posts.exists(p, before.published))', 'true'],
    ['!comments.exists(c, c.userId == auth.id && can("read", c.post))', 'true'],
    ['!auth.orgs.exists(o, comments.exists(c, o == "b" && c.userId == auth.id))', 'true'],
    ['!comments.exists(c, c.userId == auth.id && auth.orgs.exists(o, o == "b"))', 'true'],
  ])('leaves open what %s says, since a part of it is decided later', (text, expected) => {
    const values = valuesOf({ orgs: ['a'] }, { before: { published: false, likes: null, note: null, tags: [] }, policyOf: () => NEVER })
    const rule = compiled(text, { ...CONTEXT, allowsBefore: true })
    const open = foldRule(rule, new Map(factsOf(rule).map((fact) => [fact.key, fact.read(values)])))
    expect([open.op === 'const', shown(bindRule(open, values)), shown(bindRule(rule, values))]).toEqual([false, expected, expected])
  })

  it('shares a verdict among principals of whom the same is known', () => {
    expect(folded('title == auth.id && auth.role == "a"', { id: 'u1', role: 'a' })).toEqual(folded('title == auth.id && auth.role == "a"', { id: 'u2', role: 'a' }))
  })

  it('leaves as it is what there is no fact of', () => {
    const rule = compiled('title == auth.id || auth.orgs.exists(o, o == title) || auth.role == "a"')
    expect(foldRule(rule, new Map())).toEqual(rule)
  })
})

describe('given the facts of a rule', () => {
  const outcomes = (text: string, auth: Auth): readonly string[] => factsOf(compiled(text)).map((fact) => fact.read(valuesOf(auth)))

  it.each<[string, Auth, readonly string[]]>([
    ['auth.vip', { vip: true }, ['true']],
    ['auth.vip', { vip: false }, ['false']],
    ['auth.vip', {}, ['absent']],
    ['title == auth.id', { id: 'a' }, ['there']],
    ['title == auth.id', {}, ['absent']],
    ['views == auth.id', { id: 'a' }, ['absent']],
    ['title in auth.orgs', { orgs: ['a'] }, ['there']],
    ['title in auth.orgs', { orgs: [] }, ['empty']],
    ['title in auth.orgs', {}, ['absent']],
    ['auth.id in tags', { id: 'a' }, ['there']],
    ['auth.orgs.exists(o, o == auth.id)', { orgs: ['a'], id: 'b' }, ['there']],
    ['auth.orgs.exists(o, o == title && auth.vip)', { orgs: [], vip: true }, ['empty', 'true']],
    ['auth.orgs.exists(o, published)', {}, ['absent']],
    ['published && (auth.vip || comments.exists(c, c.userId == auth.id))', { vip: false, id: 'a' }, ['false', 'there']],
    ['title == "a" && title == note && "a" in tags && size(tags) == 0 && can("read", author)', {}, []],
  ])('reads of %s for %o: %o', (text, auth, expected) => expect(outcomes(text, auth)).toEqual(expected))

  it('tells them apart by the kind of the field that is compared', () => {
    const keys = (text: string): readonly string[] => factsOf(compiled(text)).map(({ key }) => key)
    expect(keys('title == auth.id')).toEqual(keys('note != auth.id'))
    expect(keys('title == auth.id')).not.toEqual(keys('code == auth.id'))
    expect(keys('title == auth.id')).not.toEqual(keys('views == auth.id'))
    expect(keys('title in auth.orgs')).not.toEqual(keys('auth.id in tags'))
  })

  it.each(['title == before.title', 'before.views > auth.rank', 'title in before.tags', 'before.title in tags', 'published'])('knows none of %s beforehand', (text) => {
    expect(factOf(compiled(text, { ...CONTEXT, allowsBefore: true }))).toBeNull()
  })
})
