import { problem, type Row } from '@ssot/contract'
import { guard } from '../policy/guard.ts'
import type { Field, Model } from '../registry/registry.ts'
import { presentPathKey } from '../request/parse-key.ts'
import { parseRecordQuery } from '../request/parse-query.ts'
import { parseCreate } from '../request/parse-write.ts'
import type { Selection } from '../request/query.ts'
import type { Call } from './call.ts'
import type { OperationContext } from './context.ts'
import { scopeOf } from './scope-of.ts'

/** A new record and its key as a path segment; the key is null where the model has none. */
export interface Created {
  readonly row: Row
  readonly key: string | null
}

/** Creates a record from a body. */
export async function createRecord(context: OperationContext, { model, input }: Call, body: unknown): Promise<Created> {
  guard(model, 'create', context.principal)
  if (model.createUnavailable !== null) throw problem('POLICY.DENIED', { detail: `No ${model.label.toLowerCase()} can be created here. ${model.createUnavailable}` })
  const scope = scopeOf(context, model)
  const selection = parseRecordQuery(scope, input)
  const data = parseCreate({ ...scope, fromText: false }, body)
  scope.faults.throwIfAny()
  const row = await context.records.create(data, withKey(model, selection))
  return { row: onlySelected(row, selection), key: model.key && presentPathKey(model, row) }
}

function withKey(model: Model, selection: Selection): Selection {
  const missing = keyFields(model).filter((field) => !selection.fields.includes(field))
  return missing.length === 0 ? selection : { ...selection, fields: [...selection.fields, ...missing] }
}

function keyFields(model: Model): readonly Field[] {
  return (model.key?.fields ?? []).flatMap((name) => model.fields.get(name) ?? [])
}

function onlySelected(row: Row, selection: Selection): Row {
  const names = new Set([...selection.fields.map((field) => field.name), ...selection.relations.map((nested) => nested.relation.name), '_count'])
  return Object.keys(row).every((name) => names.has(name)) ? row : Object.fromEntries(Object.entries(row).filter(([name]) => names.has(name)))
}
