import { problem, type Json, type Row } from '@ssot/contract'
import { principalOf } from '../http/authenticate.ts'
import type { Runtime, RuntimeHolder } from '../http/runtime.ts'
import { createRecord } from '../operations/create-record.ts'
import type { OperationContext } from '../operations/context.ts'
import { deleteRecord } from '../operations/delete-record.ts'
import { getRecord } from '../operations/get-record.ts'
import { listRecords } from '../operations/list-records.ts'
import { updateRecord } from '../operations/update-record.ts'
import { ANONYMOUS, type Principal } from '../policy/principal.ts'
import type { Model } from '../registry/registry.ts'
import type { Arguments } from '../request/parse-query.ts'

/** Whom app code acts for: null is nobody in particular, else an id and claims as `authenticate` gives them. */
export type ActingPrincipal = null | { readonly id: string | number; readonly [claim: string]: Json }

type Shape = {
  readonly select?: unknown
  readonly include?: unknown
  readonly omit?: unknown
}

/** The calls of one model under a principal's rights. Values are as on the wire; `key` is the record's key as in its path. */
export interface ActingModel {
  findMany(args?: Arguments): Promise<readonly Row[]>
  get(key: string, args?: Shape): Promise<Row>
  create(args: Shape & { readonly data: unknown }): Promise<Row>
  update(key: string, args: Shape & { readonly data: unknown }): Promise<Row>
  delete(key: string, args?: Shape): Promise<Row>
}

/** App code acting for a principal. */
export interface Acting {
  model(name: string): ActingModel
}

/** The principal of app code's identity. */
export function principalFrom(runtime: Runtime, identity: ActingPrincipal | undefined): Principal {
  if (identity === null || identity === undefined) return ANONYMOUS
  const id = String(identity.id)
  return principalOf({ ...identity, id }, runtime.settings.isAdmin, 'as')
}

/** The operations of HTTP, in process, guarded alike. */
export function actAs(holder: RuntimeHolder, identity: ActingPrincipal): Acting {
  const run = <T>(name: string, operate: (context: OperationContext, model: Model) => Promise<T>): Promise<T> =>
    holder.admit((runtime) => operate({ ...runtime, limits: runtime.settings.limits, principal: principalFrom(runtime, identity) }, modelNamed(runtime, name)))
  return {
    model: (name) => ({
      findMany: (args = {}) => run(name, async (context, model) => parseRows((await listRecords(context, { model, input: args }, false)).json)),
      get: (key, args = {}) => run(name, async (context, model) => parseRow(await getRecord(context, { model, segment: key, input: args }))),
      create: ({ data, ...shape }) => run(name, async (context, model) => (await createRecord(context, { model, input: shape }, data)).row),
      update: (key, { data, ...shape }) => run(name, (context, model) => updateRecord(context, { model, segment: key, input: shape }, data)),
      delete: (key, args = {}) => run(name, (context, model) => deleteRecord(context, { model, segment: key, input: args })),
    }),
  }
}

function parseRows(json: string): readonly Row[] {
  const rows: readonly Row[] = JSON.parse(json)
  return rows
}

function parseRow(json: string): Row {
  const row: Row = JSON.parse(json)
  return row
}

function modelNamed(runtime: Runtime, name: string): Model {
  const model = runtime.registry.models.get(name)
  if (!model || model.hidden) throw problem('REQUEST.NO_ROUTE', { detail: `There is no model ${name}.` })
  return model
}
