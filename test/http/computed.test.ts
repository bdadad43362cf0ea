import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp, faultsOf, type TestApp } from '../create-app.ts'
import { createAppOn, PROVIDERS } from './app-on.ts'

const MODELS = `
/// @@policy("*", rule: "true")
model Author {
  id    Int    @id @default(autoincrement())
  first String
  last  String?
  /// The whole name.
  /// @computed("last == null ? first : first + ' ' + last")
  name  String?
  /// @computed("size(first) > 3 && last != null")
  long  Boolean?
  books Book[]
}

/// @@policy("*", rule: "true")
model Book {
  id       Int     @id @default(autoincrement())
  title    String
  pages    Int     @default(100)
  rate     Float   @default(0.5)
  extra    Json    @default("{}")
  /// @policy("read", rule: "authorId == 1")
  note     String?
  /// @hidden
  margin   Int     @default(7)
  /// @computed("note ?? 'none'")
  shown    String?
  /// @computed("pages * 2 + 1")
  sides    Int?
  /// @computed("pages * rate")
  minutes  Float?
  /// @computed("margin > 5") @expose
  rich     Boolean?
  /// @computed("extra.colour")
  colour   String?
  /// @computed("extra")
  copy     Json?
  authorId Int?
  author   Author? @relation(fields: [authorId], references: [id])
}
`

const BOOK = { title: 'One "{two}" \\ }', pages: 10, rate: 1.5, extra: { colour: 'red', big: '}{"' }, note: 'Read me', authorId: 1 }
const BOOK_OF_NOBODY = { ...BOOK, authorId: null }
const SEEN = { shown: 'Read me', sides: 21, minutes: 15, rich: true, colour: 'red', copy: { colour: 'red', big: '}{"' } }

describe.each(PROVIDERS)('given computed fields on %s', (provider) => {
  let app: TestApp
  beforeAll(async () => { app = await createAppOn(provider, MODELS) }, 120_000)
  afterAll(() => app[Symbol.asyncDispose]())

  it('answers them wherever the record is read, and their inputs only where these are', async () => {
    const author = await app.call('POST', '/api/authors', { first: 'Ada', last: null })
    const book = await app.call('POST', '/api/books', BOOK)
    expect([author.status, author.body]).toEqual([201, { data: { id: 1, first: 'Ada', last: null, name: 'Ada', long: false } }])
    expect(book.body).toEqual({ data: { id: 1, ...BOOK, ...SEEN } })
    const listed = await app.call('GET', '/api/authors?select={"name":true,"books":{"select":{"sides":true,"title":true,"author":{"select":{"long":true}}}}}')
    expect(listed.body).toMatchObject({ data: [{ name: 'Ada', books: [{ sides: 21, title: BOOK.title, author: { long: false } }] }] })
    expect((await app.call('GET', '/api/books/1?select=["copy"]')).body).toEqual({ data: { copy: SEEN.copy } })
    const updated = await app.call('PATCH', '/api/authors/1?select=["name","long"]', { first: 'Augusta', last: 'King' })
    expect(updated.body).toEqual({ data: { name: 'Augusta King', long: true } })
    const exported = await app.call('GET', '/api/authors/$export?format=csv')
    expect(exported.body).toContain('Augusta King')
  })

  it('answers null where the expression has no value of its kind', async () => {
    const { body } = await app.call('POST', '/api/books?select=["colour","shown"]', { title: 'Plain', extra: { colour: 7 } })
    expect(body).toEqual({ data: { colour: null, shown: 'none' } })
  })

  it('keeps them from who may not read what they are made of', async () => {
    for (const authorId of [1, null]) await app.call('POST', '/api/books', { ...BOOK, authorId })
    const { body } = await app.call('GET', '/api/books?select=["note","shown","sides"]&sort=-id&take=2', undefined, { headers: { authorization: 'Bearer user' } })
    expect(body).toMatchObject({ data: [{ sides: 21 }, { note: 'Read me', shown: 'Read me', sides: 21 }] })
    expect(JSON.stringify(body).match(/shown/g)).toHaveLength(1)
  })

  it('takes them in no write, filter, order, group or aggregate', async () => {
    await app.call('POST', '/api/books', { title: 'There' })
    const asked: readonly (readonly [method: string, path: string, body: unknown, fault: string, code?: string])[] = [
      ['POST', '/api/books', { title: 'x', sides: 1 }, 'sides', 'REQUEST.SERVER_OWNED'],
      ['PATCH', '/api/books/1', { sides: { increment: 1 } }, 'sides', 'REQUEST.SERVER_OWNED'],
      ['POST', '/api/books/$query', { where: { sides: 21 } }, 'where.sides'],
      ['POST', '/api/books/$query', { where: { NOT: { colour: null } } }, 'where.NOT.colour'],
      ['POST', '/api/books/$query', { where: { title: { equals: { _ref: 'colour' } } } }, 'where.title.equals._ref'],
      ['POST', '/api/books/$query', { orderBy: { minutes: 'asc' } }, 'orderBy.minutes'],
      ['POST', '/api/books/$query', { orderBy: { author: { name: 'asc' } } }, 'orderBy.author.name'],
      ['POST', '/api/books/$query', { distinct: ['sides'] }, 'distinct.0'],
      ['POST', '/api/books/$aggregate', { _sum: { sides: true } }, '_sum.sides'],
      ['POST', '/api/books/$group', { by: ['colour'], _count: true }, 'by.0'],
    ]
    for (const [method, path, body, fault, code = 'REQUEST.FIELD_COMPUTED'] of asked) {
      const answer = await app.call(method, path, body)
      expect([path, body, answer.status, faultsOf(answer)]).toEqual([path, body, 400, { [fault]: code }])
    }
  })
})

