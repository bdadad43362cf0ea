import { relative } from 'node:path'
import { createMigration, deployMigrations, diffDatabase, installCapture, locateMigrations, migrationStatus, planCapture, suspendCapture, type MigrationContext } from '../../data/index.ts'
import { describeCapture } from '../../boot/fit-database.ts'
import { paint } from '../paint.ts'
import { withDatabase, type DatabaseContext } from './with-database.ts'

function migrationsOf({ sources, schema, database }: DatabaseContext): MigrationContext {
  return { database, schema, folder: locateMigrations(sources.project.root) }
}

/** `ssot db diff` */
export async function runDiff(schema: string | undefined, options: { readonly exitCode?: true }): Promise<void> {
  const sql = await withDatabase(schema, async ({ database, schema: parsed, registry }) => {
    const tables = await diffDatabase(database, parsed)
    const { statements } = await planCapture(database, registry)
    return [tables, describeCapture(statements)].filter((part) => part !== '').join('\n')
  })
  process.stdout.write(sql === '' ? 'The database fits the schema.\n' : `${sql.trim()}\n`)
  if (sql !== '' && options.exitCode) process.exitCode = 1
}

/** `ssot db migrate` */
export async function runMigrate(schema: string | undefined, options: { readonly name: string }): Promise<void> {
  const created = await withDatabase(schema, (context) => createMigration(migrationsOf(context), options.name))
  if (!created) return void process.stdout.write('The existing migrations lead to this schema already; nothing was written.\n')
  process.stdout.write(`${paint.green('wrote')} ${relative(process.cwd(), created.path)}\n\n${created.sql.trim()}\n\nRead it, then apply it with: ssot db deploy\n`)
}

/** `ssot db deploy` */
export async function runDeploy(schema: string | undefined): Promise<void> {
  const { applied, captured } = await withDatabase(schema, deploy)
  const lines = [...applied.map((name) => `${paint.green('applied')} ${name}\n`), ...(captured > 0 ? [`${paint.green('installed')} what captures changes (@@audit)\n`] : [])]
  process.stdout.write(lines.join('') || 'Nothing is pending.\n')
}

// Once the tables are as they are to be; where a migration fails, what captured before goes on capturing.
async function deploy(context: DatabaseContext): Promise<{ readonly applied: readonly string[]; readonly captured: number }> {
  const { database, registry } = context
  const migrations = migrationsOf(context)
  if ((await migrationStatus(migrations)).pending.length > 0) await suspendCapture(database)
  try {
    const applied = await deployMigrations(migrations)
    return { applied, captured: await installCapture(database, registry) }
  } catch (error) {
    await installCapture(database, registry).catch(() => 0)
    throw error
  }
}

/** `ssot db status` */
export async function runStatus(schema: string | undefined, options: { readonly exitCode?: true }): Promise<void> {
  const { capture, ...status } = await withDatabase(schema, async (context) => ({ ...(await migrationStatus(migrationsOf(context))), capture: await planCapture(context.database, context.registry) }))
  const lines = [
    ...status.applied.map((name) => `${paint.green('applied')}  ${name}`),
    ...status.pending.map((name) => `${paint.yellow('pending')}  ${name}`),
    ...status.missing.map((name) => `${paint.red('missing')}  ${name} was applied but its file is gone`),
    ...status.edited.map((name) => `${paint.red('edited')}   ${name} was changed after it was applied`),
    ...status.failed.map((name) => `${paint.red('failed')}   ${name}`),
    ...(capture.holds ? [] : [`${paint.yellow('pending')}  what captures changes (@@audit)`]),
  ]
  process.stdout.write(`${lines.join('\n') || 'There are no migrations. Write the first with: ssot db migrate --name init'}\n`)
  const open = (capture.holds ? 0 : 1) + status.pending.length + status.missing.length + status.edited.length + status.failed.length
  if (open > 0 && options.exitCode) process.exitCode = 1
}
