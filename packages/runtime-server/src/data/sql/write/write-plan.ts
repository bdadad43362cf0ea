// Owns what the statements of writes have in common: the table they are about, the rows they reach and what they answer.
import type { Model } from '../../../registry/registry.ts'
import { ALWAYS } from '../../../request/combine-where.ts'
import type { Where } from '../../../request/query.ts'
import { compileVerdict } from '../compile-selection.ts'
import { compileWhere } from '../compile-where.ts'
import { describeCondition, type Shape } from '../describe-shape.ts'
import { createSlots, type Plan } from '../slots.ts'
import { columnOf, openSource, startCompiling, type Compiling, type Source } from '../source.ts'
import { storedValueOf } from '../stored-value.ts'
import { fieldsNamed, identityFields, rowFields, type StoredRow } from './row.ts'
import type { WriteSession } from './session.ts'
import { compileCheck, compileRepresented, type Verdict } from './verdict.ts'

/** A record as it was written: its default representation as JSON text, and the parts of its key as they stand in a path. */
export interface WrittenRecord {
  readonly stored: string
  readonly key: readonly string[]
}

/** What a statement answers of the rows it wrote. */
export type Returning = 'row' | 'record' | 'check'

/** The table that a statement writes, as a source of columns. */
export interface Target extends Source {
  readonly target: string
}

/** A statement that is being compiled. */
export interface Writing {
  readonly compiling: Compiling
  readonly source: Target
  readonly verdict?: Verdict | undefined
}

/** A plan of a statement about one table. */
export function planOf({ registry, dialect, write }: WriteSession, model: Model, compile: (compiling: Compiling, source: Target) => string): Plan {
  const slots = createSlots(dialect)
  const compiling = startCompiling(registry, dialect, slots)
  const source = openSource(compiling, model)
  const { text, alias } = write.target(model, source.alias)
  return slots.seal(compile(compiling, { ...source, alias, target: text }))
}

/** A condition on the rows that are written. A statement that writes cannot join: where the condition needs to, the rows are picked by a subselect. */
export function tested(session: WriteSession, { compiling, source }: Writing, where: Where): string {
  if (!joins(where)) return compileWhere(compiling, source, where)
  const picked = openSource(compiling, source.model)
  const identity = identityFields(source.model, session.write.rowId)
  const namesOf = ({ alias }: Pick<Source, 'alias'>): string => identity.map((field) => `${alias}.${session.dialect.name(field.column)}`).join(', ')
  const condition = compileWhere(compiling, picked, where)
  return `(${namesOf(source)}) IN (SELECT ${namesOf(picked)} FROM ${session.dialect.table(source.model)} ${picked.alias}${picked.joins.text()} WHERE ${condition})`
}

/** A condition on the one row that is written, asked of the row itself: who waits until nobody else holds it asks of what it is then. */
export function testedInPlace({ compiling, source }: Writing, where: Where): string {
  return conjunctsOf(where).map((arg) => (joins(arg) ? compileVerdict(compiling, source, arg) : compileWhere(compiling, source, arg))).join(' AND ')
}

/** What a condition on rows that a statement takes hold of ends with: one that joins is asked again in place, since a row may have changed while the statement waited for it. */
export function askedAgain(session: WriteSession, writing: Writing, where: Where): string {
  return asksAgain(session, where) ? ` AND ${testedInPlace(writing, where)}` : ''
}

/** Describes a condition with what it ends with. */
export function describeHeld(session: WriteSession, where: Where): Shape {
  const { key, values } = describeCondition(session.dialect, where)
  return { key, values: asksAgain(session, where) ? [...values, ...values] : values }
}

function asksAgain({ write }: WriteSession, where: Where): boolean {
  return write.waits && joins(where)
}

// Each by itself, so that the row's key is compared where an index is looked for.
function conjunctsOf(where: Where): readonly Where[] {
  return where.op === 'and' ? where.args.flatMap(conjunctsOf) : [where]
}

function joins(where: Where): boolean {
  if (where.op === 'and' || where.op === 'or') return where.args.some(joins)
  if (where.op === 'not') return joins(where.arg)
  return where.op === 'absent' || (where.op === 'relation' && (where.quantifier === 'is' || where.quantifier === 'isNot'))
}

/** What a statement that writes ends with; null: it answers nothing. */
export function returningClause(session: WriteSession, writing: Writing, returning: Returning | null): string {
  return returning === null ? '' : ` RETURNING ${answered(session, writing, returning)}`
}

/** The columns of an answer. */
export function answered(session: WriteSession, { compiling, source, verdict }: Writing, returning: Returning): string {
  const { registry, dialect, write } = session
  const { model, alias } = source
  if (returning === 'check') return compileCheck(session, { compiling, source }, verdict?.check ?? ALWAYS)
  if (returning === 'row') return rowFields(registry, model, write.rowId).map((field) => dialect.position(`${alias}.${dialect.name(field.column)}`)).join(', ')
  const key = fieldsNamed(model, model.key?.fields ?? []).map((field) => dialect.text(dialect.present(field, columnOf(compiling, source, field.name))))
  return [compileRepresented(session, { compiling, source }, verdict), ...key].join(', ')
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

/** A record of the columns of one. */
export function readRecord([stored, ...key]: readonly unknown[]): WrittenRecord {
  return { stored: String(stored), key: key.map(String) }
}
