import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Finding } from '@ssot/contract'
import { createSsotServer, type SsotServer } from '@ssot/runtime-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BLOG } from '../http/blog.ts'

type News = { readonly swapped: readonly string[] } | { readonly refused: readonly Finding[] }

let folder: string
let server: SsotServer
let url: string
let tell: (news: News) => void
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ssot-swap-'))
  await writeFile(join(folder, 'schema.prisma'), BLOG)
  await writeFile(join(folder, 'ssot.ui.config.ts'), "export default { site: { name: 'Before' } }")
  server = await createSsotServer(join(folder, 'schema.prisma'), {}, {
    development: true,
    cwd: folder,
    logLevel: 'silent',
    watch: { swapped: (swapped) => tell({ swapped }), refused: (refused) => tell({ refused }) },
  })
  url = (await server.listen({ port: 0 })).url
})
afterAll(async () => {
  agent.destroy()
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

/** Saves a file and waits until the server says what became of it. */
async function save(name: string, text: string): Promise<News> {
  const news = new Promise<News>((resolve) => (tell = resolve))
  await writeFile(join(folder, name), text)
  return news
}

describe('given a schema that is saved with one more field', () => {
  it('has the field in API and manifest, over the same connection', async () => {
    const before = await get('/api/users')
    expect(await save('schema.prisma', BLOG.replace('name     String?', 'name     String?\n  city     String?'))).toEqual({ swapped: ['schema.prisma'] })
    const created = await get('/api/users', 'POST', { email: 'a@x', city: 'Ulm' })
    expect([created.status, created.body]).toEqual([201, { data: { id: 1, email: 'a@x', name: null, city: 'Ulm', role: 'USER' } }])
    expect(created.localPort).toBe(before.localPort)
    expect(created.schema).not.toBe(before.schema)
    expect((await get('/manifest.json')).body).toMatchObject({ schema: created.schema, models: { User: { fields: { city: { kind: 'string', create: true } } } } })
  })

  it('follows the UI configuration too', async () => {
    expect(await save('ssot.ui.config.ts', "export default { site: { name: 'After' } }")).toEqual({ swapped: ['ssot.ui.config.ts'] })
    expect((await get('/manifest.json')).body).toMatchObject({ site: { name: 'After' } })
  })
})

describe('given a schema that is saved with a fault', () => {
  it('goes on serving what it served and tells the fault with its place', async () => {
    const text = await readFile(join(folder, 'schema.prisma'), 'utf8')
    const news = await save('schema.prisma', text.replace('model Tag {', 'model Tag {\n  broken Strng\n'))
    expect(news).toMatchObject({ refused: [{ severity: 'error', code: 'SCHEMA.INVALID', file: expect.stringContaining('schema.prisma'), line: expect.any(Number), message: expect.stringContaining('Strng') }] })
    expect((await get('/api/users')).body).toMatchObject({ data: [{ email: 'a@x', city: 'Ulm' }] })
    expect(await save('schema.prisma', text)).toEqual({ swapped: ['schema.prisma'] })
  })

  it('refuses a change that would lose data, and loses nothing', async () => {
    const text = await readFile(join(folder, 'schema.prisma'), 'utf8')
    expect(await save('schema.prisma', text.replace('\n  city     String?', ''))).toMatchObject({ refused: [{ code: 'DATABASE.DATA_LOSS', message: expect.stringContaining('city') }] })
    expect((await get('/api/users')).body).toMatchObject({ data: [{ city: 'Ulm' }] })
    expect(await save('schema.prisma', text)).toEqual({ swapped: ['schema.prisma'] })
  })
})

describe('given requests while the schema is swapped', () => {
  it('answers every one of them', async () => {
    const text = await readFile(join(folder, 'schema.prisma'), 'utf8')
    let going = true
    const statuses = new Set<number | undefined>()
    const load = Array.from({ length: 4 }, async () => {
      while (going) statuses.add((await fetch(`${url}/api/users`)).status)
    })
    await save('schema.prisma', text.replace('  city     String?', '  city     String?\n  zip      String?'))
    going = false
    await Promise.all(load)
    expect([...statuses]).toEqual([200])
  })
})

interface Reply {
  readonly status: number | undefined
  readonly body: unknown
  readonly schema: unknown
  readonly localPort: number | undefined
}

function get(path: string, method = 'GET', body?: unknown): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const call = request(`${url}${path}`, { agent, method, headers: body === undefined ? {} : { 'content-type': 'application/json' } }, (response) => {
      const { localPort } = response.socket
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode, body: JSON.parse(text), schema: response.headers['x-ssot-schema'], localPort }))
    })
    call.on('error', reject)
    call.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
