// Owns the end of records that keep their rows: marked with its moment, they take those with them that the schema would cascade to.
import { problem } from '@ssot/contract'
import type { Field, Model, Relation } from '../../../registry/registry.ts'
import type { FieldValue, Where } from '../../../request/query.ts'
import { findLink } from '../link.ts'
import { both, fieldsNamed, whereLinked, type StoredRow, type Values } from './row.ts'
import type { Subject, WriteSession } from './session.ts'
import { selectRows } from './pick-rows.ts'
import { updateCount, updateRows } from './statements.ts'
import type { RowWriter } from './take-far-steps.ts'

/** Records that refer to those of a model by key fields of their own. */
interface Referring {
  readonly model: Model
  readonly relation: Relation
  readonly action: string
}

/** Marks the rows of a condition as deleted, and does to those that refer to them what the schema says. @throws DATA.REFERENCED */
export async function softDelete(session: WriteSession, { field, where, writer }: { readonly field: Field; readonly where: Where; readonly writer: RowWriter }, subject: Subject): Promise<number> {
  const live: Where = { op: 'isNull', field }
  const rows = await updateRows(session, { set: { values: { [field.name]: session.now }, changes: {} }, where: both(where, live) }, subject)
  const moment = rows[0]?.values[field.name]
  if (moment === undefined || moment === null) return rows.length
  const gone: Where = { op: 'compare', field, by: 'equals', value: moment, insensitive: false }
  for (const referring of referringTo(session, subject.model)) await ACTIONS[referring.action]?.(session, { ...referring, gone }, writer)
  return rows.length
}

type Act = (session: WriteSession, referring: Referring & { readonly gone: Where }, writer: RowWriter) => Promise<unknown>

// What leaves a row as it is refers to a row that is still stored, and can be restored.
const ACTIONS: Readonly<Record<string, Act>> = {
  Restrict: async (session, { model, relation, gone }) => {
    const rows = await selectRows(session, liveUnder(model, relation, gone), subjectFor(model))
    if (rows.length > 0) throw problem('DATA.REFERENCED', { detail: 'The record is still referenced by others.' })
  },
  SetNull: (session, { model, relation, gone }) => {
    const nulls = Object.fromEntries(fieldsNamed(model, relation.from).filter((key) => !key.required).map((key) => [key.name, null]))
    return updateCount(session, { set: { values: nulls, changes: {} }, where: liveUnder(model, relation, gone) }, subjectFor(model))
  },
  Cascade: async (session, { model, relation, gone }, writer) => {
    if (model.traits.softDelete) await writer.deleteRows(session, liveUnder(model, relation, gone), subjectFor(model))
  },
}

function liveUnder({ traits }: Model, relation: Relation, gone: Where): Where {
  const under: Where = { op: 'relation', relation, quantifier: 'is', where: gone }
  return traits.softDelete ? both(under, { op: 'isNull', field: traits.softDelete.field }) : under
}

function referringTo({ registry }: WriteSession, model: Model): readonly Referring[] {
  return [...model.relations.values()].flatMap((own): readonly Referring[] => {
    if (own.from.length > 0 || findLink(registry, model, own).by === 'table') return []
    const target = registry.models.get(own.model)
    const relation = target?.relations.get(own.inverse)
    return target && relation ? [{ model: target, relation, action: relation.onDelete ?? (relation.required ? 'Restrict' : 'SetNull') }] : []
  })
}

/** Restores a row that was marked as deleted, and those that went with it; undefined where the condition holds for none. */
export async function restore(session: WriteSession, { field, where }: { readonly field: Field; readonly where: Where }, subject: Subject): Promise<StoredRow | undefined> {
  const [row] = await selectRows(session, where, subject)
  const moment = row?.values[field.name]
  if (!row || !moment) return undefined
  await restoreRows(session, { field, moment, where }, subject)
  return row
}

interface Restoring {
  readonly field: Field
  /** When they were deleted. */
  readonly moment: FieldValue
  readonly where: Where
}

async function restoreRows(session: WriteSession, { field, moment, where }: Restoring, subject: Subject): Promise<void> {
  const at: Where = { op: 'compare', field, by: 'equals', value: moment, insensitive: false }
  const rows = await updateRows(session, { set: { values: { [field.name]: null }, changes: {} }, where: both(where, at) }, subject)
  for (const { model, relation, action } of referringTo(session, subject.model)) {
    const below = model.traits.softDelete
    if (action !== 'Cascade' || !below) continue
    for (const part of parts(rows)) await restoreRows(session, { field: below.field, moment, where: linkedToAny(model, relation, part) }, subjectFor(model))
  }
}

const SIZES = [100, 10, 1] as const

// In parts of a few sizes, so that statements have few shapes.
function parts(rows: readonly StoredRow[]): readonly (readonly StoredRow[])[] {
  const size = SIZES.find((one) => one <= rows.length)
  return size === undefined ? [] : [rows.slice(0, size), ...parts(rows.slice(size))]
}

function linkedToAny(model: Model, { from, to }: Relation, rows: readonly StoredRow[]): Where {
  const valuesOf = ({ values }: StoredRow): Values => Object.fromEntries(from.map((name, index) => [name, values[to[index] ?? ''] ?? null]))
  const keys = rows.map(valuesOf)
  return { op: 'or', args: keys.map((values) => whereLinked(fieldsNamed(model, from), (key) => values[key.name])) }
}

function subjectFor(model: Model): Subject {
  return { model, path: '', sent: [] }
}
