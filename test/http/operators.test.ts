import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp, faultsOf, type TestApp } from '../create-app.ts'
import { BLOG } from './blog.ts'

const DOCUMENTS = [{ a: { b: [1, 'Two'] } }, { a: 5 }, ['x', 'y'], 'text', { _json: null }]

describe('given records with documents and several fields of a kind', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createApp(BLOG)
    await app.call('POST', '/api/users', { email: 'a@x', name: 'a' })
    for (const [index, meta] of DOCUMENTS.entries()) await app.call('POST', '/api/posts', { title: `t${index % 2}`, views: index, rate: 2, size: String(index), authorId: 1, meta })
    await app.call('POST', '/api/posts', { title: 'none', views: 9, authorId: 1 })
  })
  afterAll(() => app?.[Symbol.asyncDispose]())

  const found = async (args: object): Promise<unknown> => {
    const { body } = await app.call('POST', '/api/posts/$query', { select: { views: true }, orderBy: { views: 'asc' }, ...args })
    return typeof body === 'object' && body !== null && 'data' in body && Array.isArray(body.data) ? body.data.map((row: { views: number }) => row.views) : body
  }

  it.each<[object, number[]]>([
    [{ path: ['a', 'b', '1'], equals: 'Two' }, [0]],
    [{ path: '$.a.b[1]', string_contains: 'wo' }, [0]],
    [{ path: ['a'], gt: 4 }, [1]],
    [{ path: ['a'], not: 5 }, [0]],
    [{ path: ['a'], null: true }, [2, 3, 4, 9]],
    [{ array_contains: ['y'] }, [2]],
    [{ array_starts_with: 'x' }, [2]],
    [{ string_starts_with: 'te' }, [3]],
    [{ equals: { _json: null } }, [4]],
    [{ _json: null }, [4]],
    [{ not: { _json: null } }, [0, 1, 2, 3]],
    [{ not: null }, [0, 1, 2, 3, 4]],
  ])('a filter into documents %j finds what has it', async (meta, views) => {
    expect(await found({ where: { meta } })).toEqual(views)
  })

  it('compares a field with another one of its kind', async () => {
    expect(await found({ where: { createdAt: { lte: { _ref: 'updatedAt' } }, author: { email: { startsWith: { _ref: 'name' } } } } })).toEqual([0, 1, 2, 3, 4, 9])
    expect(await found({ where: { title: { not: { _ref: 'id' } }, NOT: { authorId: { lt: { _ref: 'views' } } } } })).toEqual([0, 1])
    expect(await found({ where: { authorId: { _ref: 'views' } } })).toEqual([1])
  })

  it('refuses a reference to what is unknown or of another kind, and what no document can be asked', async () => {
    const refused = async (where: object): Promise<unknown> => faultsOf(await app.call('POST', '/api/posts/$query', { where }))
    expect(await refused({ title: { gt: { _ref: 'views' } } })).toEqual({ 'where.title.gt': 'REQUEST.BAD_VALUE' })
    expect(await refused({ title: { gt: { _ref: 'nothing' } } })).toEqual({ 'where.title.gt._ref': 'REQUEST.UNKNOWN_FIELD' })
    expect(await refused({ title: { in: { _ref: 'id' } } })).toEqual({ 'where.title.in': 'REQUEST.BAD_VALUE' })
    expect(await refused({ meta: { path: 'a.b', equals: 1 } })).toEqual({ 'where.meta.path': 'REQUEST.BAD_VALUE' })
    expect(await refused({ meta: { path: ['a'], gt: true } })).toEqual({ 'where.meta.gt': 'REQUEST.BAD_VALUE' })
    expect(await refused({ meta: { string_contains: 5 } })).toEqual({ 'where.meta.string_contains': 'REQUEST.BAD_VALUE' })
  })

  it('distinct keeps the first record of each group in the order, and pages are of those', async () => {
    expect(await found({ distinct: ['title'], orderBy: { views: 'desc' } })).toEqual([9, 4, 3])
    expect(await found({ distinct: 'title', orderBy: { views: 'desc' }, take: 1, skip: 1 })).toEqual([4])
    const { body } = await app.call('GET', '/api/posts?distinct=title,rate&take=1&count=exact&sort=views')
    expect(body).toMatchObject({ data: [{ views: 0 }], meta: { total: 3, hasMore: true } })
    expect(faultsOf(await app.call('GET', '/api/posts?distinct=meta'))).toEqual({ distinct: 'REQUEST.BAD_VALUE' })
    const nested = await app.call('POST', '/api/users/$query', { select: { posts: { distinct: 'title', orderBy: { views: 'asc' }, select: { views: true } } } })
    expect(nested.body).toMatchObject({ data: [{ posts: [{ views: 0 }, { views: 1 }, { views: 9 }] }] })
  })

  it('_count counts the related records that match', async () => {
    const { body } = await app.call('POST', '/api/users/$query', { select: { _count: { select: { posts: { where: { views: { lt: 3 }, author: { name: 'a' } } } } } } })
    expect(body).toMatchObject({ data: [{ _count: { posts: 3 } }] })
    const faulty = await app.call('POST', '/api/users/$query', { include: { _count: { select: { posts: { where: { nothing: 1 }, take: 1 } } } } })
    expect(faultsOf(faulty)).toEqual({ 'include._count.select.posts.where.nothing': 'REQUEST.UNKNOWN_FIELD', 'include._count.select.posts.take': 'REQUEST.UNKNOWN_ARGUMENT' })
  })
})
