import { describe, expect, it } from 'vitest'
import { createApp, faultsOf, type Answer } from '../create-app.ts'

const SCHEMA = `
datasource db {
  provider = "sqlite"
}

model Shop {
  id       Int       @id @default(autoincrement())
  name     String    /// @validate(length: [2, 40])
  products Product[]
}

model Product {
  id       Int       @id @default(autoincrement())
  /// @validate(regex: "^[a-z0-9]+(-[a-z0-9]+)*$", message: "Use small letters, digits and hyphens.")
  sku      String    @unique
  title    String    @default("A title") /// @validate(minLength: 3, maxLength: 12)
  stock    Int       @default(5) /// @validate(min: 0, max: 10)
  weight   Float     @default(1) /// @validate(min: 0.5)
  price    Decimal   @default(1) /// @validate(min: "0.01", max: 1000, message: "Between a cent and a thousand.")
  sold     BigInt    @default(0) /// @validate(min: 0, max: "9007199254740993")
  since    DateTime? /// @validate(min: "2020-01-01", max: "2030-01-01")
  email    String?   /// @validate(email)
  site     String?   /// @validate(url)
  ref      String?   /// @validate(uuid)
  code     String?   /// @validate(startsWith: "A", endsWith: "Z", contains: "-")
  /// @validate(regex: "\\\\d", message: "Use a digit.") @validate(regex: "\\\\p{Lu}", message: "Use a capital letter.")
  mark     String?
  nested   String?   /// @validate(regex: "^(a+)+$")
  photo    Bytes?    /// @validate(maxLength: 3)
  shop     Shop?     @relation(fields: [shopId], references: [id])
  shopId   Int?
}
`

/** What was refused, by path. */
function messagesOf({ body }: Answer): unknown {
  if (typeof body !== 'object' || body === null || !('errors' in body) || !Array.isArray(body.errors)) return body
  return Object.fromEntries(body.errors.map((fault: { path: string; message: string }) => [fault.path, fault.message]))
}

const REFUSED: readonly (readonly [field: string, value: unknown, message: string])[] = [
  ['sku', 'No Spaces', 'Use small letters, digits and hyphens.'],
  ['title', 'ab', 'title must have at least 3 characters.'],
  ['title', 'a'.repeat(13), 'title must have at most 12 characters.'],
  ['title', '😀😀', 'title must have at least 3 characters.'],
  ['stock', -1, 'stock must be at least 0.'],
  ['stock', 11, 'stock must be at most 10.'],
  ['weight', 0.4, 'weight must be at least 0.5.'],
  ['price', '0.009', 'Between a cent and a thousand.'],
  ['price', '1000.01', 'Between a cent and a thousand.'],
  ['sold', '9007199254740994', 'sold must be at most 9007199254740993.'],
  ['since', '2019-12-31T23:59:59Z', 'since must not be before 2020-01-01T00:00:00.000Z.'],
  ['since', '2030-01-01T00:00:01Z', 'since must not be after 2030-01-01T00:00:00.000Z.'],
  ['email', 'nobody', 'email must be an e-mail address.'],
  ['site', 'javascript:alert(1)', 'site must be an address that begins with http:// or https://.'],
  ['ref', '42', 'ref must be a UUID.'],
  ['code', 'B-Z', 'code must start with "A".'],
  ['code', 'A-B', 'code must end with "Z".'],
  ['code', 'AZ', 'code must contain "-".'],
  ['mark', 'Abc', 'Use a digit.'],
  ['mark', 'abc1', 'Use a capital letter.'],
  ['nested', `${'a'.repeat(5000)}!`, 'nested must match ^(a+)+$.'],
  ['photo', 'AAAAAA==', 'photo must have at most 3 bytes.'],
]

const TAKEN = {
  sku: 'a-1', title: '😀😀😀', stock: 10, weight: 0.5, price: '1000', sold: '9007199254740993', since: '2020-01-01T00:00:00Z', email: 'ada@example.com', site: 'https://example.com',
  ref: '123e4567-e89b-12d3-a456-426614174000', code: 'A-Z', mark: 'Ü1', nested: 'aaa', photo: 'AAAA', shopId: null,
}

