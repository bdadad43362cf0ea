import { describe, expect, it } from 'vitest'
import { parseCountQuery, parseListQuery, type Arguments } from './parse-query.ts'
import type { ListQuery } from './query.ts'
import { LIMITS, outcomeOf, REGISTRY, scopeOf } from './request-fixture.ts'
import type { Scope } from './scope.ts'

const list = (args: Arguments): unknown => outcomeOf((scope) => parseListQuery(scope, args), scopeOf('Topic'))
const page = (args: Arguments, more: Partial<Scope> = {}, model = 'Post'): unknown => outcomeOf((scope) => pageOf(parseListQuery(scope, args).query), scopeOf(model, more))
const pageOf = ({ take, skip }: ListQuery): unknown => ({ take, skip })
const order = (args: Arguments, model = 'Post'): unknown => outcomeOf((scope) => parseListQuery(scope, args).query.orderBy, scopeOf(model))
const distinct = (input: unknown): unknown => outcomeOf((scope) => parseListQuery(scope, { distinct: input }).query.distinct, scopeOf('Post'))
const count = (args: Arguments, more: Partial<Scope> = {}): unknown => outcomeOf((scope) => parseCountQuery(scope, args), scopeOf('Post', more))
const registry = { ...REGISTRY, provider: 'sqlite' } as const

