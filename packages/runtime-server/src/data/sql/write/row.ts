import { problem } from '@ssot/contract'
import type { Field, Model, Registry } from '../../../registry/registry.ts'
import { allOf, whereKey } from '../../../request/combine-where.ts'
import type { FieldValue, Where } from '../../../request/query.ts'
import type { LinkStep, Target } from '../../../request/write.ts'
import type { StoredValue } from '../stored-value.ts'

/** Values of fields by name: parsed ones of a request, or stored ones. */
export type Values = Readonly<Record<string, FieldValue>>

/** What a write knows of a row: its key, and every field that a relation stands on. */
export interface StoredRow {
  readonly model: Model
  readonly values: Readonly<Record<string, StoredValue | null>>
}

/** The fields that tell a row of a model from others. `rowId` is a column of the database's own, for a model without a key. */
export function identityFields(model: Model, rowId: string): readonly Field[] {
  return model.key ? fieldsNamed(model, model.key.fields) : [rowIdField(rowId)]
}

/** What is read of a row that is written. */
export function rowFields(registry: Registry, model: Model, rowId: string): readonly Field[] {
  const inverse = [...model.relations.values()].flatMap((relation) => registry.models.get(relation.model)?.relations.get(relation.inverse)?.to ?? [])
  const linking = [...model.relations.values()].flatMap((relation) => relation.from)
  const names = new Set([...linking, ...inverse, ...(model.traits.softDelete ? [model.traits.softDelete.field.name] : [])])
  const identity = identityFields(model, rowId)
  return [...identity, ...fieldsNamed(model, names).filter((field) => !identity.includes(field))]
}

/** The fields of these names that the model has. */
export function fieldsNamed(model: Model, names: Iterable<string>): readonly Field[] {
  return [...names].flatMap((name) => model.fields.get(name) ?? [])
}

function rowIdField(name: string): Field {
  return {
    name, column: name, kind: 'string', list: false, required: true, unique: true, label: name, default: { from: 'none' }, isUpdatedAt: false,
    visibility: 'hidden', clientCreates: false, clientUpdates: false, constraints: {}, annotations: [],
  }
}

/** The condition that fields have these values; NULL is a value like others. */
export function whereEqual(fields: readonly Field[], valueOf: (field: Field) => FieldValue): Where {
  const args = fields.map((field): Where => {
    const value = valueOf(field)
    return value === null ? { op: 'isNull', field } : { op: 'compare', field, by: 'equals', value, insensitive: false }
  })
  const [only] = args
  return args.length === 1 && only ? only : { op: 'and', args }
}

/** The condition that fields refer to these values: NULL refers to nothing. */
export function whereLinked(fields: readonly Field[], valueOf: (field: Field) => FieldValue): Where {
  return fields.some((field) => valueOf(field) === null) ? { op: 'or', args: [] } : whereEqual(fields, valueOf)
}

/** The condition that a row is this one. */
export function whereRow(row: StoredRow, rowId: string): Where {
  return whereEqual(identityFields(row.model, rowId), (field) => row.values[field.name])
}

/** All of several conditions. */
export function both(...args: readonly Where[]): Where {
  return allOf(args)
}

/** The condition that a row is this target. */
export function whereTarget(model: Model, { key, where }: Target): Where {
  return both(whereKey(model, key), where)
}

/** The condition of a step about one record: its target, or what the one record of a to-one relation must fulfil. */
export function whereStep(model: Model, { target, where }: Extract<LinkStep, { op: 'disconnect' | 'update' | 'upsert' | 'delete' }>): Where {
  return target ? both(whereTarget(model, target), where) : where
}

/** What one is told whose nested write names a record that is not there, or is not linked. */
export function missingRecord(path: string): Error {
  const message = 'There is no such record to refer to.'
  return problem('DATA.REFERENCED', { detail: message, errors: [{ path, code: 'DATA.REFERENCED', message }] })
}

/** What one is told whose nested writes delete the very record that is written, or change its key behind its back. */
export function lostRecord(): Error {
  return problem('DATA.REFERENCED', { detail: 'What is nested in the write deletes the record that is written, or changes its key.' })
}
