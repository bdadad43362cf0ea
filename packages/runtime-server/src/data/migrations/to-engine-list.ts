import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg'
import type { MigrationFolder } from './migration-folder.ts'

/** A folder of migrations as the schema engine takes it. */
export function toEngineList(folder: MigrationFolder): MigrationList {
  return {
    baseDir: folder.path,
    lockfile: { path: 'migration_lock.toml', content: folder.lock },
    shadowDbInitScript: '',
    migrationDirectories: folder.migrations.map(({ name, sql }) => ({ path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } } })),
  }
}
