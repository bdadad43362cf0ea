import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp, faultsOf, type Answer, type TestApp } from '../create-app.ts'
import { traitsSchema } from './traits-schema.ts'

const OFF = { slug: false, publish: false, softDelete: false, tree: false, stamps: false }

describe.each(['sqlite', 'postgresql'] as const)('given texts that make addresses, and moments that the server keeps, on an embedded %s', (provider) => {
  let app: TestApp
  beforeAll(async () => {
    app = await createApp(traitsSchema(provider), { traits: { models: { Plain: OFF } } })
    const client = app.server.system('test: authors')
    await client.model('User').createMany({ data: [{ id: 1001, email: 'a@x', name: 'Ada' }] })
  })
  afterAll(() => app?.[Symbol.asyncDispose]())

  const call = (method: string, path: string, body?: unknown): Promise<Answer> => app.call(method, path, body)
  async function slugOf(path: string, body: unknown, method = 'POST'): Promise<string> {
    const answer = await call(method, path, body)
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    return Object.assign({ data: { slug: '' } }, answer.body).data.slug
  }

  it('makes a slug of the title where none is sent, and leaves it when that changes', async () => {
    expect(await slugOf('/api/posts', { title: 'Grüße aus “Malmö” & fooBar!', authorId: 1001 })).toBe('gruesse-aus-malmoe-and-foobar')
    expect(await slugOf('/api/posts', { title: 'Привет, мир', authorId: 1001 })).toBe('privet-mir')
    expect(await slugOf('/api/posts', { title: '你好 世界', authorId: 1001 })).toBe('你好-世界')
    expect(await slugOf('/api/posts', { title: '!!!', authorId: 1001 })).toMatch(/^[2-9a-z]{8}$/)
    expect(await slugOf('/api/posts', { title: 'Own', slug: 'my-own', authorId: 1001 })).toBe('my-own')
    expect(await slugOf('/api/posts/$upsert', { where: { slug: 'my-own' }, create: { title: 'x', authorId: 1001 }, update: { title: 'Changed' } })).toBe('my-own')
    expect((await call('GET', '/api/posts/$by/slug/%E4%BD%A0%E5%A5%BD-%E4%B8%96%E7%95%8C')).status).toBe(200)
    expect(faultsOf(await call('POST', '/api/posts', { title: 'Own', slug: 'my-own', authorId: 1001 }))).toEqual({ slug: 'DATA.CONFLICT' })
    expect(faultsOf(await call('POST', '/api/posts', { title: 'x', slug: null, authorId: 1001 }))).toEqual({ slug: 'REQUEST.BAD_VALUE' })
  })

  it('gives each of many concurrent records one of its own', async () => {
    const slugs = await Promise.all(Array.from({ length: 12 }, () => slugOf('/api/posts', { title: 'Same', authorId: 1001 })))
    expect(new Set(slugs).size).toBe(12)
    expect(slugs).toEqual(expect.arrayContaining(['same', 'same-2', 'same-3']))
    expect(slugs.every((slug) => /^same(?:-(?:2|3|[2-9a-z]{8}))?$/.test(slug))).toBe(true)
  })

  it('makes slugs within a transaction, in nested writes and for many records at once', async () => {
    const create = { model: 'Post', action: 'create', args: { data: { title: 'Together', authorId: 1001 } } }
    expect((await call('POST', '/api/$transaction', { operations: [create, create] })).body).toMatchObject({ data: [{ slug: 'together' }, { slug: 'together-2' }] })
    await call('PATCH', '/api/users/1001', { posts: { create: { title: 'Nested' }, createMany: { data: [{ title: 'Nested' }, { title: 'Bulk' }] } } })
    expect((await call('POST', '/api/posts/$create-many', { data: [{ title: 'Bulk', authorId: 1001 }, { title: 'Fresh', authorId: 1001 }, { title: 'Fresh', authorId: 1001 }, { title: 'Own', slug: 'fresh-own', authorId: 1001 }] })).body).toEqual({ data: { count: 4 } })
    const { body } = await call('GET', '/api/posts?where={"OR":[{"slug":{"startsWith":"nested"}},{"slug":{"startsWith":"bulk"}},{"slug":{"startsWith":"fresh"}}]}&select=["slug"]&sort=id')
    expect(Object.assign({ data: [] }, body).data.map(({ slug }: { slug: string }) => slug.replace(/[2-9a-z]{8}$/, '…'))).toEqual(['nested', 'nested-…', 'bulk', 'bulk-…', 'fresh', 'fresh-…', 'fresh-own'])
  })

  it('says so in the manifest, where forms and SDKs read it', async () => {
    const { body } = await call('GET', '/manifest.json')
    expect(body).toMatchObject({
      models: {
        Post: {
          fields: { slug: { default: { generated: true }, create: true }, createdAt: { create: false, update: false }, deletedAt: { create: false, update: false }, commentsCount: { counter: true }, views: { counter: true } },
          traits: { slug: { field: 'slug', from: 'title' }, publish: { field: 'published', value: true, at: 'publishedAt' }, softDelete: { field: 'deletedAt' }, stamps: { created: 'createdAt', updated: 'updatedAt' } },
          uniques: [{ name: 'id', fields: ['id'] }, { name: 'slug', fields: ['slug'] }],
          searchFields: ['title', 'slug'],
          relations: { author: { kind: 'many-to-one' }, comments: { kind: 'one-to-many' }, labels: { kind: 'many-to-many' }, tags: { kind: 'one-to-many', through: { relation: 'tag', model: 'Tag' } } },
        },
        PostTag: { traits: { junction: { sides: ['post', 'tag'] } } },
        Article: { traits: { slug: { field: 'slug', from: 'name' }, publish: { field: 'status', value: 'PUBLISHED', at: 'publishedAt' } } },
        Category: { traits: { tree: { parent: 'parent', field: 'parentId', children: 'children' } }, relations: { children: { self: true, kind: 'one-to-many' } } },
        Plain: { traits: {}, fields: { createdAt: { create: true, update: true } } },
      },
    })
  })

  it('keeps the first moment of publication, whichever way a record is published', async () => {
    const { body } = await call('POST', '/api/posts', { title: 'Draft', authorId: 1001 })
    const { id, publishedAt } = Object.assign({ data: { id: 0, publishedAt: '' } }, body).data
    expect(publishedAt).toBeNull()
    const moment = async (changes: unknown): Promise<unknown> => Object.assign({ data: { publishedAt: '' } }, (await call('PATCH', `/api/posts/${id}`, changes)).body).data.publishedAt
    const first = await moment({ published: true })
    expect(Math.abs(Date.now() - Date.parse(String(first)))).toBeLessThan(600_000)
    expect([await moment({ published: false }), await moment({ published: true, title: 'x' })]).toEqual([first, first])
    expect(await moment({ published: true, publishedAt: '2020-01-01T00:00:00.000Z' })).toBe('2020-01-01T00:00:00.000Z')
    expect([await moment({ publishedAt: null }), typeof (await moment({ published: true }))]).toEqual([null, 'string'])
    expect((await call('POST', '/api/posts', { title: 'Now', published: true, authorId: 1001 })).body).toMatchObject({ data: { publishedAt: expect.any(String) } })
    expect((await call('POST', '/api/articles', { name: 'A name that is longer than its column', status: 'PUBLISHED' })).body).toMatchObject({ data: { slug: provider === 'sqlite' ? 'a-name-that-is-longer-than-its-column' : 'a-name-that-is-longe', publishedAt: expect.any(String) } })
    await call('POST', '/api/posts/$update-many', { where: { title: 'Draft' }, data: { published: true } })
    expect((await call('GET', '/api/posts/$count?where={"published":true,"publishedAt":null}')).body).toEqual({ data: 0 })
  })

  it('keeps the moments of creation and change from clients', async () => {
    for (const [method, path] of [['POST', '/api/posts'], ['PATCH', '/api/posts/1']] as const) {
      expect(faultsOf(await call(method, path, { title: 'x', authorId: 1001, createdAt: '2020-01-01T00:00:00.000Z', updatedAt: '2020-01-01T00:00:00.000Z' }))).toEqual({ createdAt: 'REQUEST.SERVER_OWNED', updatedAt: 'REQUEST.SERVER_OWNED' })
    }
  })

  it('counts on what is stored', async () => {
    const { body } = await call('POST', '/api/posts', { title: 'Counted', authorId: 1001 })
    const { id } = Object.assign({ data: { id: 0 } }, body).data
    await Promise.all(Array.from({ length: 8 }, () => call('PATCH', `/api/posts/${id}`, { views: { increment: 1 } })))
    expect((await call('GET', `/api/posts/${id}?select=["views"]`)).body).toEqual({ data: { views: 8 } })
  })

  it('does none of it where the traits are switched off', async () => {
    expect(faultsOf(await call('POST', '/api/plains', { title: 'Off' }))).toEqual({ slug: 'REQUEST.REQUIRED' })
    expect((await call('POST', '/api/plains', { title: 'Off', slug: 'off', published: true, createdAt: '2020-01-01T00:00:00.000Z' })).body).toMatchObject({ data: { publishedAt: null, createdAt: '2020-01-01T00:00:00.000Z' } })
  })
})
