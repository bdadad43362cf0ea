import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isProblem } from '@ssot/contract'
import { afterAll, describe, expect, it } from 'vitest'
import { fits, openDatabase, planPush, push, resetEmbedded, type Database } from '../../packages/runtime-server/src/data/index.ts'
import { createPostgresDatabase, postgresUrl } from '../services.ts'
import { DATABASES, openClient, parseModels, PUSHABLE } from './databases.ts'
import { openFixture } from './fixture.ts'

const WITHOUT_NAME = `
model User {
  id    Int    @id @default(autoincrement())
  email String @unique @map("email_address")
}
`

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'no problem'
  } catch (error) {
    return isProblem(error) ? `${error.code}: ${error.message}` : `not a problem: ${String(error)}`
  }
}

async function select(database: Database, sql: string): Promise<unknown[][]> {
  return (await database.adapter.queryRaw({ sql, args: [], argTypes: [] })).rows
}

for (const under of PUSHABLE) {
  describe(`given ${under.name}`, () => {
    it('pushes a schema once, and then fits it', async () => {
      await using test = await under.create()
      const schema = await parseModels(under.provider, 'model A {\n  id Int @id\n  name String @unique\n}\n')
      await using opened = await openClient(test.target, schema)
      const { database } = opened
      expect((await fits(database, schema)).fits).toBe(false)
      expect(await planPush(database, schema)).toMatchObject({ steps: 2, sql: expect.stringContaining('CREATE TABLE "A"'), lossy: [], unexecutable: [] })
      expect((await fits(database, schema)).fits).toBe(false)
      expect(await push(database, schema, { acceptDataLoss: false })).toMatchObject({ steps: 2 })
      expect(await fits(database, schema)).toEqual({ fits: true, sql: '' })
      expect(await push(database, schema, { acceptDataLoss: false })).toEqual({ steps: 0, sql: '', lossy: [], unexecutable: [] })
    })

    it('refuses a push that would lose data and says what, until it is accepted', async () => {
      await using fixture = await openFixture(under)
      const { database, client } = fixture
      await client.model('User').create({ data: { email: 'a@x', name: 'Ann', posts: { create: [{ title: 't', slug: 's' }] } } })
      const schema = await parseModels(under.provider, WITHOUT_NAME)
      const refused = await codeOf(push(database, schema, { acceptDataLoss: false }))
      expect(refused).toContain('DATABASE.DATA_LOSS: The change would lose data:')
      expect(refused).toContain('- You are about to drop the `posts` table, which is not empty (1 rows).')
      expect(refused).toContain('- You are about to drop the column `name` on the `User` table, which still contains 1 non-null values.')
      expect(await client.model('Post').count()).toBe(1)
      await push(database, schema, { acceptDataLoss: true })
      expect(await fits(database, schema)).toEqual({ fits: true, sql: '' })
      expect(await select(database, 'SELECT email_address FROM "User"')).toEqual([['a@x']])
    })

    it('refuses what the data does not allow, whatever is accepted', async () => {
      await using fixture = await openFixture(under)
      const { database, client } = fixture
      await client.model('User').create({ data: { email: 'a@x' } })
      const schema = await parseModels(under.provider, 'model User {\n  id Int @id @default(autoincrement())\n  email String @unique @map("email_address")\n  name String?\n  age Int\n}\n')
      expect(await codeOf(push(database, schema, { acceptDataLoss: true }))).toMatch(/DATABASE\.DATA_LOSS: The change is not possible.*Added the required column `age`/s)
      expect(await client.model('Post').count()).toBe(0)
    })

    it('applies a push whole or not at all', async () => {
      await using fixture = await openFixture(under)
      const { database, client, schema } = fixture
      await client.model('User').createMany({ data: [{ email: 'a', name: 'same' }, { email: 'b', name: 'same' }] })
      const unique = await parseModels(under.provider, schema.files[0]!.text.replace(/datasource[^}]*}/, '').replace('name  String?', 'name  String? @unique').replace('model Post {', 'model Aaa {\n  id Int @id\n}\n\nmodel Post {'))
      expect(await codeOf(push(database, unique, { acceptDataLoss: false }))).toMatch(/DATABASE\.MIGRATION: A new unique does not hold.*Nothing was changed/)
      expect(await fits(database, schema)).toEqual({ fits: true, sql: '' })
      await client.model('User').updateMany({ where: { email: 'b' }, data: { name: 'other' } })
      await push(database, unique, { acceptDataLoss: false })
      expect(await fits(database, unique)).toEqual({ fits: true, sql: '' })
    })

    it('never drops tables of our own', async () => {
      await using fixture = await openFixture(under)
      const { database } = fixture
      await database.adapter.executeScript('CREATE TABLE _ssot_inbox (id INTEGER PRIMARY KEY)')
      await database.adapter.executeScript('INSERT INTO _ssot_inbox VALUES (7)')
      const schema = await parseModels(under.provider, WITHOUT_NAME)
      await push(database, schema, { acceptDataLoss: true })
      expect(await select(database, 'SELECT id FROM _ssot_inbox')).toEqual([[7]])
      expect(await fits(database, schema)).toEqual({ fits: true, sql: '' })
    })

    it('keeps the rows that refer to a table which is rebuilt', async () => {
      await using test = await under.create()
      const models = (type: string): string => `model Team {\n  id Int @id\n  name ${type}\n  members Member[]\n}\nmodel Member {\n  id Int @id\n  team Team @relation(fields: [teamId], references: [id], onDelete: Cascade)\n  teamId Int\n}\n`
      const schema = await parseModels(under.provider, models('String'))
      await using opened = await openClient(test.target, schema)
      await push(opened.database, schema, { acceptDataLoss: false })
      await opened.client.model('Team').create({ data: { id: 1, name: 'a', members: { create: [{ id: 1 }, { id: 2 }] } } })
      await push(opened.database, await parseModels(under.provider, models('String?')), { acceptDataLoss: false })
      expect(await opened.client.model('Member').count()).toBe(2)
      await opened.client.model('Team').delete({ where: { id: 1 } })
      expect(await opened.client.model('Member').count()).toBe(0)
    })

    it('lets one push wait for another', async () => {
      await using test = await under.create()
      const schema = await parseModels(under.provider, 'model A {\n  id Int @id\n}\n')
      await using opened = await openClient(test.target, schema)
      const unlock = await opened.database.lockForMigration()
      const pushed = push(opened.database, schema, { acceptDataLoss: false }).then(() => 'pushed')
      expect(await Promise.race([pushed, new Promise((resolve) => setTimeout(() => resolve('waiting'), 400))])).toBe('waiting')
      await unlock()
      expect(await pushed).toBe('pushed')
    })
  })
}

