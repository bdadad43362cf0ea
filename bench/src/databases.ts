import { randomBytes } from 'node:crypto'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, push, type Database, type DatabaseTarget } from '../../packages/runtime-server/src/data/index.ts'
import { loadSchema, type DatabaseName } from './schema.ts'
import { seedRows } from './seed-data.ts'

/** A filled database, of which every peer gets a copy. */
export interface SeededDatabase extends AsyncDisposable {
  /** The URL of a new copy. */
  copy(): Promise<string>
}

/** What puts rows into a database whose tables are there and empty. */
export type Fill = (database: Database) => Promise<void>

/** A kind of database. */
export interface BenchDatabase {
  readonly name: DatabaseName
  readonly title: string
  /** Null where none answers. */
  seed(fill?: Fill): Promise<SeededDatabase | null>
}

const POSTGRES = process.env['BENCH_POSTGRES_URL'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres'
const SLOW_MS = 300_000

/** The databases that peers are measured on. */
export const DATABASES: readonly BenchDatabase[] = [
  { name: 'sqlite', title: 'SQLite', seed: seedSqlite },
  { name: 'postgresql', title: 'PostgreSQL', seed: seedPostgresql },
]

/** What `openDatabase` takes for a URL of a copy. */
export function targetOf(name: DatabaseName, url: string): DatabaseTarget {
  return { kind: name, url: name === 'sqlite' ? url.replace(/^file:/, '') : url, embedded: false, source: 'bench' }
}

async function seedSqlite(fill: Fill = fillFromSeed): Promise<SeededDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'ssot-bench-'))
  const original = join(folder, 'seed.db')
  await make('sqlite', `file:${original}`, fill)
  let copies = 0
  return {
    copy: async () => {
      const file = join(folder, `copy-${(copies += 1)}.db`)
      await copyFile(original, file)
      return `file:${file}`
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

async function seedPostgresql(fill: Fill = fillFromSeed): Promise<SeededDatabase | null> {
  // Copying and dropping large databases takes its time.
  const server = await openDatabase(targetOf('postgresql', POSTGRES), { queryTimeoutMs: SLOW_MS }).catch(() => null)
  if (!server) return null
  const original = randomName()
  const made = [original]
  await server.adapter.executeScript(`CREATE DATABASE ${original}`)
  await make('postgresql', urlOf(original), fill)
  return {
    copy: async () => {
      const name = randomName()
      await server.adapter.executeScript(`CREATE DATABASE ${name} TEMPLATE ${original}`)
      made.push(name)
      return urlOf(name)
    },
    [Symbol.asyncDispose]: async () => {
      for (const name of made) await server.adapter.executeScript(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      await server.close()
    },
  }
}

function randomName(): string {
  return `ssot_bench_${randomBytes(6).toString('hex')}`
}

function urlOf(name: string): string {
  const url = new URL(POSTGRES)
  url.pathname = `/${name}`
  return url.href
}

async function make(name: DatabaseName, url: string, fill: Fill): Promise<void> {
  const schema = await loadSchema(name)
  const database = await openDatabase(targetOf(name, url), { queryTimeoutMs: SLOW_MS })
  try {
    await push(database, schema, { acceptDataLoss: false })
    await fill(database)
    // The planner knows the tables, as it would after a while in use.
    await database.adapter.executeScript('ANALYZE')
  } finally {
    await database.close()
  }
}

// The database itself takes the rows apart: through a client that takes longer than most measurements.
async function fillFromSeed({ provider, adapter }: Database): Promise<void> {
  for (const [model, rows] of seedRows()) {
    const names = Object.keys(rows[0] ?? {})
    const columns = names.map((name) => `"${name}"`).join(', ')
    const source = provider === 'sqlite' ? `SELECT ${names.map((name) => `value ->> '${name}'`).join(', ')} FROM json_each(?)` : `SELECT ${columns} FROM json_populate_recordset(NULL::"${model}", $1::json)`
    await adapter.executeRaw({ sql: `INSERT INTO "${model}" (${columns}) ${source}`, args: [JSON.stringify(rows).replaceAll(/(T\d\d:\d\d:\d\d\.\d{3})Z"/g, '$1+00:00"')], argTypes: [{ scalarType: 'string', arity: 'scalar' }] })
  }
}
