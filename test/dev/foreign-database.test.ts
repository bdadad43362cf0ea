import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { createPostgresDatabase, postgresUrl } from '../services.ts'

const SSOT = fileURLToPath(new URL('../../packages/runtime-server/bin/ssot.mjs', import.meta.url))
const SCHEMA = `
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}
model Note {
  id   Int    @id @default(autoincrement())
  text String
}
`

describe.skipIf(postgresUrl === null)('given `ssot dev` beside a .env that names a PostgreSQL with other tables', () => {
  it.each(['dev', 'start'])('ssot %s alters nothing there, says what it would take, and fails', async (command) => {
    await using database = await createPostgresDatabase()
    await onDatabase(database.url, "CREATE TABLE invoices (id int PRIMARY KEY, total numeric); INSERT INTO invoices VALUES (1, 9.99)")
    const before = await describeAll(database.url)
    const { code, output } = await runBeside(database.url, [command, '--port', '0'])
    expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(/DATABASE\.DIFFERS[\s\S]*invoices|invoices[\s\S]*DATABASE\.DIFFERS/) })
    expect(output).toContain('CREATE TABLE "Note"')
    expect(output).not.toContain('postgres:')
    expect(await describeAll(database.url)).toEqual(before)
  })
})

async function runBeside(url: string, argv: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'ssot-foreign-'))
  await writeFile(join(folder, 'package.json'), '{}')
  await writeFile(join(folder, 'schema.prisma'), SCHEMA)
  await writeFile(join(folder, '.env'), `DATABASE_URL=${url}\nSSOT_SECRET=a secret of the tests\n`)
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(process.execPath, [SSOT, ...argv], { cwd: folder, env: { ...env, NODE_ENV: '' }, timeout: 25_000 })
  let output = ''
  child.stdout.on('data', (chunk) => (output += String(chunk)))
  child.stderr.on('data', (chunk) => (output += String(chunk)))
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve))
  await rm(folder, { recursive: true, force: true })
  return { code, output }
}

async function onDatabase(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const result = await client.query(sql)
    return Array.isArray(result) ? [] : result.rows
  } finally {
    await client.end()
  }
}

async function describeAll(url: string): Promise<unknown> {
  return [
    await onDatabase(url, "SELECT table_schema, table_name, column_name, data_type FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2, 3"),
    await onDatabase(url, 'SELECT * FROM invoices'),
  ]
}
