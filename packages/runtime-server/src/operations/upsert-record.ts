import { isProblem } from '@ssot/contract'
import { guard } from '../policy/guard.ts'
import { member, type Given } from '../request/given.ts'
import { isServerMade, notFound, parseWhereUnique } from '../request/parse-key.ts'
import { parseRecordQuery } from '../request/parse-query.ts'
import { parseCreate, parseUpdate } from '../request/parse-write.ts'
import { rejectUnknownMembers } from '../request/scope.ts'
import type { Call } from './call.ts'
import type { OperationContext } from './context.ts'
import { checkCreatable } from './create-record.ts'
import { scopeOf } from './scope-of.ts'
import type { WriteReply } from './write-reply.ts'

/** Updates the record of `where`, or creates one where there is none: `{ where, create, update }`. */
export async function upsertRecord(context: OperationContext, { model, input }: Call, body: Given): Promise<WriteReply> {
  guard(context, model, 'create')
  guard(context, model, 'update')
  checkCreatable(model)
  const scope = { ...scopeOf(context, model), fromText: false }
  const selection = parseRecordQuery({ ...scope, fromText: true }, input)
  rejectUnknownMembers(scope, body, ['where', 'create', 'update'])
  const key = parseWhereUnique(scope, member(body, 'where'))
  const create = parseCreate(scope, member(body, 'create'))
  const update = parseUpdate(scope, member(body, 'update'))
  scope.faults.throwIfAny()
  const upsert = (): Promise<WriteReply> =>
    context.records.transaction(async (records): Promise<WriteReply> => {
      const updated = key && (await records.update(key, update, { selection }))
      if (updated) return { kind: 'record', created: false, model, record: updated }
      // A key that the server makes names a record that is there, or none.
      if (!key || isServerMade(model, key.key)) throw notFound(model)
      return { kind: 'record', created: true, model, record: await records.create(create, selection) }
    })
  return upsert().catch((error: unknown) => {
    // Somebody else may have created it meanwhile: then it can be updated.
    if (isProblem(error) && error.code === 'DATA.CONFLICT') return upsert()
    throw error
  })
}