describe('given the arguments of a list', () => {
  it.each<[Arguments, unknown]>([
    [{}, { query: { model: 'Topic', where: 'always', orderBy: ['name asc'], distinct: [], selection: '{ * }', take: 20, skip: 0, count: 'none' } }],
    [{ where: { name: 'x' }, search: 'a', orderBy: { name: 'desc' }, select: { name: true }, take: 5, skip: 2, distinct: 'name', count: 'exact' }, { query: { model: 'Topic', where: 'and(name equals "x", and(or()))', orderBy: ['name desc'], distinct: ['name'], selection: '{ * }', take: 5, skip: 2, count: 'exact' } }],
    [{ cursor: 'abc' }, { query: { model: 'Topic', where: 'always', orderBy: ['name asc'], distinct: [], selection: '{ * }', take: 20, skip: 0, count: 'none' }, cursor: 'abc' }],
    [{ cursor: 'abc', skip: 1 }, ['skip REQUEST.BAD_VALUE skip cannot stand beside cursor.']],
    [{ cursor: 1 }, ['cursor REQUEST.BAD_VALUE cursor must be the text of nextCursor or prevCursor.']],
    [{ count: 'estimated' }, { query: { model: 'Topic', where: 'always', orderBy: ['name asc'], distinct: [], selection: '{ * }', take: 20, skip: 0, count: 'estimated' } }],
    [{ count: 'none' }, { query: { model: 'Topic', where: 'always', orderBy: ['name asc'], distinct: [], selection: '{ * }', take: 20, skip: 0, count: 'none' } }],
    [{ count: true }, ['count REQUEST.BAD_VALUE count must be "none", "exact" or "estimated".']],
    [{ wher: {}, foo: 1 }, ['wher REQUEST.UNKNOWN_ARGUMENT "wher" is not an argument here. Did you mean "where"?', 'foo REQUEST.UNKNOWN_ARGUMENT "foo" is not an argument here.']],
    [{ take: -1, skip: -1 }, ['take REQUEST.BAD_VALUE take must be a whole number, zero or more.', 'skip REQUEST.BAD_VALUE skip must be a whole number, zero or more.']],
  ])('reads %j', (input, expected) => expect(list(input)).toEqual(expected))

  it.each<[Arguments, unknown]>([
    [{}, { take: 20, skip: 0 }],
    [{ take: 100 }, { take: 100, skip: 0 }],
    [{ take: 101 }, ['take LIMIT.EXCEEDED take is 101; at most 100 are allowed.']],
    [{ take: 0 }, { take: 0, skip: 0 }],
    [{ take: 1.5 }, ['take REQUEST.BAD_VALUE take must be a whole number, zero or more.']],
    [{ take: '5' }, ['take REQUEST.BAD_VALUE take must be a whole number, zero or more.']],
    [{ take: null }, ['take REQUEST.BAD_VALUE take must be a whole number, zero or more.']],
    [{ skip: 1000000000 }, { take: 20, skip: 1000000000 }],
    [{ skip: 1000000001 }, ['skip LIMIT.EXCEEDED skip is 1000000001; at most 1000000000 are allowed.']],
    [{ skip: 'x' }, ['skip REQUEST.BAD_VALUE skip must be a whole number, zero or more.']],
    [{ skip: -1 }, ['skip REQUEST.BAD_VALUE skip must be a whole number, zero or more.']],
  ])('reads %j as a page', (input, expected) => expect(page(input)).toEqual(expected))

  it.each<[Arguments, unknown]>([
    [{ take: '5', skip: '0' }, { take: 5, skip: 0 }],
    [{ take: '-5' }, ['take REQUEST.BAD_VALUE take must be a whole number, zero or more.']],
    [{ take: '1e1' }, ['take REQUEST.BAD_VALUE take must be a whole number, zero or more.']],
    [{ take: ['5'] }, ['take REQUEST.BAD_VALUE take must be a whole number, zero or more.']],
    [{ take: '5 ' }, ['take REQUEST.BAD_VALUE take must be a whole number, zero or more.']],
    [{ take: ' 5' }, ['take REQUEST.BAD_VALUE take must be a whole number, zero or more.']],
    [{ skip: '999999999999999' }, ['skip LIMIT.EXCEEDED skip is 999999999999999; at most 1000000000 are allowed.']],
    [{ skip: '1000000000000000' }, ['skip REQUEST.BAD_VALUE skip must be a whole number, zero or more.']],
    [{ take: '' }, ['take REQUEST.BAD_VALUE take must be a whole number, zero or more.']],
  ])('reads %j of a query string as a page', (input, expected) => expect(page(input, { fromText: true })).toEqual(expected))

  it.each<[Arguments, unknown]>([
    [{}, { take: 20, skip: 0 }],
    [{ take: 50 }, { take: 50, skip: 0 }],
    [{ take: 51 }, ['take LIMIT.EXCEEDED take is 51; at most 50 are allowed.']],
  ])('reads %j as a page of a model with a limit of its own', (input, expected) => expect(page(input, {}, 'Comment')).toEqual(expected))

  it.each<[Arguments, unknown]>([
    [{}, { take: 10, skip: 0 }],
    [{ take: 10 }, { take: 10, skip: 0 }],
    [{ take: 11 }, ['take LIMIT.EXCEEDED take is 11; at most 10 are allowed.']],
  ])('reads %j as a page where pages are short', (input, expected) => expect(page(input, { limits: { ...LIMITS, maxTake: 10 } })).toEqual(expected))

  it.each<[Arguments, unknown]>([
    [{}, ['id asc']],
    [{ orderBy: { title: 'asc' } }, ['title asc', 'id asc']],
    [{ orderBy: [{ title: 'desc' }, { views: 'asc' }] }, ['title desc', 'views asc', 'id asc']],
    [{ orderBy: { title: 'asc', views: 'desc' } }, ['title asc', 'views desc', 'id desc']],
    [{ orderBy: { id: 'desc' } }, ['id desc']],
    [{ orderBy: { note: { sort: 'asc', nulls: 'first' } } }, ['note asc first', 'id asc']],
    [{ orderBy: { note: { sort: 'desc', nulls: 'last' } } }, ['note desc last', 'id desc']],
    [{ orderBy: { title: { sort: 'asc', nulls: 'last' } } }, ['title asc', 'id asc']],
    [{ orderBy: { note: { sort: 'asc', nulls: 'x' } } }, ['orderBy.note REQUEST.BAD_VALUE orderBy.note must be "asc" or "desc".']],
    [{ orderBy: { note: { sort: 'asc', nulls: 1 } } }, ['orderBy.note REQUEST.BAD_VALUE orderBy.note must be "asc" or "desc".']],
    [{ orderBy: { note: { nulls: 'last' } } }, ['orderBy.note REQUEST.BAD_VALUE orderBy.note must be "asc" or "desc".']],
    [{ orderBy: { title: 'up' } }, ['orderBy.title REQUEST.BAD_VALUE orderBy.title must be "asc" or "desc".']],
    [{ orderBy: { title: 1 } }, ['orderBy.title REQUEST.BAD_VALUE orderBy.title must be "asc" or "desc".']],
    [{ orderBy: { title: null } }, ['orderBy.title REQUEST.BAD_VALUE orderBy.title must be "asc" or "desc".']],
    [{ orderBy: { title: 'constructor' } }, ['orderBy.title REQUEST.BAD_VALUE orderBy.title must be "asc" or "desc".']],
    [{ orderBy: { note: { sort: 'asc', nulls: 'constructor' } } }, ['orderBy.note REQUEST.BAD_VALUE orderBy.note must be "asc" or "desc".']],
    [{ orderBy: { author: { name: 'desc' } } }, ['author.name desc', 'id desc']],
    [{ orderBy: { author: { id: 'desc' } } }, ['author.id desc', 'id desc']],
    [{ orderBy: { comments: { text: 'asc' } } }, ['orderBy.comments REQUEST.BAD_VALUE orderBy.comments leads to many records, which put nothing in an order.']],
    [{ orderBy: { author: 'asc' } }, ['orderBy.author REQUEST.BAD_VALUE orderBy.author must be an object such as { "title": "asc" }.']],
    [{ orderBy: { author: {} } }, ['id asc']],
    [{ orderBy: { editor: { posts: {} } } }, ['orderBy.editor.posts REQUEST.BAD_VALUE orderBy.editor.posts leads to many records, which put nothing in an order.']],
    [{ orderBy: { cover: { post: { author: { name: 'asc' } } } } }, ['orderBy.cover.post.author REQUEST.BAD_VALUE orderBy.cover.post.author must be an object such as { "title": "asc" }.']],
    [{ orderBy: { cover: { post: { title: 'asc' } } } }, ['cover.post.title asc', 'id asc']],
    [{ orderBy: { data: 'asc' } }, ['orderBy.data REQUEST.BAD_VALUE orderBy.data cannot be sorted by.']],
    [{ orderBy: { blob: 'asc' } }, ['orderBy.blob REQUEST.BAD_VALUE orderBy.blob cannot be sorted by.']],
    [{ orderBy: { words: 'asc' } }, ['orderBy.words REQUEST.BAD_VALUE orderBy.words cannot be sorted by.']],
    [{ orderBy: { page: 'asc' } }, ['orderBy.page REQUEST.BAD_VALUE orderBy.page cannot be sorted by.']],
    [{ orderBy: { wage: 'asc' } }, ['orderBy.wage REQUEST.FIELD_CONDITIONAL wage may be read of some records only: it can be selected and filtered by, but not sorted by, grouped by or aggregated.']],
    [{ orderBy: { length: 'asc' } }, ['orderBy.length REQUEST.FIELD_COMPUTED length is computed when a record is read: it can be selected, but not filtered by, sorted by, grouped by or aggregated.']],
    [{ orderBy: { secret: 'asc' } }, ['orderBy.secret REQUEST.UNKNOWN_FIELD Post has no field "secret".']],
    [{ orderBy: { trace: {} } }, ['orderBy.trace REQUEST.UNKNOWN_FIELD Post has no field "trace".']],
    [{ orderBy: 'title' }, ['orderBy REQUEST.BAD_VALUE orderBy must be an object such as { "title": "asc" }.']],
    [{ orderBy: [1] }, ['orderBy.0 REQUEST.BAD_VALUE orderBy.0 must be an object such as { "title": "asc" }.']],
    [{ orderBy: [] }, ['id asc']],
    [{ orderBy: null }, ['orderBy REQUEST.BAD_VALUE orderBy must be an object such as { "title": "asc" }.']],
    [{ orderBy: [{ title: 'asc' }, { views: 'asc' }, { likes: 'asc' }] }, ['title asc', 'views asc', 'likes asc', 'id asc']],
    [{ orderBy: [{ title: 'asc' }, { views: 'asc' }, { likes: 'asc' }, { at: 'asc' }] }, ['orderBy LIMIT.EXCEEDED A query may be ordered by 3 fields.']],
    [{ sort: '-title' }, ['title desc', 'id desc']],
    [{ sort: 'title,-views' }, ['title asc', 'views desc', 'id desc']],
    [{ sort: '+title, -author.name' }, ['title asc', 'author.name desc', 'id desc']],
    [{ sort: 'nope' }, ['sort.nope REQUEST.UNKNOWN_FIELD Post has no field "nope". Did you mean "note"?']],
    [{ sort: '' }, ['sort. REQUEST.UNKNOWN_FIELD Post has no field "".']],
    [{ sort: 1 }, ['sort REQUEST.BAD_VALUE sort must be a text such as "-createdAt,title".']],
    [{ sort: ['title'] }, ['sort REQUEST.BAD_VALUE sort must be a text such as "-createdAt,title".']],
    [{ orderBy: { title: 'asc' }, sort: '-views' }, ['title asc', 'views desc', 'id desc']],
    [{ sort: '-id' }, ['id desc']],
    [{ sort: 'a-b' }, ['sort.a-b REQUEST.UNKNOWN_FIELD Post has no field "a-b".']],
    [{ sort: 'author.name.x' }, ['sort.author.name REQUEST.BAD_VALUE sort.author.name must be "asc" or "desc".']],
    [{ sort: 'comments.text' }, ['sort.comments REQUEST.BAD_VALUE sort.comments leads to many records, which put nothing in an order.']],
  ])('orders by %j', (input, expected) => expect(order(input)).toEqual(expected))

  it.each<[Arguments, unknown]>([
    [{}, []],
    [{ sort: '-level' }, ['level desc']],
  ])('orders records without a key by %j', (input, expected) => expect(order(input, 'Noise')).toEqual(expected))

  it.each<[Arguments, unknown]>([
    [{}, ['row asc', 'nr asc']],
    [{ sort: '-nr' }, ['nr desc', 'row desc']],
    [{ sort: 'row,-nr' }, ['row asc', 'nr desc']],
  ])('orders records with a compound key by %j', (input, expected) => expect(order(input, 'Seat')).toEqual(expected))

  it.each<[unknown, unknown]>([
    ['title', ['title']],
    ['title,views', ['title', 'views']],
    ['title, title', ['title']],
    [['title', 'views'], ['title', 'views']],
    [['title', 'title'], ['title']],
    [1, ['distinct REQUEST.BAD_VALUE distinct must name a field of single values that can be compared.']],
    [[1], ['distinct.0 REQUEST.BAD_VALUE distinct.0 must name a field of single values that can be compared.']],
    ['data', ['distinct REQUEST.BAD_VALUE distinct must name a field of single values that can be compared.']],
    ['wage', ['distinct REQUEST.FIELD_CONDITIONAL wage may be read of some records only: it can be selected and filtered by, but not sorted by, grouped by or aggregated.']],
    ['length', ['distinct REQUEST.FIELD_COMPUTED length is computed when a record is read: it can be selected, but not filtered by, sorted by, grouped by or aggregated.']],
    ['secret', ['distinct REQUEST.UNKNOWN_FIELD Post has no field "secret".']],
    ['nope', ['distinct REQUEST.UNKNOWN_FIELD Post has no field "nope". Did you mean "note"?']],
    [['title', 'views', 'likes'], ['title', 'views', 'likes']],
    [['title', 'views', 'likes', 'at'], ['distinct LIMIT.EXCEEDED distinct may name 3 fields.']],
    [{}, ['distinct REQUEST.BAD_VALUE distinct must name a field of single values that can be compared.']],
    [[], []],
    ['', ['distinct REQUEST.UNKNOWN_FIELD Post has no field "".']],
  ])('takes as distinct %j', (input, expected) => expect(distinct(input)).toEqual(expected))
})

