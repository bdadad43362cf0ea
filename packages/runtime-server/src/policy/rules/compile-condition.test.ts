import { describe, expect, it } from 'vitest'
import type { Field, Model } from '../../registry/registry.ts'
import { compileRule } from './compile-rule.ts'
import { compiled, CONTEXT, fieldIn, POST, USER } from './rules-fixture.ts'
import { showRule } from './show-rule.ts'

const CHECK = { ...CONTEXT, allowsBefore: true }

describe('given conditions that are compared with true or false', () => {
  it.each<[string, string]>([
    ['(published || views == 1) != true', '!published && views != 1'],
    ['(published || views == 1) != false', 'published || views == 1'],
    ['false == (published || views == 1)', '!published && views != 1'],
    ['!published == true', '!published'],
    ['!published == false', 'published'],
    ['isOwner == false', 'ownerId != auth.id'],
    ['isAdmin != true', '!isAdmin'],
    ['title.startsWith("a") == false', '!title.startsWith("a")'],
    ['can("read", author) == false', "!can('read', author)"],
    ['author.posts.exists(p, p.published) == false', '!author.posts.exists(p, p.published)'],
    ['(views > 1) == false', '!(views > 1)'],
    ['(views in [1]) == false', 'views != 1'],
    ['auth.vip == false', 'auth.vip == false'],
    ['published == false', 'published == false'],
    ['author.posts.exists(p, p.published == true)', 'author.posts.exists(p, p.published)'],
  ])('takes %s for what it says', (text, shown) => expect(showRule(compiled(text))).toBe(shown))
})

describe('given a choice between conditions', () => {
  const choice = (test: string, opposite: string, more = ''): string => `${test} && views == 1 || ${opposite} && views == 2${more}`

  it.each<[string, string]>([
    ['published', choice('published', '!published')],
    ['note == null', choice('note == null', 'note != null')],
    ['author.name == "a"', choice('author.name == "a"', '!(author.name == "a")')],
    ['can("read", author)', choice("can('read', author)", "!can('read', author)")],
    ['auth.vip', choice('auth.vip', '!auth.vip', ' || auth.vip && !auth.vip')],
    ['title == auth.id', choice('title == auth.id', 'title != auth.id', ' || title == auth.id && title != auth.id')],
    ['title in auth.orgs', choice('title in auth.orgs', '!(title in auth.orgs)', ' || title in auth.orgs && !(title in auth.orgs)')],
    ['auth.orgs.exists(o, published)', choice('auth.orgs.exists(o, published)', '!auth.orgs.exists(o, published)', ' || auth.orgs.exists(o, published) && !auth.orgs.exists(o, published)')],
    ['author.name == auth.id', choice('author.name == auth.id', '!(author.name == auth.id)', ' || author.name == auth.id && !(author.name == auth.id)')],
    ['published && auth.vip', 'published && auth.vip && views == 1 || (!published || !auth.vip) && views == 2 || published && auth.vip && (!published || !auth.vip)'],
    ['true', 'views == 1'],
  ])('decides by %s, and nothing where that is undecided', (test, shown) => expect(showRule(compiled(`${test} ? views == 1 : views == 2`, CHECK))).toBe(shown))

  it.each<[string, (inner: string) => string]>([
    ['records', (inner) => `author.posts.exists(p, ${inner}) ? views == 1 : views == 2`],
    ['items', (inner) => `auth.orgs.exists(o, ${inner}) ? views == 1 : views == 2`],
    ['both', (inner) => `(${inner}) && published ? views == 1 : views == 2`],
  ])('refuses one that grows too large by what it asks of %s', (_, wrap) => {
    const many = Array.from({ length: 90 }, (_item, index) => `id==${index}`).join('||')
    const nested = (depth: number): string => (depth === 0 ? `(${many})` : wrap(nested(depth - 1)))
    expect(() => compiled(`(${nested(4)}) ? views == 1 : views == 2`)).toThrow(new Error('The rule `a rule` of Post is too large: it has more than 2000 parts once conditions are written out. Write it as several rules.'))
    expect(() => compiled(nested(2))).not.toThrow()
  })
})

