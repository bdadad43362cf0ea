import { guard } from '../policy/guard.ts'
import { notFound, parsePathKey, readableUnique } from '../request/parse-key.ts'
import { parseRecordQuery } from '../request/parse-query.ts'
import type { RecordCall } from './call.ts'
import type { OperationContext } from './context.ts'
import { scopeOf } from './scope-of.ts'

/** Reads the record that a path segment addresses; answers its JSON text. */
export async function getRecord(context: OperationContext, { model, input, segment, unique }: RecordCall): Promise<string> {
  guard(model, 'read', context.principal)
  const scope = scopeOf(context, model)
  const selection = parseRecordQuery(scope, input)
  const key = unique === undefined ? model.key : readableUnique(scope, unique)
  scope.faults.throwIfAny()
  const json = await context.records.get(model, parsePathKey(scope, segment, key ?? null), selection)
  if (json === null) throw notFound(model)
  return json
}
