import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One migration on disk: `<folder>/<name>/migration.sql`. */
export interface Migration {
  /** `20261120093000_add_posts` */
  readonly name: string
  readonly sql: string
}

/** The migrations of an application, oldest first. */
export interface MigrationFolder {
  readonly path: string
  readonly migrations: readonly Migration[]
  /** Text of `migration_lock.toml`, which names the provider; null where there is none. */
  readonly lock: string | null
}

/** The folder of an application's migrations: `<root>/prisma/migrations` where that exists, else `<root>/migrations`. */
export function locateMigrations(root: string): string {
  const prisma = join(root, 'prisma', 'migrations')
  return existsSync(prisma) ? prisma : join(root, 'migrations')
}

/** Reads a folder of migrations; one that does not exist is empty. */
export async function readMigrationFolder(path: string): Promise<MigrationFolder> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
  const names = entries.filter((entry) => entry.isDirectory() && existsSync(join(path, entry.name, 'migration.sql'))).map((entry) => entry.name)
  const migrations = await Promise.all(names.toSorted().map(async (name) => ({ name, sql: await readFile(join(path, name, 'migration.sql'), 'utf8') })))
  const lock = await readFile(join(path, 'migration_lock.toml'), 'utf8').catch(() => null)
  return { path, migrations, lock }
}

/** Writes a migration, and the lock file where it is missing. Answers the path of the SQL. */
export async function writeMigration(folder: MigrationFolder, migration: Migration, provider: string): Promise<string> {
  const path = join(folder.path, migration.name, 'migration.sql')
  await mkdir(join(folder.path, migration.name), { recursive: true })
  await writeFile(path, migration.sql)
  if (folder.lock === null) await writeFile(join(folder.path, 'migration_lock.toml'), `# Keep this file under version control.\nprovider = "${provider}"\n`)
  return path
}
