// Owns: SQL migrations in Prisma's own layout and table, so that existing histories go on working. SQLite, PGlite and PostgreSQL.
// Refuses histories that were edited or that failed, and everything on MySQL (DATABASE.MIGRATION).
import { problem } from '@ssot/contract'
import type { Database } from './database.ts'
import { noSchemaEngine } from './databases/mysql.ts'
import { createMigrationsTable, hasMigrationsTable } from './migrations/migrations-table.ts'
import { readMigrationFolder, writeMigration, type MigrationFolder } from './migrations/migration-folder.ts'
import { toEngineList } from './migrations/to-engine-list.ts'
import type { PrismaSchema } from './prisma/parse-schema.ts'
import { quoteJsonDefaults } from './prisma/quote-json-defaults.ts'
import { toEngineFiles, withSchemaEngine, type SchemaEngine } from './prisma/schema-engine.ts'
import { findFilters, fits } from './schema-sync.ts'

/** What a migration works with. */
export interface MigrationContext {
  readonly database: Database
  readonly schema: PrismaSchema
  /** Path of the folder that holds the migrations. */
  readonly folder: string
}

/** A migration that was written. */
export interface CreatedMigration {
  readonly name: string
  /** Path of its `migration.sql`. */
  readonly path: string
  readonly sql: string
}

/** How a database stands to its migrations; every list holds names, oldest first. */
export interface MigrationStatus {
  readonly applied: readonly string[]
  /** On disk, and not applied. */
  readonly pending: readonly string[]
  /** Applied, and not on disk. */
  readonly missing: readonly string[]
  /** Changed on disk after they were applied. */
  readonly edited: readonly string[]
  /** Begun and not ended. */
  readonly failed: readonly string[]
}

/** The statements that would make the database fit the schema; empty where it fits. */
export async function diffDatabase(database: Database, schema: PrismaSchema): Promise<string> {
  return (await fits(database, schema)).sql
}

/**
 * Writes a migration from the state that the existing ones lead to (played on an empty database of its own) to the schema. Null where there is
 * nothing to do.
 */
export async function createMigration(context: MigrationContext, title: string, now: Date = new Date()): Promise<CreatedMigration | null> {
  const folder = await readMigrationFolder(context.folder)
  const filters = await findFilters(context.database)
  const { exitCode, stdout } = await locked(context, (engine) =>
    engine.diff({
      from: folder.migrations.length === 0 ? { tag: 'empty' } : { tag: 'migrations', ...toEngineList(folder) },
      to: { tag: 'schemaDatamodel', files: toEngineFiles(context.schema.normalised) },
      script: true,
      exitCode: true,
      filters,
    }),
  )
  if (exitCode === 0 || stdout === null) return null
  const name = `${now.toISOString().replace(/\D/g, '').slice(0, 14)}_${toFileName(title)}`
  const sql = quoteJsonDefaults(context.schema, stdout)
  const path = await writeMigration(folder, { name, sql }, context.schema.provider)
  return { name, path, sql }
}

/** Applies the pending migrations, each whole or not at all, and answers their names. Raises DATABASE.MIGRATION for the first that fails, and DATABASE.LOCKED. */
export async function deployMigrations(context: MigrationContext): Promise<readonly string[]> {
  const folder = await readMigrationFolder(context.folder)
  const filters = await findFilters(context.database)
  return locked(context, async (engine) => {
    try {
      return (await engine.applyMigrations({ migrationsList: toEngineList(folder), filters })).appliedMigrationNames
    } catch (error) {
      if (await hasMigrationsTable(context.database)) await undoFailed(engine, folder)
      throw error
    }
  })
}

/** Says which migrations are applied, pending, missing, edited or failed. */
export async function migrationStatus(context: MigrationContext): Promise<MigrationStatus> {
  if (context.database.provider === 'mysql') throw noSchemaEngine()
  const folder = await readMigrationFolder(context.folder)
  const filters = await findFilters(context.database)
  const names = folder.migrations.map((migration) => migration.name)
  if (!(await hasMigrationsTable(context.database))) return { applied: [], pending: names, missing: [], edited: [], failed: [] }
  const found = await withSchemaEngine(context.schema.normalised, context.database, (engine) => engine.diagnoseMigrationHistory({ migrationsList: toEngineList(folder), optInToShadowDatabase: false, filters }))
  const { history } = found
  const pending = history !== null && 'unappliedMigrationNames' in history ? history.unappliedMigrationNames : []
  return {
    applied: names.filter((name) => !pending.includes(name) && !found.failedMigrationNames.includes(name)),
    pending,
    missing: history !== null && 'unpersistedMigrationNames' in history ? history.unpersistedMigrationNames : [],
    edited: found.editedMigrationNames,
    failed: found.failedMigrationNames,
  }
}

/** Enters a migration as applied without running it (for a database whose tables exist already), or a failed one as rolled back. */
export async function resolveMigration(context: MigrationContext, name: string, as: 'applied' | 'rolledBack'): Promise<void> {
  const folder = await readMigrationFolder(context.folder)
  if (as === 'applied' && !folder.migrations.some((migration) => migration.name === name)) throw problem('DATABASE.MIGRATION', { detail: `There is no migration ${name} in ${folder.path}.` })
  await locked(context, async (engine): Promise<void> => {
    await createMigrationsTable(context.database)
    if (as === 'applied') await engine.markMigrationApplied({ migrationName: name, migrationsList: toEngineList(folder) })
    else await engine.markMigrationRolledBack({ migrationName: name })
  })
}

/** Reads the database's tables into a schema: the text of the given one, with models that follow the tables. Comments and annotations of models that stay are kept. */
export async function introspect(database: Database, schema: PrismaSchema): Promise<{ readonly text: string; readonly warnings: string | null }> {
  if (database.provider === 'mysql') throw noSchemaEngine()
  const files = toEngineFiles([{ path: 'schema.prisma', text: schema.normalised.map((file) => file.text).join('\n') }])
  const { schema: found, warnings } = await withSchemaEngine(schema.normalised, database, (engine) =>
    engine.introspect({ schema: { files }, baseDirectoryPath: '.', force: false, compositeTypeDepth: -1, namespaces: null }),
  )
  return { text: found.files.map((file) => file.content).join('\n'), warnings }
}

// A script is applied whole or not at all, so that a failed one left nothing and can be run again once it is corrected.
async function undoFailed(engine: SchemaEngine, folder: MigrationFolder): Promise<void> {
  const { failedMigrationNames } = await engine.diagnoseMigrationHistory({ migrationsList: toEngineList(folder), optInToShadowDatabase: false, filters: { externalTables: [], externalEnums: [] } })
  for (const { name, sql } of folder.migrations) {
    if (failedMigrationNames.includes(name) && !/^\s*(begin|commit)\b/im.test(sql)) await engine.markMigrationRolledBack({ migrationName: name })
  }
}

async function locked<T>({ database, schema }: MigrationContext, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  if (database.provider === 'mysql') throw noSchemaEngine()
  const unlock = await database.lockForMigration()
  try {
    return await withSchemaEngine(schema.normalised, database, work)
  } finally {
    await unlock()
  }
}

function toFileName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '').slice(0, 100)
}