describe('given fields with checks', () => {
  it('takes what fulfils them, and null', async () => {
    await using app = await createApp(SCHEMA)
    const { status } = await app.call('POST', '/api/products', TAKEN)
    const nulls = await app.call('POST', '/api/products', { sku: 'b', since: null, email: null, site: null, ref: null, code: null })
    expect([status, nulls.status]).toEqual([201, 201])
  })

  it('refuses what does not, of an administrator too, in the words of the schema', async () => {
    await using app = await createApp(SCHEMA)
    await app.call('POST', '/api/products', { sku: 'there' })
    for (const [field, value, message] of REFUSED) {
      const created = await app.call('POST', '/api/products', { sku: 'x', [field]: value })
      const updated = await app.call('PATCH', '/api/products/1', { [field]: value })
      expect([created.status, messagesOf(created), updated.status, messagesOf(updated)]).toEqual([400, { [field]: message }, 400, { [field]: message }])
      expect(faultsOf(created)).toEqual({ [field]: 'REQUEST.BAD_VALUE' })
    }
    expect((await app.call('GET', '/api/products/$count')).body).toEqual({ data: 1 })
  })

  it('refuses it in every kind of write', async () => {
    await using app = await createApp(SCHEMA)
    await app.call('POST', '/api/shops', { name: 'Corner', products: { create: { sku: 'a' } } })
    const bad = { sku: 'No' }
    const writes: readonly (readonly [method: string, path: string, body: unknown, fault: string])[] = [
      ['POST', '/api/shops', { name: 'Other', products: { create: bad } }, 'products.create.sku'],
      ['POST', '/api/shops', { name: 'Other', products: { createMany: { data: [bad] } } }, 'products.createMany.data.0.sku'],
      ['POST', '/api/shops', { name: 'Other', products: { connectOrCreate: { where: { id: 9 }, create: bad } } }, 'products.connectOrCreate.create.sku'],
      ['PATCH', '/api/shops/1', { products: { update: { where: { id: 1 }, data: bad } } }, 'products.update.data.sku'],
      ['PATCH', '/api/shops/1', { products: { updateMany: { where: {}, data: { stock: 11 } } } }, 'products.updateMany.data.stock'],
      ['PATCH', '/api/shops/1', { products: { upsert: { where: { id: 1 }, create: { sku: 'b' }, update: bad } } }, 'products.upsert.update.sku'],
      ['PATCH', '/api/products/1', { sku: { set: 'No' } }, 'sku.set'],
      ['POST', '/api/products/$create-many', { data: [{ sku: 'b' }, bad] }, 'data.1.sku'],
      ['POST', '/api/products/$update-many', { all: true, data: { stock: 11 } }, 'data.stock'],
      ['POST', '/api/products/$upsert', { where: { id: 1 }, create: bad, update: { stock: -1 } }, 'create.sku'],
      ['POST', '/api/shops/1/products', bad, 'sku'],
      ['POST', '/api/$transaction', { operations: [{ model: 'Product', action: 'create', args: { data: bad } }] }, 'operations.0.args.data.sku'],
    ]
    for (const [method, path, body, fault] of writes) {
      const answer = await app.call(method, path, body)
      expect([method, path, answer.status, Object.keys(Object(faultsOf(answer)))]).toEqual([method, path, 400, expect.arrayContaining([fault])])
    }
    const imported = await app.call('POST', '/api/products/$import', undefined, { body: 'sku,stock\nfine,1\nNot Fine,2\n', headers: { 'content-type': 'text/csv' } })
    expect([imported.status, JSON.stringify(imported.body)]).toEqual([400, expect.stringContaining('Use small letters, digits and hyphens.')])
    expect((await app.call('GET', '/api/products?select[sku]=true&select[stock]=true')).body).toMatchObject({ data: [{ sku: 'a', stock: 5 }] })
  })

  it('lets filters compare with what could not be stored', async () => {
    await using app = await createApp(SCHEMA)
    await app.call('POST', '/api/products', { sku: 'a' })
    const { status, body } = await app.call('POST', '/api/products/$count', { where: { stock: { gt: -100 }, sku: { not: 'No Spaces' }, sold: { lt: '99999999999999999' } } })
    expect([status, body]).toEqual([200, { data: 1 }])
  })

  it('tells them in the manifest and in the OpenAPI document', async () => {
    await using app = await createApp(SCHEMA)
    const manifest = await app.call('GET', '/manifest.json')
    const openapi = await app.call('GET', '/openapi.json')
    expect(manifest.body).toMatchObject({
      models: {
        Product: {
          fields: {
            sku: { constraints: { patterns: [{ source: '^[a-z0-9]+(-[a-z0-9]+)*$', message: 'Use small letters, digits and hyphens.' }] } },
            title: { constraints: { minLength: 3, maxLength: 12 } },
            stock: { constraints: { min: 0, max: 10 } },
            price: { constraints: { min: '0.01', max: '1000', messages: { min: 'Between a cent and a thousand.', max: 'Between a cent and a thousand.' } } },
            email: { constraints: { format: 'email' } },
            code: { constraints: { startsWith: 'A', endsWith: 'Z', contains: '-' } },
          },
        },
      },
    })
    expect(openapi.body).toMatchObject({
      components: {
        schemas: {
          ProductCreate: {
            properties: {
              sku: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
              title: { type: 'string', minLength: 3, maxLength: 12 },
              stock: { type: 'integer', minimum: 0, maximum: 10 },
              weight: { type: 'number', minimum: 0.5 },
              email: { type: ['string', 'null'], format: 'email' },
              mark: { type: ['string', 'null'], pattern: '\\d', allOf: [{ pattern: '\\p{Lu}' }] },
            },
          },
        },
      },
    })
  })
})

