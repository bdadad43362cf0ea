import { describe, expect, it } from 'vitest'
import { ALWAYS } from '../../request/combine-where.ts'
import { compileRule, delegationsOf } from './compile-rule.ts'
import { bound, compiled, CONTEXT, fieldIn, POST, relationIn, shown, USER } from './rules-fixture.ts'
import { showRule } from './show-rule.ts'

const AUTH = { id: 'u1', role: 'a', rank: 2, vip: true, orgs: ['o1', 'o2'], levels: [1, 2] }

describe('given a rule', () => {
  it.each([
    ['title == "a"', 'title equals! "a"'],
    ['title != "a"', 'not title equals! "a"'],
    ['note == "a"', '(not note is null and note equals! "a")'],
    ['note != "a"', 'not (not note is null and note equals! "a")'],
    ['"a" == note', '(not note is null and note equals! "a")'],
    ['views < 3', 'views lt 3'],
    ['3 < views', 'views gt 3'],
    ['3 >= likes', '(not likes is null and likes lte 3)'],
    ['!(likes < 3)', 'not (not likes is null and likes lt 3)'],
    ['note == null', 'note is null'],
    ['author.name == null', 'not author is not name is null'],
    ['author == null', 'not author is true'],
    ['owner != null', 'owner is true'],
    ['author.name == "a"', 'author is (not name is null and name equals! "a")'],
    ['author.name != owner.name', '(not author is ^owner is ((not ^name is null and (not name is null and ^name equals! name)) or (^name is null and name is null)) and (author is not name is null or owner is not name is null))'],
    ['author.name == author.id', 'author is (not name is null and name equals! id)'],
    ['author.name == owner.name', '(author is ^owner is ((not ^name is null and (not name is null and ^name equals! name)) or (^name is null and name is null)) or (not author is not name is null and not owner is not name is null))'],
    ['note == title', '(not note is null and note equals! title)'],
    ['owner.name == owner.id', '(owner is (not name is null and name equals! id) or not owner is true)'],
    ['owner.name < owner.id', 'owner is (not name is null and name lt! id)'],
    ['owner.name < author.name', 'owner is ^author is (not ^name is null and (not name is null and ^name lt! name))'],
    ['owner.id != owner.name', '(not owner is (not name is null and id equals! name) and owner is true)'],
    ['comments.exists(c, c.post.author.name == c.post.owner.id)', 'comments some (deletedAt is null and post is (author is ^owner is (not ^name is null and ^name equals! id) or (not author is not name is null and not owner is not id is null)))'],
    ['views in [1, 2]', '(views equals 1 or views equals 2)'],
    ['note in ["a", null, title]', '((not note is null and note equals! "a") or note is null or (not note is null and note equals! title))'],
    ['views in []', 'false'],
    ['"a" in tags', 'tags has! "a"'],
    ['"a" in author.skills', 'author is skills has! "a"'],
    ['size(tags) == 0', 'tags isEmpty! true'],
    ['size(tags) > 0', 'not tags isEmpty! true'],
    ['size(tags) != 0', 'not tags isEmpty! true'],
    ['size(comments) == 0', 'not comments some deletedAt is null'],
    ['size(comments) > 0', 'comments some deletedAt is null'],
    ['0 < size(comments)', 'comments some deletedAt is null'],
    ['size(author.posts) < 1', 'author is not posts some true'],
    ['comments.exists(c, c.userId == auth.id)', 'comments some (deletedAt is null and (not userId is null and userId equals! "u1"))'],
    ['comments.all(c, c.userId == auth.id)', 'not comments some (deletedAt is null and not (not userId is null and userId equals! "u1"))'],
    ['!comments.exists(c, c.text == title)', 'not comments some (deletedAt is null and (not text is null and text equals! ^title))'],
    ['comments.exists(c, c.text == note && views > c.id)', 'comments some (deletedAt is null and ((not text is null and (not ^note is null and text equals! ^note)) or (text is null and ^note is null)) and ^views gt id)'],
    ['author.posts.exists(p, p.title == title)', 'author is posts some title equals! ^^title'],
    ['author.posts.all(p, p.author.name == author.name)', 'author is not posts some not author is ^^^author is ((not ^name is null and (not name is null and ^name equals! name)) or (^name is null and name is null))'],
    ['title.startsWith("a")', 'title startsWith! "a"'],
    ['note.contains(title)', '(not note is null and note contains! title)'],
    ['!note.endsWith("x")', 'not (not note is null and note endsWith! "x")'],
    ['published', 'published equals true'],
    ['author.name.contains(auth.id)', 'author is (not name is null and name contains! "u1")'],
    ['isOwner', '(not ownerId is null and ownerId equals! "u1")'],
    ['!isOwner', 'not (not ownerId is null and ownerId equals! "u1")'],
    ['isPublic', 'published equals true'],
    ['isPublic == false', 'not published equals true'],
    ['authenticated', 'true'],
    ['isAdmin', 'false'],
    ['(published || views > 1) == true', '(published equals true or views gt 1)'],
    ['published ? views == 1 : views == 2', '((published equals true and views equals 1) or (not published equals true and views equals 2))'],
    ['auth.vip ? views == 1 : views == 2', 'views equals 1'],
    ['can("read", author)', 'author is true'],
    ['!can("update", owner)', 'not owner is true'],
    ['auth.orgs.exists(o, o == title)', '(title equals! "o1" or title equals! "o2")'],
    ['auth.orgs.all(o, o == title)', '(title equals! "o1" and title equals! "o2")'],
    ['title in auth.orgs', 'title in! ["o1","o2"]'],
    ['views in auth.levels', 'views in [1,2]'],
    ['status == "DONE"', 'status equals "DONE"'],
    ['status in ["DONE", "DRAFT"]', '(status equals "DONE" or status equals "DRAFT")'],
    ['at < now()', '(not at is null and at lt "2024-05-01T00:00:00.000Z")'],
    ['at == "2020-01-01T00:00:00Z"', '(not at is null and at equals "2020-01-01T00:00:00.000Z")'],
    ['price == 1.5', '(not price is null and price equals "1.5")'],
    ['total == "12"', '(not total is null and total equals 12n)'],
    ['total == 12', '(not total is null and total equals 12n)'],
    ['blob == "AQI="', '(not blob is null and blob equals 0102)'],
    ['data == null', 'data is null'],
    ['score > auth.rank + 1', '(not score is null and score gt 3)'],
    ['views == auth.id', 'false'],
    ['auth.role == "a"', 'true'],
    ['auth.role == null', 'false'],
    ['auth.rank > 1 && published', 'published equals true'],
    ['cover.text == "x"', 'cover is (deletedAt is null and (not text is null and text equals! "x"))'],
    ['cover == null', 'not cover is deletedAt is null'],
    ['true', 'true'],
    ['false', 'false'],
    ['auth.role == "x" || published', 'published equals true'],
    ['published == true', 'published equals true'],
    ['auth.id in author.skills', 'author is skills has! "u1"'],
    ['owner.id == ownerId', '(owner is (not ^ownerId is null and id equals! ^ownerId) or (not owner is not id is null and ownerId is null))'],
    ['auth.orgs == null', 'false'],
    ['1 + "a" == title', 'title equals! "1a"'],
    ['auth.role in ["a"]', 'true'],
    ['auth.rank in auth.levels', 'true'],
    ['size(auth.orgs) > 1', 'true'],
    ['views == (auth.rank ?? 3)', 'views equals 2'],
    ['title == "a" + auth.role', 'title equals! "aa"'],
    ['1 == 1', 'true'],
    ['1 == 2', 'false'],
    ['null == null', 'true'],
    ['null == 1', 'false'],
    ['auth.rank == "9007199254740993"', 'false'],
    ['"2" == auth.rank', 'true'],
    ['auth.id == auth.rank', 'false'],
    ['"a" < "b"', 'true'],
  ])('asks of the database what %s says', (text, expected) => expect(shown(bound(text, AUTH))).toBe(expected))
})

