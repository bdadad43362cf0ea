import { describe, expect, it } from 'vitest'
import { inferExtensions } from './infer-extensions.ts'

describe('given a schema that lists no extension', () => {
  it.each([
    ['id String @id @default(dbgenerated("uuid_generate_v4()"))', ['uuid-ossp']],
    ['embedding Unsupported("vector(1536)")?', ['vector']],
    ['email String @unique @db.Citext', ['citext']],
    ['@@index([name(ops: raw("gin_trgm_ops"))], type: Gin)', ['pg_trgm']],
    ['id String @default(dbgenerated("gen_random_uuid()"))', []],
    ['// a vector: Unsupported("vector(3)")', []],
  ])('%s needs %j', (line, extensions) => {
    expect(inferExtensions([line], [])).toEqual(extensions)
  })

  it('keeps what is listed, once', () => {
    expect(inferExtensions(['a Unsupported("vector(3)")'], ['pgcrypto', 'vector'])).toEqual(['pgcrypto', 'vector'])
  })
})