describe('given computed fields', () => {
  it('says of a record that nobody changes them', async () => {
    await using app = await createAppOn('sqlite', MODELS)
    await app.call('POST', '/api/books', BOOK_OF_NOBODY)
    const { fields } = Object((await app.call('GET', '/api/books/1/$can', undefined, { headers: { authorization: 'Bearer user' } })).body).data
    expect([fields.sides, fields.shown, fields.title]).toEqual([{ read: true, update: false }, { read: false, update: false }, { read: true, update: true }])
  })

  it('has the same ETag whatever they are', async () => {
    await using app = await createAppOn('sqlite', MODELS)
    await app.call('POST', '/api/authors', { first: 'Ada' })
    const [whole, part] = [await app.call('GET', '/api/authors/1'), await app.call('GET', '/api/authors/1?select=["name"]')]
    expect([whole.headers.get('etag'), part.body]).toEqual([part.headers.get('etag'), { data: { name: 'Ada' } }])
    expect(whole.headers.get('etag')).toMatch(/^"/)
  })

  it('tells which are known of some records only', async () => {
    await using app = await createAppOn('sqlite', MODELS)
    const as = { headers: { authorization: 'Bearer user' } }
    const { fields } = Object((await app.call('GET', '/manifest.json', undefined, as)).body).models.Book
    expect(Object.keys(fields).filter((name) => fields[name].conditional)).toEqual(['note', 'shown'])
    const { schemas } = Object((await app.call('GET', '/openapi.json', undefined, as)).body).components
    expect([schemas.Book.required.includes('note'), schemas.Book.required.includes('shown'), schemas.Book.required.includes('sides'), 'note' in schemas.BookOrderBy.properties, 'title' in schemas.BookOrderBy.properties]).toEqual([false, false, true, false, true])
  })

  it('tells them in the manifest and in the OpenAPI document', async () => {
    await using app = await createAppOn('sqlite', MODELS)
    const { body } = await app.call('GET', '/manifest.json')
    expect(body).toMatchObject({
      models: {
        Author: { searchFields: ['first', 'last'], fields: { name: { computed: true, required: true, read: true, create: false, update: false }, long: { computed: true, required: true } } },
        Book: { fields: { minutes: { computed: true, required: false }, sides: { required: true }, colour: { required: false }, title: { required: true } } },
      },
    })
    expect(JSON.stringify(body)).not.toContain('margin')
    const openapi = await app.call('GET', '/openapi.json')
    expect(openapi.body).toMatchObject({ components: { schemas: { Author: { properties: { name: { type: 'string', readOnly: true, description: 'The whole name.' } } } } } })
    const text = JSON.stringify(openapi.body)
    for (const part of ['AuthorWhere', 'AuthorOrderBy', 'AuthorCreate']) expect(JSON.stringify(Reflect.get(Object(openapi.body).components.schemas, part) ?? text)).not.toContain('"name"')
  })
})

const RULES: readonly (readonly [rule: string, part: string])[] = [
  ['long == true', 'reads "long" of Person, which is computed'],
  ['friend.long == true', 'reads "long" of Person, which is computed'],
  ['auth.long == true', 'reads "long" of Person, which is computed'],
  ['name == \'\' && before.long == true', 'reads "long" of Person, which is computed'],
]

describe('given rules', () => {
  it.each(RULES)('refuses to start with one that asks the database about a computed field: %s', async (rule, message) => {
    const text = `datasource db {\n  provider = "sqlite"\n}\n/// @@policy("update", rule: "true", check: ${JSON.stringify(rule)})\nmodel Person {\n  id Int @id\n  name String\n  long Boolean? /// @computed("size(name) > 9")\n  friend Person? @relation("f", fields: [friendId], references: [id])\n  friendId Int?\n  friends Person[] @relation("f")\n}\n`
    await expect(createApp(text, { auth: { model: 'Person', isAdmin: 'false' } })).rejects.toThrow(message)
  })
})

const FAULTS: readonly (readonly [field: string, message: string])[] = [
  ['a String? /// @computed("b +")', 'at character'],
  ['a String? /// @computed("nothing")', 'reads nothing, which is no field of Thing'],
  ['a String? /// @computed("other.id + \'\'")', 'reads other, which is a relation'],
  ['a String? /// @computed("auth.id")', 'reads auth, which is no field'],
  ['a String? /// @computed("a")', 'reads a, which is itself'],
  ['a String? /// @computed("c")\n  c String? /// @computed("text")', 'reads c, which is computed too'],
  ['a String? /// @computed("pin")\n  pin String? /// @hidden', 'reads pin, which nobody may read'],
  ['a String? /// @computed("pin")\n  pin String? /// @writeOnly', 'reads pin, which nobody may read'],
  ['a String? /// @computed("password")\n  password String?', 'reads password, which nobody may read'],
  ['a Int? /// @computed("text")', 'gives a text, and the field is of the kind int'],
  ['a Int? /// @computed("id / 2")', 'gives a number, and the field is of the kind int'],
  ['a Boolean? /// @computed("id")', 'gives a whole number, and the field is of the kind boolean'],
  ['a Float? /// @computed("price * 2")', 'calculates with price'],
  ['a Boolean? /// @computed("price > 2")', 'calculates with price'],
  ['a Decimal? /// @computed("price")', 'is for single values of the kinds'],
  ['a String /// @computed("text")', 'nothing would ever be in its required column'],
  ['a String? @unique /// @computed("text")', 'is for fields that are no key'],
  ['a String? /// @computed("text") @validate(email)', 'stands beside @validate'],
  ['a String? /// @computed("text") @owner', 'stands beside @owner'],
  ['a String? /// @computed("can(\'read\', other) ? \'\' : text")', 'calls can'],
  ['a String? /// @computed("text.length")', 'text is no JSON'],
]

describe('given expressions that cannot be computed', () => {
  it.each(FAULTS)('refuses to start with %s', async (field, message) => {
    const text = `datasource db {\n  provider = "sqlite"\n}\nmodel Thing {\n  id Int @id\n  text String\n  price Decimal\n  other Other? @relation(fields: [otherId], references: [id])\n  otherId Int?\n  ${field}\n}\nmodel Other {\n  id Int @id\n  things Thing[]\n}\n`
    await expect(createApp(text)).rejects.toThrow(message)
  })
})
