import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testModel } from '../testing/test-manifest.ts'
import { parseSort, readListState, toggleSort, writeListState, type ListState } from './list-state.ts'

const post = testModel('Post')
const defaults = { size: 20, sort: [{ field: 'createdAt', descending: true }] }
const read = (address: string): ListState => readListState(post, new URLSearchParams(address), defaults)

describe('given the state of a list in an address', () => {
  it('reads what is there and what is as by default', () => {
    expect(read('')).toEqual({ search: '', sort: defaults.sort, page: 1, size: 20, filters: [] })
    expect(read('?search=a+b&sort=-views,title&page=3&size=50&f.status.in=DRAFT,LIVE&f.author.is=7')).toEqual({
      search: 'a b',
      sort: [{ field: 'views', descending: true }, { field: 'title', descending: false }],
      page: 3,
      size: 50,
      filters: [{ field: 'status', operator: 'in', value: 'DRAFT,LIVE' }, { field: 'author', operator: 'is', value: '7' }],
    })
  })

  it('leaves out what does not fit the model', () => {
    expect(read('?sort=nope,title&page=-1&size=x&f.nope.equals=1&f.title.sounds=x&f.title=x&other=1')).toEqual({
      search: '',
      sort: [{ field: 'title', descending: false }],
      page: 1,
      size: 20,
      filters: [],
    })
  })

  it('writes nothing for the defaults', () => {
    expect(writeListState(read(''), defaults)).toBe('?')
  })

  it('comes back as it was written', () => {
    const names = Object.keys(post.fields).filter((name) => name !== 'password')
    const term = fc.record({ field: fc.constantFrom(...names), descending: fc.boolean() })
    const filter = fc.record({ field: fc.constantFrom(...names, 'author', 'tags'), operator: fc.constantFrom('equals', 'contains', 'in', 'gte', 'lte', 'is', 'null' as const), value: fc.string({ unit: 'grapheme' }) })
    const state = fc.record({ search: fc.string(), sort: fc.array(term, { maxLength: 3 }), page: fc.integer({ min: 1, max: 1e6 }), size: fc.integer({ min: 1, max: 100 }), filters: fc.array(filter, { maxLength: 4 }) })
    fc.assert(fc.property(state, (given) => { expect(read(writeListState(given, defaults))).toEqual(given) }))
  })
})

describe('given a click on a heading', () => {
  it.each([
    ['', false, 'title'],
    ['title', false, '-title'],
    ['-title', false, ''],
    ['views', false, 'title'],
    ['views', true, 'views,title'],
    ['title,views', true, '-title,views'],
    ['-title,views', true, 'views'],
  ])('sort %j, adding %s, becomes %j', (before, add, after) => {
    expect(toggleSort(parseSort(before), 'title', add)).toEqual(parseSort(after))
  })
})
