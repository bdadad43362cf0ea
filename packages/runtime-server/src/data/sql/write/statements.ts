// Owns the single-table statements that every write is made of: insert, update, delete.
import { problem } from '@ssot/contract'
import type { Field, Model } from '../../../registry/registry.ts'
import type { Where } from '../../../request/query.ts'
import type { Change } from '../../../request/write.ts'
import { describeCondition, type Shape } from '../describe-shape.ts'
import type { Plan } from '../slots.ts'
import { columnOf } from '../source.ts'
import { fieldsNamed, type StoredRow, type Values } from './row.ts'
import { countPlan, runPlan, type Subject, type WriteSession } from './session.ts'
import { lacksSlug, slugCandidates } from './slug.ts'
import { describeCheck, describeRepresented, type Verdict } from './verdict.ts'
import { answered, askedAgain, describeHeld, planOf, readRecord, readRow, returningClause, tested, testedInPlace, type Returning, type Writing, type WrittenRecord } from './write-plan.ts'

/** Inserts one row and answers what relations need of it. */
export async function insertRow(session: WriteSession, values: Values, subject: Subject): Promise<StoredRow> {
  const [row] = await insert(session, values, { subject, returning: 'row' })
  return readRow(session, subject.model, row ?? [])
}

/** Inserts one row and answers it as a record. */
export async function insertRecord(session: WriteSession, values: Values, { subject, verdict }: { readonly subject: Subject; readonly verdict: Verdict | undefined }): Promise<WrittenRecord> {
  const [row] = await insert(session, values, { subject, returning: 'record', verdict })
  return readRecord(row ?? [])
}

/** What an update sets: values, and changes of what is stored. */
export interface Assignments {
  readonly values: Values
  readonly changes: Readonly<Record<string, Change>>
}

/** Updates the rows of a condition and answers what relations need of them. */
export async function updateRows(session: WriteSession, { set, where }: { readonly set: Assignments; readonly where: Where }, subject: Subject): Promise<readonly StoredRow[]> {
  const rows = await runPlan(session, describeUpdate(session, { set, where, subject }, 'row'), { subject, compile: () => compileUpdate(session, { set, where, subject }, 'row') })
  return rows.map((row) => readRow(session, subject.model, row))
}

/** Updates one row and answers it as a record; null where the condition holds for none. */
export async function updateRecord(session: WriteSession, { set, where, verdict }: Pick<Update, 'set' | 'where' | 'verdict'>, subject: Subject): Promise<WrittenRecord | null> {
  const update: Update = { set, where, verdict, subject }
  const [row] = await runPlan(session, describeUpdate(session, update, 'record'), { subject, compile: () => compileUpdate(session, update, 'record') })
  return row ? readRecord(row) : null
}

/** Updates the rows of a condition and counts them; one that does not fulfil the check afterwards fails the statement. */
export async function updateChecked(session: WriteSession, { set, where, check }: { readonly set: Assignments; readonly where: Where; readonly check: Where }, subject: Subject): Promise<number> {
  const update: Update = { set, where, subject, verdict: { check, readable: null } }
  return (await runPlan(session, describeUpdate(session, update, 'check'), { subject, compile: () => compileUpdate(session, update, 'check') })).length
}

/** Updates the rows of a condition and counts them. */
export function updateCount(session: WriteSession, { set, where }: { readonly set: Assignments; readonly where: Where }, subject: Subject): Promise<number> {
  return countPlan(session, describeUpdate(session, { set, where, subject }, null), { subject, compile: () => compileUpdate(session, { set, where, subject }, null) })
}

/** Deletes the rows of a condition and counts them. */
export function deleteCount(session: WriteSession, where: Where, subject: Subject): Promise<number> {
  const shape = describeReached(session, { where, returning: null })
  return countPlan(session, { ...shape, key: `delete ${subject.model.name} ${shape.key}` }, { subject, compile: () => compileDelete(session, { where, subject }, null) })
}

/** Deletes one row and answers it as the record it was; null where the condition holds for none. */
export async function deleteRecord(session: WriteSession, where: Where, subject: Subject): Promise<WrittenRecord | null> {
  const condition = describeCondition(session.dialect, where)
  const represented = describeRepresented(session, subject.model)
  const shape = { key: `delete record ${subject.model.name} ${condition.key} ${represented.key}`, values: [...condition.values, ...represented.values] }
  const [row] = await runPlan(session, shape, { subject, compile: () => compileDelete(session, { where, subject }, 'record') })
  return row ? readRecord(row) : null
}

interface Inserting {
  readonly subject: Subject
  readonly returning: Returning
  readonly verdict?: Verdict | undefined
  /** Fields that together are unique: nothing is inserted where another row has their values. */
  readonly unlessTaken?: readonly Field[]
}

