// Carries out guarded writes: one statement where that says it all, else a decomposition in one transaction.
import type { Model } from '../../../registry/registry.ts'
import { whereKey } from '../../../request/combine-where.ts'
import { isStoredSelection, storedSelection } from '../../../request/stored-selection.ts'
import type { RecordKey, Selection, Where } from '../../../request/query.ts'
import type { WriteData } from '../../../request/write.ts'
import type { CaptureReach } from '../../capture/capture-reach.ts'
import type { ChangeOptions, Records, WrittenRecord } from '../../records/records.ts'
import type { RowHooks } from '../../records/row-hooks.ts'
import type { Executor } from '../executor.ts'
import { readCount } from '../read-page.ts'
import { checkReferences } from './check-references.ts'
import { checkNewInTree, movesInTree } from './check-tree.ts'
import { insertMany } from './insert-many.ts'
import { changedValues, isEmpty, newValues, subjectOf } from './new-values.ts'
import { lostRecord, whereRow } from './row.ts'
import { runPlan, type Subject, type WriteCompiler, type WriteSession } from './session.ts'
import { deleteRecord, insertRecord, pickRecord, selectRows, updateCount, updateRecord, type WrittenRecord as Written } from './statements.ts'
import { restore } from './soft-delete.ts'
import { ROW_WRITER } from './write-rows.ts'

/** The writing half of records. */
export type Writes = Pick<Records, 'create' | 'update' | 'delete' | 'createMany' | 'updateMany' | 'deleteMany' | 'restore'>

/** Where writes are carried out. */
export interface WriteStage {
  readonly executor: Executor
  /** The hooks of the transaction that an executor belongs to; null where nobody is told. */
  readonly hooksOver: (executor: Executor) => RowHooks | null
  /** Whether hooks watch a model. */
  readonly watches: (model: Model) => boolean
  /** Which statements set off triggers that are to know who writes: those run in a transaction, which says so. */
  readonly tells: Pick<CaptureReach, 'create' | 'update' | 'delete'>
  /** Runs work in a transaction, or in the one that is open. */
  transaction<T>(work: (executor: Executor) => Promise<T>): Promise<T>
}

/** Writes as compiled statements. */
export function createSqlWrites(compiler: WriteCompiler, { executor, transaction, watches, hooksOver, tells }: WriteStage): Writes {
  const alone: WriteSession = { executor, hooks: null, now: new Date(), ...compiler }
  const session = (): WriteSession => ({ ...alone, now: new Date() })
  const whole = <T>(work: (session: WriteSession) => Promise<T>): Promise<T> => transaction((over) => work({ executor: over, hooks: hooksOver(over), now: new Date(), ...compiler }))
  const told = <T>(isTold: boolean, work: (session: WriteSession) => Promise<T>): Promise<T> => (isTold ? whole(work) : work(session()))
  // One statement can say it all: nobody watches, and the database itself minds who refers to whom.
  const isBare = (model: Model): boolean => compiler.registry.relationMode === 'foreignKeys' && !watches(model)
  const isPlain = ({ model, links, references }: Pick<WriteData, 'model' | 'links' | 'references'>, selection: Selection): boolean => links.length === 0 && !references && isBare(model) && isStoredSelection(model, selection)
  const erases = (model: Model): boolean => isBare(model) && !model.traits.softDelete
  return {
    create: (data, selection) => (isPlain(data, selection) ? told(tells.create(data.model), (inner) => createPlain(inner, data)) : whole((inner) => createNested(inner, data, selection))),
    update: (key, data, options) => (isPlain(data, options.selection) && !options.check && !movesInTree(data) ? told(tells.update(data), (inner) => updatePlain(inner, key, data)) : whole((inner) => updateNested(inner, { key, data }, options))),
    delete: (model, key, options) => (erases(model) && isStoredSelection(model, options.selection) && !options.check ? told(tells.delete(model), (inner) => deletePlain(inner, model, key)) : whole((inner) => deleteNested(inner, { model, key }, options))),
    createMany: (model, rows, skipDuplicates) => whole((inner) => (watches(model) ? createEach(inner, rows) : createMany(inner, { model, rows, skipDuplicates }))),
    updateMany: (data, where) => (isBare(data.model) && !data.references && !movesInTree(data) ? told(tells.update(data), (inner) => updateAll(inner, data, where)) : whole((inner) => updateEach(inner, data, where))),
    restore: (model, key, selection) => whole((inner) => restoreRecord(inner, { model, key }, selection)),
    deleteMany: (model, where) => (erases(model) ? told(tells.delete(model), (inner) => ROW_WRITER.deleteRows(inner, where, subjectFor(model))) : whole((inner) => ROW_WRITER.deleteRows(inner, where, subjectFor(model)))),
  }
}

