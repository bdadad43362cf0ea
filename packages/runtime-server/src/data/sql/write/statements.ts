// Owns the single-table statements that every write is made of: insert, update, delete, and the select that picks and locks rows.
import { problem, type Row } from '@ssot/contract'
import type { Field, Model } from '../../../registry/registry.ts'
import type { Selection, Where } from '../../../request/query.ts'
import { ALWAYS } from '../../../request/combine-where.ts'
import type { Change } from '../../../request/write.ts'
import type { RecordText } from '../../records/records.ts'
import { compileSelection } from '../compile-selection.ts'
import { compileWhere } from '../compile-where.ts'
import { cutText, MORE_MARK } from '../cut-text.ts'
import { describeCondition, describeSelected, type Shape } from '../describe-shape.ts'
import { readCount } from '../read-page.ts'
import { createSlots, type Plan } from '../slots.ts'
import { columnOf, openSource, startCompiling, type Compiling, type Source } from '../source.ts'
import { storedValueOf } from '../stored-value.ts'
import { fieldsNamed, identityFields, rowFields, type StoredRow, type Values } from './row.ts'
import { lacksSlug, slugCandidates } from './slug.ts'
import { countPlan, runPlan, type Subject, type WriteSession } from './session.ts'
import { compileCheck, compileRepresented, describeCheck, describeRepresented, isRepresentation, type Verdict } from './verdict.ts'

/** A record as it was written: its default representation as JSON text, and the parts of its key as they stand in a path. */
export interface WrittenRecord {
  readonly stored: string
  readonly key: readonly string[]
}

/** What a statement answers of the rows it wrote. */
type Returning = 'row' | 'record' | 'check'

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

/** Counts the rows that are there and fulfil a condition. */
export function countRows(session: WriteSession, where: Where, subject: Subject): Promise<number> {
  return readCount(session, (shape, compile) => runPlan(session, shape, { compile, subject }), { model: subject.model, where })
}

/** Picks the rows of a condition with some of their fields, as on the wire. */
export async function selectImages(session: WriteSession, { where, fields }: { readonly where: Where; readonly fields: readonly Field[] }, subject: Subject): Promise<readonly { readonly row: StoredRow; readonly image: Row }[]> {
  const { model } = subject
  const condition = describeCondition(session.dialect, where)
  const compile = (): Plan =>
    planOf(session, model, (compiling, writing) => {
      const source = { ...writing, alias: 'r', target: '' }
      const tested = compileWhere(compiling, source, where)
      const image = session.dialect.text(compileSelection(compiling, source, { fields, relations: [], counts: [] }))
      return `SELECT ${image}, ${answered(session, { compiling, source }, 'row')} FROM ${session.dialect.table(model)} r${source.joins.text()} WHERE ${tested}`
    })
  const rows = await runPlan(session, { key: `images ${model.name} ${fields.map(({ name }) => name).join()} ${condition.key}`, values: condition.values }, { compile, subject })
  return rows.map(([image, ...row]) => ({ row: readRow(session, model, row), image: imageOf(String(image)) }))
}

function imageOf(text: string): Row {
  const row: Row = JSON.parse(text)
  return row
}

/** Updates the rows of a condition and counts them. */
export function updateCount(session: WriteSession, { set, where }: { readonly set: Assignments; readonly where: Where }, subject: Subject): Promise<number> {
  return countPlan(session, describeUpdate(session, { set, where, subject }, null), { subject, compile: () => compileUpdate(session, { set, where, subject }, null) })
}

/** Deletes the rows of a condition and counts them. */
export function deleteCount(session: WriteSession, where: Where, subject: Subject): Promise<number> {
  const shape = describeCondition(session.dialect, where)
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

/** Picks the rows of a condition and, where the database can, keeps other writers from them. */
export function selectRows(session: WriteSession, where: Where, subject: Subject): Promise<readonly StoredRow[]> {
  return pickRows(session, { where, lock: 'lock' }, subject)
}

/** Picks the rows of a condition to refer to them: others may do so too, but not change them. */
export function shareRows(session: WriteSession, where: Where, subject: Subject): Promise<readonly StoredRow[]> {
  return pickRows(session, { where, lock: 'share' }, subject)
}

async function pickRows(session: WriteSession, { where, lock }: { readonly where: Where; readonly lock: 'lock' | 'share' }, subject: Subject): Promise<readonly StoredRow[]> {
  const { model } = subject
  const shape = describeCondition(session.dialect, where)
  const compile = (): Plan =>
    planOf(session, model, (compiling, writing) => {
      const source = { ...writing, alias: 'r', target: '' }
      const condition = compileWhere(compiling, source, where)
      return `SELECT ${answered(session, { compiling, source }, 'row')} FROM ${session.dialect.table(model)} r${source.joins.text()} WHERE ${condition}${session.write[lock]('r')}`
    })
  const rows = await runPlan(session, { ...shape, key: `rows ${lock} ${model.name} ${shape.key}` }, { compile, subject })
  return rows.map((row) => readRow(session, model, row))
}

/** What of one row is picked, and whether other writers are kept from it. */
export interface RecordPick {
  readonly where: Where
  readonly selection: Selection
  readonly lock: boolean
}

/** Picks one row as a record with what is selected of it; null where the condition holds for none. */
export async function pickRecord(session: WriteSession, pick: RecordPick, subject: Subject): Promise<(WrittenRecord & Pick<RecordText, 'json' | 'truncated'>) | null> {
  const { where, selection, lock } = pick
  const { model } = subject
  const represented = describeRepresented(session, model)
  const isStored = isRepresentation(session, model, selection)
  const selected = isStored ? { key: '', values: [] } : describeSelected(session.dialect, selection)
  const condition = describeCondition(session.dialect, where)
  const shape = { key: `record ${model.name} ${lock} ${selected.key} ${condition.key} ${represented.key}`, values: [...selected.values, ...condition.values, ...represented.values] }
  const compile = (): Plan =>
    planOf(session, model, (compiling, writing) => {
      const source = { ...writing, alias: 'r', target: '' }
      const json = isStored ? 'NULL' : session.dialect.text(compileSelection({ ...compiling, more: { mark: MORE_MARK, path: '' } }, source, selection))
      const tests = compileWhere(compiling, source, where)
      return `SELECT ${json}, ${answered(session, { compiling, source }, 'record')} FROM ${session.dialect.table(model)} r${source.joins.text()} WHERE ${tests}${lock ? session.write.lock('r') : ''}`
    })
  const [row] = await runPlan(session, shape, { compile, subject })
  if (!row) return null
  const [json, ...rest] = row
  const record = readRecord(rest)
  return { ...record, ...(isStored ? { json: record.stored } : cutText(String(json))) }
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
  const condition = describeCondition(session.dialect, where)
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
    return `UPDATE ${source.target} SET ${assigned.join(', ')} WHERE ${tested(session, { compiling, source }, where)}${returningClause(session, { compiling, source, verdict }, returning)}`
  })
}

