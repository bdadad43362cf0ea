import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf, type Answer, type TestApp } from '../create-app.ts'
import { createAppOn, PROVIDERS } from './app-on.ts'

const MODELS = `
model Shelf {
  id    Int    @id @default(autoincrement())
  wares Ware[]
}

/// @@policy("read", rule: "true")
/// @@policy("update", rule: "true")
model Ware {
  id      Int     @id @default(autoincrement())
  stock   Int     @default(5) /// @validate(min: 0, max: 10, message: "Between none and ten.")
  free    Int     @default(5)
  none    Int?    /// @validate(min: 0)
  weight  Float   @default(1) /// @validate(min: 0.5, max: 1.5)
  price   Decimal @default(1) /// @validate(min: "0.01", max: "99.99")
  sold    BigInt  @default(5) /// @validate(max: "9007199254740993")
  unseen  Int     @default(5) /// @writeOnly
  /// @policy("read", rule: "stock > 100")
  partly  Int     @default(5)
  shelf   Shelf?  @relation(fields: [shelfId], references: [id])
  shelfId Int?
}
`

const FIELDS = ['stock', 'free', 'none', 'weight', 'price', 'sold'] as const

const messageOf = ({ body }: Answer): unknown => Object(body).errors?.[0]?.message

describe.each(PROVIDERS)('given numbers with bounds on %s', (provider) => {
  let app: TestApp
  beforeAll(async () => {
    app = await createAppOn(provider, MODELS)
    await app.call('POST', '/api/shelves', { wares: { create: [{}, { stock: 1 }] } })
  }, 120_000)
  afterAll(() => app[Symbol.asyncDispose]())

  const stored = async (): Promise<unknown> => (await app.call('GET', `/api/wares?sort=id&select=${JSON.stringify(FIELDS)}`)).body
  const WARES = { data: [{ stock: 5, free: 5, none: null, weight: 1, price: '1', sold: '5' }, { stock: 1, free: 5, none: null, weight: 1, price: '1', sold: '5' }] }

  it('refuses a change whose result is past a bound, in every kind of write, and changes nothing', async () => {
    const past: readonly (readonly [method: string, path: string, body: unknown, fault: string, message: string])[] = [
      ['PATCH', '/api/wares/1', { stock: { increment: 6 } }, 'stock', 'Between none and ten.'],
      ['PATCH', '/api/wares/1', { stock: { decrement: 6 }, free: 7 }, 'stock', 'Between none and ten.'],
      ['PATCH', '/api/wares/1', { stock: { multiply: 3 } }, 'stock', 'Between none and ten.'],
      ['PATCH', '/api/wares/1', { weight: { increment: 0.51 } }, 'weight', 'weight must be at most 1.5.'],
      ['PATCH', '/api/wares/1', { weight: { divide: 4 } }, 'weight', 'weight must be at least 0.5.'],
      ['PATCH', '/api/wares/1', { price: { decrement: '0.991' } }, 'price', 'price must be at least 0.01.'],
      ['PATCH', '/api/wares/1', { sold: { increment: '9007199254740989' } }, 'sold', 'sold must be at most 9007199254740993.'],
      ['POST', '/api/wares/$update-many', { all: true, data: { stock: { decrement: 2 } } }, 'data.stock', 'Between none and ten.'],
      ['POST', '/api/wares/$upsert', { where: { id: 1 }, create: {}, update: { stock: { increment: 6 } } }, 'update.stock', 'Between none and ten.'],
      ['PATCH', '/api/shelves/1', { wares: { update: { where: { id: 1 }, data: { stock: { increment: 6 } } } } }, 'wares.update.data.stock', 'Between none and ten.'],
      ['PATCH', '/api/shelves/1', { wares: { updateMany: { where: {}, data: { stock: { decrement: 2 } } } } }, 'wares.updateMany.data.stock', 'Between none and ten.'],
      ['POST', '/api/$transaction', { operations: [{ model: 'Ware', action: 'update', args: { where: { id: 1 }, data: { free: 9 } } }, { model: 'Ware', action: 'update', args: { where: { id: 1 }, data: { stock: { increment: 6 } } } }] }, 'operations.1.args.data.stock', 'Between none and ten.'],
    ]
    for (const [method, path, body, fault, message] of past) {
      const answer = await app.call(method, path, body)
      expect([path, body, answer.status, faultsOf(answer), messageOf(answer)]).toEqual([path, body, 400, { [fault]: 'REQUEST.BAD_VALUE' }, message])
      expect(await stored()).toMatchObject(WARES)
    }
  })

  it('makes a change whose result is within them, and leaves what is null', async () => {
    const changed = await app.call('PATCH', `/api/wares/1?select=${JSON.stringify(FIELDS)}`, {
      stock: { increment: 5 }, free: { increment: 1000 }, none: { decrement: 3 }, weight: { multiply: 1.5 }, price: { increment: '98.99' }, sold: { increment: '9007199254740988' },
    })
    expect([changed.status, changed.body]).toEqual([200, { data: { stock: 10, free: 1005, none: null, weight: 1.5, price: '99.99', sold: '9007199254740993' } }])
    const many = await app.call('POST', '/api/wares/$update-many', { all: true, data: { stock: { decrement: 1 } } })
    expect([many.status, many.body]).toEqual([200, { data: { count: 2 } }])
  })

  it('lets nobody count up what they cannot read, or not of every record: whether it works would tell the number', async () => {
    const written = await app.call('PATCH', '/api/wares/2', { unseen: { increment: 1 } })
    expect([written.status, faultsOf(written)]).toEqual([400, { unseen: 'REQUEST.BAD_VALUE' }])
    const as = { headers: { authorization: 'Bearer user' } }
    const partly = await app.call('PATCH', '/api/wares/2', { partly: { increment: 1 } }, as)
    expect([partly.status, faultsOf(partly)]).toEqual([400, { partly: 'REQUEST.FIELD_CONDITIONAL' }])
    const set = await app.call('PATCH', '/api/wares/2?select=["id"]', { partly: 7, unseen: { set: 7 } }, as)
    expect([set.status, set.body]).toEqual([200, { data: { id: 2 } }])
  })
})
