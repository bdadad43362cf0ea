// Owns the SDK's calls for code of the application: the operations of HTTP, in process, guarded alike.
import { problem, type HistoryPage, type Row } from '@ssot/contract'
import type { Model } from '../registry/registry.ts'
import { given, isPlainObject } from '../request/given.ts'
import { parseWhereUnique, presentPathKey } from '../request/parse-key.ts'
import type { Arguments } from '../request/parse-query.ts'
import { parseRecordQuery } from '../request/parse-query.ts'
import { guard } from '../policy/guard.ts'
import type { OperationContext } from './context.ts'
import { countRecords } from './count-records.ts'
import { createRecord } from './create-record.ts'
import { deleteRecord } from './delete-record.ts'
import { getRecord } from './get-record.ts'
import { historyOfRecord } from './history-records.ts'
import { listRecords, type ListReply } from './list-records.ts'
import { scopeOf } from './scope-of.ts'
import { argumentsToWire, toWire } from './to-wire.ts'
import { updateRecord } from './update-record.ts'
import { upsertRecord } from './upsert-record.ts'
import { createMany, deleteMany, updateMany } from './write-many.ts'
import { dataOf, type WriteReply } from './write-reply.ts'

/** `select`, `include` and `omit` of a call. */
export interface ShapeArgs {
  readonly select?: unknown
  readonly include?: unknown
  readonly omit?: unknown
}

/** The calls of one model. Values are as on the wire. */
export interface ActingModel {
  findMany(args?: Arguments): Promise<readonly Row[]>
  /** One page with its cursors and counts. */
  findPage(args?: Arguments): Promise<{ readonly data: readonly Row[]; readonly meta: ListReply['meta'] }>
  findFirst(args?: Arguments): Promise<Row | null>
  findUnique(args: ShapeArgs & { readonly where: unknown }): Promise<Row | null>
  /** The record with a key, as it stands in a path, or as an object of its parts. @throws DATA.NOT_FOUND */
  get(key: string | number | bigint | object, args?: ShapeArgs): Promise<Row>
  count(args?: Arguments): Promise<number>
  /** What was done to a record of an audited model, newest first. @throws REQUEST.NO_ROUTE for any other model */
  history(key: string | number | bigint | object, args?: { readonly take?: number; readonly cursor?: string }): Promise<HistoryPage>
  create(args: ShapeArgs & { readonly data: unknown }): Promise<Row>
  update(args: ShapeArgs & { readonly where: unknown; readonly data: unknown }): Promise<Row>
  upsert(args: ShapeArgs & { readonly where: unknown; readonly create: unknown; readonly update: unknown }): Promise<Row>
  delete(args: ShapeArgs & { readonly where: unknown }): Promise<Row>
  createMany(args: { readonly data: readonly unknown[]; readonly skipDuplicates?: boolean }): Promise<{ readonly count: number }>
  updateMany(args: { readonly where?: unknown; readonly all?: boolean; readonly data: unknown }): Promise<{ readonly count: number }>
  deleteMany(args: { readonly where?: unknown; readonly all?: boolean }): Promise<{ readonly count: number }>
}

/** The calls of every model by its name with a small first letter: `db.blogPost.findMany()`. */
export interface ActingModels {
  readonly [camelCaseModel: string]: ActingModel
}

/** Runs an operation with the context of its moment. */
export type RunOperation = <T>(operate: (context: OperationContext) => Promise<T>) => Promise<T>

/** The SDK's calls; a name that is no model is refused when it is called. */
export function createDelegates(run: RunOperation): ActingModels {
  const made = new Map<string, ActingModel>()
  return new Proxy<Record<string, ActingModel>>({}, {
    get: (_, name) => {
      // A promise that is resolved with it asks for `then`.
      if (typeof name === 'symbol' || name === 'then') return undefined
      const model = made.get(name) ?? createDelegate((operate) => run((context) => operate(context, modelNamed(context, name))))
      made.set(name, model)
      return model
    },
  })
}

type RunOnModel = <T>(operate: (context: OperationContext, model: Model) => Promise<T>) => Promise<T>

