import { guard } from '../policy/guard.ts'
import { parseGroupQuery } from '../request/parse-aggregate.ts'
import type { Call } from './call.ts'
import { chooseRows } from './choose-rows.ts'
import type { OperationContext } from './context.ts'
import type { ListReply } from './list-records.ts'
import { scopeOf } from './scope-of.ts'

/** Groups of the records that match, with aggregates over each; `fromText` is false where the arguments are JSON and not a query string. */
export async function groupRecords(context: OperationContext, { model, input }: Call, fromText = true): Promise<ListReply> {
  guard(context, model, 'read')
  const scope = { ...scopeOf(context, model), fromText }
  const { records, input: rest } = chooseRows(context, scope, input)
  const query = parseGroupQuery(scope, rest)
  scope.faults.throwIfAny()
  const { json, hasMore } = await records.group(query)
  return { json, meta: { take: query.take, ...(query.skip > 0 && { skip: query.skip }), hasMore } }
}
