import { describe, expect, it } from 'vitest'
import { parseAggregateQuery, parseGroupQuery } from './parse-aggregate.ts'
import type { Arguments } from './parse-query.ts'
import { aggregateOf, groupModel, type Aggregate, type AggregateFunction, type AggregateQuery, type GroupQuery } from './aggregate.ts'
import { modelNamed, outcomeOf, postField, scopeOf } from './request-fixture.ts'

const names = (aggregates: readonly Aggregate[]): readonly string[] => aggregates.map(({ result }) => result.name)
const aggregate = (args: Arguments): unknown => outcomeOf((scope) => parsed(parseAggregateQuery(scope, args)), scopeOf('Post'))
const parsed = ({ where, page, countsRows, asked }: AggregateQuery): unknown => ({ where, page, countsRows, asked: names(asked) })
const group = (args: Arguments): unknown => outcomeOf((scope) => grouped(parseGroupQuery(scope, args)), scopeOf('Post'))
const grouped = ({ by, where, having, orderBy, take, skip, countsRows, asked, named, groups }: GroupQuery): unknown => ({ by, where, having, orderBy, take, skip, countsRows, asked: names(asked), named: names(named), groups: [...groups.fields.keys()].join() })

describe('given the arguments of an aggregate', () => {
  it.each<[Arguments, unknown]>([
    [{}, { where: 'always', page: null, countsRows: false, asked: [] }],
    [{ where: { title: 'x' }, search: 'a', _count: true }, { where: 'and(title equals "x", and(or(title contains "a" in any case, note contains "a" in any case)))', page: null, countsRows: true, asked: ['_count._all'] }],
    [{ _count: true, _sum: { views: true } }, { where: 'always', page: null, countsRows: true, asked: ['_count._all', '_sum.views'] }],
    [{ _count: 'true' }, { where: 'always', page: null, countsRows: true, asked: ['_count._all'] }],
    [{ _count: false }, { where: 'always', page: null, countsRows: false, asked: [] }],
    [{ _count: { _all: true, note: true, words: true } }, { where: 'always', page: null, countsRows: false, asked: ['_count._all', '_count.note', '_count.words'] }],
    [{ _sum: { views: true, score: 'true', price: false, total: 'false' } }, { where: 'always', page: null, countsRows: false, asked: ['_sum.views', '_sum.score'] }],
    [{ _avg: ['views', 'price'] }, { where: 'always', page: null, countsRows: false, asked: ['_avg.views', '_avg.price'] }],
    [{ _min: { title: true, at: true } }, { where: 'always', page: null, countsRows: false, asked: ['_min.title', '_min.at'] }],
    [{ _max: { views: true } }, { where: 'always', page: null, countsRows: false, asked: ['_max.views'] }],
    [{ _min: { data: true } }, ['_min.data REQUEST.BAD_VALUE _min.data has no min.']],
    [{ _sum: { title: true } }, ['_sum.title REQUEST.BAD_VALUE _sum.title has no sum.']],
    [{ _sum: { marks: true } }, ['_sum.marks REQUEST.BAD_VALUE _sum.marks has no sum.']],
    [{ _avg: { words: true } }, ['_avg.words REQUEST.BAD_VALUE _avg.words has no avg.']],
    [{ _max: { blob: true } }, ['_max.blob REQUEST.BAD_VALUE _max.blob has no max.']],
    [{ _sum: { views: 1 } }, ['_sum.views REQUEST.BAD_VALUE _sum.views must be true or false.']],
    [{ _sum: 'views' }, ['_sum REQUEST.BAD_VALUE _sum must be an object such as { "views": true }.']],
    [{ _sum: true }, ['_sum REQUEST.BAD_VALUE _sum must be an object such as { "views": true }.']],
    [{ _sum: [1] }, ['_sum.1 REQUEST.UNKNOWN_FIELD Post has no field "1".']],
    [{ _sum: false }, { where: 'always', page: null, countsRows: false, asked: [] }],
    [{ _sum: 'false' }, { where: 'always', page: null, countsRows: false, asked: [] }],
    [{ _sum: { nope: true } }, ['_sum.nope REQUEST.UNKNOWN_FIELD Post has no field "nope". Did you mean "note"?']],
    [{ _sum: { secret: true } }, ['_sum.secret REQUEST.UNKNOWN_FIELD Post has no field "secret".']],
    [{ _sum: { length: true } }, ['_sum.length REQUEST.FIELD_COMPUTED length is computed when a record is read: it can be selected, but not filtered by, sorted by, grouped by or aggregated.']],
    [{ _sum: { wage: true } }, ['_sum.wage REQUEST.FIELD_CONDITIONAL wage may be read of some records only: it can be selected and filtered by, but not sorted by, grouped by or aggregated.']],
    [{ _count: { wage: true } }, ['_count.wage REQUEST.FIELD_CONDITIONAL wage may be read of some records only: it can be selected and filtered by, but not sorted by, grouped by or aggregated.']],
    [{ _sum: { _all: true } }, ['_sum._all REQUEST.UNKNOWN_FIELD Post has no field "_all".']],
    [{ take: 5 }, { where: 'always', page: { orderBy: ['id asc'], take: 5, skip: 0 }, countsRows: false, asked: [] }],
    [{ skip: 5 }, { where: 'always', page: { orderBy: ['id asc'], take: 1000000000, skip: 5 }, countsRows: false, asked: [] }],
    [{ skip: 0 }, { where: 'always', page: null, countsRows: false, asked: [] }],
    [{ take: 0 }, { where: 'always', page: { orderBy: ['id asc'], take: 0, skip: 0 }, countsRows: false, asked: [] }],
    [{ take: 1000000 }, { where: 'always', page: { orderBy: ['id asc'], take: 1000000, skip: 0 }, countsRows: false, asked: [] }],
    [{ take: 5, skip: 2, sort: '-title' }, { where: 'always', page: { orderBy: ['title desc', 'id desc'], take: 5, skip: 2 }, countsRows: false, asked: [] }],
    [{ take: 5, orderBy: { title: 'asc' } }, { where: 'always', page: { orderBy: ['title asc', 'id asc'], take: 5, skip: 0 }, countsRows: false, asked: [] }],
    [{ orderBy: { title: 'asc' } }, { where: 'always', page: null, countsRows: false, asked: [] }],
    [{ take: 'x' }, ['take REQUEST.BAD_VALUE take must be a whole number, zero or more.']],
    [{ foo: 1 }, ['foo REQUEST.UNKNOWN_ARGUMENT "foo" is not an argument here.']],
    [{ by: ['title'] }, ['by REQUEST.UNKNOWN_ARGUMENT "by" is not an argument here.']],
  ])('reads %j', (input, expected) => expect(aggregate(input)).toEqual(expected))
})

