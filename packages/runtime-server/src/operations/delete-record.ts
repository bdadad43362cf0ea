import type { Row } from '@ssot/contract'
import { guard } from '../policy/guard.ts'
import type { Model } from '../registry/registry.ts'
import { createFaults } from '../request/faults.ts'
import { notFound, parsePathKey } from '../request/parse-key.ts'
import { parseRecordQuery, type Arguments } from '../request/parse-query.ts'
import type { OperationContext } from './context.ts'

/** Deletes the record that a path segment addresses, and answers it as it was. */
export async function deleteRecord(context: OperationContext, model: Model, segment: string, input: Arguments): Promise<Row> {
  guard(model, 'delete', context.principal)
  const faults = createFaults()
  const parsing = { ...context, faults, fromText: true }
  const selection = parseRecordQuery(parsing, model, input)
  faults.throwIfAny()
  const row = await context.records.delete(model, parsePathKey(parsing, model, segment), selection)
  if (!row) throw notFound(model)
  return row
}
