import { describe, expect, it } from 'vitest'
import { given } from './given.ts'
import { parseCreate, parseCreateMany, parseImported, parsePrepared, parseUpdate, parseUpdateMany } from './parse-write.ts'
import { outcomeOf, scopeOf } from './request-fixture.ts'
import type { WriteData } from './write.ts'

const brief = ({ scalars, changes, links }: WriteData): unknown => ({ scalars, ...(Object.keys(changes).length > 0 && { changes }), ...(links.length > 0 && { links: links.map(({ path }) => path) }) })
const create = (input: unknown): unknown => outcomeOf((scope) => brief(parseCreate(scope, given(input))), scopeOf('Comment'))
const createPost = (input: unknown): unknown => outcomeOf((scope) => brief(parseCreate(scope, given(input))), scopeOf('Post'))
const filledIn = (input: unknown): unknown => outcomeOf((scope) => parseCreate(scope, given(input, 'data'), ['post', 'postId']), scopeOf('Comment'))
const update = (input: unknown): unknown => outcomeOf((scope) => brief(parseUpdate(scope, given(input))), scopeOf('Post'))
const updateMany = (input: unknown): unknown => outcomeOf((scope) => brief(parseUpdateMany(scope, given(input, 'data'))), scopeOf('Post'))
const imported = (input: unknown, fromText: boolean): unknown => outcomeOf((scope) => brief(parseImported(scope, given(input))), scopeOf('Comment', { fromText }))
const prepared = (input: unknown, isNew: boolean): unknown => outcomeOf((scope) => brief(parsePrepared(scope, given(input), isNew)), scopeOf('Post'))
const many = (input: unknown): unknown => outcomeOf((scope) => parseCreateMany(scope, given(input, 'data')), scopeOf('Comment'))

describe('given the body of a create', () => {
  it.each<[unknown, unknown]>([
    [{ text: 'x', nr: 1, postId: 1 }, { scalars: { text: 'x', nr: 1, postId: 1 } }],
    [{ text: 'x', nr: 1, post: { connect: { id: 1 } } }, { scalars: { text: 'x', nr: 1 }, links: ['post'] }],
    [{ text: 'x', nr: 1, postId: 1, post: { connect: { id: 1 } } }, ['post REQUEST.BAD_VALUE post and postId are both given; send one of them.']],
    [{}, ['text REQUEST.REQUIRED text is required.', 'nr REQUEST.REQUIRED nr is required.', 'postId REQUEST.REQUIRED postId is required.']],
    [{ text: null, nr: '1', postId: 1 }, ['text REQUEST.BAD_VALUE text must not be null.', 'nr REQUEST.BAD_VALUE nr must be a whole number.']],
    [{ text: { set: 'x' }, nr: 1, postId: 1 }, ['text REQUEST.BAD_VALUE text must be a text.']],
    [{ text: 'x', nr: 1, postId: 1, id: 5 }, ['id REQUEST.SERVER_OWNED id is set by the server.']],
    [{ text: 'x', nr: 1, postId: 1, nope: 1 }, ['nope REQUEST.UNKNOWN_FIELD Comment has no field "nope".']],
    [{ text: 'x', nr: { increment: 1 }, postId: 1 }, ['nr REQUEST.BAD_VALUE nr must be a whole number.']],
    [1, [' REQUEST.BAD_VALUE The body must be an object with the fields of the record.', 'text REQUEST.REQUIRED text is required.', 'nr REQUEST.REQUIRED nr is required.', 'postId REQUEST.REQUIRED postId is required.']],
    [null, [' REQUEST.BAD_VALUE The body must be an object with the fields of the record.', 'text REQUEST.REQUIRED text is required.', 'nr REQUEST.REQUIRED nr is required.', 'postId REQUEST.REQUIRED postId is required.']],
    [[], [' REQUEST.BAD_VALUE The body must be an object with the fields of the record.', 'text REQUEST.REQUIRED text is required.', 'nr REQUEST.REQUIRED nr is required.', 'postId REQUEST.REQUIRED postId is required.']],
    [{ text: 'x', nr: 1, post: {} }, ['post REQUEST.REQUIRED post is required.']],
  ])('reads %j', (input, expected) => expect(create(input)).toEqual(expected))

  it.each<[unknown, unknown]>([
    [{ slug: 's', title: 't', authorId: 'u' }, { scalars: { slug: 's', title: 't', authorId: 'u' } }],
    [{ slug: 's', title: 't', authorId: 'u', ownerId: 'o', pin: 1, rank: 1, wage: 1, words: ['a'], marks: { set: [1] }, views: 5, note: null, data: { set: 1 }, status: 'DONE' }, { scalars: { slug: 's', title: 't', authorId: 'u', ownerId: 'o', pin: 1, rank: 1, wage: 1, words: ['a'], marks: [1], views: 5, note: null, data: { set: 1 }, status: 'DONE' } }],
    [{ slug: 's', title: 't', authorId: 'u', secret: 'x', length: 1, createdAt: '2024-01-01T00:00:00Z', trace: {} }, ['secret REQUEST.UNKNOWN_FIELD Post has no field "secret".', 'length REQUEST.SERVER_OWNED length is set by the server.', 'createdAt REQUEST.SERVER_OWNED createdAt is set by the server.', 'trace REQUEST.UNKNOWN_FIELD Post has no field "trace".']],
    [{ slug: 's', title: 't', authorId: 'u', words: null, title2: 1 }, ['words REQUEST.BAD_VALUE words must not be null.', 'title2 REQUEST.UNKNOWN_FIELD Post has no field "title2". Did you mean "title"?']],
    [{ slug: 's', title: '123456789', authorId: 'u', words: 'x', marks: [1, 'x'] }, ['title REQUEST.BAD_VALUE title must have at most 8 characters.', 'words REQUEST.BAD_VALUE words must be a list.', 'marks REQUEST.BAD_VALUE marks item 1 must be a whole number.']],
    [{ slug: 's', title: 't', authorId: 'u', words: { set: ['a'], push: 'b' } }, ['words REQUEST.BAD_VALUE words must be a list.']],
    [{ slug: 's', title: 't', authorId: 'u', cover: { create: { id: 1, url: 'x' } } }, { scalars: { slug: 's', title: 't', authorId: 'u' }, links: ['cover'] }],
    [{ slug: 's', title: 't', authorId: 'u', words: { push: 'a' } }, ['words REQUEST.BAD_VALUE words must be a list.']],
  ])('reads %j of a post', (input, expected) => expect(createPost(input)).toEqual(expected))

  it.each<[unknown, unknown]>([
    [{ text: 'x', nr: 1 }, { model: 'Comment', path: 'data', scalars: { text: 'x', nr: 1 }, changes: {}, links: [], input: { text: 'x', nr: 1 } }],
    [{ text: 'x', nr: 1, postId: 1 }, ['data.postId REQUEST.BAD_VALUE data.postId is filled in by the record around it.']],
    [{ text: 'x', nr: 1, post: {} }, ['data.post REQUEST.BAD_VALUE data.post is filled in by the record around it.']],
    [{ nr: 1 }, ['data.text REQUEST.REQUIRED data.text is required.']],
  ])('reads %j beside what is filled in', (input, expected) => expect(filledIn(input)).toEqual(expected))
})

