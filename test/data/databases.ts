import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { layPgliteFolder } from '../pglite-folder.ts'
import { createMariadbDatabase, createPostgresDatabase, mariadbUrl, postgresUrl } from '../services.ts'
import { createPrismaClient, openDatabase, parseSchema, type Database, type DatabaseTarget, type PrismaClientLike, type PrismaSchema } from '../../packages/runtime-server/src/data/index.ts'

/** A database of a test: the target to open, and the provider that a schema for it names. */
export interface TestTarget extends AsyncDisposable {
  readonly target: DatabaseTarget
  readonly provider: PrismaSchema['provider']
}

/** A way to get a fresh database. */
export interface DatabaseUnderTest {
  readonly name: 'SQLite' | 'PGlite' | 'PostgreSQL' | 'MariaDB'
  readonly provider: PrismaSchema['provider']
  create(): Promise<TestTarget>
}

const SQLITE: DatabaseUnderTest = {
  name: 'SQLite',
  provider: 'sqlite',
  create: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ssot-data-'))
    return { provider: 'sqlite', target: { kind: 'sqlite', url: join(folder, 'test.db'), embedded: true, source: 'test' }, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
  },
}

const PGLITE: DatabaseUnderTest = {
  name: 'PGlite',
  provider: 'postgresql',
  create: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ssot-data-'))
    const url = join(folder, 'pg')
    await layPgliteFolder(url)
    return { provider: 'postgresql', target: { kind: 'pglite', url, embedded: false, source: 'test' }, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
  },
}

const POSTGRESQL: DatabaseUnderTest = {
  name: 'PostgreSQL',
  provider: 'postgresql',
  create: async () => {
    const database = await createPostgresDatabase()
    return { provider: 'postgresql', target: { kind: 'postgresql', url: database.url, embedded: false, source: 'test' }, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
  },
}

const MARIADB: DatabaseUnderTest = {
  name: 'MariaDB',
  provider: 'mysql',
  create: async () => {
    const database = await createMariadbDatabase()
    return { provider: 'mysql', target: { kind: 'mysql', url: database.url, embedded: false, source: 'test' }, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
  },
}

/** The databases that answer on this machine. */
export const DATABASES: readonly DatabaseUnderTest[] = [SQLITE, PGLITE, ...(postgresUrl === null ? [] : [POSTGRESQL]), ...(mariadbUrl === null ? [] : [MARIADB])]

/** Those whose tables the schema engine makes. */
export const PUSHABLE: readonly DatabaseUnderTest[] = DATABASES.filter((database) => database.provider !== 'mysql')

/** An open database with a client. */
export interface Opened extends AsyncDisposable {
  readonly database: Database
  readonly schema: PrismaSchema
  readonly client: PrismaClientLike
}

/** Parses a schema whose datasource is added, and fails on any finding. */
export async function parseModels(provider: PrismaSchema['provider'], models: string): Promise<PrismaSchema> {
  const { schema, findings } = await parseSchema([{ path: 'schema.prisma', text: `datasource db {\n  provider = "${provider}"\n}\n${models}` }])
  if (schema === null) throw new Error(findings.map((finding) => `${String(finding.line)}: ${finding.message}`).join('\n'))
  return schema
}

/** Opens a database and makes a client; the tables are the caller's affair. */
export async function openClient(target: DatabaseTarget, schema: PrismaSchema): Promise<Opened> {
  const database = await openDatabase(target, { extensions: schema.extensions })
  const client = await createPrismaClient(schema, database)
  return {
    database,
    schema,
    client,
    [Symbol.asyncDispose]: async () => {
      await client.$disconnect()
      await database.close()
    },
  }
}
