import { guard } from '../policy/guard.ts'
import { notFound, parsePathKey } from '../request/parse-key.ts'
import { parseRecordQuery } from '../request/parse-query.ts'
import type { RecordCall } from './call.ts'
import type { OperationContext } from './context.ts'
import { scopeOf } from './scope-of.ts'
import type { WriteReply } from './write-reply.ts'

/** Restores a record that was deleted and kept, with those that were deleted with it. */
export async function restoreRecord(context: OperationContext, { model, input, segment }: RecordCall): Promise<WriteReply> {
  guard(context, model, 'delete')
  guard(context, model, 'read')
  const scope = scopeOf(context, model)
  const selection = parseRecordQuery(scope, input)
  scope.faults.throwIfAny()
  const record = await context.records.restore(model, parsePathKey(scope, segment), selection)
  if (!record) throw notFound(model)
  return { kind: 'record', created: false, model, record }
}
