// Owns the selects of writes: they pick rows, lock them, count them, and read what is answered of them.
import type { Row } from '@ssot/contract'
import type { Field } from '../../../registry/registry.ts'
import type { Selection, Where } from '../../../request/query.ts'
import type { RecordText } from '../../records/records.ts'
import { compileSelection } from '../compile-selection.ts'
import { compileWhere } from '../compile-where.ts'
import { cutText, MORE_MARK } from '../cut-text.ts'
import { describeCondition, describeSelected } from '../describe-shape.ts'
import { readCount } from '../read-page.ts'
import type { Plan } from '../slots.ts'
import type { StoredRow } from './row.ts'
import { runPlan, type Subject, type WriteSession } from './session.ts'
import { describeRepresented, isRepresentation } from './verdict.ts'
import { answered, askedAgain, describeHeld, planOf, readRecord, readRow, type WrittenRecord } from './write-plan.ts'

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
  const shape = describeHeld(session, where)
  const compile = (): Plan =>
    planOf(session, model, (compiling, writing) => {
      const source = { ...writing, alias: 'r', target: '' }
      const condition = `${compileWhere(compiling, source, where)}${askedAgain(session, { compiling, source }, where)}`
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
  const condition = lock ? describeHeld(session, where) : describeCondition(session.dialect, where)
  const shape = { key: `record ${model.name} ${lock} ${selected.key} ${condition.key} ${represented.key}`, values: [...selected.values, ...condition.values, ...represented.values] }
  const compile = (): Plan =>
    planOf(session, model, (compiling, writing) => {
      const source = { ...writing, alias: 'r', target: '' }
      const json = isStored ? 'NULL' : session.dialect.text(compileSelection({ ...compiling, more: { mark: MORE_MARK, path: '' } }, source, selection))
      const tests = `${compileWhere(compiling, source, where)}${lock ? askedAgain(session, { compiling, source }, where) : ''}`
      return `SELECT ${json}, ${answered(session, { compiling, source }, 'record')} FROM ${session.dialect.table(model)} r${source.joins.text()} WHERE ${tests}${lock ? session.write.lock('r') : ''}`
    })
  const [row] = await runPlan(session, shape, { compile, subject })
  if (!row) return null
  const [json, ...rest] = row
  const record = readRecord(rest)
  return { ...record, ...(isStored ? { json: record.stored } : cutText(session.compute(String(json)))) }
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

/** Counts the rows that are there and fulfil a condition. */
export function countRows(session: WriteSession, where: Where, subject: Subject): Promise<number> {
  return readCount(session, (shape, compile) => runPlan(session, shape, { compile, subject }), { model: subject.model, where })
}
