import type { Row } from '@ssot/contract'
import { guard } from '../policy/guard.ts'
import { notFound, parsePathKey } from '../request/parse-key.ts'
import { parseRecordQuery } from '../request/parse-query.ts'
import type { RecordCall } from './call.ts'
import type { OperationContext } from './context.ts'
import { scopeOf } from './scope-of.ts'

/** Reads the record that a path segment addresses. */
export async function getRecord(context: OperationContext, { model, input, segment }: RecordCall): Promise<Row> {
  guard(model, 'read', context.principal)
  const scope = scopeOf(context, model)
  const selection = parseRecordQuery(scope, input)
  scope.faults.throwIfAny()
  const row = await context.records.get(model, parsePathKey(scope, segment), selection)
  if (!row) throw notFound(model)
  return row
}
