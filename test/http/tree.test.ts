import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp, faultsOf, type Answer, type TestApp } from '../create-app.ts'
import { createPostgresDatabase, postgresUrl } from '../services.ts'
import { traitsSchema } from './traits-schema.ts'

const OFF = { slug: false, publish: false, softDelete: false, tree: false, stamps: false }

describe.each(['sqlite', 'postgresql'] as const)('given records that stand below others on an embedded %s', (provider) => {
  let app: TestApp
  beforeAll(async () => {
    app = await createApp(traitsSchema(provider), { limits: { maxDepth: 4, maxRows: 12 }, traits: { models: { Plain: OFF } } })
    // Ids that are given below are passed.
    await app.server.system('test: moves the sequence on').model('Category').createMany({ data: Array.from({ length: 9 }, () => ({ name: 'x' })) })
  })
  afterAll(() => app?.[Symbol.asyncDispose]())
  // 1 → 2 → 3 → 4 → 5, 1 → 6, 7
  beforeEach(async () => {
    const client = app.server.system('test: plants a tree')
    await client.model('Category').deleteMany({})
    await client.model('Category').createMany({ data: [null, 1, 2, 3, 4, 1, null].map((parentId, index) => ({ id: index + 1, name: `c${index + 1}`, parentId })) })
  })

  const call = (method: string, path: string, body?: unknown): Promise<Answer> => app.call(method, path, body)

  interface Node {
    readonly id: number
    readonly children?: readonly Node[]
  }
  const shapeOf = ({ id, children }: Node): string => `${id}${children ? `(${children.map(shapeOf).join(' ')})` : ''}`
  const tree = async (query: string): Promise<unknown> => {
    const { status, body } = await call('GET', `/api/categories/$tree${query}`)
    return status === 200 ? Object.assign({ data: [] }, body).data.map(shapeOf) : status
  }

  it('answers them nested, to a depth, from a root or from all of them', async () => {
    expect(await tree('')).toEqual(['1(2(3(4)) 6())', '7()'])
    expect(await tree('?sort=-id&depth=2')).toEqual(['7()', '1(6 2)'])
    expect(await tree('?root=3')).toEqual(['3(4(5()))'])
    expect(await tree('?root=3&depth=1')).toEqual(['3'])
    expect((await call('GET', '/api/categories/$tree?root=5&select=["name"]')).body).toEqual({ data: [{ name: 'c5', children: [] }] })
    expect((await call('GET', '/api/categories/$tree?root=5&select={}')).body).toEqual({ data: [{ children: [] }] })
  })

  it('answers an absent root with 404, and refuses what is too deep, too many or not asked for', async () => {
    expect([await tree('?root=99'), await tree('?root=x')]).toEqual([404, 404])
    for (const [query, path, code] of [['depth=5', 'depth', 'LIMIT.EXCEEDED'], ['depth=0', 'depth', 'REQUEST.BAD_VALUE'], ['take=5', 'take', 'REQUEST.UNKNOWN_ARGUMENT'], ['include={"children":{"take":1}}', 'children', 'REQUEST.BAD_VALUE']] as const) {
      expect([query, faultsOf(await call('GET', `/api/categories/$tree?${query}`))]).toEqual([query, { [path]: code }])
    }
    await app.server.system('test: many roots').model('Category').createMany({ data: Array.from({ length: 12 }, (_, index) => ({ id: 100 + index, name: 'x' })) })
    expect(faultsOf(await call('GET', '/api/categories/$tree'))).toBe('LIMIT.EXCEEDED')
    expect([(await call('GET', '/api/plains/$tree')).status, (await call('GET', '/api/users/$tree')).status]).toEqual([404, 404])
  })

  it('leaves out deleted ones with all below them', async () => {
    expect((await call('DELETE', '/api/categories/2')).status).toBe(200)
    expect([await tree(''), await tree('?root=2')]).toEqual([['1(6())', '3(4(5()))', '7()'], 404])
  })

  it('puts none below itself, whichever way it is written', async () => {
    const refused = { parentId: 'REQUEST.BAD_VALUE' }
    expect(faultsOf(await call('PATCH', '/api/categories/1', { parentId: 5 }))).toEqual(refused)
    expect(faultsOf(await call('PATCH', '/api/categories/1', { parentId: 1 }))).toEqual(refused)
    expect(faultsOf(await call('PATCH', '/api/categories/1', { parent: { connect: { id: 3 } } }))).toEqual({ parent: 'REQUEST.BAD_VALUE' })
    expect(faultsOf(await call('PATCH', '/api/categories/5', { children: { connect: { id: 1 } } }))).toEqual({ children: 'REQUEST.BAD_VALUE' })
    expect(faultsOf(await call('POST', '/api/categories', { name: 'x', parentId: 5, children: { connect: { id: 1 } } }))).toEqual(refused)
    expect(faultsOf(await call('POST', '/api/categories/$update-many', { where: { id: { in: [1, 7] } }, data: { parentId: 5 } }))).toEqual({ 'data.parentId': 'REQUEST.BAD_VALUE' })
    expect((await call('PUT', '/api/categories/5/children/1')).status).toBe(400)
    expect(await tree('')).toEqual(['1(2(3(4)) 6())', '7()'])
    expect((await call('PATCH', '/api/categories/3', { parentId: 7 })).status).toBe(200)
    expect((await call('PATCH', '/api/categories/7', { parentId: 6 })).status).toBe(200)
    expect(await tree('')).toEqual(['1(2() 6(7(3)))'])
  })

  it('is not made a circle by moves at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      await call('PATCH', '/api/categories/2', { parentId: null })
      await call('PATCH', '/api/categories/6', { parentId: null })
      const answers = await Promise.all([call('PATCH', '/api/categories/2', { parentId: 6 }), call('PATCH', '/api/categories/6', { parentId: 2 })])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400])
    }
  })

  it('ends a walk in a circle that was made elsewhere', async () => {
    const client = app.server.system('test: makes a circle')
    await client.model('Category').updateMany({ where: { id: 1 }, data: { parentId: 3 } })
    expect(await tree('?root=1&depth=4')).toEqual(['1(2(3(4)) 6())'])
    expect(await tree('')).toEqual(['7()'])
  })

  it('is moved at will where the trait is switched off', async () => {
    const { body } = await call('POST', '/api/plains', { title: 'x', slug: 'x' })
    const { id } = Object.assign({ data: { id: 0 } }, body).data
    expect((await call('PATCH', `/api/plains/${id}`, { parentId: id })).status).toBe(200)
  })
})

