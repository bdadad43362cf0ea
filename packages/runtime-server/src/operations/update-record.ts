import type { Row } from '@ssot/contract'
import { guard } from '../policy/guard.ts'
import type { Model } from '../registry/registry.ts'
import { createFaults } from '../request/faults.ts'
import { notFound, parsePathKey } from '../request/parse-key.ts'
import { parseRecordQuery, type Arguments } from '../request/parse-query.ts'
import { parseUpdate } from '../request/parse-write.ts'
import type { OperationContext } from './context.ts'

/** Changes the record that a path segment addresses. */
export async function updateRecord(context: OperationContext, model: Model, segment: string, body: unknown, input: Arguments): Promise<Row> {
  guard(model, 'update', context.principal)
  const faults = createFaults()
  const parsing = { ...context, faults, fromText: true }
  const selection = parseRecordQuery(parsing, model, input)
  const data = parseUpdate({ ...parsing, fromText: false }, model, body)
  faults.throwIfAny()
  const row = await context.records.update(parsePathKey(parsing, model, segment), data, selection)
  if (!row) throw notFound(model)
  return row
}