describe('given the body of an update', () => {
  it.each<[unknown, unknown]>([
    [{}, { scalars: {} }],
    [{ title: 'x' }, { scalars: { title: 'x' } }],
    [{ title: { set: 'x' } }, { scalars: { title: 'x' } }],
    [{ title: null }, ['title REQUEST.BAD_VALUE title must not be null.']],
    [{ note: null }, { scalars: { note: null } }],
    [{ note: { set: null } }, { scalars: { note: null } }],
    [{ title: { set: null } }, ['title.set REQUEST.BAD_VALUE title.set must not be null.']],
    [{ title: { set: 'x', push: 'y' } }, ['title REQUEST.BAD_VALUE title must hold one operation.']],
    [{ title: {} }, ['title REQUEST.BAD_VALUE title must be a text.']],
    [{ title: { increment: 1 } }, ['title REQUEST.BAD_VALUE title must be a text.']],
    [{ title: { set: '123456789' } }, ['title.set REQUEST.BAD_VALUE title.set must have at most 8 characters.']],
    [{ views: { increment: 1 } }, { scalars: {}, changes: { views: { by: 'increment', value: 1 } } }],
    [{ views: { decrement: 2 } }, { scalars: {}, changes: { views: { by: 'decrement', value: 2 } } }],
    [{ views: { multiply: 3 } }, { scalars: {}, changes: { views: { by: 'multiply', value: 3 } } }],
    [{ views: { divide: 4 } }, { scalars: {}, changes: { views: { by: 'divide', value: 4 } } }],
    [{ views: { divide: 0 } }, ['views.divide REQUEST.BAD_VALUE views.divide must not be zero.']],
    [{ views: { multiply: 0 } }, { scalars: {}, changes: { views: { by: 'multiply', value: 0 } } }],
    [{ price: { divide: '0.00' } }, ['price.divide REQUEST.BAD_VALUE price.divide must not be zero.']],
    [{ price: { increment: '1.2345678' } }, { scalars: {}, changes: { price: { by: 'increment', value: '1.2345678' } } }],
    [{ total: { divide: '0' } }, ['total.divide REQUEST.BAD_VALUE total.divide must not be zero.']],
    [{ total: { increment: '5' } }, { scalars: {}, changes: { total: { by: 'increment', value: '5n' } } }],
    [{ score: { multiply: 1.5 } }, { scalars: {}, changes: { score: { by: 'multiply', value: 1.5 } } }],
    [{ views: { increment: 'x' } }, ['views.increment REQUEST.BAD_VALUE views.increment must be a whole number.']],
    [{ views: { increment: null } }, ['views.increment REQUEST.BAD_VALUE views.increment must be a whole number.']],
    [{ views: { increment: 1, decrement: 1 } }, ['views REQUEST.BAD_VALUE views must hold one operation.']],
    [{ views: { pow: 2 } }, ['views REQUEST.BAD_VALUE views must be a whole number.']],
    [{ views: { constructor: 2 } }, ['views REQUEST.BAD_VALUE views must be a whole number.']],
    [{ views: { push: 1 } }, ['views REQUEST.BAD_VALUE views must be a whole number.']],
    [{ at: { increment: 1 } }, ['at REQUEST.BAD_VALUE at must be an ISO 8601 date and time with zone, such as 2024-01-31T09:30:00Z.']],
    [{ words: { push: 'a' } }, { scalars: {}, changes: { words: { by: 'push', value: ['a'] } } }],
    [{ words: { push: ['a', 'b'] } }, { scalars: {}, changes: { words: { by: 'push', value: ['a', 'b'] } } }],
    [{ hints: { push: 'a' } }, { scalars: {}, changes: { hints: { by: 'push', value: ['a'] } } }],
    [{ words: { push: 1 } }, ['words.push REQUEST.BAD_VALUE words.push item 0 must be a text.']],
    [{ words: { set: ['a'] } }, { scalars: { words: ['a'] } }],
    [{ words: ['a'] }, { scalars: { words: ['a'] } }],
    [{ words: null }, ['words REQUEST.BAD_VALUE words must not be null.']],
    [{ words: { set: null } }, ['words.set REQUEST.BAD_VALUE words.set must not be null.']],
    [{ words: { add: 'a' } }, ['words REQUEST.BAD_VALUE words must be a list.']],
    [{ marks: { increment: 1 } }, ['marks REQUEST.BAD_VALUE marks must be a list.']],
    [{ marks: { push: [] } }, { scalars: {}, changes: { marks: { by: 'push', value: [] } } }],
    [{ data: { increment: 1 } }, { scalars: { data: { increment: 1 } } }],
    [{ data: { set: 1 } }, { scalars: { data: { set: 1 } } }],
    [{ data: { set: 1, push: 2 } }, { scalars: { data: { set: 1, push: 2 } } }],
    [{ data: null }, { scalars: { data: null } }],
    [{ pin: 5 }, { scalars: { pin: 5 } }],
    [{ pin: { increment: 1 } }, ['pin REQUEST.BAD_VALUE pin can only be set, since you cannot read it.']],
    [{ pin: { set: 1 } }, { scalars: { pin: 1 } }],
    [{ wage: 5 }, { scalars: { wage: 5 } }],
    [{ wage: { increment: 1 } }, ['wage REQUEST.FIELD_CONDITIONAL wage may be read of some records only: it can be set, but not counted up or down.']],
    [{ secret: 'x' }, ['secret REQUEST.UNKNOWN_FIELD Post has no field "secret".']],
    [{ id: 1 }, ['id REQUEST.SERVER_OWNED id is set by the server.']],
    [{ ownerId: 'x' }, ['ownerId REQUEST.SERVER_OWNED ownerId is set once, when the record is created.']],
    [{ rank: 1 }, ['rank POLICY.DENIED You may not set rank.']],
    [{ length: 1 }, ['length REQUEST.SERVER_OWNED length is set by the server.']],
    [{ createdAt: '2024-01-01T00:00:00Z' }, ['createdAt REQUEST.SERVER_OWNED createdAt is set by the server.']],
    [{ trace: {} }, ['trace REQUEST.UNKNOWN_FIELD Post has no field "trace".']],
    [{ nope: 1 }, ['nope REQUEST.UNKNOWN_FIELD Post has no field "nope". Did you mean "note"?']],
    [{ authorId: 'u', author: { connect: { id: 'u' } } }, ['author REQUEST.BAD_VALUE author and authorId are both given; send one of them.']],
    [{ author: { connect: { id: 'u' } }, editor: { disconnect: true } }, { scalars: {}, links: ['author', 'editor'] }],
    [1, [' REQUEST.BAD_VALUE The body must be an object with the fields of the record.']],
  ])('reads %j', (input, expected) => expect(update(input)).toEqual(expected))

  it.each<[unknown, unknown]>([
    [{ title: 'x' }, { scalars: { title: 'x' } }],
    [{ views: { increment: 1 } }, { scalars: {}, changes: { views: { by: 'increment', value: 1 } } }],
    [{ author: { connect: { id: 'u' } } }, ['data.author REQUEST.BAD_VALUE data.author is a relation; only the record’s own fields can be set here.']],
    [{ authorId: 'u' }, { scalars: { authorId: 'u' } }],
    [1, ['data REQUEST.BAD_VALUE data must be an object with the fields of the record.']],
  ])('reads %j for many records', (input, expected) => expect(updateMany(input)).toEqual(expected))
})

