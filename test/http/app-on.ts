import type { SsotConfig } from '@ssot/runtime-server'
import { createApp, type TestApp } from '../create-app.ts'
import { createPostgresDatabase, postgresUrl } from '../services.ts'

/** Databases to run on: SQLite, and PostgreSQL: a server where one answers, for it is there at once, else PGlite. */
export const PROVIDERS = ['sqlite', 'postgresql'] as const

/** Boots a schema, given without its datasource, on an empty database. */
export async function createAppOn(provider: (typeof PROVIDERS)[number], models: string, config: SsotConfig = {}): Promise<TestApp> {
  const database = provider === 'postgresql' && postgresUrl !== null ? await createPostgresDatabase() : null
  const app = await createApp(`datasource db {\n  provider = "${provider}"\n}\n${models}`, { ...config, ...(database && { database: { url: database.url } }) }, { push: 'always' })
  return {
    ...app,
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]()
      await database?.[Symbol.asyncDispose]()
    },
  }
}
