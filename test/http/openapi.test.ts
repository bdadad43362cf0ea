import { fastify } from 'fastify'
import { describe, expect, it } from 'vitest'
import { ssotPlugin } from '@ssot/runtime-server'
import { mountedPath, routeKey } from '../../packages/runtime-server/src/openapi/describe-paths.ts'
import { MODEL_ROUTES } from '../../packages/runtime-server/src/openapi/route-table.ts'
import { SERVER_ROUTES } from '../../packages/runtime-server/src/openapi/server-routes.ts'
import { createApp } from '../create-app.ts'
import { members } from '../openapi/members.ts'
import { BLOG } from './blog.ts'

/** Described, and not mounted yet. This list must shrink to nothing: whoever mounts a route takes it out. */
const NOT_MOUNTED_YET: readonly string[] = [
  'get /api/:x/$search',
]

/** Mounted, and no part of the API that is described. */
const NOT_DESCRIBED = /^\w+ (\*|\/|\/app(\/.*)?|\/docs\/.*|\/metrics|\/plugins|\/realtime)$/

const TABLE = new Set([...MODEL_ROUTES, ...SERVER_ROUTES].map((route) => routeKey(route.method, mountedPath(route, '/api'))))

describe('given the table of routes', () => {
  it('describes every route that is mounted, and no other', async () => {
    const mounted = await mountedRoutes()
    expect([...mounted].filter((route) => !TABLE.has(route) && !NOT_DESCRIBED.test(route))).toEqual([])
    expect([...TABLE].filter((route) => !mounted.has(route))).toEqual([...NOT_MOUNTED_YET])
  })
})

// An address is also registered for the methods that it refuses.
async function mountedRoutes(): Promise<ReadonlySet<string>> {
  await using app = await createApp(BLOG)
  const host = fastify()
  const known = new Set<string>()
  host.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) known.add(routeKey(each, url))
  })
  await host.register(ssotPlugin, { schema: BLOG, options: { development: true, cwd: app.server.sources.project.root, logLevel: 'silent' } })
  await host.close()
  const answers = await Promise.all([...known].filter((route) => !/^(head|options) /.test(route)).map(async (route) => ((await isTaken(app, route)) ? [route] : [])))
  return new Set(answers.flat())
}

async function isTaken(app: Awaited<ReturnType<typeof createApp>>, route: string): Promise<boolean> {
  const [method = '', path = ''] = route.split(' ')
  const { status } = await app.call(method.toUpperCase(), path.replace(':x', 'posts').replaceAll(':x', 'author').replaceAll('*', 'x'))
  return status !== 405
}