async function insert(session: WriteSession, values: Values, inserting: Inserting): Promise<readonly (readonly unknown[])[]> {
  const { model } = inserting.subject
  const { slug } = model.traits
  if (!slug || !lacksSlug(slug, values)) return insertOnce(session, values, inserting)
  for (const candidate of slugCandidates(slug, values)) {
    const rows = await insertOnce(session, { ...values, [slug.field.name]: candidate }, { ...inserting, unlessTaken: fieldsNamed(model, slug.unique) })
    if (rows.length > 0) return rows
  }
  throw problem('DATA.CONFLICT', { detail: `No free ${slug.field.label.toLowerCase()} was found.`, hint: 'Send one.' })
}

function insertOnce(session: WriteSession, values: Values, { subject, returning, verdict, unlessTaken = [] }: Inserting): Promise<readonly (readonly unknown[])[]> {
  const fields = fieldsNamed(subject.model, Object.keys(values))
  const represented = describeAnswer(session, { model: subject.model, verdict }, returning)
  const shape = { key: `insert ${subject.model.name} ${returning} ${unlessTaken.length} ${fields.map((field) => field.name).join()} ${represented.key}`, values: [...fields.map((field) => values[field.name]), ...represented.values] }
  const compile = (): Plan =>
    planOf(session, subject.model, (compiling, source) => {
      const places = fields.map((field) => compiling.slots.one(session.write.value(field)))
      const filled = fields.length === 0 ? 'DEFAULT VALUES' : `(${columns(session, fields)}) VALUES (${places.join(', ')})`
      const conflict = unlessTaken.length === 0 ? '' : ` ON CONFLICT (${columns(session, unlessTaken)}) DO NOTHING`
      return `INSERT INTO ${source.target} ${filled}${conflict} RETURNING ${answered(session, { compiling, source, verdict }, returning)}`
    })
  return runPlan(session, shape, { compile, subject })
}

interface Update {
  readonly verdict?: Verdict | undefined
  readonly set: Assignments
  readonly where: Where
  readonly subject: Subject
}

function describeAnswer(session: WriteSession, { model, verdict }: { readonly model: Model; readonly verdict: Verdict | undefined }, returning: Returning | null): Shape {
  if (returning === 'record') return describeRepresented(session, model, verdict)
  return describeCheck(session, returning === 'check' ? (verdict?.check ?? null) : null)
}

function describeUpdate(session: WriteSession, { set, where, subject, verdict }: Update, returning: Returning | null): Shape {
  const condition = describeReached(session, { where, returning })
  const represented = describeAnswer(session, { model: subject.model, verdict }, returning)
  const changes = Object.entries(set.changes)
  return {
    key: `update ${subject.model.name} ${returning} ${Object.keys(set.values).join()};${changes.map(([name, { by }]) => `${name} ${by}`).join()} ${condition.key} ${represented.key}`,
    values: [...Object.values(set.values), ...changes.map(([, { value }]) => value), ...condition.values, ...represented.values],
  }
}

function compileUpdate(session: WriteSession, { set, where, subject, verdict }: Update, returning: Returning | null): Plan {
  return planOf(session, subject.model, (compiling, source) => {
    const assigned = [
      ...fieldsNamed(subject.model, Object.keys(set.values)).map((field) => `${session.dialect.name(field.column)} = ${compiling.slots.one(session.write.value(field))}`),
      ...fieldsNamed(subject.model, Object.keys(set.changes)).map((field) => changed(session, { compiling, source }, { field, by: set.changes[field.name]?.by ?? 'increment' })),
    ]
    return `UPDATE ${source.target} SET ${assigned.join(', ')} WHERE ${conditionOf(session, { compiling, source }, { where, returning })}${returningClause(session, { compiling, source, verdict }, returning)}`
  })
}

function changed({ dialect, write }: WriteSession, { compiling, source }: Writing, { field, by }: { readonly field: Field; readonly by: Change['by'] }): string {
  const operand = compiling.slots.one(write.operand(field))
  return `${dialect.name(field.column)} = ${write.change(columnOf(compiling, source, field.name), field, { by, operand })}`
}

function compileDelete(session: WriteSession, { where, subject }: Pick<Update, 'where' | 'subject'>, returning: Returning | null): Plan {
  return planOf(session, subject.model, (compiling, source) => `DELETE FROM ${source.target} WHERE ${conditionOf(session, { compiling, source }, { where, returning })}${returningClause(session, { compiling, source }, returning)}`)
}

interface Reached {
  readonly where: Where
  readonly returning: Returning | null
}

// A record that is answered is one row, found by its key; many are picked first.
function conditionOf(session: WriteSession, writing: Writing, { where, returning }: Reached): string {
  if (returning === 'record') return testedInPlace(writing, where)
  return `${tested(session, writing, where)}${askedAgain(session, writing, where)}`
}

function describeReached(session: WriteSession, { where, returning }: Reached): Shape {
  return returning === 'record' ? describeCondition(session.dialect, where) : describeHeld(session, where)
}

function columns({ dialect }: WriteSession, fields: readonly Field[]): string {
  return fields.map((field) => dialect.name(field.column)).join(', ')
}