describe('given the arguments of groups', () => {
  it.each<[Arguments, unknown]>([
    [{ by: ['title'] }, { by: ['title'], where: 'always', having: 'always', orderBy: ['title asc'], take: 100, skip: 0, countsRows: false, asked: [], named: [], groups: 'title' }],
    [{ by: 'title,views', _count: true }, { by: ['title', 'views'], where: 'always', having: 'always', orderBy: ['title asc', 'views asc'], take: 100, skip: 0, countsRows: true, asked: ['_count._all'], named: ['_count._all'], groups: 'title,views,_count._all' }],
    [{}, ['by REQUEST.REQUIRED by is required: it names the fields that records are grouped by.']],
    [{ by: ['title', 'title'], _count: { _all: true } }, { by: ['title'], where: 'always', having: 'always', orderBy: ['title asc'], take: 100, skip: 0, countsRows: false, asked: ['_count._all'], named: ['_count._all'], groups: 'title,_count._all' }],
    [{ by: 'data' }, ['by REQUEST.BAD_VALUE by must name a field of single values that can be compared.']],
    [{ by: ['authorId'], where: { live: true }, search: 'a', _sum: { views: true }, take: 5, skip: 1 }, { by: ['authorId'], where: 'and(live equals true, and(or(title contains "a" in any case, note contains "a" in any case)))', having: 'always', orderBy: ['authorId asc'], take: 5, skip: 1, countsRows: false, asked: ['_sum.views'], named: ['_sum.views'], groups: 'authorId,_sum.views' }],
    [{ by: ['authorId'], having: { views: { _sum: { gt: 10 } } } }, { by: ['authorId'], where: 'always', having: '_sum.views gt 10', orderBy: ['authorId asc'], take: 100, skip: 0, countsRows: false, asked: [], named: ['_sum.views'], groups: 'authorId,_sum.views' }],
    [{ by: ['authorId'], having: { authorId: 'x' } }, { by: ['authorId'], where: 'always', having: 'authorId equals "x"', orderBy: ['authorId asc'], take: 100, skip: 0, countsRows: false, asked: [], named: [], groups: 'authorId' }],
    [{ by: ['authorId'], having: { authorId: { contains: 'a', _count: { gt: 1 } } } }, { by: ['authorId'], where: 'always', having: 'and(_count.authorId gt 1, authorId contains "a")', orderBy: ['authorId asc'], take: 100, skip: 0, countsRows: false, asked: [], named: ['_count.authorId'], groups: 'authorId,_count.authorId' }],
    [{ by: ['authorId'], having: { _all: { _count: { gt: 1 } } } }, { by: ['authorId'], where: 'always', having: '_count._all gt 1', orderBy: ['authorId asc'], take: 100, skip: 0, countsRows: false, asked: [], named: ['_count._all'], groups: 'authorId,_count._all' }],
    [{ by: ['authorId'], having: { title: 'x' } }, ['having.title REQUEST.UNKNOWN_FIELD Post has no field "title".']],
    [{ by: ['authorId'], having: { AND: [{ views: { _min: { gt: 1 }, _max: { lt: 9 } } }, { NOT: { likes: { _avg: { lt: 1.5 } } } }], OR: [{ total: { _sum: 5 } }, { price: { _max: { lt: '1.5' } } }] } }, { by: ['authorId'], where: 'always', having: 'and(and(and(_min.views gt 1, _max.views lt 9), not(_avg.likes lt 1.5)), or(_sum.total equals "5n", _max.price lt "1.5"))', orderBy: ['authorId asc'], take: 100, skip: 0, countsRows: false, asked: [], named: ['_sum.total', '_avg.likes', '_min.views', '_max.views', '_max.price'], groups: 'authorId,_sum.total,_avg.likes,_min.views,_max.views,_max.price' }],
    [{ by: ['authorId'], having: 'x' }, ['having REQUEST.BAD_VALUE having must be an object.']],
    [{ by: ['authorId'], having: [] }, ['having REQUEST.BAD_VALUE having must be an object.']],
    [{ by: ['authorId'], having: { views: {} } }, ['having.views REQUEST.UNKNOWN_FIELD Post has no field "views".']],
    [{ by: ['authorId'], having: { views: { _sum: { gt: 'x' } } } }, ['having._sum.views.gt REQUEST.BAD_VALUE having._sum.views.gt must be a whole number.']],
    [{ by: ['authorId'], having: { wage: { _sum: { gt: 1 } } } }, ['having REQUEST.FIELD_CONDITIONAL wage may be read of some records only: it can be selected and filtered by, but not sorted by, grouped by or aggregated.']],
    [{ by: ['authorId'], having: { wage: { _sum: { gt: 1 } } }, _sum: { wage: true } }, ['_sum.wage REQUEST.FIELD_CONDITIONAL wage may be read of some records only: it can be selected and filtered by, but not sorted by, grouped by or aggregated.']],
    [{ by: ['authorId'], having: { authorId: '_sum.wage' } }, { by: ['authorId'], where: 'always', having: 'authorId equals "_sum.wage"', orderBy: ['authorId asc'], take: 100, skip: 0, countsRows: false, asked: [], named: [], groups: 'authorId' }],
    [{ by: ['authorId'], having: { views: { _sum: { gt: { _ref: '_sum.likes' } } } } }, { by: ['authorId'], where: 'always', having: 'Post._sum.views gt _sum.likes', orderBy: ['authorId asc'], take: 100, skip: 0, countsRows: false, asked: [], named: ['_sum.views', '_sum.likes'], groups: 'authorId,_sum.views,_sum.likes' }],
    [{ by: ['authorId'], having: { secret: { _count: 1 } } }, ['having._count.secret REQUEST.UNKNOWN_FIELD Post has no field "_count.secret". Did you mean "_count.score"?']],
    [{ by: ['authorId'], having: { pin: { _sum: 1 } } }, ['having._sum.pin REQUEST.UNKNOWN_FIELD Post has no field "_sum.pin". Did you mean "_sum.id"?']],
    [{ by: ['authorId'], having: { length: { _sum: 1 } } }, ['having._sum.length REQUEST.UNKNOWN_FIELD Post has no field "_sum.length".']],
    [{ by: ['authorId'], having: { comments: { some: {} } } }, ['having.comments REQUEST.UNKNOWN_FIELD Post has no field "comments".']],
    [{ by: ['authorId'], having: { data: { _count: 1 } } }, { by: ['authorId'], where: 'always', having: '_count.data equals 1', orderBy: ['authorId asc'], take: 100, skip: 0, countsRows: false, asked: [], named: ['_count.data'], groups: 'authorId,_count.data' }],
    [{ by: ['authorId'], having: { title: { _sum: 1 } } }, ['having._sum.title REQUEST.UNKNOWN_FIELD Post has no field "_sum.title". Did you mean "_sum.total"?']],
    [{ by: ['authorId'], orderBy: { _sum: { views: 'desc' } } }, { by: ['authorId'], where: 'always', having: 'always', orderBy: ['_sum.views desc', 'authorId asc'], take: 100, skip: 0, countsRows: false, asked: [], named: ['_sum.views'], groups: 'authorId,_sum.views' }],
    [{ by: ['authorId'], orderBy: { _count: 'desc' } }, { by: ['authorId'], where: 'always', having: 'always', orderBy: ['_count._all desc', 'authorId asc'], take: 100, skip: 0, countsRows: false, asked: [], named: ['_count._all'], groups: 'authorId,_count._all' }],
    [{ by: ['authorId'], orderBy: [{ _count: { id: 'desc' } }, { authorId: 'desc' }] }, { by: ['authorId'], where: 'always', having: 'always', orderBy: ['_count.id desc', 'authorId desc'], take: 100, skip: 0, countsRows: false, asked: [], named: ['_count.id'], groups: 'authorId,_count.id' }],
    [{ by: ['authorId', 'title'], orderBy: { title: 'desc' } }, { by: ['authorId', 'title'], where: 'always', having: 'always', orderBy: ['title desc', 'authorId asc'], take: 100, skip: 0, countsRows: false, asked: [], named: [], groups: 'authorId,title' }],
    [{ by: ['authorId'], orderBy: { title: 'asc' } }, ['orderBy.title REQUEST.UNKNOWN_FIELD Post has no field "title".']],
    [{ by: ['authorId'], orderBy: 'x' }, ['orderBy REQUEST.BAD_VALUE orderBy must be an object such as { "title": "asc" }.']],
    [{ by: ['authorId'], orderBy: { _min: { at: { sort: 'asc', nulls: 'last' } } } }, { by: ['authorId'], where: 'always', having: 'always', orderBy: ['_min.at asc last', 'authorId asc'], take: 100, skip: 0, countsRows: false, asked: [], named: ['_min.at'], groups: 'authorId,_min.at' }],
    [{ by: ['authorId'], orderBy: { _sum: { views: 'desc', likes: 'asc' } } }, { by: ['authorId'], where: 'always', having: 'always', orderBy: ['_sum.views desc', '_sum.likes asc', 'authorId asc'], take: 100, skip: 0, countsRows: false, asked: [], named: ['_sum.views', '_sum.likes'], groups: 'authorId,_sum.views,_sum.likes' }],
    [{ by: ['status'], having: { total: { _sum: { gt: '9007199254740993' } } }, _max: { status: true } }, { by: ['status'], where: 'always', having: '_sum.total gt "9007199254740993n"', orderBy: ['status asc'], take: 100, skip: 0, countsRows: false, asked: ['_max.status'], named: ['_sum.total', '_max.status'], groups: 'status,_sum.total,_max.status' }],
    [{ by: ['title'], take: 101 }, ['take LIMIT.EXCEEDED take is 101; at most 100 are allowed.']],
    [{ by: ['title'], sort: 'title' }, ['sort REQUEST.UNKNOWN_ARGUMENT "sort" is not an argument here.']],
  ])('reads %j', (input, expected) => expect(group(input)).toEqual(expected))
})

