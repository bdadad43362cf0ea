import { describe, expect, it } from 'vitest'
import { createApp, faultsOf, type Answer } from '../create-app.ts'

const SCHEMA = `
datasource db {
  provider = "sqlite"
}

/// @@policy("*", rule: "true")
model Shelf {
  id    Int    @id @default(autoincrement())
  wares Ware[]
}

/// @@policy("*", rule: "true")
/// @@limit(take: 3)
model Ware {
  id      Int    @id @default(autoincrement())
  name    String @default("thing")
  shelf   Shelf? @relation(fields: [shelfId], references: [id])
  shelfId Int?
}

/// @@policy("*", rule: "true")
/// @@limit(rate: "2/hour")
model Scarce {
  id Int @id @default(autoincrement())
}
`

const detailOf = ({ body }: Answer): unknown => Object(body).detail

describe('given a model with a limit on its lists', () => {
  it('answers so many at most, wherever they are listed, and takes no greater number', async () => {
    await using app = await createApp(SCHEMA)
    await app.call('POST', '/api/shelves', { wares: { createMany: { data: [{}, {}, {}, { name: 'other' }, {}] } } })
    const ids = async (method: string, path: string, body?: unknown): Promise<unknown> => Object((await app.call(method, path, body)).body)
    expect(await ids('GET', '/api/wares?select=["id"]')).toMatchObject({ data: [{ id: 1 }, { id: 2 }, { id: 3 }], meta: { take: 3, hasMore: true } })
    expect(await ids('GET', '/api/shelves/1/wares?select=["id"]')).toMatchObject({ data: [{ id: 1 }, { id: 2 }, { id: 3 }] })
    expect(await ids('GET', '/api/shelves/1?select={"wares":{"select":{"id":true}}}')).toEqual({ data: { wares: [{ id: 1 }, { id: 2 }, { id: 3 }] }, meta: { truncated: ['wares'] } })
    const refused: readonly (readonly [method: string, path: string, body: unknown, fault: string])[] = [
      ['GET', '/api/wares?take=4', undefined, 'take'],
      ['POST', '/api/wares/$query', { take: 4 }, 'take'],
      ['GET', '/api/shelves/1/wares?take=4', undefined, 'take'],
      ['POST', '/api/shelves/$query', { include: { wares: { take: 4 } } }, 'include.wares.take'],
    ]
    for (const [method, path, body, fault] of refused) {
      const answer = await app.call(method, path, body)
      expect([path, answer.status, faultsOf(answer), detailOf(answer)]).toEqual([path, 400, { [fault]: 'LIMIT.EXCEEDED' }, `${fault} is 4; at most 3 are allowed.`])
    }
    expect((await app.call('GET', '/api/wares?take=3')).status).toBe(200)
    expect((await app.call('GET', '/api/shelves?take=100')).status).toBe(200)
    expect(String((await app.call('GET', '/api/wares/$export?format=ndjson')).body).trim().split('\n')).toHaveLength(5)
  })

  it('tells it in the manifest and in the OpenAPI document', async () => {
    await using app = await createApp(SCHEMA)
    const { body } = await app.call('GET', '/manifest.json')
    expect(body).toMatchObject({ limits: { maxTake: 100 }, models: { Ware: { maxTake: 3 } } })
    expect(Object(body).models.Shelf.maxTake).toBeUndefined()
    const openapi = Object((await app.call('GET', '/openapi.json')).body)
    expect(openapi.components.parameters).toMatchObject({ take: { schema: { maximum: 100 } }, 'Ware.take': { schema: { maximum: 3 } } })
    const refs = (path: string): unknown => openapi.paths[path].get.parameters.map((parameter: { $ref: string }) => parameter.$ref).filter((ref: string) => ref.endsWith('take'))
    expect([refs('/api/wares'), refs('/api/shelves')]).toEqual([['#/components/parameters/Ware.take'], ['#/components/parameters/take']])
  })
})

describe('given a model with a rate', () => {
  it('counts what one principal asks of it, by itself and in transactions, and leaves other principals and models alone', async () => {
    await using app = await createApp(SCHEMA)
    const list = async (authorization: string): Promise<number> => (await app.call('GET', '/api/scarces', undefined, { headers: { authorization } })).status
    expect([await list('Bearer root'), await list('Bearer root'), await list('Bearer root')]).toEqual([200, 200, 429])
    expect([await list('Bearer user'), (await app.call('GET', '/api/shelves')).status]).toEqual([200, 200])
    const both = { operations: [{ model: 'Scarce', action: 'create', args: { data: {} } }, { model: 'Scarce', action: 'create', args: { data: {} } }] }
    const refused = await app.call('POST', '/api/$transaction', both, { headers: { authorization: 'Bearer user' } })
    expect([refused.status, faultsOf(refused), Number(refused.headers.get('retry-after')) > 1700]).toEqual([429, 'LIMIT.RATE', true])
    expect(await app.server.system('test: what is stored').model('Scarce').count()).toBe(0)
  })
})
