import type { RecordText } from '../data/records/records.ts'
import { guard } from '../policy/guard.ts'
import { notFound, parsePathKey, readableUnique } from '../request/parse-key.ts'
import { parseRecordQuery } from '../request/parse-query.ts'
import type { RecordCall } from './call.ts'
import { chooseRows } from './choose-rows.ts'
import type { OperationContext } from './context.ts'
import { scopeOf } from './scope-of.ts'

/** Reads the record that a path segment addresses. */
export async function getRecord(context: OperationContext, { model, input, segment, unique }: RecordCall): Promise<RecordText> {
  guard(context, model, 'read')
  const scope = scopeOf(context, model)
  const { records, input: rest } = chooseRows(context, scope, input)
  const selection = parseRecordQuery(scope, rest)
  const key = unique === undefined ? model.key : readableUnique(scope, unique)
  scope.faults.throwIfAny()
  const record = await records.get(model, parsePathKey(scope, segment, key ?? null), selection)
  if (!record) throw notFound(model)
  return record
}
