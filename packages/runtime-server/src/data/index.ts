// Owns: everything that speaks to a database or to Prisma. Nothing outside this folder imports a driver or a `@prisma/*` package.
export { findSchemaFiles } from './prisma/find-schema-files.ts'
export type { SchemaFile, WrittenUrl } from './prisma/normalise-schema.ts'
export { parseSchema, type DmmfDocument, type PrismaSchema } from './prisma/parse-schema.ts'
export { adaptToEmbedded } from './prisma/adapt-to-embedded.ts'
export { createPrismaClient, type ModelDelegate, type PrismaClientLike, type PrismaRow, type PrismaTransaction, type TransactionLimits } from './prisma/create-prisma-client.ts'
export { createSystemClient, type SystemClient } from './prisma/create-system-client.ts'
export { chooseDatabase, redactUrl, type ChosenDatabase, type DatabaseChoice, type DatabaseTarget } from './choose-database.ts'
export type { Database } from './database.ts'
export { openDatabase, type OpenOptions } from './open-database.ts'
export { fits, planPush, push, type PushPlan, type SchemaFit } from './schema-sync.ts'
export { capturesAny } from './capture/capture-sinks.ts'
export { planCapture } from './capture/plan-capture.ts'
export { installCapture, suspendCapture } from './capture/install-capture.ts'
export type { CapturePlan } from './capture/capture-object.ts'
export { pruneAudit } from './capture/prune-audit.ts'
export { resetEmbedded } from './reset-embedded.ts'
export { isRetryable, mapDatabaseError, type DatabaseFault, type StatementContext } from './map-database-error.ts'
export { readIndexNames, type IndexNames } from './find-constrained-fields.ts'
export { prismaNulls } from './prisma/prisma-nulls.ts'
export {
  createMigration,
  deployMigrations,
  diffDatabase,
  introspect,
  migrationStatus,
  resolveMigration,
  type CreatedMigration,
  type MigrationContext,
  type MigrationStatus,
} from './migrations.ts'
export { locateMigrations } from './migrations/migration-folder.ts'
