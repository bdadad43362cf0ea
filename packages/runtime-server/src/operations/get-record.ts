import type { Row } from '@ssot/contract'
import { guard } from '../policy/guard.ts'
import type { Model } from '../registry/registry.ts'
import { createFaults } from '../request/faults.ts'
import { notFound, parsePathKey } from '../request/parse-key.ts'
import { parseRecordQuery, type Arguments } from '../request/parse-query.ts'
import type { OperationContext } from './context.ts'

/** Reads the record that a path segment addresses. */
export async function getRecord(context: OperationContext, model: Model, segment: string, input: Arguments): Promise<Row> {
  guard(model, 'read', context.principal)
  const faults = createFaults()
  const parsing = { ...context, faults, fromText: true }
  const selection = parseRecordQuery(parsing, model, input)
  faults.throwIfAny()
  const row = await context.records.get(model, parsePathKey(parsing, model, segment), selection)
  if (!row) throw notFound(model)
  return row
}
