import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PrismaSchema } from '../../packages/runtime-server/src/data/prisma/parse-schema.ts'
import { layPgliteFolder } from '../pglite-folder.ts'
import { createMariadbDatabase, createPostgresDatabase, runOnMariadb } from '../services.ts'
import { mysqlTables } from './mysql-tables.ts'

/** Which database a run uses. */
export const DATABASES = ['sqlite', 'pglite', 'postgres', 'mysql'] as const

export type DatabaseName = (typeof DATABASES)[number]

/** An empty database for one run; disposing it removes it. */
export interface RunDatabase extends AsyncDisposable {
  readonly url: string
  /** Scratch folder of the run. */
  readonly folder: string
}

/** The database that a schema is meant for, where none is asked for. */
export function defaultDatabase(provider: PrismaSchema['provider']): DatabaseName {
  return ({ sqlite: 'sqlite', postgresql: 'pglite', mysql: 'mysql' } as const)[provider]
}

/** Makes an empty database. On MySQL its tables are created from `sql`, else from the schema, since a push is not available there. */
export async function prepareDatabase(name: DatabaseName, schema: PrismaSchema, sql: string | null): Promise<RunDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'ssot-crud-'))
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true })
  if (name === 'sqlite') return { url: `file:${join(folder, 'crud.db')}`, folder, [Symbol.asyncDispose]: removeFolder }
  if (name === 'pglite') {
    await layPgliteFolder(join(folder, 'pg'))
    return { url: `pglite:${join(folder, 'pg')}`, folder, [Symbol.asyncDispose]: removeFolder }
  }
  const database = name === 'postgres' ? await createPostgresDatabase() : await createMariadbDatabase()
  const prepared: RunDatabase = {
    url: database.url,
    folder,
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
      await removeFolder()
    },
  }
  try {
    if (name === 'mysql') await runOnMariadb(database.url, sql === null ? mysqlTables(schema) : splitStatements(await readFile(sql, 'utf8')))
  } catch (error) {
    await prepared[Symbol.asyncDispose]()
    throw error
  }
  return prepared
}

/** The statements of an SQL file: each ends with a semicolon at the end of a line. */
export function splitStatements(text: string): readonly string[] {
  return text
    .replace(/^--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}