describe('given a rule that cannot be translated', () => {
  it.each([
    ['can("read", comments)', 'asks `can("read", comments)`, which is not a relation to one record. Delegate along a to-one relation.'],
    ['auth.rank in tags', 'compares `auth.rank in tags`: tags is a text, and what it is compared with is a number.'],
    ['null in tags', 'compares `null in tags`: tags must be a text.'],
    ['at == auth.rank', 'compares `at == auth.rank`: at is a date and time, and what it is compared with is a number.'],
    ['views == score', 'compares `views == score`: views and score are not of one kind.'],
    ['"a" == auth.orgs', 'compares lists in `"a" == auth.orgs`. Write `in`, `exists` or `all`.'],
    ['auth.rank == "x"', 'compares `auth.rank == "x"`: a number with a text.'],
    ['auth.rank == auth.role', 'compares `auth.rank == auth.role`: a number with a text.'],
    ['auth.role == 12', 'compares `auth.role == 12`: a text with a number.'],
    ['auth.vip == "12"', 'compares `auth.vip == "12"`: true or false with a text.'],
    ['views + 1', 'has `views + 1` where a condition is expected. Compare it with something.'],
    ['[1] == null', 'compares a list with null in `[1] == null`.'],
    ['1 == author', 'compares a whole record in `1 == author`. Compare one of its fields, such as `author.id`.'],
    ['[1] == author', 'compares a whole record in `[1] == author`. Compare one of its fields, such as `author.id`.'],
    ['title == author', 'compares a whole record in `title == author`. Compare one of its fields, such as `author.id`.'],
    ['authorId in author.skills', 'looks for a field in a list of the record in `authorId in author.skills`, which cannot be asked of the database.'],
    ['title', 'has `title` where a condition is expected. Compare it with something.'],
    ['5', 'has `5` where a condition is expected. Compare it with something.'],
    ['views + 1 > 2', 'computes `views + 1` of a record, which cannot be asked of the database. Compute with literals, `auth` and `now()` only, and compare the field itself with the result.'],
    ['title > auth.nope', "reads `auth.nope`, which is not known. Declare it: `auth: { claims: { nope: 'string' } }`. Known are id, name, age, skills, born, role, rank, vip, orgs, levels."],
    ['nope == 1', 'names "nope", and Post has no such field or relation. Did you mean "note"?'],
    ['title == 5', 'compares `title == 5`: title must be a text.'],
    ['status == "GONE"', 'compares `status == "GONE"`: status must be one of DRAFT, DONE.'],
    ['views == "x"', 'compares `views == "x"`: views must be a whole number.'],
    ['data == 1', 'compares `data == 1`: data holds JSON, which is compared with null only.'],
    ['data.x == 1', 'reads `data.x`, and Post.data has no parts.'],
    ['page == "x"', 'compares `page == "x"`: page holds XML, which is compared with null only.'],
    ['tags == title', 'compares `tags == title`: lists are not compared as a whole; write `in` or `exists`.'],
    ['tags == null', 'compares a list with null in `tags == null`, and a list is never null. Compare its size with 0: `size(…) == 0`.'],
    ['comments', 'has the relation `comments` where a condition is expected. Write `size(comments) > 0` or `comments.exists(x, …)`.'],
    ['author', 'has the relation `author` where a condition is expected. Write `author != null`.'],
    ['author == 1', 'compares a whole record in `author == 1`. Compare one of its fields, such as `author.id`.'],
    ['author.nope == 1', 'names "nope", and User has no such field or relation. User has id, name, age, skills, born, posts, owned.'],
    ['comments.text == "a"', 'reads `comments.text`, and Post.comments leads to many records. Say of which: `comments.exists(x, x.text == …)`.'],
    ['comments.exists(c, c.nope == 1)', 'names "nope", and Comment has no such field or relation. Comment has id, text, userId, postId, deletedAt, post.'],
    ['comments.exists(auth, true)', 'names an item "auth" in `comments.exists(auth, true)`. Choose another name: that one has a meaning.'],
    ['tags.exists(t, t == "a")', 'goes through `tags`, which is neither a relation to many nor a list in `auth`. Write `"…" in tags`.'],
    ['author.exists(x, true)', 'goes through `author`, which is neither a relation to many nor a list in `auth`.'],
    ['views.contains("a")', 'looks into `views`, which is a number. startsWith, endsWith and contains are for texts.'],
    ['title.contains(5)', 'looks into `5`, which is a number. startsWith, endsWith and contains are for texts.'],
    ['"abc".contains(title)', 'asks `contains("abc", title)`, which looks for a field in a value. Look for the value in a field: `title.contains(…)`.'],
    ['title.contains(null)', 'looks into `null`, which is a value. startsWith, endsWith and contains are for texts.'],
    ['title < null', 'orders null in `title < null`. Test for null with == and !=.'],
    ['note == auth', 'uses `auth` as a value. Name a part of it, such as `auth.id`.'],
    ['auth.id.x == 1', 'reads `auth.id.x`: what `auth` holds has no parts. Follow relations from the record instead.'],
    ['auth.isAdmin', 'reads `auth.isAdmin`. Write `isAdmin`.'],
    ['before.title == "a"', 'reads `before.title`: `before` exists only in the `check` of an update.'],
    ['foo(title)', 'calls "foo", and there is no such function. The functions are can, now, size, startsWith, endsWith, contains.'],
    ['canx("read", author)', 'calls "canx", and there is no such function. Did you mean "can"?'],
    ['can("reed", author)', 'asks `can("reed", …)`. Did you mean "read"?'],
    ['can("read", title)', 'asks `can("read", title)`, which is not a relation to one record. Delegate along a to-one relation.'],
    ['size(title) == 0', 'counts in `size(title) == 0` what is no list. size counts lists and relations to many.'],
    ['size(comments) > 3', 'counts in `size(comments) > 3`, which cannot be asked of the database. Compare a size with 0, or write `exists`.'],
    ['size(comments) == auth.rank', 'counts in `size(comments) == auth.rank`, which cannot be asked of the database. Compare a size with 0, or write `exists`.'],
    ['[1] == 1', 'compares lists in `[1] == 1`. Write `in`, `exists` or `all`.'],
    ['title[0] == "a"', 'reads `title[0]`: brackets are not for rules. Follow relations and fields with dots.'],
    ['-title == 1', 'computes `-title` of a record, which cannot be asked of the database. Compute with literals, `auth` and `now()` only, and compare the field itself with the result.'],
    ['(published ? 1 : 2) == 1', 'chooses between two values in `published ? 1 : 2`, which cannot be asked of the database. Choose between two conditions: `a ? x == 1 : x == 2`.'],
    ['(title == "a") + 1 == 2', 'uses `title == "a"` as a value, which cannot be asked of the database. Join conditions with && and ||.'],
    ['title in views', 'looks in `views`, which is no list.'],
    ['title in comments', 'looks among records in `title in comments`. Write `comments.exists(x, x.id == …)`.'],
    ['comments in tags', 'looks for `comments`, which is not one value, in `comments in tags`.'],
    ['title in tags', 'looks for a field in a list of the record in `title in tags`, which cannot be asked of the database.'],
    ['status < "X"', 'compares `status < "X"`: status has no order.'],
    ['published < true', 'compares `published < true`: published has no order.'],
    ['author.posts.exists(p, p == title)', 'uses a whole record of Post as a value. Compare one of its fields.'],
    ['now() == title', 'compares `now() == title`: title is a text, and what it is compared with is a date and time.'],
    ['auth.orgs == auth.levels', 'compares lists in `auth.orgs == auth.levels`. Write `in`, `exists` or `all`.'],
    ['auth.orgs == "a"', 'compares lists in `auth.orgs == "a"`. Write `in`, `exists` or `all`.'],
    ['auth.role < 5', 'compares `auth.role < 5`: a text with a number.'],
    ['views == 1 / 0', 'computes `1 / 0`, which has no result.'],
    ['isOwner(1)', 'calls "isOwner", and there is no such function. The functions are can, now, size, startsWith, endsWith, contains.'],
    ['auth', 'uses `auth` as a value. Name a part of it, such as `auth.id`.'],
    ['isPublic.x == 1', 'names "isPublic", and Post has no such field or relation. Post has id, title, note, code, page, views, likes, score, price, total, at, blob, data, status, tags, ratings, authorId, published, ownerId, author, owner, comments, cover.'],
    ['views in auth.orgs', 'looks in `views in auth.orgs`: views is a number, and the list is a list, each item a text.'],
    ['size(auth.rank) > 1', 'counts `size(auth.rank)`, which cannot be asked of the database. Compare the size of a list or a relation with 0, or write `exists`.'],
    ['views in ["a"]', 'compares `views == "a"`: views must be a whole number.'],
    ['title == views', 'compares `title == views`: title is a text, and what it is compared with is a number.'],
    ['now()', 'has `now()` where a condition is expected. Compare it with something.'],
    ['!title', 'has `title` where a condition is expected. Compare it with something.'],
    ['1 == "a"', 'compares `1 == "a"`: a number with a text.'],
    ['comments.exists(c, true', 'cannot be read: at character 24, `)` is missing at the end.'],
  ])('says what is wrong with %s', (text, message) => expect(() => compiled(text)).toThrow(new Error(`The rule \`a rule\` of Post ${message}`)))
})

