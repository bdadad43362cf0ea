// Carries out reads as one compiled statement each, and writes as a decomposition of compiled ones.
import { problem } from '@ssot/contract'
import type { Model, Registry } from '../../registry/registry.ts'
import { createRecentCache } from '../../request/recent-cache.ts'
import { actingIn, type Acting } from '../capture/capture-context.ts'
import { captureReach, type CaptureReach } from '../capture/capture-reach.ts'
import { createVersions } from '../capture/read-versions.ts'
import type { ReadVersions } from '../capture/version.ts'
import type { Database } from '../database.ts'
import type { IndexNames } from '../find-constrained-fields.ts'
import { mapDatabaseError } from '../map-database-error.ts'
import { insideTransaction } from '../open-transaction.ts'
import type { Receipts, Records } from '../records/records.ts'
import type { HookMaker } from '../records/row-hooks.ts'
import { adapterDuring } from './adapter-during.ts'
import { compileRecord } from './compile-list.ts'
import { compileTree } from './compile-tree.ts'
import { createComputing } from './compute-text.ts'
import { cutText } from './cut-text.ts'
import { describeRecord, describeTree, type Shape } from './describe-shape.ts'
import type { DialectContext, SqlDialect } from './dialect.ts'
import { createOutsideExecutor, type Executor } from './executor.ts'
import { createPostgresqlDialect } from './postgresql-dialect.ts'
import { readAggregate, readGroups } from './read-aggregate.ts'
import { readCount, readPage } from './read-page.ts'
import { readVerdicts } from './read-verdicts.ts'
import { createReceipts } from './receipts.ts'
import { runTransaction } from './run-transaction.ts'
import type { Plan } from './slots.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'
import { createSqlWrites, type WriteStage } from './write/create-sql-writes.ts'
import { compileDefaults, type MakeDefault } from './write/fill-defaults.ts'
import type { WriteCompiler } from './write/session.ts'
import { isRepresentation, representationOf } from './write/verdict.ts'
import { createPostgresqlWriteDialect, createSqliteWriteDialect, type WriteDialect } from './write/write-dialect.ts'

interface Dialects {
  readonly read: (context: DialectContext) => SqlDialect
  readonly write: (registry: Registry, dialect: SqlDialect) => WriteDialect
}

const DIALECTS: Readonly<Record<Database['provider'], Dialects | null>> = {
  sqlite: { read: createSqliteDialect, write: createSqliteWriteDialect },
  postgresql: { read: createPostgresqlDialect, write: createPostgresqlWriteDialect },
  mysql: null,
}

/** How many shapes of queries are kept: shapes are the callers'. */
const MAX_PLANS = 1000

/** Where records are, and what the schema calls its indexes. */
export interface SqlRecordsOptions {
  readonly database: Pick<Database, 'provider' | 'schemaName' | 'adapter' | 'read' | 'target'>
  readonly indexes: IndexNames
}

/** Records whose statements are of our own; null for a database that has no dialect yet. */
export function createSqlRecords(registry: Registry, { database, indexes }: SqlRecordsOptions): Records | null {
  const dialects = DIALECTS[database.provider]
  if (!dialects) return null
  const dialect = dialects.read({ registry, schemaName: database.schemaName })
  const compiler: WriteCompiler = { registry, dialect, write: dialects.write(registry, dialect), plans: createRecentCache<Plan>(MAX_PLANS), indexes, defaultsOf: compileAllDefaults(registry), compute: createComputing(registry) }
  const writesAlone = database.target.kind !== 'postgresql'
  const receiptsOver = createReceipts(database.provider, createOutsideExecutor(database.adapter), database.schemaName)
  const { provider } = database
  const reach = captureReach(registry)
  return recordsOver(compiler, {
    executor: createOutsideExecutor(database.adapter),
    transaction: (work) => runTransaction(database.adapter, work),
    receiptsOver,
    writesAlone,
    provider,
    reach,
    versionsOver: reach.any ? createVersions(provider, database.schemaName) : null,
    rules: null,
    ...(database.read && { during: (signal) => stageDuring(database, signal) }),
  })
}

// A transaction that nobody waits for any more is not begun, or rolled back at its end.
function stageDuring(database: SqlRecordsOptions['database'], signal: AbortSignal): Pick<Stage, 'executor' | 'transaction'> {
  return {
    executor: createOutsideExecutor(adapterDuring(database, signal)),
    transaction: (work) =>
      runTransaction(database.adapter, async (executor) => {
        signal.throwIfAborted()
        const result = await work(executor)
        signal.throwIfAborted()
        return result
      }),
  }
}