function subjectFor(model: Model): Subject {
  return { model, path: '', sent: [] }
}

async function createPlain(session: WriteSession, data: WriteData): Promise<WrittenRecord> {
  const values = newValues(session, data, {})
  checkNewInTree([values], data)
  return present(data.model, await insertRecord(session, values, subjectOf(data)))
}

async function createNested(session: WriteSession, data: WriteData, selection: Selection): Promise<WrittenRecord> {
  const row = await ROW_WRITER.createRow(session, data)
  return pickWritten(session, { model: data.model, where: whereRow(row, session.write.rowId) }, selection)
}

async function updatePlain(session: WriteSession, key: RecordKey, data: WriteData): Promise<WrittenRecord | null> {
  const set = changedValues(session, data)
  const where = whereKey(data.model, key)
  if (isEmpty(set)) return pickOne(session, { model: data.model, where }, { selection: null, lock: false })
  const record = await updateRecord(session, { set, where }, subjectOf(data))
  return record && present(data.model, record)
}

async function updateNested(session: WriteSession, { key, data }: { readonly key: RecordKey; readonly data: WriteData }, { selection, check }: ChangeOptions): Promise<WrittenRecord | null> {
  const subject = subjectOf(data)
  const where = whereKey(data.model, key)
  const [row] = await selectRows(session, where, subject)
  if (!row) return null
  if (check) check((await pickWritten(session, { model: data.model, where }, null)).stored)
  const updated = await ROW_WRITER.updateRow(session, row, data)
  return pickWritten(session, { model: data.model, where: whereRow(updated, session.write.rowId) }, selection)
}

async function deletePlain(session: WriteSession, model: Model, key: RecordKey): Promise<WrittenRecord | null> {
  const record = await deleteRecord(session, whereKey(model, key), subjectFor(model))
  return record && present(model, record)
}

async function deleteNested(session: WriteSession, { model, key }: { readonly model: Model; readonly key: RecordKey }, { selection, check }: ChangeOptions): Promise<WrittenRecord | null> {
  const where = whereKey(model, key)
  const record = await pickOne(session, { model, where }, { selection, lock: true })
  if (!record) return null
  check?.(record.stored)
  await ROW_WRITER.deleteRows(session, where, subjectFor(model))
  return record
}

async function createMany(session: WriteSession, { model, rows, skipDuplicates }: { readonly model: Model; readonly rows: readonly WriteData[]; readonly skipDuplicates: boolean }): Promise<number> {
  const values = rows.map((data) => newValues(session, data, {}))
  await checkReferences(session, rows.map((data, index) => ({ data, values: values[index] ?? {} })))
  return insertMany(session, values, { subject: { ...subjectFor(model), path: 'data' }, skipDuplicates })
}

async function restoreRecord(session: WriteSession, { model, key }: { readonly model: Model; readonly key: RecordKey }, selection: Selection): Promise<WrittenRecord | null> {
  const field = model.traits.softDelete?.field
  const row = field && (await restore(session, { field, where: whereKey(model, key) }, subjectFor(model)))
  return row ? pickWritten(session, { model, where: whereRow(row, session.write.rowId) }, selection) : null
}

// Hooks see each record; one that is there already is a conflict.
async function createEach(session: WriteSession, rows: readonly WriteData[]): Promise<number> {
  for (const data of rows) await ROW_WRITER.createRow(session, data)
  return rows.length
}

async function updateAll(session: WriteSession, data: WriteData, where: Where): Promise<number> {
  const set = changedValues(session, data)
  const subject = subjectOf(data)
  if (!isEmpty(set)) return updateCount(session, { set, where }, subject)
  return readCount(session, (shape, compile) => runPlan(session, shape, { compile, subject }), { model: data.model, where })
}

async function updateEach(session: WriteSession, data: WriteData, where: Where): Promise<number> {
  const rows = await selectRows(session, where, subjectOf(data))
  for (const row of rows) await ROW_WRITER.updateRow(session, row, data)
  return rows.length
}

interface Place {
  readonly model: Model
  readonly where: Where
}

async function pickOne(session: WriteSession, { model, where }: Place, { selection, lock }: { readonly selection: Selection | null; readonly lock: boolean }): Promise<WrittenRecord | null> {
  const record = await pickRecord(session, { where, selection: selection ?? storedSelection(model), lock }, subjectFor(model))
  return record && { ...present(model, record), json: record.json, ...(record.truncated && { truncated: record.truncated }) }
}

async function pickWritten(session: WriteSession, place: Place, selection: Selection | null): Promise<WrittenRecord> {
  const record = await pickOne(session, place, { selection, lock: false })
  if (!record) throw lostRecord()
  return record
}

function present(model: Model, { stored, key }: Written): WrittenRecord {
  return { json: stored, stored, key: model.key && key.map(encodeURIComponent).join(',') }
}
