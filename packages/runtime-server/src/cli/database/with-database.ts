import { problem } from '@ssot/contract'
import { prepare } from '../../boot/boot.ts'
import type { Registry } from '../../registry/registry.ts'
import type { Sources } from '../../boot/load-sources.ts'
import { openDatabase, type Database, type PrismaSchema } from '../../data/index.ts'
import { describeDatabase } from '../describe-server.ts'
import { paint } from '../paint.ts'
import { printFindings } from '../print-failure.ts'

/** What a database command works with. */
export interface DatabaseContext {
  readonly sources: Sources
  readonly schema: PrismaSchema
  readonly registry: Registry
  readonly database: Database
}

/** Opens the application's database for one piece of work, and closes it. */
export async function withDatabase<T>(schemaPath: string | undefined, work: (context: DatabaseContext) => Promise<T>): Promise<T> {
  const { sources, schema, registry } = await prepare({ schema: schemaPath, options: { environment: { ...process.env }, onFinding: (finding) => printFindings([finding]) } })
  if (!sources.target) throw problem('DATABASE.URL', { detail: 'No database was chosen.' })
  const { url, directUrl } = sources.target
  process.stderr.write(`${paint.dim(describeDatabase(sources))}\n`)
  const database = await openDatabase({ ...sources.target, url: directUrl ?? url }, { extensions: schema.extensions })
  try {
    return await work({ sources, schema, registry, database })
  } finally {
    await database.close()
  }
}
