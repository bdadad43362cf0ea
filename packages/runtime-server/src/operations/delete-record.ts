import { guard } from '../policy/guard.ts'
import { notFound } from '../request/parse-key.ts'
import { parseRecordQuery } from '../request/parse-query.ts'
import { keyOf, type ChangeCall } from './call.ts'
import type { OperationContext } from './context.ts'
import { checkMatch } from './etag.ts'
import { scopeOf } from './scope-of.ts'
import type { WriteReply } from './write-reply.ts'

/** Deletes a record and answers it as it was. */
export async function deleteRecord(context: OperationContext, { model, input, address, ifMatch }: ChangeCall): Promise<WriteReply> {
  guard(context, model, 'delete')
  const scope = scopeOf(context, model)
  const selection = parseRecordQuery(scope, input)
  scope.faults.throwIfAny()
  const key = keyOf(scope, address)
  scope.faults.throwIfAny()
  const record = key && (await context.records.delete(model, key, { selection, ...checkMatch(ifMatch) }))
  if (!record) throw notFound(model)
  return { kind: 'record', created: false, model, record: { ...record, key: null } }
}