describe('given the arguments of a count', () => {
  it.each<[Arguments, unknown]>([
    [{}, 'always'],
    [{ where: { title: 'x' } }, 'title equals "x"'],
    [{ search: 'a' }, 'and(or(title contains "a" in any case, note contains "a" in any case))'],
    [{ where: { title: 'x' }, search: 'a b' }, 'and(title equals "x", and(or(title contains "a" in any case, note contains "a" in any case), or(title contains "b" in any case, note contains "b" in any case)))'],
    [{ search: '' }, 'always'],
    [{ search: ['a'] }, ['search REQUEST.BAD_VALUE search must be a text of at most 200 characters.']],
    [{ search: 1 }, ['search REQUEST.BAD_VALUE search must be a text of at most 200 characters.']],
    [{ search: '  ' }, 'and()'],
    [{ search: 'a  b	c' }, 'and(or(title contains "a" in any case, note contains "a" in any case), or(title contains "b" in any case, note contains "b" in any case), or(title contains "c" in any case, note contains "c" in any case))'],
    [{ search: 'a b c d e f g h i j k' }, 'and(or(title contains "a" in any case, note contains "a" in any case), or(title contains "b" in any case, note contains "b" in any case), or(title contains "c" in any case, note contains "c" in any case), or(title contains "d" in any case, note contains "d" in any case), or(title contains "e" in any case, note contains "e" in any case), or(title contains "f" in any case, note contains "f" in any case), or(title contains "g" in any case, note contains "g" in any case), or(title contains "h" in any case, note contains "h" in any case), or(title contains "i" in any case, note contains "i" in any case), or(title contains "j" in any case, note contains "j" in any case))'],
    [{ take: 1 }, ['take REQUEST.UNKNOWN_ARGUMENT "take" is not an argument here.']],
    [{ where: { OR: [] }, search: 'a' }, 'and(or(), and(or(title contains "a" in any case, note contains "a" in any case)))'],
    [{ where: 1, search: 1 }, ['where REQUEST.BAD_VALUE where must be an object.', 'search REQUEST.BAD_VALUE search must be a text of at most 200 characters.']],
    [({ search: 'x'.repeat(200) }), 'and(or(title contains "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" in any case, note contains "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" in any case))'],
    [({ search: 'x'.repeat(201) }), ['search REQUEST.BAD_VALUE search must be a text of at most 200 characters.']],
  ])('reads %j', (input, expected) => expect(count(input)).toEqual(expected))

  it.each<[Arguments, unknown]>([
    [{ search: 'a' }, 'and(or(title contains "a", note contains "a"))'],
  ])('looks for %j without regard to case where the database has to be told', (input, expected) => expect(count(input, { registry })).toEqual(expected))
})
