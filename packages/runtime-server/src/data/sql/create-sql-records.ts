// Carries out reads as one compiled statement each; writes go to the records given.
import type { ArgType } from '@prisma/driver-adapter-utils'
import { problem } from '@ssot/contract'
import type { Model, Registry } from '../../registry/registry.ts'
import type { ListQuery } from '../../request/query.ts'
import type { Database } from '../database.ts'
import { mapDatabaseError } from '../map-database-error.ts'
import type { Page, Records } from '../records/records.ts'
import { compileCount, compileList, compileRecord, type CompilerContext } from './compile-list.ts'
import { describeCount, describeList, describeRecord, type Shape } from './describe-shape.ts'
import type { DialectContext, SqlDialect } from './dialect.ts'
import { createPlanCache } from './plan-cache.ts'
import { createPostgresqlDialect } from './postgresql-dialect.ts'
import type { Plan } from './slots.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'

const DIALECTS: Readonly<Record<Database['provider'], ((context: DialectContext) => SqlDialect) | null>> = {
  sqlite: createSqliteDialect,
  postgresql: createPostgresqlDialect,
  mysql: null,
}

/** How many shapes of queries are kept: shapes are the callers'. */
const MAX_PLANS = 1000

/** Records whose reads are SQL of our own; on a database without a dialect they are `writes` as it is. */
export function createSqlRecords(registry: Registry, database: Pick<Database, 'provider' | 'schemaName' | 'adapter'>, writes: Records): Records {
  const dialect = DIALECTS[database.provider]?.({ registry, schemaName: database.schemaName })
  if (!dialect) return writes
  const context: CompilerContext = { registry, dialect }
  const plans = createPlanCache<Plan>(MAX_PLANS)
  const run: Run = async ({ key, values }, compile, model) => {
    const plan = plans.get(key, compile)
    const args = plan.bind(values)
    if (args.length > dialect.maxParameters) throw problem('LIMIT.EXCEEDED', { detail: `The query holds more than ${dialect.maxParameters} values.`, hint: 'Ask with shorter lists.' })
    try {
      const { rows } = await database.adapter.queryRaw({ sql: plan.sql, args, argTypes: args.map(() => TEXT) })
      return rows.map((row) => String(row[0]))
    } catch (error) {
      throw mapDatabaseError(error, model).problem
    }
  }
  return {
    ...writes,
    list: (query) => list(context, run, query),
    count: (model, where) => count(context, run, { model, where }),
    get: async (model, key, selection) => {
      const record = { model, key, selection }
      const [text] = await run(describeRecord(dialect, record), () => compileRecord(context, record), model)
      return text ?? null
    },
  }
}

const TEXT: ArgType = { scalarType: 'string', arity: 'scalar' }

/** Runs the plan of a shape, compiled where it is not yet; answers the first column. */
type Run = (shape: Shape, compile: () => Plan, model: Model) => Promise<readonly string[]>

async function list(context: CompilerContext, run: Run, query: ListQuery): Promise<Page> {
  const page = run(describeList(context.dialect, query), () => compileList(context, query), query.model)
  const counted = query.count === 'exact' ? count(context, run, query) : undefined
  const [rows, total] = await Promise.all([page, counted])
  const kept = rows.slice(0, query.take)
  return {
    json: `[${kept.join(',')}]`,
    count: kept.length,
    hasMore: rows.length > query.take,
    ...(total !== undefined && { total }),
  }
}

async function count(context: CompilerContext, run: Run, query: Pick<ListQuery, 'model' | 'where'>): Promise<number> {
  const [total] = await run(describeCount(context.dialect, query), () => compileCount(context, query), query.model)
  return Number(total)
}