/** The calls of one model. */
export function createDelegate(run: RunOnModel): ActingModel {
  const list = (args: Arguments): Promise<ListReply> => run((context, model) => listRecords(context, { model, input: argumentsToWire(args) }, false))
  return {
    findMany: async (args = {}) => rowsOf((await list(args)).json),
    findPage: async (args = {}) => {
      const { json, meta } = await list(args)
      return { data: rowsOf(json), meta }
    },
    findFirst: async (args = {}) => rowsOf((await list({ ...args, take: 1 })).json)[0] ?? null,
    findUnique: (args) => run((context, model) => find(context, { model, ...callOf(args) })),
    get: (key, args = {}) => run((context, model) => get(context, { model, key, shape: args })),
    history: (key, args = {}) => run((context, model) => historyOfRecord(context, { model, segment: isPlainObject(key) ? presentPathKey(model, key) : String(key), input: argumentsToWire(args) })),
    count: (args = {}) => run((context, model) => countRecords(context, { model, input: argumentsToWire(args) }, false)),
    create: (args) => run(async (context, model) => {
      const { data, shape } = callOf(args)
      return written(await createRecord(context, { model, input: shape }, given(data)))
    }),
    update: (args) => run(async (context, model) => {
      const { where, data, shape } = callOf(args)
      return written(await updateRecord(context, { model, input: shape, address: { where: given(where, 'where') } }, given(data)))
    }),
    upsert: (args) => run(async (context, model) => {
      const { where, create, update, shape } = callOf(args)
      return written(await upsertRecord(context, { model, input: shape }, given({ where, create, update })))
    }),
    delete: (args) => run(async (context, model) => {
      const { where, shape } = callOf(args)
      return written(await deleteRecord(context, { model, input: shape, address: { where: given(where, 'where') } }))
    }),
    createMany: (args) => run(async (context, model) => countOf(await createMany(context, { model }, given(argumentsToWire(args))))),
    updateMany: (args) => run(async (context, model) => countOf(await updateMany(context, { model }, given(argumentsToWire(args))))),
    deleteMany: (args) => run(async (context, model) => countOf(await deleteMany(context, { model }, given(argumentsToWire(args))))),
  }
}

interface WriteArgs {
  readonly where: unknown
  readonly data: unknown
  readonly create: unknown
  readonly update: unknown
  readonly shape: Arguments
}

function callOf(args: object): WriteArgs {
  const { where, data, create, update, ...shape } = argumentsToWire(args)
  return { where, data, create, update, shape }
}

interface Finding {
  readonly model: Model
  readonly where: unknown
  readonly shape: Arguments
}

async function find(context: OperationContext, { model, where, shape }: Finding): Promise<Row | null> {
  guard(context, model, 'read')
  const scope = { ...scopeOf(context, model), fromText: false }
  const selection = parseRecordQuery(scope, shape)
  const key = parseWhereUnique(scope, given(where, 'where'))
  scope.faults.throwIfAny()
  const record = key && (await context.records.get(model, key, selection))
  return record ? rowOf(record.json) : null
}

async function get(context: OperationContext, { model, key, shape }: { readonly model: Model; readonly key: string | number | bigint | object; readonly shape: ShapeArgs }): Promise<Row> {
  if (!isPlainObject(key)) return rowOf((await getRecord(context, { model, segment: String(key), input: argumentsToWire(shape) })).json)
  const row = await find(context, { model, where: toWire(key), shape: argumentsToWire(shape) })
  if (!row) throw problem('DATA.NOT_FOUND', { detail: `There is no such ${model.label.toLowerCase()}.` })
  return row
}

function modelNamed({ registry }: OperationContext, name: string): Model {
  const model = registry.models.get(name) ?? registry.models.get(name.charAt(0).toUpperCase() + name.slice(1))
  if (!model || model.hidden) throw problem('REQUEST.NO_ROUTE', { detail: `There is no model ${name}.` })
  return model
}

function written(reply: WriteReply): Row {
  return rowOf(dataOf(reply))
}

function countOf(reply: WriteReply): { readonly count: number } {
  return { count: reply.kind === 'count' ? reply.count : 0 }
}

function rowOf(json: string): Row {
  const row: Row = JSON.parse(json)
  return row
}

function rowsOf(json: string): readonly Row[] {
  const rows: readonly Row[] = JSON.parse(json)
  return rows
}
