import { describe, expect, it } from 'vitest'
import { adaptToEmbedded } from './adapt-to-embedded.ts'
import { parseSchema } from './parse-schema.ts'

describe('given a MySQL schema', () => {
  it('loses what only MySQL has and keeps its lines', async () => {
    const text = 'datasource db {\n  provider = "mysql"\n  url = env("DATABASE_URL")\n}\nmodel A {\n  id Int @id @db.UnsignedInt\n  title String @db.VarChar(255) // @db.Text stays\n  body String @db.LongText\n  price Decimal @db.Decimal(10, 2)\n  @@index([title(length: 100, sort: Desc)])\n  @@fulltext([title, body])\n}\n'
    const { schema } = await parseSchema([{ path: 'schema.prisma', text }])
    const { schema: adapted, findings } = await adaptToEmbedded(schema!)
    expect(findings).toEqual([])
    expect(adapted).toMatchObject({ provider: 'postgresql', files: schema!.files })
    expect(adapted!.hash).not.toBe(schema!.hash)
    const lines = adapted!.normalised[0]!.text.split('\n').map((line) => line.trimEnd())
    expect(lines).toEqual(['datasource db {', '  provider = "postgresql"', '', '}', 'model A {', '  id Int @id', '  title String  // @db.Text stays', '  body String', '  price Decimal', '  @@index([title(sort: Desc)])', '', '}', ''])
  })

  it('is left alone for any other database', async () => {
    const { schema } = await parseSchema([{ path: 'schema.prisma', text: 'datasource db {\n  provider = "sqlite"\n}\nmodel A {\n  id Int @id\n}\n' }])
    expect((await adaptToEmbedded(schema!)).schema).toBe(schema)
  })
})