const FAULTS: readonly (readonly [field: string, message: string])[] = [
  ['a Int /// @validate(email)', '@validate of Thing.a has `email`, which is for fields of the kinds string'],
  ['a Boolean /// @validate(min: 1)', 'this one is of the kind boolean'],
  ['a Int /// @validate(min: 1.5)', 'has `min`, which must be a whole number'],
  ['a DateTime /// @validate(min: "soon")', 'has `min`, which must be a date or a moment'],
  ['a Int /// @validate(min: 3, max: 2)', 'admits no value'],
  ['a String /// @validate(length: [3, 2])', 'admits no value'],
  ['a String /// @validate(minLength: 1) @validate(minLength: 2)', 'says `minLength` a second time'],
  ['a String /// @validate(regex: "(?=.*a)b")', 'has a `regex` that looks ahead or behind'],
  ['a String /// @validate(regex: "(a)\\\\1")', 'has a `regex` that refers back'],
  ['a String /// @validate(regex: "a{10000}")', 'has a `regex` that repeats too much'],
  ['a String /// @link', '@link of Thing.a is for many-to-many relations'],
  ['others Other[] /// @validate(min: 1)', '@validate of Thing.others is for fields that hold a value'],
  ['others Other[] /// @link', '@link of Thing.others is for many-to-many relations'],
]

describe('given checks that cannot be made', () => {
  it.each(FAULTS)('refuses to start with %s', async (field, message) => {
    const schema = `datasource db {\n  provider = "sqlite"\n}\nmodel Thing {\n  id Int @id\n  ${field}\n}\nmodel Other {\n  id Int @id\n  thing Thing? @relation(fields: [thingId], references: [id])\n  thingId Int?\n}\n`
    const fixed = field.includes('others') ? schema : schema.replace('  id Int @id\n  a', '  id Int @id\n  others Other[]\n  a')
    await expect(createApp(fixed)).rejects.toThrow(message)
  })
})
