import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseSchema } from './parse-schema.ts'

const SQLITE = 'datasource db {\n  provider = "sqlite"\n}\n'

const parse = (text: string): ReturnType<typeof parseSchema> => parseSchema([{ path: 'schema.prisma', text }])

describe('given a schema', () => {
  it('is parsed with its views and a hash that ignores generators', async () => {
    const models = 'model A {\n  id Int @id\n}\nview V {\n  id Int @unique\n}\n'
    const { schema, findings } = await parse(SQLITE + models)
    expect(findings).toEqual([])
    expect(schema).toMatchObject({ provider: 'sqlite', relationMode: 'foreignKeys', extensions: [], url: null, views: ['V'], datasourceFile: 'schema.prisma' })
    expect(schema?.dmmf.datamodel.models.map((model) => model.name)).toEqual(['A', 'V'])
    expect(schema?.hash).toMatch(/^[0-9a-f]{12}$/)
  })

  it('may ask for extensions, partial indexes and several PostgreSQL schemas', async () => {
    const text = 'datasource db {\n  provider = "postgres"\n  url = env("DATABASE_URL")\n  schemas = ["a", "b"]\n  extensions = [pg_trgm]\n}\nmodel A {\n  id Int @id\n  t String\n  @@index([t], where: raw("t is not null"))\n  @@schema("a")\n}\n'
    const { schema, findings } = await parse(text)
    expect(findings).toEqual([])
    expect(schema).toMatchObject({ provider: 'postgresql', extensions: ['pg_trgm'], url: { env: 'DATABASE_URL' } })
  })

  it('reports every fault of every file with its line, and what to do', async () => {
    const { schema, findings } = await parseSchema([
      { path: 'prisma/a.prisma', text: `${SQLITE}model A {\n  id Int @id\n  x Foo\n  tags String[]\n  @@auth("x")\n}\n` },
      { path: 'prisma/b.prisma', text: 'generator g {\n  provider = "x"\n}\nmodel B {\n  id Int @id\n  foo\n}\n' },
    ])
    expect(schema).toBe(null)
    expect(findings.map(({ severity, code, file, line, message, hint }) => [severity, code, `${file}:${line}`, message, hint])).toEqual([
      ['error', 'SCHEMA.INVALID', 'prisma/b.prisma:6', 'Error validating model "B": This field declaration is invalid. It is either missing a name or a type.', undefined],
      ['error', 'SCHEMA.INVALID', 'prisma/a.prisma:6', 'Type "Foo" is neither a built-in type, nor refers to another model, composite type, or enum.', 'Declare a model or an enum called Foo, or correct the type.'],
      ['error', 'SCHEMA.INVALID', 'prisma/a.prisma:8', 'Attribute not known: "@auth".', 'Annotations of the runtime stand in comments: begin the line with /// before @auth.'],
    ])
  })

  it.each([
    ['cockroachdb', 'The datasource asks for the provider "cockroachdb", which is not supported.'],
    ['sqlserver', 'The datasource asks for the provider "sqlserver", which is not supported.'],
    ['mongodb', 'The datasource asks for the provider "mongodb", which is not supported.'],
  ])('is refused for %s', async (provider, message) => {
    const { schema, findings } = await parse(`datasource db {\n  provider = "${provider}"\n}\nmodel A {\n  id ${provider === 'mongodb' ? 'String @id @map("_id")' : 'Int @id'}\n}\n`)
    expect(schema).toBe(null)
    expect(findings).toEqual([{ severity: 'error', code: 'SCHEMA.UNSUPPORTED', message, file: 'schema.prisma', line: 2, hint: expect.stringContaining('"sqlite", "postgresql" and "mysql"') }])
  })

  it('is refused without a datasource', async () => {
    const { schema, findings } = await parse('model A {\n  id Int @id\n}\n')
    expect(schema).toBe(null)
    expect(findings).toEqual([{ severity: 'error', code: 'SCHEMA.UNSUPPORTED', message: 'The schema has no datasource block.', file: 'schema.prisma', line: 1, hint: expect.stringContaining('datasource db') }])
  })
})

const SCHEMAS = process.env['SSOT_SCHEMAS'] ?? fileURLToPath(new URL('../../../../../../shared/schemas', import.meta.url))
const names = existsSync(SCHEMAS) ? readdirSync(SCHEMAS).filter((name) => name.endsWith('.prisma')) : []
if (names.length === 0) console.warn('SKIPPED: parsing schemas of real applications, since there are none (SSOT_SCHEMAS names a folder of them).')

describe.skipIf(names.length === 0)('given schemas of real applications', () => {
  it('parses them without a finding', async () => {
    const parsed = await Promise.all(names.map((name) => parse(readFileSync(`${SCHEMAS}/${name}`, 'utf8'))))
    expect(parsed.flatMap(({ findings }) => findings)).toEqual([])
    expect(parsed.every(({ schema }) => (schema?.dmmf.datamodel.models.length ?? 0) > 10)).toBe(true)
  })
})
