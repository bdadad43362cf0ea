import type { Database } from '../database.ts'

const FIND: Readonly<Record<Database['provider'], string>> = {
  sqlite: `SELECT count(*) FROM sqlite_master WHERE name = '_prisma_migrations'`,
  postgresql: `SELECT count(*) FROM pg_tables WHERE tablename = '_prisma_migrations' AND schemaname = current_schema()`,
  mysql: `SELECT count(*) FROM information_schema.TABLES WHERE TABLE_NAME = '_prisma_migrations' AND TABLE_SCHEMA = DATABASE()`,
}

// Prisma's own, of schema-engine 7.10; its engine cannot tell a missing table on SQLite.
const CREATE: Readonly<Record<Database['provider'], string | null>> = {
  sqlite: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`,
  postgresql: null,
  mysql: null,
}

/** Whether the database has Prisma's table of applied migrations. */
export async function hasMigrationsTable(database: Database): Promise<boolean> {
  const { rows } = await database.adapter.queryRaw({ sql: FIND[database.provider], args: [], argTypes: [] })
  return Number(rows[0]?.[0]) > 0
}

/** Creates Prisma's table of applied migrations where the engine does not do it by itself. */
export async function createMigrationsTable(database: Database): Promise<void> {
  const sql = CREATE[database.provider]
  if (sql !== null) await database.adapter.executeScript(sql)
}
