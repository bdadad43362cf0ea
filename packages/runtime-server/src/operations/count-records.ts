import { guard } from '../policy/guard.ts'
import { parseCountQuery } from '../request/parse-query.ts'
import type { Call } from './call.ts'
import { chooseRows } from './choose-rows.ts'
import type { OperationContext } from './context.ts'
import { scopeOf } from './scope-of.ts'

/** Counts the records that match; `fromText` is false where the arguments are JSON and not a query string. */
export async function countRecords(context: OperationContext, { model, input }: Call, fromText = true): Promise<number> {
  guard(context, model, 'read')
  const scope = { ...scopeOf(context, model), fromText }
  const { records, input: rest } = chooseRows(context, scope, input)
  const where = parseCountQuery(scope, rest)
  scope.faults.throwIfAny()
  return records.count(model, where)
}
