import { randomBytes } from 'node:crypto'
import { createConnection } from 'mariadb'
import pg from 'pg'

/** A database made for one test file. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string
}

const POSTGRES = process.env['TEST_POSTGRES_URL'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres'
const MARIADB = process.env['TEST_MARIADB_URL'] ?? 'mysql://root@127.0.0.1:3306/mysql'

/** A PostgreSQL server on which databases may be created; null where none answers, which is said once. */
export const postgresUrl: string | null = await reachable('PostgreSQL', POSTGRES, () => onPostgres('SELECT 1'))

/** A MariaDB or MySQL server on which databases may be created; null where none answers, which is said once. */
export const mariadbUrl: string | null = await reachable('MariaDB', MARIADB, () => onMariadb('SELECT 1'))

/** Creates an empty database of random name; disposing it drops it. */
export async function createPostgresDatabase(): Promise<TestDatabase> {
  const name = randomName()
  await onPostgres(`CREATE DATABASE ${name}`)
  return { url: withDatabase(POSTGRES, name), [Symbol.asyncDispose]: () => onPostgres(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

/** Creates an empty database of random name; disposing it drops it. */
export async function createMariadbDatabase(): Promise<TestDatabase> {
  const name = randomName()
  await onMariadb(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`)
  return { url: withDatabase(MARIADB, name), [Symbol.asyncDispose]: () => onMariadb(`DROP DATABASE IF EXISTS ${name}`) }
}

/** Runs SQL on a MariaDB database, one statement after the other. */
export async function runOnMariadb(url: string, statements: readonly string[]): Promise<void> {
  const { hostname, port, username, password, pathname } = new URL(url)
  const connection = await createConnection({ host: hostname, port: Number(port || 3306), user: decodeURIComponent(username), password: decodeURIComponent(password), database: pathname.slice(1), connectTimeout: 2000 })
  try {
    for (const statement of statements) await connection.query(statement)
  } finally {
    await connection.end()
  }
}

async function reachable(what: string, url: string, probe: () => Promise<void>): Promise<string | null> {
  try {
    await probe()
    return url
  } catch (error) {
    console.warn(`SKIPPED: tests on ${what}, since none answers (${error instanceof Error ? error.message : String(error)}).`)
    return null
  }
}

async function onPostgres(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: POSTGRES, connectionTimeoutMillis: 2000 })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

function onMariadb(sql: string): Promise<void> {
  return runOnMariadb(MARIADB, [sql])
}

function randomName(): string {
  return `ssot_test_${randomBytes(6).toString('hex')}`
}

function withDatabase(text: string, name: string): string {
  const url = new URL(text)
  url.pathname = `/${name}`
  return url.href
}
