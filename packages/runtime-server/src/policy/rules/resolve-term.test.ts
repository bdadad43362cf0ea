import { describe, expect, it } from 'vitest'
import type { Field, Model } from '../../registry/registry.ts'
import { compileRule } from './compile-rule.ts'
import { compiled, CONTEXT, fieldIn, fieldOf, POST, USER } from './rules-fixture.ts'
import { showRule } from './show-rule.ts'

const CHECK = { ...CONTEXT, allowsBefore: true }
const SUM: Field = fieldOf('sum', { computed: { expr: { t: 'lit', value: 1 }, inputs: [fieldIn(POST, 'views'), fieldIn(POST, 'likes')] } })
const having = (model: Model): Model => ({ ...model, fields: new Map([...model.fields, ['sum', SUM]]) })

describe('given a value that is computed before the database is asked', () => {
  it.each<[string, string]>([
    ['views == auth.rank + 1', 'views == auth.rank - -1'],
    ['views == auth.rank - 1', 'views == auth.rank - 1'],
    ['views == auth.id + auth.rank', 'views == auth.id - -auth.rank'],
    ['views == 2 * auth.rank', 'views == 2 * auth.rank'],
    ['views == -auth.rank', 'views == -auth.rank'],
    ['views == 1 + 2 * 3', 'views == 7'],
    ['title == "a" + auth.role', 'title == "a" + auth.role'],
    ['title == auth.id + "a"', 'title == auth.id + "a"'],
    ['views == (auth.rank ?? 3)', 'views == auth.rank ?? 3'],
    ['title == (auth.role ?? auth.id)', 'title == auth.role ?? auth.id'],
    ['title == (auth.id ?? auth.role)', 'title == auth.id ?? auth.role'],
    ['views == (auth.id ?? auth.id)', 'views == auth.id ?? auth.id'],
    ['size(auth.role) > 1', 'size(auth.role) > 1'],
    ['size(auth.id) > 1', 'size(auth.id) > 1'],
    ['size(auth.orgs) == views', 'views == size(auth.orgs)'],
    ['title in [auth.role, "b"]', 'title == auth.role || title == "b"'],
  ])('takes %s', (text, shown) => expect(showRule(compiled(text))).toBe(shown))

  it.each<[string, string]>([
    ['views == auth.rank + auth.role', 'compares `views == (auth.rank + auth.role)`: views is a number, and what it is compared with is a text.'],
    ['views == auth.rank * auth.role', 'computes `auth.rank * auth.role`, which are not both numbers.'],
    ['views == auth.rank - "1"', 'computes `auth.rank - "1"`, which are not both numbers.'],
    ['views == -auth.role', 'computes `-auth.role`, which are not both numbers.'],
    ['views == auth.rank + auth.vip', 'computes `auth.rank + auth.vip`, which are not both numbers.'],
    ['title == "a" + auth.vip', 'computes `"a" + auth.vip`, which are not both numbers.'],
    ['views == auth.rank + auth.levels', 'computes `auth.rank + auth.levels`, which are not both numbers.'],
    ['views == -auth.levels', 'computes `-auth.levels`, which are not both numbers.'],
    ['views == (auth.levels ?? 1)', 'computes `auth.levels ?? 1`, which are not both numbers.'],
    ['title == (auth.rank ?? auth.id)', 'compares `title == (auth.rank ?? auth.id)`: title is a text, and what it is compared with is a number.'],
    ['title == (auth.id ?? auth.rank)', 'compares `title == (auth.id ?? auth.rank)`: title is a text, and what it is compared with is a number.'],
    ['title == (auth.rank ?? auth.role)', 'compares `title == (auth.rank ?? auth.role)`: title is a text, and what it is compared with is a number.'],
    ['views == 1 / 0', 'computes `1 / 0`, which has no result.'],
    ['views == (null ?? null)', 'computes `null ?? null`, which has no result.'],
    ['views == auth.rank + nope', 'names "nope", and Post has no such field or relation. Did you mean "note"?'],
    ['!auth.vip == auth.role', 'uses `!auth.vip` as a value, which cannot be asked of the database. Join conditions with && and ||.'],
    ['can("read", author) == auth.role', 'uses `can("read", author)` as a value, which cannot be asked of the database. Join conditions with && and ||.'],
    ['auth.orgs.exists(o, true) == auth.role', 'uses `auth.orgs.exists(o, true)` as a value, which cannot be asked of the database. Join conditions with && and ||.'],
    ['size(auth.rank) > 1', 'counts `size(auth.rank)`, which cannot be asked of the database. Compare the size of a list or a relation with 0, or write `exists`.'],
    ['size(title) > 1', 'counts in `size(title) > 1` what is no list. size counts lists and relations to many.'],
    ['views == size(title) + 1', 'counts `size(title)`, which cannot be asked of the database. Compare the size of a list or a relation with 0, or write `exists`.'],
    ['views == size(nope) + 1', 'names "nope", and Post has no such field or relation. Did you mean "note"?'],
    ['title in [nope, "a"]', 'names "nope", and Post has no such field or relation. Did you mean "note"?'],
    ['auth.role == [nope]', 'names "nope", and Post has no such field or relation. Did you mean "note"?'],
    ['auth.role == ["a"]', 'compares lists in `auth.role == ["a"]`. Write `in`, `exists` or `all`.'],
    ['auth.orgs.exists(o, o.x == title)', 'reads `o.x`, and "o" is a plain value.'],
  ])('refuses %s', (text, message) => expect(() => compiled(text)).toThrow(new Error(`The rule \`a rule\` of Post ${message}`)))
})

