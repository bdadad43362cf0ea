import type { Given } from './given.ts'
import { pastLimit, type Scope } from './scope.ts'
import type { Right } from './server-owned.ts'
import type { WriteData } from './write.ts'

/** The scope of a write: which right its fields need, and what its parts share. */
export interface WriteScope extends Scope {
  readonly right: Right
  /** Records that the request writes so far. */
  readonly budget: { records: number }
  /** The application’s own code has had its say: it may set what clients may not, and leave out what is filled in. */
  readonly prepared: boolean
  /** Only the record’s own fields may be set. */
  readonly scalarsOnly: boolean
  /** Relations around this record. */
  readonly depth: number
  /** How the data of a nested record is parsed; `filled` names what the record around it fills in. */
  readonly parseRecord: (scope: WriteScope, input: Given, filled: readonly string[]) => WriteData
}

/** Counts records that a write touches; a fault where they are more than one request may write. */
export function spendRecords(scope: WriteScope, path: string, records: number): boolean {
  const { maxBulk, maxDepth } = scope.limits
  const before = scope.budget.records
  scope.budget.records += records
  const isDeep = scope.depth > maxDepth
  if (!isDeep && scope.budget.records <= maxBulk) return true
  if (isDeep || before <= maxBulk) pastLimit(scope, path, isDeep ? `A write may follow relations ${maxDepth} deep.` : `One request may write ${maxBulk} records.`)
  return false
}
