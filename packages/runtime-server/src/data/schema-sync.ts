// Owns: making a database fit a schema without migration files. Refuses what would lose data unless it is accepted.
import { problem } from '@ssot/contract'
import type { Database } from './database.ts'
import { createSchemaEngine } from './prisma/schema-engine.ts'
import type { PrismaSchema } from './prisma/parse-schema.ts'

/** What a push would do, or did. */
export interface PushPlan {
  readonly steps: number
  /** For people; may be empty. */
  readonly sql: string
  /** What would be lost, one sentence each. */
  readonly lossy: readonly string[]
  /** What cannot be done while the data is as it is. */
  readonly unexecutable: readonly string[]
}

/** Makes the database fit the schema. Raises DATABASE.DATA_LOSS. */
export async function push(database: Database, schema: PrismaSchema, options: { readonly acceptDataLoss: boolean }): Promise<PushPlan> {
  const engine = await createSchemaEngine(schema.normalised, database)
  try {
    const files = schema.normalised.map((file) => ({ path: file.path, content: file.text }))
    const result = await engine.schemaPush({ force: options.acceptDataLoss, schema: { files }, filters: { externalTables: [], externalEnums: [] } })
    if (result.warnings.length > 0 && !options.acceptDataLoss) throw problem('DATABASE.DATA_LOSS', { detail: result.warnings.join('\n') })
    return { steps: result.executedSteps, sql: '', lossy: result.warnings, unexecutable: result.unexecutable }
  } finally {
    engine.free()
  }
}
