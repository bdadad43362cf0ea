// Owns: making a database fit a schema without migration files, and telling whether it does.
// Refuses what would lose data unless that is accepted; tables named `_ssot_…` and the PostgreSQL schema `ssot` are never touched.
import { setTimeout as wait } from 'node:timers/promises'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import { problem } from '@ssot/contract'
import { compareMysql } from './compare-mysql.ts'
import type { Database } from './database.ts'
import { noSchemaEngine } from './databases/mysql.ts'
import { findOwnTables } from './find-own-tables.ts'
import { quoteJsonDefaults } from './prisma/quote-json-defaults.ts'
import { recordSteps } from './prisma/record-steps.ts'
import { toEngineFiles, withSchemaEngine } from './prisma/schema-engine.ts'
import type { PrismaSchema } from './prisma/parse-schema.ts'

/** What a push would do, or has done. */
export interface PushPlan {
  readonly steps: number
  /** The statements, for people. Empty where nothing is to be done, or where something cannot be done. */
  readonly sql: string
  /** What would be lost, one sentence each. */
  readonly lossy: readonly string[]
  /** What cannot be done while the data is as it is. */
  readonly unexecutable: readonly string[]
}

/** What the database's form says. */
export interface SchemaFit {
  /** Whether requests can be answered: tables, columns, types, uniques and references are as the schema has them. Other indexes do not count. */
  readonly fits: boolean
  /** The statements that would make it fit; on MySQL, what is missing, in words. */
  readonly sql: string
}

interface RecordedPlan extends PushPlan {
  readonly statements: readonly string[]
}

/** Says what a push would do; changes nothing. Raises DATABASE.MIGRATION on MySQL, where there is no push. */
export async function planPush(database: Database, schema: PrismaSchema): Promise<PushPlan> {
  const { statements: _, ...plan } = await recordPlan(database, schema)
  return plan
}

/**
 * Makes the database fit the schema, whole or not at all, while no other process does. Raises DATABASE.DATA_LOSS for what would be lost (unless
 * accepted) and for what the data does not allow, DATABASE.LOCKED, and DATABASE.MIGRATION where a statement fails.
 */
export async function push(database: Database, schema: PrismaSchema, options: { readonly acceptDataLoss: boolean }): Promise<PushPlan> {
  const unlock = await database.lockForMigration()
  try {
    const { statements, ...plan } = await recordPlan(database, schema)
    if (plan.unexecutable.length > 0) throw problem('DATABASE.DATA_LOSS', { detail: list('The change is not possible while the data is as it is', plan.unexecutable), hint: 'Make the field optional, give it a default, or change the data first.' })
    if (plan.lossy.length > 0 && !options.acceptDataLoss) throw problem('DATABASE.DATA_LOSS', { detail: list('The change would lose data', plan.lossy), hint: 'Push again and accept the loss, or write a migration that keeps the data. A field that was renamed keeps its column with `@map("old_name")`.' })
    if (statements.length > 0) await applyStatements(database, statements)
    return plan
  } finally {
    await unlock()
  }
}

/** Whether the database has what the schema describes. */
export async function fits(database: Database, schema: PrismaSchema): Promise<SchemaFit> {
  if (database.provider === 'mysql') return compareMysql(database, schema)
  const filters = await findFilters(database)
  const files = toEngineFiles(schema.normalised)
  const { exitCode, stdout } = await withSchemaEngine(schema.normalised, database, (engine) =>
    engine.diff({ from: { tag: 'schemaDatasource', files, configDir: '' }, to: { tag: 'schemaDatamodel', files }, script: true, exitCode: true, filters }),
  )
  const sql = exitCode === 0 ? '' : quoteJsonDefaults(schema, stdout ?? '')
  return { fits: touchesOnlyIndexes(sql), sql }
}

