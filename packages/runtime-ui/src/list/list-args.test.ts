import { describe, expect, it } from 'vitest'
import { TEST_MANIFEST, testModel } from '../testing/test-manifest.ts'
import { chooseColumns } from './choose-columns.ts'
import { conditionOf, listArgs } from './list-args.ts'
import type { Filter, ListState } from './list-state.ts'

const post = testModel('Post')
const plain: ListState = { search: '', sort: [], page: 1, size: 20, filters: [] }

describe('given a model without configured columns', () => {
  it('shows what tells records apart, the display field first and dates last', () => {
    expect(chooseColumns(TEST_MANIFEST, post).map((column) => column.name)).toEqual(['title', 'status', 'views', 'author', 'stock', 'createdAt'])
  })

  it('shows the key first where nothing else names a record', () => {
    expect(chooseColumns(TEST_MANIFEST, testModel('Stock')).map((column) => column.name)).toEqual(['place', 'sku', 'quantity'])
  })

  it('shows the columns that are asked for, and none that may not be read', () => {
    expect(chooseColumns(TEST_MANIFEST, testModel('User'), ['password', 'posts', 'name', 'nope']).map((column) => column.name)).toEqual(['posts', 'name'])
  })
})

describe('given the state of a list', () => {
  it('asks for its columns, with the labels of relations', () => {
    const columns = chooseColumns(TEST_MANIFEST, post, ['title', 'author', 'tags'])
    expect(listArgs(TEST_MANIFEST, post, { state: { ...plain, page: 3, search: ' a ', sort: [{ field: 'author', descending: false }, { field: 'views', descending: true }] }, columns })).toEqual({
      select: { id: true, title: true, author: { select: { id: true, name: true } }, tags: { select: { id: true, name: true }, take: 4 } },
      take: 20,
      skip: 40,
      count: 'exact',
      orderBy: [{ author: { name: 'asc' } }, { views: 'desc' }],
      search: 'a',
    })
  })

  it('joins several conditions', () => {
    const filters: Filter[] = [{ field: 'status', operator: 'in', value: 'DRAFT,LIVE' }, { field: 'views', operator: 'gte', value: '10' }]
    expect(listArgs(TEST_MANIFEST, post, { state: { ...plain, filters }, columns: [] }).where).toEqual({ AND: [{ status: { in: ['DRAFT', 'LIVE'] } }, { views: { gte: 10 } }] })
  })

  it.each<[Filter, unknown]>([
    [{ field: 'title', operator: 'contains', value: 'x' }, { title: { contains: 'x', mode: 'insensitive' } }],
    [{ field: 'keywords', operator: 'equals', value: 'x' }, { keywords: { has: 'x' } }],
    [{ field: 'views', operator: 'null', value: 'true' }, { views: null }],
    [{ field: 'views', operator: 'null', value: 'false' }, { views: { not: null } }],
    [{ field: 'views', operator: 'gte', value: 'many' }, undefined],
    [{ field: 'createdAt', operator: 'gte', value: '2026-11-20' }, { createdAt: { gte: '2026-11-20T00:00:00.000Z' } }],
    [{ field: 'createdAt', operator: 'lte', value: '2026-11-20' }, { createdAt: { lte: '2026-11-20T23:59:59.999Z' } }],
    [{ field: 'createdAt', operator: 'lte', value: 'soon' }, undefined],
    [{ field: 'author', operator: 'is', value: '7' }, { author: { is: { id: 7 } } }],
    [{ field: 'author', operator: 'is', value: 'seven' }, undefined],
    [{ field: 'tags', operator: 'is', value: '7' }, { tags: { some: { id: 7 } } }],
    [{ field: 'stock', operator: 'is', value: 'Berlin%2C%20east,A%2F1' }, { stock: { is: { place: 'Berlin, east', sku: 'A/1' } } }],
    [{ field: 'author', operator: 'null', value: 'true' }, { author: { is: null } }],
    [{ field: 'metadata', operator: 'equals', value: 'x' }, undefined],
  ])('%o asks for %o', (filter, where) => {
    expect(conditionOf(TEST_MANIFEST, post, filter)).toEqual(where)
  })
})
