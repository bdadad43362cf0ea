import { guard } from '../policy/guard.ts'
import { parseListQuery } from '../request/parse-query.ts'
import type { Call } from './call.ts'
import type { OperationContext } from './context.ts'
import { scopeOf } from './scope-of.ts'

/** The answer to a list. */
export interface ListReply {
  /** The records as the text of a JSON list. */
  readonly json: string
  readonly meta: { readonly take: number; readonly skip?: number; readonly hasMore: boolean; readonly total?: number }
}

/** Lists the records that match; `fromText` is false where the arguments are JSON and not a query string. */
export async function listRecords(context: OperationContext, { model, input }: Call, fromText = true): Promise<ListReply> {
  guard(model, 'read', context.principal)
  const scope = { ...scopeOf(context, model), fromText }
  const query = parseListQuery(scope, input)
  scope.faults.throwIfAny()
  const { json, hasMore, total } = await context.records.list(query)
  return { json, meta: { take: query.take, ...(query.skip > 0 && { skip: query.skip }), hasMore, ...(total !== undefined && { total }) } }
}