describe('given an enum', () => {
  const models = (values: string, fallback: string): string => `enum Role {\n${values.split(' ').map((value) => `  ${value}\n`).join('')}}\nmodel A {\n  id Int @id @default(autoincrement())\n  role Role @default(${fallback})\n}\n`

  for (const under of PUSHABLE.filter((candidate) => candidate.provider === 'postgresql')) {
    it(`adds a value, makes it the default and removes another on ${under.name}`, async () => {
      await using test = await under.create()
      const before = await parseModels(under.provider, models('USER ADMIN', 'USER'))
      await using opened = await openClient(test.target, before)
      await push(opened.database, before, { acceptDataLoss: false })
      await opened.client.model('A').create({ data: {} })
      const added = await parseModels(under.provider, models('USER ADMIN GUEST', 'GUEST'))
      await push(opened.database, added, { acceptDataLoss: false })
      expect(await fits(opened.database, added)).toEqual({ fits: true, sql: '' })
      const removed = await parseModels(under.provider, models('USER GUEST', 'GUEST'))
      await push(opened.database, removed, { acceptDataLoss: true })
      expect(await fits(opened.database, removed)).toEqual({ fits: true, sql: '' })
      expect(await select(opened.database, 'SELECT role::text FROM "A"')).toEqual([['USER']])
    })
  }
})

