import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isProblem } from '@ssot/contract'
import { afterAll, describe, expect, it } from 'vitest'
import { chooseDatabase, mapDatabaseError, openDatabase, parseSchema, push, type DatabaseTarget } from '../../packages/runtime-server/src/data/index.ts'
import { mariadbUrl, postgresUrl } from '../services.ts'
import { DATABASES, openClient, parseModels } from './databases.ts'
import { openFixture } from './fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'ssot-open-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const target = (kind: DatabaseTarget['kind'], url: string): DatabaseTarget => ({ kind, url, embedded: false, source: 'DATABASE_URL' })

/** What a person is told who opens a database that cannot be opened. */
async function refusal(wanted: DatabaseTarget, extensions: readonly string[] = []): Promise<string> {
  try {
    const database = await openDatabase(wanted, { extensions })
    await database.close()
    return 'opened'
  } catch (error) {
    return isProblem(error) ? `${error.code}: ${error.message} ${error.hint ?? ''}` : `not a problem: ${String(error)}`
  }
}

describe('given a database that cannot be opened', () => {
  it('says why for a SQLite file without a folder', async () => {
    expect(await refusal(target('sqlite', join(folder, 'nowhere', 'x.db')))).toMatch(/^DATABASE\.OPEN: The SQLite file .*nowhere.* could not be opened: .*directory does not exist/)
  })

  it('says which extension PGlite does not have', async () => {
    expect(await refusal(target('pglite', 'memory'), ['postgis', 'citext'])).toMatch(/^DATABASE\.OPEN: The embedded PGlite does not have the extension postgis,/)
  })

  it('says nothing of a password where no server listens', async () => {
    for (const [kind, scheme] of [['postgresql', 'postgresql'], ['mysql', 'mysql']] as const) {
      const text = await refusal(target(kind, `${scheme}://someone:hush%20hush@127.0.0.1:9/none`))
      expect(text).toMatch(new RegExp(`^DATABASE\\.OPEN: .* at ${scheme}://someone:\\*\\*\\*@127\\.0\\.0\\.1:9/none \\(DATABASE_URL\\) could not be reached: .*ECONNREFUSED`))
      expect(text).not.toContain('hush')
    }
  }, 20_000)

  it.skipIf(postgresUrl === null)('says that a PostgreSQL database does not exist', async () => {
    const url = new URL(postgresUrl ?? '')
    url.pathname = '/no_such_database'
    expect(await refusal(target('postgresql', url.href))).toMatch(/^DATABASE\.OPEN: .*database "no_such_database" does not exist/)
  })

  it.skipIf(mariadbUrl === null)('says that a MariaDB password or database is wrong', async () => {
    const url = new URL(mariadbUrl ?? '')
    url.pathname = '/no_such_database'
    expect(await refusal(target('mysql', url.href))).toMatch(/^DATABASE\.OPEN: .*[Uu]nknown database 'no_such_database'/)
    url.username = 'nobody'
    url.password = 'hush'
    const text = await refusal(target('mysql', url.href))
    expect(text).toMatch(/^DATABASE\.OPEN: .*denied/)
    expect(text).not.toContain('hush')
  }, 20_000)
})

describe('given an embedded database', () => {
  it.each(['sqlite', 'postgresql'] as const)('keeps what a %s schema stores below .ssot, out of the repository', async (provider) => {
    const root = join(folder, provider)
    const schema = await parseModels(provider, 'model A {\n  id Int @id\n}\n')
    const choice = chooseDatabase({ schema, env: {}, root, name: 'schema' })
    {
      await using opened = await openClient(choice.target!, schema)
      await push(opened.database, schema, { acceptDataLoss: false })
      await opened.client.model('A').create({ data: { id: 1 } })
    }
    expect(readFileSync(join(root, '.ssot', '.gitignore'), 'utf8')).toBe('*\n')
    expect(existsSync(`${choice.target!.url}.lock`)).toBe(false)
    await using again = await openClient(choice.target!, schema)
    expect(await again.client.model('A').count()).toBe(1)
  })

  it('has the extensions that a schema asks for', async () => {
    const text = 'datasource db {\n  provider = "postgresql"\n  extensions = [pg_trgm, citext, pgcrypto, uuidOssp(map: "uuid-ossp")]\n}\nmodel A {\n  id String @id @default(dbgenerated("uuid_generate_v4()")) @db.Uuid\n  name String @db.Citext @unique\n  @@index([name(ops: raw("gin_trgm_ops"))], type: Gin)\n}\n'
    const { schema, findings } = await parseSchema([{ path: 's', text: text.replace('  @@index([name(ops: raw("gin_trgm_ops"))], type: Gin)\n', '') }])
    expect(findings).toEqual([])
    await using opened = await openClient(target('pglite', 'memory'), schema!)
    await push(opened.database, schema!, { acceptDataLoss: false })
    await opened.client.model('A').create({ data: { name: 'Ann' } })
    expect(await opened.client.model('A').findUnique({ where: { name: 'aNN' }, select: { name: true } })).toEqual({ name: 'Ann' })
  })
})

describe('given connections that break', () => {
  const postgresql = DATABASES.find((database) => database.name === 'PostgreSQL')

  it.skipIf(postgresql === undefined)('goes on with new ones on PostgreSQL, and tells of what was lost', async () => {
    await using fixture = await openFixture(postgresql!)
    const { database, client } = fixture
    const killOthers = async (): Promise<void> => {
      const { default: pg } = await import('pg')
      const other = new pg.Client({ connectionString: database.target.url })
      await other.connect()
      await other.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()')
      await other.end()
    }
    await Promise.all([client.model('User').count(), client.model('User').count(), client.model('User').count()])
    await killOthers()
    expect(await client.model('User').count().catch(() => client.model('User').count())).toBe(0)

    const transaction = await database.adapter.startTransaction()
    await transaction.executeRaw({ sql: `INSERT INTO "User" (email_address) VALUES ('x')`, args: [], argTypes: [] })
    await killOthers()
    const failure: unknown = await transaction.commit().then(() => null, (error: unknown) => error)
    expect(mapDatabaseError(failure, undefined, { isWrite: true }).problem.code).toBe('DATA.OUTCOME_UNKNOWN')
    expect(mapDatabaseError(failure).problem.code).toBe('DATA.UNAVAILABLE')
    expect(await client.model('User').count().catch(() => client.model('User').count())).toBe(0)

    const sleeping = client.$queryRawUnsafe('SELECT 1 FROM pg_sleep(4)').then(() => null, (error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, 300))
    await killOthers()
    expect(mapDatabaseError(await sleeping).problem.code).toBe('DATA.UNAVAILABLE')
    await database.ping()
  }, 20_000)

  it.skipIf(postgresql === undefined)('answers 503 instead of waiting for ever where every connection is taken', async () => {
    await using test = await postgresql!.create()
    const schema = await parseModels('postgresql', 'model A {\n  id Int @id\n}\n')
    await using opened = await openClient({ ...test.target, url: `${test.target.url}?connection_limit=1` }, schema)
    const transaction = await opened.database.adapter.startTransaction()
    const failure: unknown = await opened.client.$queryRawUnsafe('SELECT 1').then(() => null, (error: unknown) => error)
    await transaction.rollback()
    expect(mapDatabaseError(failure).problem.code).toBe('DATA.UNAVAILABLE')
    expect(await opened.client.$queryRawUnsafe('SELECT 1 AS n')).toEqual([{ n: 1 }])
  })
})
