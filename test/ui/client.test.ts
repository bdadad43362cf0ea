import { isProblem } from '@ssot/contract'
import { createSsotClient, type SsotClient } from '@ssot/runtime-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLibrary, type Library } from './start-library.ts'

/** What a call fails with: the problem's code and its faults by path. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return isProblem(error) ? { code: error.code, status: error.status, at: error.errors.map((fault) => fault.path) } : error
}

describe('given a client of a server', () => {
  let library: Library
  let client: SsotClient

  beforeAll(async () => {
    library = await startLibrary()
    client = createSsotClient({ url: library.url })
  }, 120_000)

  afterAll(async () => {
    await library?.[Symbol.asyncDispose]()
  })

  it('loads the manifest once, and again when asked to', async () => {
    const requests: string[] = []
    const counted = createSsotClient({ url: `${library.url}/manifest.json`, fetch: (input, init) => (requests.push(String(input)), fetch(input, init)) })
    const [first, second] = [await counted.manifest(), await counted.manifest()]
    await counted.manifest({ fresh: true })
    expect([first === second, requests]).toEqual([true, [`${library.url}/manifest.json`, `${library.url}/manifest.json`]])
  })

  it('says once when an answer comes from another schema than the manifest’s', async () => {
    let schema: string | undefined
    const swapped = createSsotClient({
      url: library.url,
      fetch: async (input, init) => {
        const response = await fetch(input, init)
        return schema === undefined ? response : new Response(response.body, { headers: { 'x-ssot-schema': schema } })
      },
    })
    let changes = 0
    const end = swapped.onSchemaChange(() => changes++)
    await swapped.model('Book').count()
    schema = 'another'
    await swapped.model('Book').count()
    await swapped.model('Book').count()
    end()
    schema = 'a third'
    await swapped.model('Book').count()
    expect(changes).toBe(1)
  })

  it('lists with Prisma’s arguments, by page or plainly, and counts', async () => {
    const args = { where: { title: { startsWith: 'Book 0' } }, orderBy: [{ title: 'desc' }], select: { title: true, author: { select: { name: true } } }, take: 2, skip: 1, count: 'exact' } as const
    expect(await client.model('Book').findPage(args)).toEqual({
      data: [expect.objectContaining({ title: 'Book 08' }), expect.objectContaining({ title: 'Book 07', author: expect.objectContaining({ name: 'Italo Bianchi' }) })],
      meta: expect.objectContaining({ take: 2, skip: 1, hasMore: true, total: 9 }),
    })
    expect(await client['book']?.findMany({ where: { id: { in: Array.from({ length: 1000 }, (_, index) => index + 1) } }, take: 100 })).toHaveLength(45)
    expect(await client.model('book').count({ search: 'strange' })).toBe(1)
  })

  it('creates, reads, changes and deletes under a key of two fields', async () => {
    const copies = client.model('Copy')
    const where = { room: 'A/B, c', number: 1 }
    expect(await copies.create({ data: { ...where, state: 'new' } })).toEqual({ ...where, state: 'new', bookId: null })
    expect(await copies.get(where)).toMatchObject({ state: 'new' })
    expect(await copies.update({ where: { room_number: where }, data: { state: 'worn' } })).toMatchObject({ state: 'worn' })
    expect(await copies.delete({ where })).toMatchObject({ state: 'worn' })
    expect([await copies.findUnique({ where }), await failureOf(copies.get(where))]).toEqual([null, { code: 'DATA.NOT_FOUND', status: 404, at: [] }])
  })

  it('throws what the server refuses, with the faults by path', async () => {
    expect(await failureOf(client.model('Book').create({ data: { title: 'x'.repeat(200), pages: 'many' } }))).toMatchObject({ status: 400, at: expect.arrayContaining(['title', 'pages', 'authorId']) })
    expect(await failureOf(client.model('Boook').findMany())).toEqual({ code: 'REQUEST.NO_ROUTE', status: 404, at: [] })
    expect(await failureOf(client.model('Copy').update({ where: { room: 'A' }, data: {} }))).toEqual({ code: 'REQUEST.BAD_VALUE', status: 400, at: [] })
  })

  it('tells a server that is not there, an answer that is none of ours, and an abort', async () => {
    const nowhere = createSsotClient({ url: 'http://localhost:9' })
    const other = createSsotClient({ url: library.url, fetch: async () => new Response('<html>', { status: 502 }) })
    const manifest = await client.manifest()
    const controller = new AbortController()
    controller.abort()
    expect([
      await failureOf(nowhere.manifest()),
      await failureOf(other.manifest()),
      await failureOf(createSsotClient({ url: library.url, manifest }).model('Book').findMany({ signal: controller.signal })),
    ]).toEqual([{ code: 'CLIENT.UNREACHABLE', status: 503, at: [] }, { code: 'CLIENT.UNEXPECTED_ANSWER', status: 502, at: [] }, expect.objectContaining({ name: 'AbortError' })])
  })
})