// The engine cannot compare some indexes (with an operator class, say) and would make them anew each time.
function touchesOnlyIndexes(script: string): boolean {
  const statements = script.replace(/^--.*$/gm, '').split(/;\s*$/m).map((statement) => statement.trim()).filter((statement) => statement !== '')
  return statements.every((statement) => /^(DROP INDEX|CREATE INDEX|ALTER INDEX)\b/i.test(statement))
}

/** Names of tables that the schema engine must leave alone. */
export async function findFilters(database: Database): Promise<{ readonly externalTables: string[]; readonly externalEnums: string[] }> {
  return { externalTables: [...(await findOwnTables(database))], externalEnums: [] }
}

async function recordPlan(database: Database, schema: PrismaSchema): Promise<RecordedPlan> {
  if (database.provider === 'mysql') throw noSchemaEngine()
  const filters = await findFilters(database)
  const recorder = recordSteps(database.migrationAdapterFactory)
  const result = await withSchemaEngine(schema.normalised, recorder, (engine) => engine.schemaPush({ force: true, schema: { files: toEngineFiles(schema.normalised) }, filters }))
  const statements = recorder.statements.filter((statement) => !/^\s*(BEGIN|COMMIT)\s*;?\s*$/i.test(statement)).map((statement) => quoteJsonDefaults(schema, statement))
  return {
    steps: result.executedSteps,
    sql: statements.map((statement) => `${statement.replace(/;\s*$/, '')};\n`).join(''),
    lossy: result.warnings.filter((warning) => !isHarmless(warning)),
    unexecutable: result.unexecutable,
    statements,
  }
}

// A new unique loses nothing: where there are duplicates, its statement fails and nothing is changed.
function isHarmless(warning: string): boolean {
  return warning.startsWith('A unique constraint covering')
}

/** Carries out statements that change the form of the database, whole or not at all, but for values that are added to an enum. Raises DATABASE.MIGRATION. */
export async function applyStatements(database: Database, statements: readonly string[]): Promise<void> {
  const adapter = await database.migrationAdapterFactory.connect()
  try {
    await executeWhenFree(adapter, `${LOCK_TIMEOUT[database.target.kind]}${statements.join(';\n')}`).catch(async (error: unknown) => {
      if (!hasCode(error, NEW_ENUM_VALUE)) throw error
      for (const statement of statements) await adapter.executeScript(statement)
    })
  } catch (error) {
    throw describeFailure(error)
  } finally {
    await adapter.dispose()
  }
}

// Who waits for a table holds up everybody who comes after: a short wait, given up and begun anew, lets the others through.
const LOCK_TIMEOUT: Readonly<Record<Database['target']['kind'], string>> = { sqlite: '', pglite: '', postgresql: "SET lock_timeout = '2s';\n", mysql: '' }
const LOCK_ATTEMPTS = 10
const LOCK_PAUSE_MS = 1000
const LOCKED = '55P03'

async function executeWhenFree(adapter: SqlDriverAdapter, script: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await adapter.executeScript(script)
    } catch (error) {
      if (attempt === LOCK_ATTEMPTS || !hasCode(error, LOCKED)) throw error
      await wait(LOCK_PAUSE_MS)
    }
  }
}

// PostgreSQL does not let a transaction use an enum value that it has added; only then are the steps taken one by one.
const NEW_ENUM_VALUE = '55P04'

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && typeof error.cause === 'object' && error.cause !== null && 'originalCode' in error.cause && error.cause.originalCode === code
}

function describeFailure(error: unknown): Error {
  const isDuplicate = error instanceof Error && /duplicat|unique/i.test(`${error.message} ${JSON.stringify(error.cause ?? '')}`)
  const detail = isDuplicate ? 'A new unique does not hold: the table has records with the same value. Nothing was changed.' : `A statement failed: ${error instanceof Error ? error.message : String(error)}. Nothing was changed.`
  return problem('DATABASE.MIGRATION', { detail, hint: isDuplicate ? 'Make the values unique first.' : 'Run "ssot db diff" to see the statements.', cause: error })
}

function list(title: string, items: readonly string[]): string {
  return `${title}:\n${items.map((item) => `- ${item}`).join('\n')}`
}