describe('given PostgreSQL schemas', () => {
  it.skipIf(postgresUrl === null)('keeps to the schema that the URL names', async () => {
    await using empty = await createPostgresDatabase()
    const schema = await parseModels('postgresql', 'model A {\n  id Int @id\n}\n')
    await using opened = await openClient({ kind: 'postgresql', url: `${empty.url}?schema=app%20one`, embedded: false, source: 'test' }, schema)
    await push(opened.database, schema, { acceptDataLoss: false })
    await opened.client.model('A').create({ data: { id: 1 } })
    expect(await select(opened.database, 'SELECT id FROM "app one"."A"')).toEqual([[1]])
    expect(await select(opened.database, 'SELECT id FROM "A"')).toEqual([[1]])
    expect(await fits(opened.database, schema)).toEqual({ fits: true, sql: '' })
  })

  it.skipIf(postgresUrl === null)('leaves the schema ssot alone', async () => {
    await using empty = await createPostgresDatabase()
    const schema = await parseModels('postgresql', 'model A {\n  id Int @id\n}\n')
    await using opened = await openClient({ kind: 'postgresql', url: empty.url, embedded: false, source: 'test' }, schema)
    await opened.database.adapter.executeScript('CREATE SCHEMA ssot')
    await opened.database.adapter.executeScript('CREATE TABLE ssot.log (id int)')
    await push(opened.database, schema, { acceptDataLoss: true })
    expect(await select(opened.database, 'SELECT count(*)::int FROM ssot.log')).toEqual([[0]])
  })
})

describe('given the embedded database', () => {
  it('is emptied by a reset', async () => {
    for (const under of PUSHABLE.filter((candidate) => candidate.name !== 'PostgreSQL')) {
      await using test = await under.create()
      const schema = await parseModels(under.provider, 'model A {\n  id Int @id\n}\n')
      await using opened = await openClient({ ...test.target, embedded: true }, schema)
      await push(opened.database, schema, { acceptDataLoss: false })
      await opened.client.model('A').create({ data: { id: 1 } })
      await resetEmbedded(opened.database)
      expect((await fits(opened.database, schema)).fits).toBe(false)
      await push(opened.database, schema, { acceptDataLoss: false })
      expect(await opened.client.model('A').count()).toBe(0)
    }
  })

  it('refuses to empty a database that has a URL', async () => {
    await using fixture = await openFixture(PUSHABLE[1]!)
    expect(await codeOf(resetEmbedded(fixture.database))).toContain('DATABASE.DATA_LOSS')
  })
})

describe('given MariaDB', () => {
  const mariadb = DATABASES.find((database) => database.name === 'MariaDB')

  it.skipIf(mariadb === undefined)('compares tables and columns, and has no push', async () => {
    await using fixture = await openFixture(mariadb!)
    const { database, schema } = fixture
    expect(await fits(database, schema)).toEqual({ fits: true, sql: '' })
    const more = await parseModels('mysql', 'model User {\n  id Int @id\n  email String @map("email_address")\n  age Int\n  tags Tag[]\n}\nmodel Tag {\n  id Int @id\n  users User[]\n}\n')
    expect(await fits(database, more)).toEqual({ fits: false, sql: '-- The column User.age is missing.\n-- The table Tag is missing.\n-- The table _TagToUser is missing.\n' })
    expect(await codeOf(push(database, schema, { acceptDataLoss: true }))).toContain('DATABASE.MIGRATION: Tables in MySQL and MariaDB cannot be created or changed from here.')
  })
})

describe('given a database that is open', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ssot-lock-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('fails to open the folder of a PGlite that another process holds', async () => {
    const started = readFileSync(`/proc/${process.ppid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[19]
    writeFileSync(`${folder}/pg.lock`, JSON.stringify({ pid: process.ppid, started }))
    const target = { kind: 'pglite', url: `${folder}/pg`, embedded: true, source: 'embedded' } as const
    expect(await codeOf(openDatabase(target))).toContain('DATABASE.LOCKED: Another process has the embedded database')
    writeFileSync(`${folder}/pg.lock`, JSON.stringify({ pid: process.ppid, started: 'another time' }))
    const database = await openDatabase(target)
    const again = await openDatabase(target)
    await database.close()
    await again.ping()
    await again.close()
    expect(existsSync(`${folder}/pg.lock`)).toBe(false)
  })
})
