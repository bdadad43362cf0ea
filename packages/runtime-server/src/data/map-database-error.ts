import { problem, type Problem } from '@ssot/contract'
import type { Model } from '../registry/registry.ts'

/** A database error as a problem, and the model's fields that it is about, where the database says so. */
export interface DatabaseFault {
  readonly problem: Problem
  readonly fields: readonly string[]
}

/** Translates an error of Prisma or of a driver. The texts hold no SQL and nothing of the driver's. */
export function mapDatabaseError(error: unknown, _model?: Model): DatabaseFault {
  return { problem: problem('INTERNAL.BUG', { cause: error }), fields: [] }
}