describe.skipIf(postgresUrl === null)('given writes at the same time on a PostgreSQL server', () => {
  it('are never wrong together: no circle, no slug twice, no link to what is being deleted', async () => {
    await using database = await createPostgresDatabase()
    await using app = await createApp(traitsSchema('postgresql'), { database: { url: database.url } }, { push: 'always' })
    const client = app.server.system('test: fills tables')
    await client.model('User').createMany({ data: [{ id: 1001, email: 'a@x', name: 'Ada' }] })
    await client.model('Category').createMany({ data: Array.from({ length: 20 }, (_, index) => ({ id: 101 + index, name: 'x' })) })
    const moves = Array.from({ length: 10 }, (_, index) => [101 + 2 * index, 102 + 2 * index] as const)
    const answers = await Promise.all(moves.flatMap(([a, b]) => [app.call('PATCH', `/api/categories/${a}`, { parentId: b }), app.call('PATCH', `/api/categories/${b}`, { parentId: a })]))
    expect(moves.map((_, index) => [answers[2 * index]?.status, answers[2 * index + 1]?.status].toSorted())).toEqual(moves.map(() => [200, 400]))
    const created = await Promise.all(Array.from({ length: 20 }, () => app.call('POST', '/api/posts', { title: 'Same', authorId: 1001 })))
    expect(new Set(created.map(({ body }) => Object.assign({ data: { slug: '' } }, body).data.slug)).size).toBe(20)
    const ids = created.map(({ body }) => Object.assign({ data: { id: 0 } }, body).data.id)
    const pairs = await Promise.all(ids.flatMap((id) => [app.call('POST', '/api/comments', { text: 'x', postId: id }), app.call('DELETE', `/api/posts/${id}`)]))
    expect(pairs.every(({ status }, index) => (index % 2 === 1 ? status === 200 : status === 201 || status === 409))).toBe(true)
    expect((await app.call('GET', '/api/comments/$count')).body).toEqual({ data: 0 })
  })
})
