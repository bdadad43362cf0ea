import { relative } from 'node:path'
import { createMigration, deployMigrations, diffDatabase, locateMigrations, migrationStatus, type MigrationContext } from '../../data/index.ts'
import { paint } from '../paint.ts'
import { withDatabase, type DatabaseContext } from './with-database.ts'

function migrationsOf({ sources, schema, database }: DatabaseContext): MigrationContext {
  return { database, schema, folder: locateMigrations(sources.project.root) }
}

/** `ssot db diff` */
export async function runDiff(schema: string | undefined, options: { readonly exitCode?: true }): Promise<void> {
  const sql = await withDatabase(schema, (context) => diffDatabase(context.database, context.schema))
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
  const applied = await withDatabase(schema, (context) => deployMigrations(migrationsOf(context)))
  process.stdout.write(applied.length === 0 ? 'Nothing is pending.\n' : applied.map((name) => `${paint.green('applied')} ${name}\n`).join(''))
}

/** `ssot db status` */
export async function runStatus(schema: string | undefined, options: { readonly exitCode?: true }): Promise<void> {
  const status = await withDatabase(schema, (context) => migrationStatus(migrationsOf(context)))
  const lines = [
    ...status.applied.map((name) => `${paint.green('applied')}  ${name}`),
    ...status.pending.map((name) => `${paint.yellow('pending')}  ${name}`),
    ...status.missing.map((name) => `${paint.red('missing')}  ${name} was applied but its file is gone`),
    ...status.edited.map((name) => `${paint.red('edited')}   ${name} was changed after it was applied`),
    ...status.failed.map((name) => `${paint.red('failed')}   ${name}`),
  ]
  process.stdout.write(`${lines.join('\n') || 'There are no migrations. Write the first with: ssot db migrate --name init'}\n`)
  const open = status.pending.length + status.missing.length + status.edited.length + status.failed.length
  if (open > 0 && options.exitCode) process.exitCode = 1
}
