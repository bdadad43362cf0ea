import { describe, expect, it } from 'vitest'
import { FEATURES_FILE, normaliseSchema } from './normalise-schema.ts'

const normalise = (text: string): string => normaliseSchema([{ path: 's.prisma', text }]).files[0]?.text ?? ''

/** Text without the spaces that blanking leaves at the ends of lines. */
const trimLines = (text: string): string => text.replace(/[ \t]+$/gm, '')

describe('given a schema for an older Prisma', () => {
  const table: readonly { readonly fact: string; readonly text: string; readonly expected: string }[] = [
    { fact: 'drops url, directUrl and shadowDatabaseUrl', text: 'datasource db {\n  provider = "postgresql"\n  url = env("A")\n  directUrl = env("B") // note\n  shadowDatabaseUrl = "x"\n}\n', expected: 'datasource db {\n  provider = "postgresql"\n\n                       // note\n\n}\n' },
    { fact: 'drops generators with everything in them', text: 'generator a {\n  provider = "x"\n  previewFeatures = [\n    "metrics", // {\n    "driverAdapters"\n  ]\n}\nmodel A {\n  id Int @id\n}\n', expected: '\n\n\n\n\n\n\nmodel A {\n  id Int @id\n}\n' },
    { fact: 'keeps provider, relationMode, schemas and extensions', text: 'datasource db {\n  provider = "postgresql"\n  relationMode = "prisma"\n  schemas = ["a",\n    "b"]\n  extensions = [citext, uuidOssp(map: "uuid-ossp")]\n  foo = 1\n}\n', expected: 'datasource db {\n  provider = "postgresql"\n  relationMode = "prisma"\n  schemas = ["a",\n    "b"]\n  extensions = [citext, uuidOssp(map: "uuid-ossp")]\n\n}\n' },
    { fact: 'leaves comments that look like blocks', text: '// generator x {\n/* datasource db {\n  url = "x"\n} */\n/// generator y { }\nmodel A {\n  id Int @id // }\n}\n', expected: '// generator x {\n/* datasource db {\n  url = "x"\n} */\n/// generator y { }\nmodel A {\n  id Int @id // }\n}\n' },
    { fact: 'is not led astray by braces in strings', text: 'model A {\n  id String @id @default("}generator x {")\n}\ngenerator g {\n  provider = "}"\n}\n', expected: 'model A {\n  id String @id @default("}generator x {")\n}\n\n\n\n' },
    { fact: 'leaves a block that never closes for Prisma to report', text: 'generator g {\n  provider = "x"\n', expected: 'generator g {\n  provider = "x"\n' },
    { fact: 'does not take a model called generator for one', text: 'model generator {\n  id Int @id\n  datasource String\n}\n', expected: 'model generator {\n  id Int @id\n  datasource String\n}\n' },
    { fact: 'takes Windows line ends', text: 'datasource db {\r\n  provider = "sqlite"\r\n  url = "file:./dev.db"\r\n}\r\n', expected: 'datasource db {\r\n  provider = "sqlite"\r\n                       \r\n}\r\n' },
  ]

  it.each(table)('$fact', ({ text, expected }) => {
    expect(trimLines(normalise(text))).toBe(trimLines(expected))
    expect(normalise(text)).toHaveLength(text.length)
    expect(normalise(text).split('\n')).toHaveLength(text.split('\n').length)
  })

  it('adds the preview features in a file of their own', () => {
    expect(normaliseSchema([{ path: 'a.prisma', text: '' }]).files).toEqual([{ path: 'a.prisma', text: '' }, FEATURES_FILE])
  })
})

describe('given a datasource', () => {
  it('reads what it says, wherever it stands', () => {
    const text = '\ndatasource db {\n  provider = "postgres" // {\n  url = env( "DB_URL" )\n  directUrl = "postgresql://u:p@h/d?x=\\"y\\""\n  relationMode = "prisma"\n  extensions = [\n    pg_trgm, // trigrams\n    uuidOssp(map: "uuid-ossp", schema: "public"),\n    vector(version: "0.5")\n  ]\n}\n'
    expect(normaliseSchema([{ path: 'models.prisma', text: 'model A {\n  id Int @id\n}\n' }, { path: 'db.prisma', text }]).datasource).toEqual({
      file: 'db.prisma',
      line: 3,
      provider: 'postgres',
      relationMode: 'prisma',
      extensions: ['pg_trgm', 'uuid-ossp', 'vector'],
      url: { env: 'DB_URL' },
      directUrl: { value: 'postgresql://u:p@h/d?x="y"' },
    })
  })

  it('is null where there is none', () => {
    expect(normaliseSchema([{ path: 'a', text: '// datasource db {\n//   provider = "sqlite"\n// }\n' }]).datasource).toBe(null)
  })
})