function changed({ dialect, write }: WriteSession, { compiling, source }: Writing, { field, by }: { readonly field: Field; readonly by: Change['by'] }): string {
  const operand = compiling.slots.one(write.operand(field))
  return `${dialect.name(field.column)} = ${write.change(columnOf(compiling, source, field.name), field, { by, operand })}`
}

function compileDelete(session: WriteSession, { where, subject }: Pick<Update, 'where' | 'subject'>, returning: Returning | null): Plan {
  return planOf(session, subject.model, (compiling, source) => `DELETE FROM ${source.target} WHERE ${tested(session, { compiling, source }, where)}${returningClause(session, { compiling, source }, returning)}`)
}

/** The table that a statement writes, as a source of columns. */
interface Target extends Source {
  readonly target: string
}

interface Writing {
  readonly compiling: Compiling
  readonly source: Target
  readonly verdict?: Verdict | undefined
}

function planOf({ registry, dialect, write }: WriteSession, model: Model, compile: (compiling: Compiling, source: Target) => string): Plan {
  const slots = createSlots(dialect)
  const compiling = startCompiling(registry, dialect, slots)
  const source = openSource(compiling, model)
  const { text, alias } = write.target(model, source.alias)
  return slots.seal(compile(compiling, { ...source, alias, target: text }))
}

// A statement that writes cannot join: where the condition needs to, the rows are picked by a subselect.
function tested(session: WriteSession, { compiling, source }: Writing, where: Where): string {
  if (!joins(where)) return compileWhere(compiling, source, where)
  const picked = openSource(compiling, source.model)
  const identity = identityFields(source.model, session.write.rowId)
  const namesOf = ({ alias }: Pick<Source, 'alias'>): string => identity.map((field) => `${alias}.${session.dialect.name(field.column)}`).join(', ')
  const condition = compileWhere(compiling, picked, where)
  return `(${namesOf(source)}) IN (SELECT ${namesOf(picked)} FROM ${session.dialect.table(source.model)} ${picked.alias}${picked.joins.text()} WHERE ${condition})`
}

function joins(where: Where): boolean {
  if (where.op === 'and' || where.op === 'or') return where.args.some(joins)
  if (where.op === 'not') return joins(where.arg)
  return where.op === 'absent' || (where.op === 'relation' && (where.quantifier === 'is' || where.quantifier === 'isNot'))
}

function returningClause(session: WriteSession, writing: Writing, returning: Returning | null): string {
  return returning === null ? '' : ` RETURNING ${answered(session, writing, returning)}`
}

function answered(session: WriteSession, { compiling, source, verdict }: Writing, returning: Returning): string {
  const { registry, dialect, write } = session
  const { model, alias } = source
  if (returning === 'check') return compileCheck(session, { compiling, source }, verdict?.check ?? ALWAYS)
  if (returning === 'row') return rowFields(registry, model, write.rowId).map((field) => dialect.position(`${alias}.${dialect.name(field.column)}`)).join(', ')
  const key = fieldsNamed(model, model.key?.fields ?? []).map((field) => dialect.text(dialect.present(field, columnOf(compiling, source, field.name))))
  return [compileRepresented(session, { compiling, source }, verdict), ...key].join(', ')
}

function columns({ dialect }: WriteSession, fields: readonly Field[]): string {
  return fields.map((field) => dialect.name(field.column)).join(', ')
}

/** The columns that a row is read of, where no other table is near. */
export function rowColumns({ registry, dialect, write }: WriteSession, model: Model): string {
  return rowFields(registry, model, write.rowId).map((field) => dialect.position(dialect.name(field.column))).join(', ')
}

/** A row of those columns. */
export function readRow({ registry, dialect, write }: WriteSession, model: Model, row: readonly unknown[]): StoredRow {
  const fields = rowFields(registry, model, write.rowId)
  return { model, values: Object.fromEntries(fields.map((field, index) => [field.name, row[index] === null ? null : storedValueOf(dialect.positionValue(field)(row[index]))])) }
}

function readRecord([stored, ...key]: readonly unknown[]): WrittenRecord {
  return { stored: String(stored), key: key.map(String) }
}