describe('given what a rule is compiled to', () => {
  const [name, id, ref] = [fieldIn(USER, 'name'), fieldIn(USER, 'id'), fieldIn(POST, 'ownerId')]

  it.each<[string, unknown]>([
    ['1 == 1', { op: 'const', value: true }],
    ['1 == 2', { op: 'const', value: false }],
    ['"a" in ["a", auth.role]', { op: 'const', value: true }],
    ['author.name == ownerId', { op: 'relation', relation: relationIn(POST, 'author'), up: 0, negated: false, where: { op: 'compareFields', model: 'User', field: name, by: 'equals', other: ref, own: 0, up: 1, negated: false } }],
    ['ownerId < author.name', { op: 'relation', relation: relationIn(POST, 'author'), up: 0, negated: false, where: { op: 'compareFields', model: 'Post', field: ref, by: 'lt', other: name, own: 1, up: 0, negated: false } }],
    ['author.name != author.id', { op: 'relation', relation: relationIn(POST, 'author'), up: 0, negated: true, where: { op: 'compareFields', model: 'User', field: name, by: 'equals', other: id, own: 0, up: 0, negated: false } }],
  ])('holds for %s no more than it must', (text, expected) => expect(compiled(text)).toEqual(expected))

  it('takes a record that was deleted for none, at the end of a path that always leads somewhere', () => {
    const context = { ...CONTEXT, allowsBefore: true, live: ({ name: model }: { readonly name: string }) => (model === 'User' ? { op: 'isNull', field: id, negated: false } as const : null) }
    expect(showRule(compiled('author.name == before.note', context))).toBe('author.id == null && author.name == before.note || !(author.id == null) && before.note == null')
  })

  it('compares fields of two records where the database can', () => {
    const compile = (text: string, provider: 'mysql' | 'sqlite') => compileRule({ model: POST, text, name: 'mine', file: 'schema.prisma' }, { ...CONTEXT, registry: { ...CONTEXT.registry, provider } }).findings.map(({ message, hint }) => [message, hint])
    const refused = [['The rule `mine` of Post compares fields of two records, which cannot be asked of MySQL.', 'Keep both in one record.']]
    expect(['author.name == ownerId', 'ownerId == author.name', 'author.name == author.id', 'title == note'].map((text) => compile(text, 'mysql'))).toEqual([refused, refused, [], []])
    expect(compile('author.name == ownerId', 'sqlite')).toEqual([])
  })
})

