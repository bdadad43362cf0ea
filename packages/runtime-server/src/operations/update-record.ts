import type { Row } from '@ssot/contract'
import { guard } from '../policy/guard.ts'
import { notFound, parsePathKey } from '../request/parse-key.ts'
import { parseRecordQuery } from '../request/parse-query.ts'
import { parseUpdate } from '../request/parse-write.ts'
import type { RecordCall } from './call.ts'
import type { OperationContext } from './context.ts'
import { scopeOf } from './scope-of.ts'

/** Changes the record that a path segment addresses. */
export async function updateRecord(context: OperationContext, { model, input, segment }: RecordCall, body: unknown): Promise<Row> {
  guard(model, 'update', context.principal)
  const scope = scopeOf(context, model)
  const selection = parseRecordQuery(scope, input)
  const data = parseUpdate({ ...scope, fromText: false }, body)
  scope.faults.throwIfAny()
  const row = await context.records.update(parsePathKey(scope, segment), data, selection)
  if (!row) throw notFound(model)
  return row
}
