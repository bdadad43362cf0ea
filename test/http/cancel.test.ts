import { connect } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp, faultsOf, type TestApp } from '../create-app.ts'
import { createMariadbDatabase, createPostgresDatabase, mariadbUrl, postgresUrl, runOnMariadb, type TestDatabase } from '../services.ts'

const SCHEMA = `
datasource db {
  provider = "postgresql"
}

model Item {
  id   Int    @id @default(autoincrement())
  name String
}

model Other {
  id    Int    @id @default(autoincrement())
  name  String
  parts Part[]
}

model Part {
  id      Int   @id @default(autoincrement())
  other   Other @relation(fields: [otherId], references: [id])
  otherId Int
}
`

describe.skipIf(mariadbUrl === null)('given a statement on MariaDB that does not end by itself', () => {
  it('is 504 after limits.queryTimeoutMs', async () => {
    await using database = await createMariadbDatabase()
    await runOnMariadb(database.url, ['CREATE TABLE Other (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(191) NOT NULL)', 'CREATE TABLE Part (id INT AUTO_INCREMENT PRIMARY KEY, otherId INT NOT NULL)', 'CREATE TABLE Stored (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(191) NOT NULL)', "INSERT INTO Stored (name) VALUES ('x')", 'CREATE TABLE Item LIKE Stored'])
    await using app = await createApp(SCHEMA.replace('postgresql', 'mysql'), { database: { url: database.url }, limits: { queryTimeoutMs: 300 } })
    await runOnMariadb(database.url, ['DROP TABLE Item', 'CREATE VIEW Item AS SELECT id + SLEEP(60) AS id, name FROM Stored'])
    const answer = await app.call('GET', '/api/items')
    expect([answer.status, faultsOf(answer)]).toEqual([504, 'DATA.TIMEOUT'])
  })
})

describe('given an authentication that never answers', () => {
  it('is answered in the end: of a write nobody knows what became of it', async () => {
    await using app = await createApp(SCHEMA.replace('postgresql', 'sqlite'), { authenticate: () => new Promise(() => undefined), limits: { queryTimeoutMs: 1 } })
    const answers = await Promise.all([app.call('GET', '/api/items'), app.call('POST', '/api/items/$count', {}), app.call('POST', '/api/items', {})])
    expect(answers.map((answer) => [answer.status, faultsOf(answer)])).toEqual([[504, 'DATA.TIMEOUT'], [504, 'DATA.TIMEOUT'], [503, 'DATA.OUTCOME_UNKNOWN']])
  })
})

describe.skipIf(postgresUrl === null)('given a statement on PostgreSQL that does not end by itself', () => {
  let database: TestDatabase
  let hasty: TestApp
  let patient: TestApp
  let observer: pg.Client
  beforeAll(async () => {
    database = await createPostgresDatabase()
    const url = `${database.url}?connection_limit=2`
    hasty = await createApp(SCHEMA, { database: { url }, limits: { queryTimeoutMs: 300 } }, { push: 'always' })
    patient = await createApp(SCHEMA, { database: { url }, limits: { queryTimeoutMs: 60_000 } })
    observer = new pg.Client({ connectionString: database.url })
    await observer.connect()
    // Whoever reads the table waits for a minute.
    await observer.query(`INSERT INTO "Item" (name) VALUES ('x')`)
    await observer.query('ALTER TABLE "Item" RENAME TO "Stored"')
    await observer.query(`CREATE VIEW "Item" AS SELECT s.id, s.name FROM "Stored" s, pg_sleep(60)`)
  })
  afterAll(async () => {
    await observer.end()
    await hasty[Symbol.asyncDispose]()
    await patient[Symbol.asyncDispose]()
    await database[Symbol.asyncDispose]()
  })

  it('is 504 after limits.queryTimeoutMs', async () => {
    const answer = await hasty.call('GET', '/api/items')
    expect([answer.status, faultsOf(answer)]).toEqual([504, 'DATA.TIMEOUT'])
  })

  it('leaves nothing behind of a write whose client hung up', async () => {
    await observer.query(`CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NEW; END $$`)
    await observer.query(`CREATE TRIGGER wait BEFORE INSERT ON "Part" FOR EACH ROW EXECUTE FUNCTION wait()`)
    await observer.query('SELECT pg_advisory_lock(1)')
    const socket = ask(patient.url, 'POST', '/api/others', '{"name":"x","parts":{"create":{}}}')
    await until(() => running(observer, '%"Part"%'), 1)
    socket.destroy()
    await until(() => connections(patient), 0)
    await observer.query('SELECT pg_advisory_unlock(1)')
    await until(() => running(observer, '%"Part"%'), 0)
    await until(() => running(observer, '%', 'idle in transaction'), 0)
    expect((await observer.query('SELECT * FROM "Other"')).rows).toEqual([])
  })

  it('ends when the client hangs up, and one that waits for a connection is never begun', async () => {
    const sockets = Array.from({ length: 4 }, () => ask(patient.url, 'GET', '/api/items'))
    await until(() => running(observer), 2)
    const begunBefore = await running(observer)
    // The two that wait go first, so that a free connection finds them gone.
    for (const socket of sockets.toReversed()) socket.destroy()
    await until(() => running(observer), 0)
    expect(begunBefore).toBe(2)
    const answer = await patient.call('GET', '/ready')
    expect([answer.status, await running(observer)]).toEqual([200, 0])
  })
})

function ask(url: string, method: string, path: string, body = ''): ReturnType<typeof connect> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(`${method} ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer root\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
  return socket
}

async function running(observer: pg.Client, like = '%"Item"%', state = 'active'): Promise<number> {
  const { rows } = await observer.query<{ count: string }>(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = $2 AND query LIKE $1 AND pid <> pg_backend_pid()`, [like, state])
  return Number(rows[0]?.count)
}

/** How many connections of clients a server has. */
function connections(app: TestApp): Promise<number> {
  return new Promise((resolve, reject) => app.server.app.server.getConnections((error, count) => (error ? reject(error) : resolve(count))))
}

/** Asks again until the answer is this; the test's own time limit ends it otherwise. */
async function until(read: () => Promise<number>, wanted: number): Promise<void> {
  while ((await read()) !== wanted) await setImmediate()
}