describe('given the data of many records', () => {
  it.each<[unknown, unknown]>([
    [[{ text: 'x', nr: 1, postId: 1 }, { text: 'y', nr: 2, postId: 1 }], [{ model: 'Comment', path: 'data.0', scalars: { text: 'x', nr: 1, postId: 1 }, changes: {}, links: [], input: { text: 'x', nr: 1, postId: 1 } }, { model: 'Comment', path: 'data.1', scalars: { text: 'y', nr: 2, postId: 1 }, changes: {}, links: [], input: { text: 'y', nr: 2, postId: 1 } }]],
    [[], []],
    [{}, ['data REQUEST.BAD_VALUE data must be a list of records.']],
    ['x', ['data REQUEST.BAD_VALUE data must be a list of records.']],
    [[{ text: 'x' }, 1], ['data.0.nr REQUEST.REQUIRED data.0.nr is required.', 'data.0.postId REQUEST.REQUIRED data.0.postId is required.', 'data.1 REQUEST.BAD_VALUE data.1 must be an object with the fields of the record.', 'data.1.text REQUEST.REQUIRED data.1.text is required.', 'data.1.nr REQUEST.REQUIRED data.1.nr is required.', 'data.1.postId REQUEST.REQUIRED data.1.postId is required.']],
    [[{ text: 'x', nr: 1, post: { connect: { id: 1 } } }], ['data.0.post REQUEST.BAD_VALUE data.0.post is a relation; only the record’s own fields can be set here.']],
    [[...Array.from({ length: 6 }, (_, nr) => ({ text: 'x', nr, postId: 1 })), {}, {}], ['data.6 LIMIT.EXCEEDED One request may write 6 records.']],
    [Array.from({ length: 7 }, (_, nr) => ({ text: 'x', nr, postId: 1 })), ['data.6 LIMIT.EXCEEDED One request may write 6 records.']],
  ])('reads %j', (input, expected) => expect(many(input)).toEqual(expected))

  it.each<[readonly [unknown, boolean], unknown]>([
    [[{ text: 'x', nr: '1', postId: '2' }, true], { scalars: { text: 'x', nr: 1, postId: 2 } }],
    [[{ text: 'x', nr: '1', postId: '2' }, false], ['nr REQUEST.BAD_VALUE nr must be a whole number.', 'postId REQUEST.BAD_VALUE postId must be a whole number.']],
    [[{ text: 'x', nr: 1, postId: 2, post: {} }, true], ['post REQUEST.BAD_VALUE post is a relation; only the record’s own fields can be set here.']],
    [[{ text: 'x' }, true], ['nr REQUEST.REQUIRED nr is required.', 'postId REQUEST.REQUIRED postId is required.']],
  ])('reads a row of a file: %j', (input, expected) => expect(imported(...input)).toEqual(expected))

  it.each<[readonly [unknown, boolean], unknown]>([
    [[{ secret: 'x', id: 5 }, true], { scalars: { secret: 'x', id: 5 } }],
    [[{ secret: 'x', ownerId: 'o', rank: 1, createdAt: '2024-01-01T00:00:00Z' }, false], { scalars: { secret: 'x', ownerId: 'o', rank: 1, createdAt: '2024-01-01T00:00:00.000Z' } }],
    [[{}, true], { scalars: {} }],
    [[{ pin: { increment: 1 }, wage: { increment: 1 } }, false], { scalars: {}, changes: { pin: { by: 'increment', value: 1 }, wage: { by: 'increment', value: 1 } } }],
    [[{ views: { increment: 1 } }, true], ['views REQUEST.BAD_VALUE views must be a whole number.']],
    [[{ nope: 1 }, true], ['nope REQUEST.UNKNOWN_FIELD Post has no field "nope". Did you mean "note"?']],
    [[{ author: { connect: { id: 'u' } }, title: 't' }, true], { scalars: { title: 't' }, links: ['author'] }],
  ])('reads what the application has prepared: %j', (input, expected) => expect(prepared(...input)).toEqual(expected))
})
