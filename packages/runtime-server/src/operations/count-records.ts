import { guard } from '../policy/guard.ts'
import { parseCountQuery } from '../request/parse-query.ts'
import type { Call } from './call.ts'
import type { OperationContext } from './context.ts'
import { scopeOf } from './scope-of.ts'

/** Counts the records that match; `fromText` is false where the arguments are JSON and not a query string. */
export async function countRecords(context: OperationContext, { model, input }: Call, fromText = true): Promise<number> {
  guard(model, 'read', context.principal)
  const scope = { ...scopeOf(context, model), fromText }
  const where = parseCountQuery(scope, input)
  scope.faults.throwIfAny()
  return context.records.count(model, where)
}