describe('given the result of an aggregate', () => {
  const result = (name: AggregateFunction, field: string | null, model = 'Post'): unknown => {
    const { result: made } = aggregateOf(name, field === null ? null : postField(field), modelNamed(model))
    const { name: named, column, kind, enum: values, list, required, native, constraints, conditional, visibility } = made
    return { named, column, kind, values, list, required, native: native?.name, constraints, conditional, visibility }
  }
  const plain = { values: undefined, list: false, native: undefined, constraints: {}, conditional: undefined, visibility: 'normal' }
  const own = (named: string): unknown => ({ named, column: named })

  it.each<[AggregateFunction, string | null, object]>([
    ['_count', null, { kind: 'int', required: true }],
    ['_count', 'words', { kind: 'int', required: true }],
    ['_count', 'status', { kind: 'int', required: true }],
    ['_count', 'secret', { kind: 'int', required: true }],
    ['_sum', 'views', { kind: 'int', required: false }],
    ['_sum', 'total', { kind: 'bigint', required: false }],
    ['_sum', 'price', { kind: 'decimal', required: false }],
    ['_sum', 'cost', { kind: 'decimal', required: false, native: 'Money' }],
    ['_sum', 'wage', { kind: 'int', required: false, conditional: true }],
    ['_avg', 'views', { kind: 'float', required: false }],
    ['_avg', 'price', { kind: 'decimal', required: false }],
    ['_avg', 'cost', { kind: 'decimal', required: false }],
    ['_min', 'status', { kind: 'enum', required: false, values: 'Status' }],
    ['_max', 'cost', { kind: 'decimal', required: false, native: 'Money' }],
    ['_max', 'title', { kind: 'string', required: false, constraints: { maxLength: 8 } }],
  ])('%s of %s is a field of its own', (name, field, expected) => expect(result(name, field)).toEqual({ ...plain, ...Object(own(`${name}.${field ?? '_all'}`)), ...expected }))

  it('is made of a model that has fields', () => expect(() => aggregateOf('_count', null, { ...modelNamed('Post'), fields: new Map() })).toThrow('Post has no fields.'))

  it('stands in a model without key, uniques and relations', () => {
    const { key, uniques, relations, fields } = groupModel(modelNamed('Post'), [postField('title')], [])
    expect([key, uniques, relations.size, [...fields.keys()]]).toEqual([null, [], 0, ['title']])
  })
})
