import { describe, expect, it } from 'vitest'
import { given } from './given.ts'
import { parsePathKey, parseWhereUnique, presentPathKey, readableUnique } from './parse-key.ts'
import { parseTarget } from './parse-target.ts'
import { modelNamed, outcomeOf, scopeOf } from './request-fixture.ts'

const atPath = ([model, segment, unique]: Path): unknown => outcomeOf((scope) => parsePathKey(scope, segment, ...(unique === undefined ? [] : [scope.model.uniques.find(({ name }) => name === unique)])), scopeOf(model))
type Path = readonly [model: string, segment: string, unique?: string]
const unique = (name: string): unknown => outcomeOf((scope) => ({ unique: readableUnique(scope, name) }), scopeOf('Post'))
const address = ([model, input]: Address): unknown => outcomeOf((scope) => parseWhereUnique(scope, given(input, 'where')), scopeOf(model))
const target = ([model, input]: Address): unknown => outcomeOf((scope) => parseTarget(scope, given(input, 'where')), scopeOf(model))
type Address = readonly [model: string, input: unknown]

describe('given a record that is addressed', () => {
  it.each<[Path, unknown]>([
    [['Post', '1'], { key: 'id', values: { id: 1 } }],
    [['Post', '12'], { key: 'id', values: { id: 12 } }],
    [['Coin', '1'], { key: 'id', values: { id: '1n' } }],
    [['Coin', '01'], { code: 'DATA.NOT_FOUND', detail: 'There is no such coin.', errors: [] }],
    [['Coin', '+1'], { code: 'DATA.NOT_FOUND', detail: 'There is no such coin.', errors: [] }],
    [['Post', '-1'], { key: 'id', values: { id: -1 } }],
    [['Post', '0'], { key: 'id', values: { id: 0 } }],
    [['Post', '01'], { code: 'DATA.NOT_FOUND', detail: 'There is no such post.', errors: [] }],
    [['Post', '+1'], { code: 'DATA.NOT_FOUND', detail: 'There is no such post.', errors: [] }],
    [['Post', '-0'], { code: 'DATA.NOT_FOUND', detail: 'There is no such post.', errors: [] }],
    [['Post', '1x'], { code: 'DATA.NOT_FOUND', detail: 'There is no such post.', errors: [] }],
    [['Post', 'x1'], { code: 'DATA.NOT_FOUND', detail: 'There is no such post.', errors: [] }],
    [['Post', '1,2'], { code: 'DATA.NOT_FOUND', detail: 'There is no such post.', errors: [] }],
    [['Post', ''], { code: 'DATA.NOT_FOUND', detail: 'There is no such post.', errors: [] }],
    [['Post', '%31'], { key: 'id', values: { id: 1 } }],
    [['Post', '%'], { code: 'DATA.NOT_FOUND', detail: 'There is no such post.', errors: [] }],
    [['Post', '99999999999'], { code: 'DATA.NOT_FOUND', detail: 'There is no such post.', errors: [] }],
    [['User', 'a,b'], { key: 'id', values: { id: 'a,b' } }],
    [['User', 'a%2Cb'], { key: 'id', values: { id: 'a,b' } }],
    [['User', '%00'], { code: 'DATA.NOT_FOUND', detail: 'There is no such user.', errors: [] }],
    [['User', '01'], { key: 'id', values: { id: '01' } }],
    [['Seat', 'a,1'], { key: 'row_nr', values: { row: 'a', nr: 1 } }],
    [['Seat', 'a%2Cb,1'], { key: 'row_nr', values: { row: 'a,b', nr: 1 } }],
    [['Seat', 'a'], { code: 'DATA.NOT_FOUND', detail: 'There is no such seat.', errors: [] }],
    [['Seat', 'a,1,2'], { code: 'DATA.NOT_FOUND', detail: 'There is no such seat.', errors: [] }],
    [['Seat', 'a,'], { code: 'DATA.NOT_FOUND', detail: 'There is no such seat.', errors: [] }],
    [['Noise', '1'], { code: 'DATA.NOT_FOUND', detail: 'There is no such noise.', errors: [] }],
    [['Post', 'x', 'slug'], { key: 'slug', values: { slug: 'x' } }],
    [['Post', 'u,t', 'authorId_title'], { key: 'authorId_title', values: { authorId: 'u', title: 't' } }],
    [['Post', '1', 'id'], { key: 'id', values: { id: 1 } }],
  ])('reads %j of a path', (input, expected) => expect(atPath(input)).toEqual(expected))

  it.each<[readonly [string, Readonly<Record<string, unknown>>], unknown]>([
    [['Post', { id: 1, title: 'x' }], '1'],
    [['User', { id: 'a,b/c' }], 'a%2Cb%2Fc'],
    [['Seat', { row: 'a,b', nr: 2 }], 'a%2Cb,2'],
    [['Noise', { level: 1 }], ''],
  ])('writes %j as a path that leads back to it', (input, expected) => expect(presentPathKey(modelNamed(input[0]), input[1])).toEqual(expected))

  it.each<[string, unknown]>([
    ['id', { unique: 'id' }],
    ['slug', { unique: 'slug' }],
    ['authorId_title', { unique: 'authorId_title' }],
    ['secret', ['$by REQUEST.UNKNOWN_FIELD Post has no field "secret".']],
    ['pair', ['$by REQUEST.UNKNOWN_FIELD Post has no field "pair".']],
    ['title', ['$by REQUEST.UNKNOWN_FIELD title of Post cannot be named here.']],
    ['nope', ['$by REQUEST.UNKNOWN_FIELD Post has no field "nope". Did you mean "note"?']],
  ])('finds the unique %j', (input, expected) => expect(unique(input)).toEqual(expected))

  it.each<[Address, unknown]>([
    [['Post', { id: 1 }], { key: 'id', values: { id: 1 } }],
    [['Post', { slug: 'x' }], { key: 'slug', values: { slug: 'x' } }],
    [['Post', { authorId_title: { authorId: 'u', title: 't' } }], { key: 'authorId_title', values: { authorId: 'u', title: 't' } }],
    [['Post', { authorId: 'u', title: 't' }], { key: 'authorId_title', values: { authorId: 'u', title: 't' } }],
    [['Post', { title: 't', authorId: 'u' }], { key: 'authorId_title', values: { authorId: 'u', title: 't' } }],
    [['Post', { authorId: 'u', views: 1 }], ['where REQUEST.BAD_VALUE where must name one unique of Post: id, slug, authorId_title.']],
    [['Post', { authorId: 'u' }], ['where REQUEST.BAD_VALUE where must name one unique of Post: id, slug, authorId_title.']],
    [['Post', { authorId_title: 1 }], ['where.authorId_title REQUEST.BAD_VALUE where.authorId_title must be an object with authorId, title.']],
    [['Post', { authorId_title: { authorId: 'u' } }], ['where.authorId_title.title REQUEST.BAD_VALUE where.authorId_title.title must be a text.']],
    [['Post', { id: 'x' }], ['where.id REQUEST.BAD_VALUE where.id must be a whole number.']],
    [['Post', { id: '1' }], ['where.id REQUEST.BAD_VALUE where.id must be a whole number.']],
    [['Post', { id: null }], ['where.id REQUEST.BAD_VALUE where.id must be a whole number.']],
    [['Post', { secret: 'x' }], ['where.secret REQUEST.UNKNOWN_FIELD Post has no field "secret".', 'where REQUEST.BAD_VALUE where must name one unique of Post: id, slug, authorId_title.']],
    [['Post', { pair: { secret: 'x', views: 1 } }], ['where.pair REQUEST.UNKNOWN_FIELD Post has no field "pair".', 'where REQUEST.BAD_VALUE where must name one unique of Post: id, slug, authorId_title.']],
    [['Post', { secret: 'x', views: 1 }], ['where.secret REQUEST.UNKNOWN_FIELD Post has no field "secret".', 'where REQUEST.BAD_VALUE where must name one unique of Post: id, slug, authorId_title.']],
    [['Post', { id: 1, slug: 'x' }], ['where REQUEST.BAD_VALUE where must name one unique of Post: id, slug, authorId_title.']],
    [['Post', { nope: 1 }], ['where.nope REQUEST.UNKNOWN_FIELD Post has no field "nope". Did you mean "note"?', 'where REQUEST.BAD_VALUE where must name one unique of Post: id, slug, authorId_title.']],
    [['Post', {}], ['where REQUEST.BAD_VALUE where must name one unique of Post: id, slug, authorId_title.']],
    [['Post', 1], ['where REQUEST.BAD_VALUE where must name one unique of Post: id, slug, authorId_title.']],
    [['Post', null], ['where REQUEST.BAD_VALUE where must name one unique of Post: id, slug, authorId_title.']],
    [['Post', []], ['where REQUEST.BAD_VALUE where must name one unique of Post: id, slug, authorId_title.']],
    [['Noise', { level: 1 }], ['where REQUEST.BAD_VALUE where must name one unique of Noise: .']],
    [['Seat', { row: 'a', nr: 1 }], { key: 'row_nr', values: { row: 'a', nr: 1 } }],
    [['Seat', { row_nr: { row: 'a', nr: 1 } }], { key: 'row_nr', values: { row: 'a', nr: 1 } }],
    [['Seat', { row_nr: { row: 'a', nr: 1, x: 1 } }], ['where.row_nr.x REQUEST.UNKNOWN_ARGUMENT "x" is not an argument here.']],
    [['Seat', { row: 'a' }], ['where REQUEST.BAD_VALUE where must name one unique of Seat: row_nr.']],
    [['Post', { author: { id: 1 } }], ['where.author REQUEST.UNKNOWN_FIELD author of Post cannot be named here.', 'where REQUEST.BAD_VALUE where must name one unique of Post: id, slug, authorId_title.']],
  ])('reads %j of a body', (input, expected) => expect(address(input)).toEqual(expected))

  it.each<[Address, unknown]>([
    [['Post', { id: 1 }], { key: { key: 'id', values: { id: 1 } }, where: 'always' }],
    [['Post', { id: 1, live: true }], { key: { key: 'id', values: { id: 1 } }, where: 'live equals true' }],
    [['Post', { id: 1, slug: 'x' }], { key: { key: 'id', values: { id: 1 } }, where: 'slug equals "x"' }],
    [['Post', { slug: 'x', id: { gt: 1 } }], { key: { key: 'slug', values: { slug: 'x' } }, where: 'id gt 1' }],
    [['Post', { authorId: 'u', title: 't', views: 1 }], { key: { key: 'authorId_title', values: { authorId: 'u', title: 't' } }, where: 'views equals 1' }],
    [['Post', { authorId_title: { authorId: 'u', title: 't' }, live: true }], { key: { key: 'authorId_title', values: { authorId: 'u', title: 't' } }, where: 'live equals true' }],
    [['Post', { authorId_title: 1, live: true }], ['where.authorId_title REQUEST.UNKNOWN_FIELD Post has no field "authorId_title".', 'where REQUEST.BAD_VALUE where must name one unique of Post: id, slug, authorId_title.']],
    [['Post', { id: 1, nope: 1 }], ['where.nope REQUEST.UNKNOWN_FIELD Post has no field "nope". Did you mean "note"?']],
    [['Post', { live: true }], ['where REQUEST.BAD_VALUE where must name one unique of Post: id, slug, authorId_title.']],
    [['Post', { id: { in: [1] } }], ['where.id REQUEST.BAD_VALUE where.id must be a whole number.']],
    [['Post', 1], ['where REQUEST.BAD_VALUE where must be an object such as { "id": … }.']],
    [['Post', null], ['where REQUEST.BAD_VALUE where must be an object such as { "id": … }.']],
    [['Post', [1]], ['where REQUEST.BAD_VALUE where must be an object such as { "id": … }.']],
    [['Post', {}], ['where REQUEST.BAD_VALUE where must name one unique of Post: id, slug, authorId_title.']],
    [['Post', { secret: 'x' }], ['where.secret REQUEST.UNKNOWN_FIELD Post has no field "secret".', 'where REQUEST.BAD_VALUE where must name one unique of Post: id, slug, authorId_title.']],
    [['Post', { authorId: 'u', title: { contains: 't' } }], ['where.title REQUEST.BAD_VALUE where.title must be a text.']],
    [['Post', { OR: [], id: 1 }], { key: { key: 'id', values: { id: 1 } }, where: 'or()' }],
    [['Post', { id: { x: 1 }, slug: 'x' }], ['where.id.x REQUEST.UNKNOWN_OPERATOR "x" is not an operator here (equals, not, in, notIn, null, lt, lte, gt, gte).']],
  ])('reads %j as a target with conditions beside its address', (input, expected) => expect(target(input)).toEqual(expected))
})
