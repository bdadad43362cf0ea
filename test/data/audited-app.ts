import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createSsotServer, type BootOptions, type SsotConfig, type SsotServer } from '@ssot/runtime-server'
import { BetterSqlite3 } from '../../packages/runtime-server/src/data/databases/load-better-sqlite3.ts'
import { call, type Answer } from '../create-app.ts'
import { layPgliteFolder } from '../pglite-folder.ts'
import { createPostgresDatabase, postgresUrl } from '../services.ts'

export type DatabaseName = 'SQLite' | 'PGlite' | 'PostgreSQL'

/** The databases that answer on this machine and capture changes. */
export const CAPTURING: readonly DatabaseName[] = ['SQLite', 'PGlite', ...(postgresUrl === null ? [] : (['PostgreSQL'] as const))]

/** A row of the audit log. */
export interface Captured {
  readonly model: string
  readonly key: unknown
  readonly op: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
  readonly unseen: readonly string[]
  readonly actor_kind: string | null
  readonly actor_id: string | null
  readonly cause: string | null
}

/** Where one application after the other is booted. */
export interface Place extends AsyncDisposable {
  readonly provider: 'sqlite' | 'postgresql'
  /** Boots models; several of one place follow each other. */
  boot(models: string, config?: SsotConfig, options?: BootOptions): Promise<AuditedApp>
  /** Runs SQL as another program would; null where no other program reaches the database. */
  readonly outside: ((sql: string) => Promise<void>) | null
}

/** A server over audited models. */
export interface AuditedApp extends AsyncDisposable {
  readonly server: SsotServer
  readonly url: string
  /** Calls as `ada`, an administrator, unless another name is given. */
  call(method: string, path: string, body?: unknown, init?: RequestInit): Promise<Answer>
  /** What was captured since the last time it was asked. */
  captured(): Promise<readonly Captured[]>
}

const ROOT: SsotConfig = {
  authenticate: (request) => {
    const [, name] = /^Bearer (\w+)$/.exec(request.headers.authorization ?? '') ?? []
    return name === undefined ? null : { id: name, role: name === 'ada' ? 'ADMIN' : 'USER' }
  },
  auth: { isAdmin: "auth.role == 'ADMIN'", claims: { role: 'string' } },
}

/** A fresh place. */
export async function openPlace(name: DatabaseName): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'ssot-audit-'))
  const database = name === 'PostgreSQL' ? await createPostgresDatabase() : null
  if (name === 'PGlite') await layPgliteFolder(join(folder, 'pg'))
  const provider = name === 'SQLite' ? 'sqlite' : 'postgresql'
  const url = database?.url ?? (name === 'SQLite' ? `file:${join(folder, 'app.db')}` : `pglite:${join(folder, 'pg')}`)
  return {
    provider,
    boot: (models, config = {}, options = {}) => bootAt({ folder, url, provider, options }, models, config),
    outside: OUTSIDE[name](join(folder, 'app.db'), url),
    [Symbol.asyncDispose]: async () => {
      await database?.[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const OUTSIDE: Readonly<Record<DatabaseName, (file: string, url: string) => Place['outside']>> = {
  SQLite: (file) => async (sql) => {
    const connection = new BetterSqlite3(file)
    connection.pragma('foreign_keys = ON')
    connection.exec(sql)
    connection.close()
  },
  PGlite: () => null,
  PostgreSQL: (_, url) => async (sql) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  },
}

interface Booting {
  readonly folder: string
  readonly url: string
  readonly provider: string
  readonly options: BootOptions
}

async function bootAt({ folder, url, provider, options }: Booting, models: string, config: SsotConfig): Promise<AuditedApp> {
  const schema = `datasource db {\n  provider = "${provider}"\n}\n${models}`
  const server = await createSsotServer(schema, { ...ROOT, database: { url }, ...config }, { development: true, push: 'always', acceptDataLoss: true, cwd: folder, logLevel: 'silent', ...options })
  const { url: address } = await server.listen({ port: 0 })
  let last = 0
  return {
    server,
    url: address,
    call: (method, path, body, init = {}) => call(`${address}${path}`, method, body, { ...init, headers: { authorization: 'Bearer ada', ...init.headers } }),
    captured: async () => {
      const rows = await server.system('test: reads the log').$queryRawUnsafe(`SELECT * FROM "_ssot_audit" WHERE id > ${last} ORDER BY id`)
      last = Number(rows.at(-1)?.['id'] ?? last)
      return rows.map((row) => capturedOf(Object(row)))
    },
    [Symbol.asyncDispose]: () => server.close(),
  }
}

function capturedOf({ model, key, op, before, after, unseen, actor_kind, actor_id, cause }: Captured): Captured {
  const parsed = (value: unknown): never => (typeof value === 'string' ? JSON.parse(value) : value) as never
  return { model, key: parsed(key), op, before: parsed(before), after: parsed(after), unseen: parsed(unseen), actor_kind, actor_id, cause }
}