interface Stage extends Pick<WriteStage, 'executor' | 'transaction' | 'rules'> {
  readonly receiptsOver: (executor: Executor) => Receipts
  readonly writesAlone: boolean
  readonly provider: Database['provider']
  readonly reach: CaptureReach
  readonly versionsOver: ((executor: Executor) => ReadVersions) | null
  readonly hooks?: HookMaker
  readonly acting?: Acting
  /** The same until a signal aborts; absent where statements cannot be ended. */
  readonly during?: ((signal: AbortSignal) => Pick<Stage, 'executor' | 'transaction'>) | undefined
}

const TELLS_NOBODY: WriteStage['tells'] = { create: () => false, update: () => false, delete: () => false }

function recordsOver(compiler: WriteCompiler, stage: Stage): Records {
  const run = createRun(compiler, stage.executor)
  const { hooks, reach, provider } = stage
  const within = (executor: Executor): Records => recordsOver(compiler, { ...stage, during: undefined, executor, transaction: (work) => work(executor) })
  const { rules, during } = stage
  return {
    list: (query) => readPage(compiler, run, query),
    count: (model, where) => readCount(compiler, run, { model, where }),
    aggregate: (query) => readAggregate(compiler, run, query),
    group: (query) => readGroups(compiler, run, query),
    tree: async (query) => (await run(describeTree(compiler.dialect, query), () => compileTree(compiler, query), query.model)).map(([json, key, parent, level]) => ({ json: compiler.compute(String(json)), key: String(key), parent: parent === null ? null : String(parent), level: Number(level) })),
    get: async (model, key, selection) => {
      const record = { model, key, selection, stored: isRepresentation({ dialect: compiler.dialect, rules }, model, selection) ? null : representationOf(rules, model) }
      const [row] = await run(describeRecord(compiler.dialect, record), () => compileRecord(compiler, record), model)
      return row ? { stored: String(row[1] ?? row[0]), ...cutText(compiler.compute(String(row[0]))) } : null
    },
    judge: (model, where, conditions) => readVerdicts(compiler, run, { model, where, conditions }),
    ...createSqlWrites(compiler, { tells: stage.acting ? reach : TELLS_NOBODY, watches: (model) => hooks?.watches(model) ?? false, hooksOver: (executor) => hooks?.over(within(executor)) ?? null, ...stage }),
    ...(during && { during: (signal: AbortSignal) => recordsOver(compiler, { ...stage, during: undefined, ...during(signal) }) }),
    ruled: (asked) => recordsOver(compiler, Object.assign({}, stage, { rules: asked })),
    actingAs: reach.any ? (acting) => recordsOver(compiler, { ...stage, during: undefined, acting, transaction: (work) => stage.transaction((executor) => actingIn(provider, { executor, acting }, () => work(executor))) }) : null,
    versions: stage.versionsOver?.(stage.executor) ?? null,
    receipts: stage.receiptsOver(stage.executor),
    writesAlone: stage.writesAlone,
    hooked: (maker) => recordsOver(compiler, { ...stage, during: undefined, hooks: maker, transaction: (work) => stage.transaction((executor) => insideTransaction(() => { maker.begin(); return work(executor) })) }),
    transaction: (work) => (stage.executor.savepoint ? stage.executor.savepoint(() => work(within(stage.executor))) : stage.transaction((executor) => work(within(executor)))),
  }
}

/** Runs the plan of a shape, compiled where it is not yet; answers its rows. */
export type Run = (shape: Shape, compile: () => Plan, model: Model) => Promise<readonly (readonly unknown[])[]>

function createRun({ dialect, plans }: WriteCompiler, executor: Executor): Run {
  return async ({ key, values }, compile, model) => {
    const plan = plans.get(key, compile)
    const args = plan.bind(values)
    if (args.length > dialect.maxParameters) throw problem('LIMIT.EXCEEDED', { detail: `The query holds more than ${dialect.maxParameters} values.`, hint: 'Ask with shorter lists.' })
    try {
      return await executor.rows(plan.sql, args)
    } catch (error) {
      throw mapDatabaseError(error, model).problem
    }
  }
}

function compileAllDefaults(registry: Registry): WriteCompiler['defaultsOf'] {
  const compiled = new Map([...registry.models.values()].map((model): readonly [Model, ReadonlyMap<string, MakeDefault>] => [model, compileDefaults(registry, model)]))
  return (model) => compiled.get(model) ?? new Map<string, MakeDefault>()
}