describe('given the document of an administrator', () => {
  it('holds what may be done, and only that', async () => {
    await using app = await createApp(SHOP)
    const { body } = await app.call('GET', '/openapi.json')
    const paths = Object.keys(members(body, 'paths'))
    expect(paths.filter((path) => path.startsWith('/api/secrets'))).toEqual([])
    expect(Object.keys(members(body, 'paths', '/api/keyless'))).toEqual(['get'])
    expect(paths.filter((path) => path.startsWith('/api/keyless/{id}'))).toEqual([])
    expect(Object.keys(members(body, 'paths', '/api/totals'))).toEqual(['get'])
    expect(Object.keys(members(body, 'paths', '/api/totals/{id}'))).toEqual(['get'])
    expect(Object.keys(members(body, 'paths', '/api/accounts/{id}'))).toEqual(['get', 'patch', 'delete'])
    expect(Object.keys(members(body, 'components', 'schemas'))).toEqual(expect.arrayContaining(['Account', 'AccountCreate', 'AccountUpdate', 'AccountWhere', 'AccountOrderBy']))
    expect(Object.keys(members(body, 'components', 'schemas')).filter((name) => /Secret|TotalCreate|TotalUpdate/.test(name))).toEqual([])
  })

  it('shows write-only fields in inputs, server-owned ones in records, hidden ones nowhere', async () => {
    await using app = await createApp(SHOP)
    const { body } = await app.call('GET', '/openapi.json')
    const schema = (name: string): Readonly<Record<string, unknown>> => members(body, 'components', 'schemas', name)
    expect(Object.keys(members(schema('Account')['properties']))).toEqual(['id', 'email', 'balance', 'size', 'photo', 'since', 'role', 'extra', 'updatedAt', 'ownerId', 'owner', 'owned', '_count'])
    expect(Object.keys(members(schema('AccountUpdate')['properties']))).toEqual(['email', 'pin', 'balance', 'size', 'photo', 'since', 'role', 'extra', 'ownerId', 'owner', 'owned'])
    expect(schema('AccountCreate')['required']).toEqual(['email', 'pin', 'balance'])
    expect(JSON.stringify(body)).not.toContain('vault')
  })

  it('describes values as they travel', async () => {
    await using app = await createApp(SHOP)
    const { body } = await app.call('GET', '/openapi.json')
    expect(members(body, 'components', 'schemas', 'Account', 'properties')).toMatchObject({
      id: { type: 'integer', format: 'int32' },
      balance: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' },
      size: { type: ['string', 'null'], pattern: '^-?\\d+$' },
      photo: { type: ['string', 'null'], contentEncoding: 'base64' },
      since: { type: 'string', format: 'date-time' },
      role: { $ref: '#/components/schemas/Role' },
      extra: {},
      owner: { anyOf: [{ $ref: '#/components/schemas/Account' }, { type: 'null' }] },
      owned: { type: 'array', items: { $ref: '#/components/schemas/Account' } },
    })
  })

  it('is not sent again while it is the same, and is zipped for who takes that', async () => {
    await using app = await createApp(SHOP)
    const first = await app.call('GET', '/openapi.json')
    const etag = first.headers.get('etag') ?? ''
    expect([first.status, first.headers.get('content-encoding'), first.headers.get('cache-control')]).toEqual([200, 'gzip', 'private, no-cache'])
    expect(members(first.body)['x-ssot-schema']).toBe(first.headers.get('x-ssot-schema'))
    const again = await app.call('GET', '/openapi.json', undefined, { headers: { 'if-none-match': etag } })
    expect([again.status, again.body]).toEqual([304, ''])
    const plain = await app.call('GET', '/openapi.json', undefined, { headers: { 'accept-encoding': 'identity' } })
    expect([plain.headers.get('content-encoding'), plain.body]).toEqual([null, first.body])
  })

  it('names the ways to sign in', async () => {
    await using app = await createApp(SHOP)
    const { body } = await app.call('GET', '/openapi.json')
    expect(members(body)['security']).toEqual([{ bearer: [] }, { cookie: [] }])
    expect(Object.keys(members(body, 'components', 'securitySchemes'))).toEqual(['bearer', 'cookie'])
  })
})

describe('given the document of somebody without rights', () => {
  it('holds no model, no field and no enum', async () => {
    await using app = await createApp(SHOP)
    for (const authorization of ['Bearer user', '']) {
      const { status, body } = await app.call('GET', '/openapi.json', undefined, { headers: { authorization } })
      expect(status).toBe(200)
      expect(Object.keys(members(body, 'paths')).filter((path) => path.startsWith('/api/') && path !== '/api/$transaction')).toEqual([])
      expect(JSON.stringify(body)).not.toMatch(/account|balance|Role|Keyless/i)
    }
  })
})

const SHOP = `
datasource db {
  provider = "sqlite"
}

generator client {
  provider        = "prisma-client"
  previewFeatures = ["views"]
}

enum Role {
  READER
  WRITER
}

model Account {
  id        Int       @id @default(autoincrement())
  email     String    @unique
  /// @writeOnly
  pin       String
  /// @hidden
  vault     String    @default("")
  balance   Decimal
  size      BigInt?
  photo     Bytes?
  since     DateTime  @default(now())
  role      Role      @default(READER)
  extra     Json?
  updatedAt DateTime  @updatedAt
  ownerId   Int?
  owner     Account?  @relation("owns", fields: [ownerId], references: [id])
  owned     Account[] @relation("owns")
}

view Total {
  id    Int     @unique
  total Decimal
}

/// @@path("keyless")
view Keyless {
  total Decimal
}

/// @@hidden
model Secret {
  id    Int    @id
  value String
}
`