describe('given a model of another kind', () => {
  const find = (text: string, model: Model): unknown => {
    const { rule, findings } = compileRule({ model, text, name: 'mine', file: 'ssot.config.ts' }, CONTEXT)
    return rule ? showRule(rule) : findings
  }
  const having = (...fields: readonly Field[]): Model => ({ ...POST, fields: new Map([...POST.fields, ...fields.map((field) => [field.name, field] as const)]) })
  const refused = (message: string, hint: string): unknown => [{ severity: 'error', code: 'CONFIG.INVALID', message: `The rule \`mine\` of User ${message}`, file: 'ssot.config.ts', hint }]

  it('refuses owners and publications that there are not', () => {
    expect(find('isOwner', USER)).toStrictEqual(refused('says `isOwner`, and no field of User is its owner.', 'Annotate the field that holds the owner with `/// @owner`, or compare a field with `auth.id`.'))
    expect(find('isPublic', USER)).toStrictEqual(refused('says `isPublic`, and User has neither a field of that name nor one that publishes it.', 'Name the field that says so, such as `published`.'))
  })

  it('takes members of the model first', () => {
    const model = having({ ...fieldIn(POST, 'published'), name: 'isPublic' }, { ...fieldIn(POST, 'title'), name: 'before' })
    expect([find('isPublic', model), find('isPublic == false', model), find('before == "a"', model), find('isOwner', model)]).toEqual(['isPublic', 'isPublic == false', 'before == "a"', 'ownerId == auth.id'])
  })

  it('knows several owners, and those that are names of an enum', () => {
    const status = { ...fieldIn(POST, 'status'), annotations: fieldIn(POST, 'ownerId').annotations }
    expect(find('isOwner', having(status))).toBe('status == auth.id || ownerId == auth.id')
    const { rule } = compileRule({ model: having(status), text: 'isOwner', name: 'mine', file: '' }, CONTEXT)
    expect(rule).toMatchObject({ op: 'or', args: [{ operand: { expr: { t: 'ref', path: ['auth', 'id'] }, names: ['DRAFT', 'DONE'] }, up: 0 }, { operand: { expr: { t: 'ref', path: ['auth', 'id'] } }, up: 0 }] })
    expect(compiled('author.posts.exists(p, isOwner)')).toMatchObject({ where: { where: { op: 'compare', up: 2 } } })
  })
})

describe('given what is no condition', () => {
  it.each<[string, string]>([
    ['auth.role', 'has `auth.role` where a condition is expected. Compare it with something.'],
    ['auth.orgs', 'has `auth.orgs` where a condition is expected. Compare it with something.'],
    ['-views', 'has `-views` where a condition is expected. Compare it with something.'],
    ['[published]', 'has `[published]` where a condition is expected. Compare it with something.'],
    ['auth[0]', 'has `auth[0]` where a condition is expected. Compare it with something.'],
    ['(auth.rank + 1) == true', 'compares `(auth.rank + 1) == true`: a number with true or false.'],
    ['now() == true', 'compares `now() == true`: a date and time with true or false.'],
    ['-auth.rank == true', 'compares `-auth.rank == true`: a number with true or false.'],
    ['title.contains(nope)', 'names "nope", and Post has no such field or relation. Did you mean "note"?'],
    ['nope.contains("a")', 'names "nope", and Post has no such field or relation. Did you mean "note"?'],
    ['tags.contains("a")', 'looks into `tags` as if it were a text. Write `"…" in tags`.'],
    ['title.contains(auth.orgs)', 'looks into `auth.orgs` as if it were a text. Write `"…" in auth.orgs`.'],
    ['author.contains("a")', 'looks into `author`, which is a value. startsWith, endsWith and contains are for texts.'],
    ['code.contains("a")', 'looks into `code`, which is not a plain text. startsWith, endsWith and contains are for texts.'],
    ['status.contains("a")', 'looks into `status`, which is not a plain text. startsWith, endsWith and contains are for texts.'],
    ['at.contains("a")', 'looks into `at`, which is a date and time. startsWith, endsWith and contains are for texts.'],
    ['title.contains(auth.rank)', 'looks into `auth.rank`, which is a number. startsWith, endsWith and contains are for texts.'],
    ['nope in tags', 'names "nope", and Post has no such field or relation. Did you mean "note"?'],
    ['title in nope', 'names "nope", and Post has no such field or relation. Did you mean "note"?'],
    ['author in tags', 'looks for `author`, which is not one value, in `author in tags`.'],
    ['tags in auth.orgs', 'looks for `tags`, which is not one value, in `tags in auth.orgs`.'],
    ['data in auth.orgs', 'looks in `data in auth.orgs`: data is JSON, and the list is a list, each item a text.'],
    ['can(title, author)', 'asks `can(title, …)`. Ask for one of "read", "create", "update", "delete".'],
    ['can("xyzzy", author)', 'asks `can("xyzzy", …)`. Ask for one of "read", "create", "update", "delete".'],
    ['can("read", nope)', 'names "nope", and Post has no such field or relation. Did you mean "note"?'],
    ['size(nope) == 0', 'names "nope", and Post has no such field or relation. Did you mean "note"?'],
    ['nope.exists(x, true)', 'names "nope", and Post has no such field or relation. Did you mean "note"?'],
    ['auth.role.exists(x, true)', 'goes through `auth.role`, which is neither a relation to many nor a list in `auth`.'],
    ['"a".exists(x, true)', 'goes through `"a"`, which is neither a relation to many nor a list in `auth`.'],
  ])('says what is wrong with %s', (text, message) => expect(() => compiled(text)).toThrow(new Error(`The rule \`a rule\` of Post ${message}`)))

  it('takes an id for one, whatever it is', () => expect(compiled('auth.id')).toEqual({ op: 'auth', expr: { t: 'ref', path: ['auth', 'id'] }, negated: false }))
})
