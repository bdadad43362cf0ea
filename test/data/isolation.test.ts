import { isProblem } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { mapDatabaseError, type Database } from '../../packages/runtime-server/src/data/index.ts'
import { DATABASES } from './databases.ts'
import { openFixture } from './fixture.ts'
import { BetterSqlite3 } from '../../packages/runtime-server/src/data/databases/load-better-sqlite3.ts'

/** A promise and the function that resolves it. */
function createSignal(): { readonly fired: Promise<void>; readonly fire: () => void } {
  let fire = (): void => undefined
  const fired = new Promise<void>((resolve) => { fire = resolve })
  return { fired, fire }
}

const settled = async (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: unknown) => (error instanceof Error ? error.message : String(error)))

/** A table's name as a database takes it. */
const userTable = (database: Database): string => (database.provider === 'mysql' ? '`User`' : '"User"')

const statement = (sql: string): { sql: string; args: unknown[]; argTypes: [] } => ({ sql, args: [], argTypes: [] })

for (const under of DATABASES) {
  describe(`given an open transaction on ${under.name}`, () => {
    it('shows nothing uncommitted outside, and keeps a write from outside when it is rolled back', async () => {
      await using fixture = await openFixture(under)
      const { client } = fixture
      const written = createSignal()
      const outsideStarted = createSignal()
      const transaction = settled(
        client.$transaction(async (inside) => {
          await inside.model('User').create({ data: { email: 'dirty' } })
          written.fire()
          await outsideStarted.fired
          expect(await inside.model('User').count()).toBeGreaterThan(0)
          throw new Error('rolled back')
        }),
      )
      await written.fired
      const read = client.model('User').count()
      const write = client.model('User').create({ data: { email: 'outside' } })
      outsideStarted.fire()
      expect([0, 1]).toContain(await read)
      expect(await write).toMatchObject({ email: 'outside' })
      expect(await transaction).toContain('rolled back')
      expect(await client.model('User').findMany({ select: { email: true } })).toEqual([{ email: 'outside' }])
    })

    it('keeps its statements apart from those of our own adapter', async () => {
      await using fixture = await openFixture(under)
      const { database, client } = fixture
      const user = userTable(database)
      const transaction = await database.adapter.startTransaction()
      await transaction.executeRaw(statement(`INSERT INTO ${user} (email_address) VALUES ('dirty')`))
      const read = client.model('User').count()
      const write = client.model('User').create({ data: { email: 'outside' } })
      await transaction.rollback()
      expect([0, 1]).toContain(await read)
      await write
      expect((await database.adapter.queryRaw(statement(`SELECT email_address FROM ${user}`))).rows).toEqual([['outside']])
    })

    it('commits what it did, and nothing more after it has ended', async () => {
      await using fixture = await openFixture(under)
      const { database, client } = fixture
      const user = userTable(database)
      const transaction = await database.adapter.startTransaction()
      await transaction.executeRaw(statement(`INSERT INTO ${user} (email_address) VALUES ('kept')`))
      await transaction.commit()
      expect(await client.model('User').count()).toBe(1)
    })

    it('does not take a transaction for done of which a statement failed', async () => {
      await using fixture = await openFixture(under)
      const { database, client } = fixture
      const user = userTable(database)
      await client.model('User').create({ data: { email: 'a' } })
      const transaction = await database.adapter.startTransaction()
      await transaction.executeRaw(statement(`INSERT INTO ${user} (email_address) VALUES ('b')`))
      expect(await settled(transaction.executeRaw(statement(`INSERT INTO ${user} (email_address) VALUES ('a')`)))).not.toBe('done')
      const committed = await settled(transaction.commit())
      const emails = (await client.model('User').findMany({ orderBy: { email: 'asc' } })).map((row) => row['email'])
      // SQLite and MariaDB undo the statement alone; PostgreSQL undoes the transaction, and must then say so.
      expect([committed, emails]).toEqual(under.provider === 'postgresql' ? [expect.stringContaining('TransactionAlreadyClosed'), ['a']] : ['done', ['a', 'b']])
    })

    it('lets many transactions follow each other', async () => {
      await using fixture = await openFixture(under)
      const { client } = fixture
      await client.model('User').create({ data: { email: 'counter', name: '0' } })
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          client.$transaction(async (inside) => {
            await inside.model('User').create({ data: { email: `u${index}` } })
            if (index % 2 === 1) throw new Error('no')
          }, { maxWait: 20_000, timeout: 20_000 }).then(() => 'kept', () => 'undone'),
        ),
      )
      expect(results.filter((result) => result === 'kept')).toHaveLength(10)
      expect(await client.model('User').count()).toBe(11)
    }, 60_000)
  })
}

describe('given SQLite', () => {
  const sqlite = DATABASES[0]!

  it('answers a read outside an open transaction without waiting for it', async () => {
    await using fixture = await openFixture(sqlite)
    const transaction = await fixture.database.adapter.startTransaction()
    await transaction.executeRaw(statement(`INSERT INTO "User" (email_address) VALUES ('dirty')`))
    expect(await fixture.client.model('User').count()).toBe(0)
    await transaction.rollback()
  })

  it('fails a write that looks like a read instead of doing it on the connection for reads', async () => {
    await using fixture = await openFixture(sqlite)
    const { adapter } = fixture.database
    expect((await adapter.queryRaw(statement(`WITH x AS (SELECT 'a' AS e) INSERT INTO "User" (email_address) SELECT e FROM x RETURNING email_address`))).rows).toEqual([['a']])
    expect((await adapter.queryRaw(statement(`WITH x AS (SELECT 1 AS n) SELECT n FROM x`))).rows).toEqual([[1]])
    expect(await settled(adapter.queryRaw(statement('SELECT writefile(1)')))).not.toBe('done')
    const file = fixture.database.target.url
    const reader = new BetterSqlite3(file, { readonly: true })
    expect(() => reader.exec(`INSERT INTO "User" (email_address) VALUES ('b')`)).toThrow('readonly')
    reader.close()
  })

  it('tells a write that waits too long that the database is busy', async () => {
    await using fixture = await openFixture(sqlite)
    const transaction = await fixture.database.adapter.startTransaction()
    const failure: unknown = await fixture.client.model('User').create({ data: { email: 'late' } }).then(() => null, (error: unknown) => error)
    await transaction.rollback()
    const { problem } = mapDatabaseError(failure)
    expect([isProblem(problem), problem.code, problem.status, problem.headers]).toEqual([true, 'DATA.UNAVAILABLE', 503, { 'Retry-After': '1' }])
    expect(await fixture.client.model('User').count()).toBe(0)
  }, 20_000)

  it('waits for another process that writes', async () => {
    await using fixture = await openFixture(sqlite)
    const other = new BetterSqlite3(fixture.database.target.url)
    other.exec('BEGIN IMMEDIATE')
    const write = fixture.client.model('User').create({ data: { email: 'a' } })
    expect(await Promise.race([write.then(() => 'written'), new Promise((resolve) => setTimeout(() => resolve('waiting'), 300))])).toBe('waiting')
    other.exec('COMMIT')
    other.close()
    expect(await write).toMatchObject({ email: 'a' })
  })
})
