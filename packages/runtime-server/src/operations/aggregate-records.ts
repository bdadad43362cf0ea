import { guard } from '../policy/guard.ts'
import { parseAggregateQuery } from '../request/parse-aggregate.ts'
import type { Call } from './call.ts'
import { chooseRows } from './choose-rows.ts'
import type { OperationContext } from './context.ts'
import { scopeOf } from './scope-of.ts'

/** Aggregates over the records that match, as a JSON object; `fromText` is false where the arguments are JSON and not a query string. */
export async function aggregateRecords(context: OperationContext, { model, input }: Call, fromText = true): Promise<string> {
  guard(context, model, 'read')
  const scope = { ...scopeOf(context, model), fromText }
  const { records, input: rest } = chooseRows(context, scope, input)
  const query = parseAggregateQuery(scope, rest)
  scope.faults.throwIfAny()
  return records.aggregate(query)
}
