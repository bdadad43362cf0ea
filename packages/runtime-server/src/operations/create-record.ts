import { problem } from '@ssot/contract'
import { guard } from '../policy/guard.ts'
import type { Model } from '../registry/registry.ts'
import type { Given } from '../request/given.ts'
import { parseRecordQuery } from '../request/parse-query.ts'
import { parseCreate } from '../request/parse-write.ts'
import type { Call } from './call.ts'
import type { OperationContext } from './context.ts'
import { scopeOf } from './scope-of.ts'
import type { WriteReply } from './write-reply.ts'

/** Creates a record. */
export async function createRecord(context: OperationContext, { model, input }: Call, body: Given): Promise<WriteReply> {
  guard(context, model, 'create')
  checkCreatable(model)
  const scope = scopeOf(context, model)
  const selection = parseRecordQuery(scope, input)
  const data = parseCreate(scope, body)
  scope.faults.throwIfAny()
  return { kind: 'record', created: true, model, record: await context.records.create(data, selection) }
}

/** Refuses where nobody can create a record of the model. @throws POLICY.DENIED */
export function checkCreatable({ createUnavailable, label }: Model): void {
  if (createUnavailable !== null) throw problem('POLICY.DENIED', { detail: `No ${label.toLowerCase()} can be created here. ${createUnavailable}` })
}
