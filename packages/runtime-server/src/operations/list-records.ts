import type { Row } from '@ssot/contract'
import { guard } from '../policy/guard.ts'
import type { Model } from '../registry/registry.ts'
import { createFaults } from '../request/faults.ts'
import { parseListQuery, type Arguments } from '../request/parse-query.ts'
import type { OperationContext } from './context.ts'

/** The answer to a list. */
export interface ListReply {
  readonly data: readonly Row[]
  readonly meta: { readonly take: number; readonly skip?: number; readonly hasMore: boolean; readonly total?: number }
}

/** Lists the records that match; `fromText` where the arguments come from a query string. */
export async function listRecords(context: OperationContext, model: Model, input: Arguments, fromText: boolean): Promise<ListReply> {
  guard(model, 'read', context.principal)
  const faults = createFaults()
  const query = parseListQuery({ ...context, faults, fromText }, model, input)
  faults.throwIfAny()
  const { rows, hasMore, total } = await context.records.list(query)
  return { data: rows, meta: { take: query.take, ...(query.skip > 0 && { skip: query.skip }), hasMore, ...(total !== undefined && { total }) } }
}
