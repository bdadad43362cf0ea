import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp, faultsOf, type Answer, type TestApp } from '../create-app.ts'
import { createPostgresDatabase, postgresUrl, type TestDatabase } from '../services.ts'

const schemaFor = (provider: string): string => `
datasource db {
  provider = "${provider}"
}

model Post {
  id     Int       @id @default(autoincrement())
  title  String    @unique
  text   String?
  views  Int       @default(7)
  big    BigInt?
  price  Decimal?
  rate   Float?
  on     Boolean   @default(false)
  at     DateTime?
  meta   Json?
  data   Bytes?
  author User?     @relation(fields: [userId], references: [id])
  userId Int?
}

model User {
  id    Int    @id @default(autoincrement())
  name  String
  posts Post[]
}
`

const PLACES = [
  { name: 'SQLite', provider: 'sqlite', open: () => Promise.resolve(null) },
  ...(postgresUrl === null ? [] : [{ name: 'PostgreSQL', provider: 'postgresql', open: createPostgresDatabase }]),
]

describe.each(PLACES)('given $name', ({ provider, open }) => {
  let app: TestApp
  let database: TestDatabase | null
  beforeAll(async () => {
    database = await open()
    app = await createApp(schemaFor(provider), { ...(database && { database: { url: database.url } }), limits: { maxImportBytes: 3_000_000 } }, database ? { push: 'always' } : {})
  })
  afterAll(async () => {
    await app[Symbol.asyncDispose]()
    await database?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    await app.call('POST', '/api/posts/$delete-many', { all: true })
  })

  const exported = async (query: string): Promise<string> => {
    const answer = await fetch(`${app.url}/api/posts/$export?${query}`, { headers: { authorization: 'Bearer root' } })
    expect(answer.status).toBe(200)
    return answer.text()
  }
  const send = (type: string, body: string, query = ''): Promise<Answer> => app.call('POST', `/api/posts/$import${query}`, undefined, { body, headers: { 'content-type': type } })
  const count = async (): Promise<unknown> => (await app.call('GET', '/api/posts/$count')).body

  const VALUES = { title: 'a "quoted", text\nof two lines', text: '', views: -3, big: '9007199254740993', price: '12.5', rate: 0.1, on: true, at: '2024-02-29T12:34:56.789Z', meta: { a: [1, null] }, data: 'AAEC', userId: null }

  it.each(['json', 'ndjson', 'csv'])('exports every record as %s and imports it again as it was', async (format) => {
    await app.call('POST', '/api/posts/$create-many', { data: [VALUES, { title: '=1+1', text: null }, { title: "'=x" }, { title: 'ünï' }] })
    const fields = Object.keys(VALUES).map((name) => `"${name}"`).join()
    const text = await exported(`format=${format}&select=[${fields}]&sort=id`)
    const before = (await app.call('GET', `/api/posts?select=[${fields}]&sort=title`)).body
    await app.call('POST', '/api/posts/$delete-many', { all: true })
    const types = { json: 'application/json', ndjson: 'application/x-ndjson', csv: 'text/csv' }
    const answer = await send(Object.assign({ [format]: '' }, types)[format] ?? '', text)
    expect([answer.status, answer.body]).toEqual([200, { data: { count: 4, failed: 0, errors: [] } }])
    expect((await app.call('GET', `/api/posts?select=[${fields}]&sort=title`)).body).toEqual(before)
  })

  it('keeps a table from being taken for formulas', async () => {
    await app.call('POST', '/api/posts/$create-many', { data: ['=1+1', '+1', '-1', '@x', '\tx', 'plain'].map((title) => ({ title, views: -1 })) })
    const text = await exported('format=csv&select=["title","views"]&sort=id')
    expect(text.split('\r\n')).toEqual(['title,views', "'=1+1,-1", "'+1,-1", "'-1,-1", "'@x,-1", "'\tx,-1", 'plain,-1', ''])
  })

  it('exports what matches, in the order asked for, over many pages', async () => {
    const rows = Array.from({ length: 2500 }, (_, index) => ({ title: `Post ${String(index).padStart(4, '0')}`, views: index % 3 }))
    for (let start = 0; start < rows.length; start += 500) await app.call('POST', '/api/posts/$create-many', { data: rows.slice(start, start + 500) })
    const text = await exported('format=ndjson&where[views]=1&sort=-title&select=["title"]')
    const wanted = rows.filter((row) => row.views === 1).map((row) => JSON.stringify({ title: row.title })).toReversed()
    expect(text.trimEnd().split('\n')).toEqual(wanted)
    const all: unknown = JSON.parse(await exported('format=json'))
    expect(all).toHaveLength(2500)
  })

  it('names each fault by its line, and stores nothing', async () => {
    const csv = 'title,views,nothing\r\nOne,1,x\r\nTwo,two,\r\n'
    const answer = await send('text/csv', csv)
    expect([answer.status, faultsOf(answer)]).toEqual([400, { 'line.2.nothing': 'REQUEST.UNKNOWN_FIELD', 'line.3.views': 'REQUEST.BAD_VALUE' }])
    const lines = await send('application/x-ndjson', '{"title":"One"}\n{"title":\n\n{"title":"Two","id":5}\n')
    expect([lines.status, faultsOf(lines)]).toEqual([400, { 'line.2': 'REQUEST.BAD_VALUE', 'line.4.id': 'REQUEST.SERVER_OWNED' }])
    const double = await send('application/x-ndjson', '{"title":"One"}\n{"title":"One"}\n')
    expect(double.status).toBe(409)
    expect(await count()).toEqual({ data: 0 })
  })

  it('imports every row that can be when asked to', async () => {
    const answer = await send('application/x-ndjson', '{"title":"One"}\n{"title":"One"}\n{"title":3}\n{"title":"Two"}\n', '?partial=true')
    expect([answer.status, answer.body]).toMatchObject([200, { data: { count: 2, failed: 2, errors: [{ path: 'line.3.title' }, { path: 'line.2', code: 'DATA.CONFLICT' }] } }])
    expect(await count()).toEqual({ data: 2 })
  })

  it('refuses what is too large, of another type, or no UTF-8', async () => {
    expect((await send('text/csv', `title\n${'x'.repeat(3_100_000)}`)).status).toBe(413)
    expect((await send('text/plain', 'title\nx')).status).toBe(415)
    expect((await app.call('POST', '/api/posts', undefined, { body: 'title\nx', headers: { 'content-type': 'text/csv' } })).status).toBe(415)
    const broken = await app.call('POST', '/api/posts/$import', undefined, { body: Buffer.from([...Buffer.from('title\n'), 0xff, 0xfe, 10]), headers: { 'content-type': 'text/csv' } })
    expect(broken.status).toBe(400)
    expect((await app.call('GET', '/api/posts/$export?format=xml&take=3')).status).toBe(400)
    expect(await count()).toEqual({ data: 0 })
  })
})
