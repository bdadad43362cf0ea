// Owns the writes of many records: a constant number of statements, all or nothing.
import { problem } from '@ssot/contract'
import { guard } from '../policy/guard.ts'
import { isPlainObject, member, type Given } from '../request/given.ts'
import { parseCreateMany, parseUpdateMany } from '../request/parse-write.ts'
import { parseWhere } from '../request/parse-where.ts'
import type { Where } from '../request/query.ts'
import { badValue, rejectUnknownMembers, type Scope } from '../request/scope.ts'
import type { Model } from '../registry/registry.ts'
import type { OperationContext } from './context.ts'
import { checkCreatable } from './create-record.ts'
import { scopeOf } from './scope-of.ts'
import type { WriteReply } from './write-reply.ts'

/** A write of many records. */
export interface ManyCall {
  readonly model: Model
  /** More records than this are not touched (`Prefer: max-affected`). */
  readonly maxAffected?: number | undefined
}

/** Creates records: `{ data: […], skipDuplicates? }`. */
export async function createMany(context: OperationContext, { model, maxAffected }: ManyCall, body: Given): Promise<WriteReply> {
  guard(context, model, 'create')
  checkCreatable(model)
  const scope = scopeOf(context, model)
  rejectUnknownMembers(scope, body, ['data', 'skipDuplicates'])
  const rows = parseCreateMany(scope, member(body, 'data'))
  const skipDuplicates = parseFlag(scope, member(body, 'skipDuplicates'))
  scope.faults.throwIfAny()
  return affecting(context, maxAffected, ({ records }) => records.createMany(model, rows, skipDuplicates))
}

/** Changes the records of a condition: `{ where, data }`, or `{ all: true, data }`. */
export async function updateMany(context: OperationContext, { model, maxAffected }: ManyCall, body: Given): Promise<WriteReply> {
  guard(context, model, 'update')
  const scope = scopeOf(context, model)
  rejectUnknownMembers(scope, body, ['where', 'data', 'all'])
  const where = parseTargets(scope, body)
  const data = parseUpdateMany(scope, member(body, 'data'))
  scope.faults.throwIfAny()
  return affecting(context, maxAffected, ({ records }) => records.updateMany(data, where))
}

/** Deletes the records of a condition: `{ where }`, or `{ all: true }`. */
export async function deleteMany(context: OperationContext, { model, maxAffected }: ManyCall, body: Given): Promise<WriteReply> {
  guard(context, model, 'delete')
  const scope = scopeOf(context, model)
  rejectUnknownMembers(scope, body, ['where', 'all'])
  const where = parseTargets(scope, body)
  scope.faults.throwIfAny()
  return affecting(context, maxAffected, ({ records }) => records.deleteMany(model, where))
}

// A filter that was forgotten, or that says nothing, must not reach every record.
function parseTargets(scope: Scope, body: Given): Where {
  const input = member(body, 'where')
  const faulty = scope.faults.all().length
  const where = parseWhere({ ...scope, fromText: false }, input)
  const isParsed = scope.faults.all().length === faulty
  const all = parseFlag(scope, member(body, 'all'))
  const saysNothing = where.op === 'always' || (isPlainObject(input.value) && Object.keys(input.value).length === 0)
  if (saysNothing && isParsed && !all) badValue(scope, input.path, 'must hold a condition; to reach every record send "all": true')
  return where
}

function parseFlag(scope: Scope, { value, path }: Given): boolean {
  if (value !== undefined && typeof value !== 'boolean') badValue(scope, path, 'must be true or false')
  return value === true
}

async function affecting(context: OperationContext, most: number | undefined, write: (context: Pick<OperationContext, 'records'>) => Promise<number>): Promise<WriteReply> {
  if (most === undefined) return { kind: 'count', count: await write(context) }
  return context.records.transaction(async (records): Promise<WriteReply> => {
    const count = await write({ records })
    if (count > most) throw problem('LIMIT.EXCEEDED', { detail: `This would touch more than the ${most} records that "Prefer: max-affected" allows.` })
    return { kind: 'count', count }
  })
}