describe('given a finding', () => {
  const find = (text: string, file: string, line?: number) => compileRule({ model: POST, text, name: 'mine', file, ...(line !== undefined && { line }) }, CONTEXT)

  it('says where the rule was written', () => {
    expect(find('titel == "a"', 'schema.prisma', 7)).toStrictEqual({ rule: null, findings: [{ severity: 'error', code: 'SCHEMA.ANNOTATION', message: 'The rule `mine` of Post names "titel", and Post has no such field or relation.', file: 'schema.prisma', line: 7, hint: 'Did you mean "title"?' }] })
    expect(find('comments in tags', 'ssot.config.ts')).toStrictEqual({ rule: null, findings: [{ severity: 'error', code: 'CONFIG.INVALID', message: 'The rule `mine` of Post looks for `comments`, which is not one value, in `comments in tags`.', file: 'ssot.config.ts' }] })
  })

  it('says everything that is wrong, and each of it once', () => {
    const { findings } = find('a == 1 || b == 1 || a == 2', 'schema.prisma')
    expect(findings.map(({ message }) => message)).toEqual(['The rule `mine` of Post names "a", and Post has no such field or relation.', 'The rule `mine` of Post names "b", and Post has no such field or relation.'])
  })

  it('refuses a rule that grows too large when its conditions are written out', () => {
    const nested = (depth: number): string => (depth === 0 ? 'published' : `(${nested(depth - 1)} ? views == 1 : views == 2)`)
    expect(find(nested(5), 'schema.prisma').findings).toEqual([])
    // Each level would double it: unbounded, this would never end.
    expect(find(nested(40), 'schema.prisma').findings.map(({ message, hint }) => [message, hint])).toEqual([['The rule `mine` of Post is too large: it has more than 2000 parts once conditions are written out.', 'Write it as several rules.']])
  })
})

describe('given a verdict instead of a rule', () => {
  it.each([[true, 'true'], [false, 'false']])('takes %s for every row', (verdict, expected) => expect(shown(bound(verdict))).toBe(expected))
})

describe('given rules that delegate', () => {
  it('tells to which policies', () => {
    const rule = compiled('can("read", author) && (can("update", owner) || !can("delete", author)) && comments.exists(c, can("read", c.post)) && auth.orgs.exists(o, can("create", author)) && published')
    expect(delegationsOf(rule)).toEqual([['User', 'read'], ['User', 'update'], ['User', 'delete'], ['Post', 'read'], ['User', 'create']].map(([model, action]) => ({ model, action })))
  })

  it('asks the whole policy of the target', () => {
    const asked: unknown[] = []
    const where = bound('can("read", owner)', {}, { policyOf: (model, action) => (asked.push([model, action]), { op: 'not', arg: ALWAYS }) })
    expect([shown(where), asked]).toEqual(['owner is not true', [['User', 'read']]])
  })
})
