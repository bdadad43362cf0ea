import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp, faultsOf, type TestApp } from '../create-app.ts'
import { BLOG } from './blog.ts'

describe('given posts of two authors', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createApp(BLOG)
    for (const email of ['a@x', 'b@x']) await app.call('POST', '/api/users', { email })
    for (const [views, price, authorId] of [[1, '1.5', 1], [2, '2.25', 1], [10, null, 2], [3, '1', 2], [5, '0', 2]]) {
      await app.call('POST', '/api/posts', { title: `t${Number(views) % 2}`, views, price, size: String(views), rate: Number(views) / 4, authorId, due: `2024-01-0${Number(views) % 9}T00:00:00Z`.replace('00T', '09T') })
    }
  })
  afterAll(() => app?.[Symbol.asyncDispose]())

  const data = async (path: string, args?: object): Promise<unknown> => {
    const { body } = await app.call(args ? 'POST' : 'GET', `/api/posts/${path}`, args)
    return typeof body === 'object' && body !== null && 'data' in body ? body.data : body
  }

  it('aggregates over all records that match, each value as its kind travels', async () => {
    expect(await data('$aggregate', { _sum: { views: true, size: true, price: true }, _avg: { views: true, price: true, size: true }, _min: { title: true, due: true, published: true }, _max: { rate: true, due: true }, _count: { _all: true, price: true } })).toEqual({
      _count: { _all: 5, price: 4 },
      _sum: { views: 21, size: '21', price: '4.75' },
      _avg: { views: 4.2, price: '1.1875', size: 4.2 },
      _min: { title: 't0', due: '2024-01-01T00:00:00.000Z', published: false },
      _max: { rate: 2.5, due: '2024-01-05T00:00:00.000Z' },
    })
    expect(await data('$aggregate?where[authorId]=1&_sum[views]=true&_count=true')).toEqual({ _count: 2, _sum: { views: 3 } })
    expect(await data('$aggregate?where[views]=77&_sum[views]=true&_max={"title":true}&_count=true')).toEqual({ _count: 0, _sum: { views: null }, _max: { title: null } })
  })

  it('aggregates over a page of the records', async () => {
    expect(await data('$aggregate', { orderBy: { views: 'desc' }, skip: 1, take: 2, _sum: { views: true }, _count: true })).toEqual({ _count: 2, _sum: { views: 8 } })
  })

  it('groups, in the order of what is grouped by', async () => {
    expect(await app.call('GET', '/api/posts/$group?by=authorId,title&_sum[views]=true&_count=true')).toMatchObject({
      body: {
        data: [
          { authorId: 1, title: 't0', _count: 1, _sum: { views: 2 } },
          { authorId: 1, title: 't1', _count: 1, _sum: { views: 1 } },
          { authorId: 2, title: 't0', _count: 1, _sum: { views: 10 } },
          { authorId: 2, title: 't1', _count: 2, _sum: { views: 8 } },
        ],
        meta: { take: 100, hasMore: false },
      },
    })
  })

  it('filters and orders groups by what they are grouped by and by aggregates, and answers pages of them', async () => {
    const having = { views: { _sum: { gt: 1 } }, OR: [{ authorId: 1 }, { views: { _avg: { gte: 4 } } }], NOT: { price: { _max: { equals: '1.5' } } } }
    const body = { by: ['authorId', 'title'], where: { views: { lt: 100 } }, having, orderBy: [{ _sum: { views: 'desc' } }], _min: { views: true } }
    expect(await data('$group', body)).toEqual([
      { authorId: 2, title: 't1', _min: { views: 3 } },
      { authorId: 1, title: 't0', _min: { views: 2 } },
    ])
    expect(await app.call('POST', '/api/posts/$group', { by: 'authorId', orderBy: { _count: 'asc' }, take: 1 })).toMatchObject({ body: { data: [{ authorId: 1 }], meta: { take: 1, hasMore: true } } })
    expect(await data('$group', { by: 'authorId', orderBy: { _count: { id: 'asc' } }, take: 1, skip: 1, having: { id: { _count: { gt: 0 } } } })).toEqual([{ authorId: 2 }])
  })

  it.each<[string, object, object]>([
    ['$aggregate', { _sum: [{ toString: 1 }] }, { '_sum.{"toString":1}': 'REQUEST.UNKNOWN_FIELD' }],
    ['$aggregate', { _sum: { title: true } }, { '_sum.title': 'REQUEST.BAD_VALUE' }],
    ['$aggregate', { _min: { meta: true }, _max: { nothing: true } }, { '_min.meta': 'REQUEST.BAD_VALUE', '_max.nothing': 'REQUEST.UNKNOWN_FIELD' }],
    ['$aggregate', { cursor: 'x', _median: {} }, { cursor: 'REQUEST.UNKNOWN_ARGUMENT', _median: 'REQUEST.UNKNOWN_ARGUMENT' }],
    ['$group', { _count: true }, { by: 'REQUEST.REQUIRED' }],
    ['$group', { by: ['meta'] }, { 'by.0': 'REQUEST.BAD_VALUE' }],
    ['$group', { by: ['authorId'], having: { title: 'x' } }, { 'having.title': 'REQUEST.UNKNOWN_FIELD' }],
    ['$group', { by: ['authorId'], orderBy: { title: 'asc' } }, { 'orderBy.title': 'REQUEST.UNKNOWN_FIELD' }],
    ['$group', { by: ['authorId'], having: { views: { _sum: { contains: 'x' } } } }, { 'having._sum.views.contains': 'REQUEST.UNKNOWN_OPERATOR' }],
    ['$group', { by: ['authorId'], take: 101 }, { take: 'LIMIT.EXCEEDED' }],
  ])('%s refuses %j', async (path, args, faults) => {
    expect(faultsOf(await app.call('POST', `/api/posts/${path}`, args))).toEqual(faults)
  })

  it('answers nobody who may not read', async () => {
    for (const path of ['$aggregate', '$group']) {
      expect((await app.call('GET', `/api/posts/${path}`, undefined, { headers: { authorization: '' } })).status).toBe(401)
      expect((await app.call('GET', `/api/posts/${path}`, undefined, { headers: { authorization: 'Bearer user' } })).status).toBe(403)
    }
  })
})
