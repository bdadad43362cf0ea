// Owns the step from an aggregate or a list of groups to its answer.
import type { AggregateQuery, GroupQuery } from '../../request/aggregate.ts'
import type { GroupPage } from '../records/records.ts'
import { compileAggregate, compileGroups } from './compile-aggregate.ts'
import type { CompilerContext } from './compile-list.ts'
import type { Run } from './create-sql-records.ts'
import { describeAggregate, describeGroups } from './describe-shape.ts'

/** Reads aggregates; answers a JSON object. */
export async function readAggregate(context: CompilerContext, run: Run, query: AggregateQuery): Promise<string> {
  const [row] = await run(describeAggregate(context.dialect, query), () => compileAggregate(context, query), query.model)
  return String(row?.[0] ?? '{}')
}

/** Reads one page of groups. */
export async function readGroups(context: CompilerContext, run: Run, query: GroupQuery): Promise<GroupPage> {
  const rows = await run(describeGroups(context.dialect, query), () => compileGroups(context, query), query.model)
  return { json: `[${rows.slice(0, query.take).map(([json]) => String(json)).join(',')}]`, hasMore: rows.length > query.take }
}
