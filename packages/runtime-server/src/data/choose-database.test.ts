import { describe, expect, it } from 'vitest'
import { chooseDatabase, redactUrl, type DatabaseChoice } from './choose-database.ts'

const schema = (provider: 'sqlite' | 'postgresql' | 'mysql', url: DatabaseChoice['schema']['url'] = null): DatabaseChoice['schema'] => ({ provider, url, directUrl: null, datasourceFile: 'prisma/schema.prisma' })

const choose = (input: Partial<DatabaseChoice> & Pick<DatabaseChoice, 'schema'>): ReturnType<typeof chooseDatabase> => chooseDatabase({ env: {}, root: '/app', name: 'schema', ...input })

describe('given no URL', () => {
  it.each([
    ['sqlite', 'schema', { kind: 'sqlite', url: '/app/.ssot/dev.db' }],
    ['postgresql', 'schema', { kind: 'pglite', url: '/app/.ssot/pg' }],
    ['postgresql', 'shop', { kind: 'pglite', url: '/app/.ssot/shop/pg' }],
    ['sqlite', 'shop', { kind: 'sqlite', url: '/app/.ssot/shop/dev.db' }],
  ] as const)('a %s schema called %s gets an embedded database', (provider, name, expected) => {
    expect(choose({ schema: schema(provider), name })).toEqual({ target: { ...expected, embedded: true, source: 'embedded' }, findings: [] })
  })

  it('a mysql schema runs on PGlite and says so', () => {
    const { target, findings } = choose({ schema: schema('mysql') })
    expect(target).toEqual({ kind: 'pglite', url: '/app/.ssot/pg', embedded: true, source: 'embedded' })
    expect(findings).toEqual([{ severity: 'warning', code: 'DATABASE.URL', message: expect.stringContaining('embedded PGlite'), hint: expect.stringContaining('DATABASE_URL=mysql://') }])
  })

  it('a variable that is named and not set counts as none', () => {
    expect(choose({ schema: schema('sqlite', { env: 'DB' }), env: { DB: '' } }).target).toMatchObject({ embedded: true })
  })
})

describe('given several URLs', () => {
  const env = { DATABASE_URL: 'postgresql://env/a', DB: 'postgresql://named/a' }
  const configured = { url: 'postgresql://config/a' }

  it.each([
    ['the variable that the datasource names', { schema: schema('postgresql', { env: 'DB' }), env, configured }, 'postgresql://named/a', 'DB'],
    ['DATABASE_URL before the config', { schema: schema('postgresql'), env, configured }, 'postgresql://env/a', 'DATABASE_URL'],
    ['the config before the schema', { schema: schema('postgresql', { value: 'postgresql://schema/a' }), configured }, 'postgresql://config/a', 'ssot.config.ts database.url'],
    ['the schema at last', { schema: schema('postgresql', { value: 'postgresql://schema/a' }) }, 'postgresql://schema/a', 'prisma/schema.prisma datasource url'],
  ] as const)('takes %s', (_, input, url, source) => {
    expect(choose(input)).toEqual({ target: { kind: 'postgresql', url, embedded: false, source }, findings: [] })
  })
})

describe('given a path', () => {
  it.each([
    ['of the environment, relative to the root', { schema: schema('sqlite'), env: { DATABASE_URL: 'file:./dev.db' } }, '/app/dev.db'],
    ['of the schema, relative to the schema', { schema: schema('sqlite', { value: 'file:./dev.db' }) }, '/app/prisma/dev.db'],
    ['with parameters and without a dot', { schema: schema('sqlite'), env: { DATABASE_URL: 'file:data/x.db?connection_limit=1' } }, '/app/data/x.db'],
    ['that is absolute', { schema: schema('sqlite'), env: { DATABASE_URL: 'file:/var/x.db' } }, '/var/x.db'],
    ['as a full URL', { schema: schema('sqlite'), env: { DATABASE_URL: 'file:///var/x.db' } }, '/var/x.db'],
    ['in quotes', { schema: schema('sqlite'), env: { DATABASE_URL: '"file:./dev.db"' } }, '/app/dev.db'],
    ['of PGlite', { schema: schema('postgresql'), env: { DATABASE_URL: 'pglite:./.ssot/pg' } }, '/app/.ssot/pg'],
    ['of PGlite in memory', { schema: schema('postgresql'), env: { DATABASE_URL: 'pglite:memory' } }, 'memory'],
  ] as const)('%s, is found', (_, input, url) => {
    expect(choose(input).target?.url).toBe(url)
  })
})

describe('given a URL that does not fit', () => {
  it.each([
    ['sqlite', 'postgresql://u:secret@h/d', `DATABASE_URL: The schema's provider is "sqlite", but the URL postgresql://u:***@h/d is for PostgreSQL.`],
    ['postgresql', 'mysql://u:secret@h/d', `DATABASE_URL: The schema's provider is "postgresql", but the URL mysql://u:***@h/d is for MySQL or MariaDB.`],
    ['mysql', 'file:./x.db', `DATABASE_URL: The schema's provider is "mysql", but the URL file:./x.db is for SQLite.`],
    ['postgresql', 'prisma+postgres://x?api_key=secret', 'DATABASE_URL: The URL prisma+postgres://x?api_key=*** begins with nothing that is known.'],
    ['sqlite', 'file::memory:', 'DATABASE_URL: SQLite is asked for in memory, where every connection would see a database of its own.'],
    ['sqlite', 'file:x?mode=memory&cache=shared', 'DATABASE_URL: SQLite is asked for in memory, where every connection would see a database of its own.'],
  ] as const)('a %s schema refuses %s', (provider, url, message) => {
    expect(choose({ schema: schema(provider), env: { DATABASE_URL: url } })).toEqual({ target: null, findings: [{ severity: 'error', code: 'DATABASE.URL', message, hint: expect.stringContaining('file:./dev.db') }] })
  })
})

describe('given a direct URL', () => {
  it('is taken where it is for the same kind of database', () => {
    const of = (env: Record<string, string>): string | undefined => choose({ schema: { ...schema('postgresql'), directUrl: { env: 'DIRECT' } }, env: { DATABASE_URL: 'postgres://pooler/a', ...env } }).target?.directUrl
    expect([of({ DIRECT: 'postgres://direct/a' }), of({ DIRECT: 'mysql://direct/a' }), of({})]).toEqual(['postgres://direct/a', undefined, undefined])
  })
})

describe('redactUrl', () => {
  it.each([
    ['postgresql://user:p%40ss@host:5432/db?schema=x', 'postgresql://user:***@host:5432/db?schema=x'],
    ['postgresql://user:p@ss:w/rd@host/db', 'postgresql://user:***@host/db'],
    ['postgresql://user@host/db?password=hush&sslmode=require', 'postgresql://user@host/db?password=***&sslmode=require'],
    ['file:./dev.db', 'file:./dev.db'],
    ['not a url', 'not a url'],
  ])('%s becomes %s', (url, expected) => {
    expect(redactUrl(url)).toBe(expected)
  })
})
