// The command judges the product, so it is judged itself: through a proxy that lies in one way, it has to notice.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSsotServer, type SsotServer } from '@ssot/runtime-server'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { exerciseServer, readSchema } from './run-crud.ts'

const SCHEMA = join(import.meta.dirname, '..', 'fixture', 'relation-mode.sqlite.prisma')

interface Reply {
  status: number
  body: unknown
}

type Lie = (request: { readonly method: string; readonly url: string }, reply: Reply) => void

let folder = ''
let server: SsotServer
let origin = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ssot-tampering-'))
  const config = { database: { url: `file:${join(folder, 'db.sqlite')}` }, authenticate: () => ({ id: 'root', role: 'ADMIN' }), auth: { isAdmin: "auth.role == 'ADMIN'" } }
  server = await createSsotServer(SCHEMA, config, { cwd: folder, push: 'always', ui: false, logLevel: 'error' })
  origin = (await server.listen({ port: 0 })).url
})

afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

describe('given a server that lies', () => {
  it.each<[string, string, Lie]>([
    ['a field is left out', 'create', ({ method }, reply) => method === 'POST' && change(reply, (data) => delete data['name'])],
    ['a field too many is answered', 'read', ({ method, url }, reply) => method === 'GET' && /\/pets\/\d+$/.test(url) && change(reply, (data) => (data['secret'] = 'x'))],
    ['a value is another', 'read', ({ method, url }, reply) => method === 'GET' && /\/pets\/\d+$/.test(url) && change(reply, (data) => (data['name'] = `${String(data['name'])} `))],
    ['a list holds too much', 'list', ({ method, url }, reply) => method === 'GET' && /\/pets\?where/.test(url) && changeList(reply, (list) => list.push({ ...Object(list[0]) }))],
    ['a list holds nothing', 'list', ({ url }, reply) => /\/pets\/\$query/.test(url) && changeList(reply, (list) => (list.length = 0))],
    ['a relation is another record', 'include', ({ url }, reply) => /include/.test(url) && change(reply, (data) => Object.assign(Object(data['owner']), { id: 999_999 }))],
    ['an update is not stored', 'update', ({ method }, reply) => method === 'PATCH' && change(reply, (data) => (data['name'] = 'as before'))],
    ['a connect is refused', 'connect', ({ method }, reply) => method === 'PATCH' && refuse(reply)],
    ['a delete is refused', 'delete', ({ method }, reply) => method === 'DELETE' && refuse(reply)],
    ['a deleted record is still answered', 'delete', ({ method, url }, reply) => method === 'GET' && /\/pets\/\d+$/.test(url) && reply.status === 404 && Object.assign(reply, { status: 200, body: { data: {} } })],
    ['the manifest hides a field', 'manifest', ({ url }, reply) => /manifest/.test(url) && Reflect.deleteProperty(Object(Reflect.get(Object(Reflect.get(Object(reply.body), 'models')), 'Pet').fields), 'name')],
  ])('notices that %s', async (_, step, lie) => {
    await using proxy = await listenThrough(origin, lie)
    const { results } = await exerciseServer(proxy.url, await readSchema(SCHEMA), { hasViews: false, models: ['Pet'] })
    const pet = results.find((result) => result.model === 'Pet')
    expect(pet?.outcome).toBe('failed')
    expect(pet?.reasons.map((reason) => reason.split(':')[0])).toContain(step)
  })

  it('finds nothing where nobody lies', async () => {
    const { results } = await exerciseServer(origin, await readSchema(SCHEMA), { hasViews: false })
    expect(results.map(({ model, outcome, reasons }) => ({ model, outcome, reasons }))).toEqual(
      ['Owner', 'Pet', 'Visit', 'Home', 'Card'].map((model) => ({ model, outcome: 'passed', reasons: [] })),
    )
  })
})

function change(reply: Reply, edit: (data: Record<string, unknown>) => void): void {
  const data: unknown = Reflect.get(Object(reply.body), 'data')
  if (isRecord(data)) edit(data)
}

function changeList(reply: Reply, edit: (list: unknown[]) => void): void {
  const data: unknown = Reflect.get(Object(reply.body), 'data')
  if (Array.isArray(data)) edit(data)
}

function refuse(reply: Reply): void {
  Object.assign(reply, { status: 409, body: { code: 'DATA.REFERENCED' } })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function listenThrough(target: string, lie: Lie): Promise<AsyncDisposable & { readonly url: string }> {
  const proxy: Server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => void forward(Buffer.concat(parts)))
    const forward = async (body: Buffer): Promise<void> => {
      const call = { method: request.method ?? 'GET', url: request.url ?? '/' }
      const sent = body.length > 0 ? { body: body.toString('utf8'), headers: { 'content-type': 'application/json' } } : {}
      const answer = await fetch(`${target}${call.url}`, { method: call.method, ...sent })
      const reply: Reply = { status: answer.status, body: JSON.parse(await answer.text()) }
      lie(call, reply)
      response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body))
    }
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${portOf(proxy)}`,
    [Symbol.asyncDispose]: async () => {
      proxy.closeAllConnections()
      await new Promise((resolve) => proxy.close(resolve))
    },
  }
}

function portOf(proxy: Server): number {
  const address: AddressInfo | string | null = proxy.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
