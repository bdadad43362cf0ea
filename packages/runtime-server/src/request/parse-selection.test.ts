import { describe, expect, it } from 'vitest'
import type { Field } from '../registry/registry.ts'
import { parseListQuery, parseRecordQuery, type Arguments } from './parse-query.ts'
import type { Selection } from './query.ts'
import { modelNamed, outcomeOf, scopeOf } from './request-fixture.ts'
import { isSameSelection, isStoredSelection, storedSelection } from './stored-selection.ts'

const selection = (args: Arguments): unknown => outcomeOf((scope) => parseRecordQuery(scope, args), scopeOf('Post'))
const ofList = (args: Arguments): unknown => outcomeOf((scope) => parseListQuery(scope, args).query.selection, scopeOf('Post'))

describe('given what of a record is asked for', () => {
  it.each<[Arguments, unknown]>([
    [{}, '{ * }'],
    [{ select: { title: true } }, '{ title }'],
    [{ select: { title: 'true', views: false, note: 'false' } }, '{ title }'],
    [{ select: ['title', 'author'] }, '{ title, author: User { * } }'],
    [{ select: ['title', 1] }, ['select REQUEST.BAD_VALUE select must be an object such as { "title": true }.']],
    [{ select: 'title' }, ['select REQUEST.BAD_VALUE select must be an object such as { "title": true }.']],
    [{ select: {} }, '{  }'],
    [{ select: [] }, '{  }'],
    [{ select: null }, ['select REQUEST.BAD_VALUE select must be an object such as { "title": true }.']],
    [{ select: { title: 1 } }, ['select.title REQUEST.BAD_VALUE select.title must be true or false.']],
    [{ select: { nope: true } }, ['select.nope REQUEST.UNKNOWN_FIELD Post has no field "nope". Did you mean "note"?']],
    [{ select: { secret: true } }, ['select.secret REQUEST.UNKNOWN_FIELD Post has no field "secret".']],
    [{ select: { secret: false } }, ['select.secret REQUEST.UNKNOWN_FIELD Post has no field "secret".']],
    [{ select: { length: true, wage: true } }, '{ length, wage }'],
    [{ select: { trace: true } }, ['select.trace REQUEST.UNKNOWN_FIELD Post has no field "trace".']],
    [{ select: { title: true }, include: { author: true } }, ['select REQUEST.MALFORMED_QUERY Use select alone, or include and omit.']],
    [{ select: { title: true }, omit: { views: true } }, ['select REQUEST.MALFORMED_QUERY Use select alone, or include and omit.']],
    [{ include: { topics: { select: { name: true } } }, omit: ['title'] }, '{ id, slug, note, views, likes, score, price, cost, total, at, day, time, blob, data, status, mood, live, words, marks, code, page, authorId, editorId, ownerId, wage, length, createdAt, rank, topics: Topic { * } of {"where":"always","orderBy":["name asc"],"distinct":[],"take":100,"skip":0} }'],
    [{ omit: { title: true, views: false } }, '{ id, slug, note, views, likes, score, price, cost, total, at, day, time, blob, data, status, mood, live, words, marks, code, page, authorId, editorId, ownerId, wage, length, createdAt, rank }'],
    [{ omit: ['nope'] }, ['omit.nope REQUEST.UNKNOWN_FIELD Post has no field "nope". Did you mean "note"?']],
    [{ omit: 'title' }, ['omit REQUEST.BAD_VALUE omit must be an object such as { "title": true }.']],
    [{ omit: { secret: true } }, ['omit.secret REQUEST.UNKNOWN_FIELD Post has no field "secret".']],
    [{ include: { author: true } }, '{ *, author: User { * } }'],
    [{ include: { author: 'true', editor: false, owner: 'false' } }, '{ *, author: User { * } }'],
    [{ include: { author: {} } }, '{ *, author: User { * } }'],
    [{ include: ['author'] }, '{ *, author: User { * } }'],
    [{ include: { author: { select: { id: true } } } }, '{ *, author: User { id } }'],
    [{ include: { author: { omit: { id: true } } } }, '{ *, author: User { name } }'],
    [{ include: { author: 1 } }, ['include.author REQUEST.BAD_VALUE include.author must be true or an object.']],
    [{ include: { author: null } }, ['include.author REQUEST.BAD_VALUE include.author must be true or an object.']],
    [{ include: { nope: true } }, ['include.nope REQUEST.UNKNOWN_FIELD Post has no field "nope". Did you mean "note"?']],
    [{ include: { nope: false } }, '{ * }'],
    [{ include: { title: true } }, ['include.title REQUEST.UNKNOWN_FIELD title of Post cannot be named here.']],
    [{ include: { trace: true } }, ['include.trace REQUEST.UNKNOWN_FIELD Post has no field "trace".']],
    [{ include: 'author' }, ['include REQUEST.BAD_VALUE include must be an object such as { "title": true }.']],
    [{ include: { author: { where: { id: 'x' } } } }, ['include.author.where REQUEST.UNKNOWN_ARGUMENT "where" is not an argument here.']],
    [{ include: { author: { take: 1 } } }, ['include.author.take REQUEST.UNKNOWN_ARGUMENT "take" is not an argument here.']],
    [{ include: { comments: true } }, '{ *, comments: Comment { * } of {"where":"always","orderBy":["id asc"],"distinct":[],"take":50,"skip":0} }'],
    [{ include: { comments: { where: { text: 'x' }, orderBy: { nr: 'desc' }, distinct: ['nr'], take: 3, skip: 1, select: { text: true } } } }, '{ *, comments: Comment { text } of {"where":"text equals \\"x\\"","orderBy":["nr desc","id desc"],"distinct":["nr"],"take":3,"skip":1} }'],
    [{ include: { comments: { take: 51 } } }, ['include.comments.take LIMIT.EXCEEDED include.comments.take is 51; at most 50 are allowed.']],
    [{ include: { comments: { foo: 1 } } }, ['include.comments.foo REQUEST.UNKNOWN_ARGUMENT "foo" is not an argument here.']],
    [{ include: { topics: true } }, '{ *, topics: Topic { * } of {"where":"always","orderBy":["name asc"],"distinct":[],"take":100,"skip":0} }'],
    [{ include: { topics: { take: 101 } } }, ['include.topics.take LIMIT.EXCEEDED include.topics.take is 101; at most 100 are allowed.']],
    [{ select: { author: true, title: true } }, '{ title, author: User { * } }'],
    [{ select: { comments: { take: 1 } } }, '{ comments: Comment { * } of {"where":"always","orderBy":["id asc"],"distinct":[],"take":1,"skip":0} }'],
    [{ select: { author: { select: { posts: { select: { title: true }, take: 2 } } } } }, '{ author: User { posts: Post { title } of {"where":"always","orderBy":["id asc"],"distinct":[],"take":2,"skip":0} } }'],
    [{ include: { author: { include: { posts: { take: 1, include: { author: true } } } } } }, ['include.author.include.posts.include.author LIMIT.EXCEEDED A query may include 4 relations, 2 deep.']],
    [{ include: { author: { include: { posts: { take: 1 } } } } }, '{ *, author: User { *, posts: Post { * } of {"where":"always","orderBy":["id asc"],"distinct":[],"take":1,"skip":0} } }'],
    [{ include: { author: true, editor: true, owner: true, cover: true } }, '{ *, author: User { * }, editor: User { * }, owner: User { * }, cover: Cover { * } }'],
    [{ include: { author: true, editor: true, owner: true, cover: true, comments: true } }, ['include.comments LIMIT.EXCEEDED A query may include 4 relations, 2 deep.']],
    [{ include: { topics: { take: 50, include: { posts: { take: 100 } } } } }, '{ *, topics: Topic { *, posts: Post { * } of {"where":"always","orderBy":["id asc"],"distinct":[],"take":100,"skip":0} } of {"where":"always","orderBy":["name asc"],"distinct":[],"take":50,"skip":0} }'],
    [{ include: { topics: { take: 51, include: { posts: { take: 100 } } } } }, ['include.topics.include.posts LIMIT.EXCEEDED The lists of a query may hold 5000 records together; ask for less with take.']],
  ])('answers %j', (input, expected) => expect(selection(input)).toEqual(expected))

  it.each<[Arguments, unknown]>([
    [{ include: { _count: true } }, '{ *, #comments always, #topics always, #stats always, #logs always }'],
    [{ include: { _count: 'true' } }, '{ *, #comments always, #topics always, #stats always, #logs always }'],
    [{ include: { _count: false } }, '{ * }'],
    [{ include: { _count: { select: { comments: true } } } }, '{ *, #comments always }'],
    [{ include: { _count: { select: { comments: { where: { text: 'x' } }, topics: false, stats: 'true' } } } }, '{ *, #comments text equals "x", #stats always }'],
    [{ include: { _count: { select: { author: true } } } }, ['include._count.select.author REQUEST.UNKNOWN_FIELD author of Post cannot be named here.']],
    [{ include: { _count: { select: { trace: true } } } }, ['include._count.select.trace REQUEST.UNKNOWN_FIELD Post has no field "trace".']],
    [{ include: { _count: { select: ['comments'] } } }, ['include._count REQUEST.BAD_VALUE include._count must be true or { "select": { … } }.']],
    [{ include: { _count: {} } }, ['include._count REQUEST.BAD_VALUE include._count must be true or { "select": { … } }.']],
    [{ include: { _count: 1 } }, ['include._count REQUEST.BAD_VALUE include._count must be true or { "select": { … } }.']],
    [{ include: { _count: { select: { comments: { take: 1 } } } } }, ['include._count.select.comments.take REQUEST.UNKNOWN_ARGUMENT "take" is not an argument here.']],
    [{ include: { _count: { select: { comments: { where: { nope: 1 } } } } } }, ['include._count.select.comments.where.nope REQUEST.UNKNOWN_FIELD Comment has no field "nope".']],
    [{ include: { _count: null } }, ['include._count REQUEST.BAD_VALUE include._count must be true or { "select": { … } }.']],
    [{ select: { _count: true } }, '{ #comments always, #topics always, #stats always, #logs always }'],
    [{ select: { title: true, _count: { select: { comments: true } } } }, '{ title, #comments always }'],
  ])('counts %j', (input, expected) => expect(selection(input)).toEqual(expected))

  it.each<[Arguments, unknown]>([
    [{ take: 50, include: { topics: true } }, '{ *, topics: Topic { * } of {"where":"always","orderBy":["name asc"],"distinct":[],"take":100,"skip":0} }'],
    [{ take: 51, include: { topics: true } }, ['include.topics LIMIT.EXCEEDED The lists of a query may hold 5000 records together; ask for less with take.']],
    [{ take: 51, include: { topics: { take: 98 } } }, '{ *, topics: Topic { * } of {"where":"always","orderBy":["name asc"],"distinct":[],"take":98,"skip":0} }'],
    [{ include: { comments: { take: 10, include: { post: true } } } }, '{ *, comments: Comment { *, post: Post { * } } of {"where":"always","orderBy":["id asc"],"distinct":[],"take":10,"skip":0} }'],
  ])('bounds the rows of a list by %j', (input, expected) => expect(ofList(input)).toEqual(expected))
})

