import { guard } from '../policy/guard.ts'
import type { Given } from '../request/given.ts'
import { notFound } from '../request/parse-key.ts'
import { parseRecordQuery } from '../request/parse-query.ts'
import { parseUpdate } from '../request/parse-write.ts'
import { keyOf, type ChangeCall } from './call.ts'
import type { OperationContext } from './context.ts'
import { checkMatch } from './etag.ts'
import { scopeOf } from './scope-of.ts'
import type { WriteReply } from './write-reply.ts'

/** Changes a record. */
export async function updateRecord(context: OperationContext, { model, input, address, ifMatch }: ChangeCall, body: Given): Promise<WriteReply> {
  guard(context, model, 'update')
  const scope = scopeOf(context, model)
  const selection = parseRecordQuery(scope, input)
  const data = parseUpdate(scope, body)
  scope.faults.throwIfAny()
  const key = keyOf(scope, address)
  scope.faults.throwIfAny()
  const record = key && (await context.records.update(key, data, { selection, ...checkMatch(ifMatch) }))
  if (!record) throw notFound(model)
  return { kind: 'record', created: false, model, record }
}
