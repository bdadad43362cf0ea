import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp, faultsOf, type Answer, type TestApp } from '../create-app.ts'
import { BLOG } from './blog.ts'

/** A page as it was answered. */
interface Listed {
  readonly data: readonly { readonly name: string }[]
  readonly meta: { readonly nextCursor?: string; readonly prevCursor?: string; readonly [name: string]: unknown }
}

function pageOf(answer: Answer): Listed {
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  const page: Listed = JSON.parse(JSON.stringify(answer.body))
  return page
}

describe('given a list of seven records', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createApp(BLOG, { secret: 'a secret of the tests' })
    for (const name of 'abcdefg') await app.call('POST', '/api/tags', { name })
  })
  afterAll(() => app?.[Symbol.asyncDispose]())

  const list = async (query: string): Promise<Listed> => pageOf(await app.call('GET', `/api/tags?${query}`))
  const names = ({ data }: Listed): string => data.map(({ name }) => name).join('')

  it('the first page leads on and not back, the last one back and not on', async () => {
    const first = await list('take=3')
    expect([names(first), Object.keys(first.meta)]).toEqual(['abc', ['take', 'hasMore', 'nextCursor']])
    const second = await list(`take=3&cursor=${first.meta.nextCursor}`)
    expect([names(second), second.meta['hasMore'], Object.keys(second.meta)]).toEqual(['def', true, ['take', 'hasMore', 'nextCursor', 'prevCursor']])
    const third = await list(`take=3&cursor=${second.meta.nextCursor}`)
    expect([names(third), third.meta['hasMore'], Object.keys(third.meta)]).toEqual(['g', false, ['take', 'hasMore', 'prevCursor']])
  })

  it('prevCursor leads back, in the order of the list', async () => {
    const offset = await list('take=3&skip=4&sort=-name')
    expect(names(offset)).toBe('cba')
    const back = await list(`take=3&sort=-name&cursor=${offset.meta.prevCursor}`)
    expect([names(back), back.meta['hasMore']]).toEqual(['fed', true])
    const start = await list(`take=3&sort=-name&cursor=${back.meta.prevCursor}`)
    expect([names(start), Object.keys(start.meta)]).toEqual(['g', ['take', 'hasMore', 'nextCursor']])
    expect(names(await list(`take=3&sort=-name&cursor=${start.meta.nextCursor}`))).toBe('fed')
  })

  it('a page that has come to be empty leads back to what is left', async () => {
    const first = await list('take=6')
    await app.call('DELETE', '/api/tags/g')
    const empty = await list(`take=6&cursor=${first.meta.nextCursor}`)
    await app.call('POST', '/api/tags', { name: 'g' })
    expect([names(empty), Object.keys(empty.meta)]).toEqual(['', ['take', 'hasMore', 'prevCursor']])
    expect(names(await list(`take=2&cursor=${empty.meta.prevCursor}`))).toBe('ef')
  })

  it('the same page has the same cursor, and nothing of a value can be read in it', async () => {
    const [one, other] = [await list('take=3'), await list('take=3&select[name]=true')]
    expect(one.meta.nextCursor).toBe(other.meta.nextCursor)
    expect(Buffer.from(one.meta.nextCursor ?? '', 'base64url').toString('latin1')).not.toMatch(/next|"c"/)
  })

  it('a cursor is taken by POST as by GET', async () => {
    const { meta } = await list('take=3&where[name][not]=b')
    expect(names(pageOf(await app.call('POST', '/api/tags/$query', { take: 3, where: { name: { not: 'b' } }, cursor: meta.nextCursor })))).toBe('efg')
  })

  it('refuses a cursor that was changed, of another list, or beside skip', async () => {
    const { meta } = await list('take=3')
    const token = meta.nextCursor ?? ''
    const changed = `${token.slice(0, -2)}${token.endsWith('A') ? 'B' : 'A'}${token.slice(-1)}`
    const refused = [`cursor=${changed}`, 'cursor=', 'cursor=abc', `cursor=${token}&sort=-name`, `cursor=${token}&where[name]=a`, `cursor=${token}&search=a`, 'cursor={"name":"a"}']
    for (const query of refused) expect([query, faultsOf(await app.call('GET', `/api/tags?take=3&${query}`))]).toEqual([query, { cursor: 'REQUEST.BAD_VALUE' }])
    expect(faultsOf(await app.call('GET', `/api/users?cursor=${token}`))).toEqual({ cursor: 'REQUEST.BAD_VALUE' })
    expect(faultsOf(await app.call('GET', `/api/tags?skip=0&cursor=${token}`))).toEqual({ skip: 'REQUEST.BAD_VALUE' })
  })

  it('a server with the same secret takes the cursors of another', async () => {
    await using twin = await createApp(BLOG, { secret: 'a secret of the tests' })
    await using stranger = await createApp(BLOG, { secret: 'another secret of theirs' })
    const { meta } = await list('take=3')
    expect((await twin.call('GET', `/api/tags?cursor=${meta.nextCursor}`)).status).toBe(200)
    expect((await stranger.call('GET', `/api/tags?cursor=${meta.nextCursor}`)).status).toBe(400)
  })
})