describe('given names', () => {
  const find = (text: string, context = CONTEXT, model: Model = POST): unknown => compileRule({ model, text, name: 'mine', file: 'schema.prisma' }, context).findings.map(({ message, hint }) => `${message.replace(/^The rule `mine` of /, '')} ${hint ?? ''}`.trim())
  const models = new Map([...CONTEXT.registry.models, ['User', having(USER)], ['Post', having(POST)]])
  const context = { ...CHECK, authModel: having(USER), registry: { ...CONTEXT.registry, models } }
  const computed = (place: string): readonly string[] => [`Post reads "sum" of ${place}, which is computed when a record is read: the database cannot be asked about it. Name what it is made of: views, likes.`]

  it.each<[string, string]>([
    ['sum == 1', 'Post'],
    ['author.sum == 1', 'User'],
    ['auth.sum == 1', 'User'],
    ['before.sum == 1', 'Post'],
  ])('refuses %s, which is computed', (text, place) => expect(find(text, context, having(POST))).toEqual(computed(place)))

  it.each<[string, readonly string[]]>([
    ['authenticatd == 1', ['Post names "authenticatd", and Post has no such field or relation. Did you mean "authenticated"?']],
    ['author.authenticatd == 1', ['Post names "authenticatd", and User has no such field or relation. User has id, name, age, skills, born, posts, owned.']],
    ['comments.exists(com, con.id == 1)', ['Post names "con", and Post has no such field or relation. Did you mean "com"?']],
    ['comments.exists(com, com.con == 1)', ['Post names "con", and Comment has no such field or relation. Comment has id, text, userId, postId, deletedAt, post.']],
    ['author.posts.exists(p, p.authenticatd == 1)', ['Post names "authenticatd", and Post has no such field or relation. Post has id, title, note, code, page, views, likes, score, price, total, at, blob, data, status, tags, ratings, authorId, published, ownerId, author, owner, comments, cover.']],
    ['auth.rol == "a"', ['Post reads `auth.rol`, which is not known. Did you mean "role"?']],
    ['before.titel == "a"', ['Post reads `before.titel`: of the record before, its own fields are known. Did you mean "title"?']],
    ['before.author.name == "a"', ['Post reads `before.author.name`: of the record before, its own fields are known. Did you mean "authorId"?']],
    ['before.title.x == "a"', ['Post reads `before.title.x`: of the record before, its own fields are known. Did you mean "title"?']],
    ['before == 1', ['Post reads `before`: of the record before, its own fields are known.']],
    ['title == auth.constructor', ["Post reads `auth.constructor`, which is not known. Declare it: `auth: { claims: { constructor: 'string' } }`. Known are id, name, age, skills, born, role, rank, vip, orgs, levels."]],
  ])('says of %s what there is', (text, expected) => expect(find(text, CHECK)).toEqual(expected))

  it('knows of nobody but its id where no model and no claim says more', () => {
    expect(find('auth.name == "a"', { ...CONTEXT, authModel: null, claims: {} })).toEqual(["Post reads `auth.name`, which is not known. Declare it: `auth: { claims: { name: 'string' } }`. Known are id."])
  })
})