describe('given the default representation', () => {
  const post = modelNamed('Post')
  const topic = modelNamed('Topic').fields.get('name')!
  const relation = post.relations.get('comments')!
  const always = { op: 'always' } as const
  const conditions = new Map([['title', always]])
  const nested = { relation, model: modelNamed('Comment'), selection: { fields: [], relations: [], counts: [] } }

  const swapped = ([first, second, ...rest]: readonly Field[]): readonly Field[] => [second!, first!, ...rest]

  it('holds every stored field that may be read, and nothing else', () => {
    const stored = storedSelection(post)
    expect({ ...stored, fields: stored.fields.map(({ name }) => name).filter((name) => ['secret', 'pin', 'length', 'wage', 'id'].includes(name)) }).toEqual({ fields: ['id', 'wage'], relations: [], counts: [] })
  })

  it.each<[boolean, (stored: Selection) => Selection]>([
    [true, (stored) => stored],
    [true, (stored) => ({ ...stored, fields: [...stored.fields] })],
    [false, (stored) => ({ ...stored, fields: stored.fields.slice(1) })],
    [false, (stored) => ({ ...stored, fields: swapped(stored.fields) })],
    [false, (stored) => ({ ...stored, fields: [...stored.fields, topic] })],
    [false, (stored) => ({ ...stored, relations: [nested] })],
    [false, (stored) => ({ ...stored, counts: [{ relation, where: always }] })],
    [false, (stored) => ({ ...stored, conditions })],
  ])('tells that it is %s of selection %#', (expected, change) => expect(isStoredSelection(post, change(storedSelection(post)))).toBe(expected))

  it.each<[boolean, (stored: Selection) => readonly [Selection, Selection]]>([
    [true, (stored) => [stored, stored]],
    [true, (stored) => [stored, { ...stored }]],
    [true, (stored) => [{ ...stored, conditions }, { ...stored, conditions: new Map(conditions) }]],
    [false, (stored) => [stored, { ...stored, fields: stored.fields.slice(1) }]],
    [false, (stored) => [{ ...stored, fields: stored.fields.slice(0, -1) }, stored]],
    [false, (stored) => [stored, { ...stored, fields: swapped(stored.fields) }]],
    [false, (stored) => [stored, { ...stored, conditions }]],
    [false, (stored) => [{ ...stored, conditions }, { ...stored, conditions: new Map([['title', { op: 'always' } as const]]) }]],
    [false, (stored) => [{ ...stored, relations: [nested] }, { ...stored, relations: [nested] }]],
    [false, (stored) => [{ ...stored, counts: [{ relation, where: always }] }, { ...stored, counts: [{ relation, where: always }] }]],
    [false, (stored) => [stored, { ...stored, relations: [nested] }]],
    [false, (stored) => [stored, { ...stored, counts: [{ relation, where: always }] }]],
  ])('tells that it is %s of selections %# that they are the same', (expected, pair) => expect(isSameSelection(...pair(storedSelection(post)))).toBe(expected))
})