describe('given a server in production', () => {
  it('refuses to start without a secret, or with a short one', async () => {
    const production = (environment: Record<string, string>) => createApp(BLOG, {}, { development: false, push: 'embedded', environment })
    await expect(production({})).rejects.toThrow('secret is missing')
    await expect(production({ SSOT_SECRET: 'short' })).rejects.toThrow('at least 16')
    await using app = await production({ SSOT_SECRET: 'sixteen characters' })
    expect((await app.call('GET', '/api/tags')).status).toBe(200)
  })
})

describe('given nested lists and many records', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createApp(BLOG)
    await app.call('POST', '/api/users', { email: 'a@x' })
    const posts = app.server.system('test: many records').model('Post')
    await posts.createMany({ data: Array.from({ length: 101 }, (_, index) => ({ id: `p${index}`, title: String(index), authorId: 1 })) })
    for (const name of ['a', 'b', 'c']) await app.call('POST', '/api/tags', { name, posts: { connect: [{ id: 'p0' }, { id: 'p1' }] } })
  })
  afterAll(() => app?.[Symbol.asyncDispose]())

  it('meta.truncated names the relations whose lists have more, and the lists hold what they take', async () => {
    const { body } = await app.call('POST', '/api/users/$query', { include: { posts: { orderBy: { id: 'asc' }, select: { id: true, tags: { take: 2 } } } } })
    expect(body).toMatchObject({ data: [{ posts: { length: 100 } }], meta: { truncated: ['posts', 'posts.tags'] } })
    const { body: short } = await app.call('POST', '/api/users/$query', { select: { posts: { take: 0, select: { id: true } } } })
    expect(short).toEqual({ data: [{ posts: [] }], meta: { take: 20, hasMore: false, truncated: ['posts'] } })
    const { body: whole } = await app.call('POST', '/api/users/$query', { select: { posts: { take: 1, skip: 100, select: { id: true } } } })
    expect(whole).toEqual({ data: [{ posts: [{ id: 'p99' }] }], meta: { take: 20, hasMore: false } })
  })

  it('an estimated count is exact while it is small, and stops where it is large', async () => {
    expect((await app.call('GET', '/api/posts?take=1&count=estimated')).body).toMatchObject({ meta: { total: 101 } })
    const tags = app.server.system('test: many records').model('Tag')
    for (let part = 0; part < 10; part++) await tags.createMany({ data: Array.from({ length: 1000 }, (_, index) => ({ name: `${part}-${index}` })) })
    const metaOf = async (count: string): Promise<unknown> => pageOf(await app.call('GET', `/api/tags?take=0&count=${count}`)).meta
    expect(await metaOf('estimated')).toEqual({ take: 0, hasMore: true, total: 10_000, totalIsMinimum: true })
    expect(await metaOf('exact')).toEqual({ take: 0, hasMore: true, total: 10_003 })
  })
})
