// Carries out guarded writes: one statement where that says it all, else a decomposition in one transaction.
import type { Model } from '../../../registry/registry.ts'
import { whereKey } from '../../../request/combine-where.ts'
import type { RecordKey, Selection, Where } from '../../../request/query.ts'
import type { RowRules } from '../../../request/row-rules.ts'
import type { WriteData } from '../../../request/write.ts'
import { sentFields } from '../../../request/sent-fields.ts'
import type { CaptureReach } from '../../capture/capture-reach.ts'
import type { ChangeOptions, Records, WrittenRecord } from '../../records/records.ts'
import type { RowHooks } from '../../records/row-hooks.ts'
import type { Executor } from '../executor.ts'
import { changeMany, changesAlone } from './change-many.ts'
import { checkReferences } from './check-references.ts'
import { checkNewInTree, movesInTree } from './check-tree.ts'
import { insertMany } from './insert-many.ts'
import { changedValues, isEmpty, newValues, subjectOf } from './new-values.ts'
import { askOfCreate, askOfDelete, askOfUpdate, type OneStatement } from './one-statement.ts'
import { settleChecks } from './pending-checks.ts'
import { both, lostRecord, whereRow } from './row.ts'
import { deniedWrite, type Subject, type WriteCompiler, type WriteSession } from './session.ts'
import { countRows, pickRecord, selectRows } from './pick-rows.ts'
import { deleteRecord, insertRecord, updateRecord } from './statements.ts'
import { type WrittenRecord as Written } from './write-plan.ts'
import { retryRace } from './retry-race.ts'
import { restore } from './soft-delete.ts'
import { isRepresentation, keySelection, representationOf, type Verdict } from './verdict.ts'
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
  /** What the rows that are written must fulfil; null asks nothing. */
  readonly rules: RowRules | null
  /** Which statements set off triggers that are to know who writes: those run in a transaction, which says so. */
  readonly tells: Pick<CaptureReach, 'create' | 'update' | 'delete'>
  /** Runs work in a transaction, or in the one that is open. */
  transaction<T>(work: (executor: Executor) => Promise<T>): Promise<T>
}

/** Writes as compiled statements. */
export function createSqlWrites(compiler: WriteCompiler, stage: WriteStage): Writes {
  const { watches, tells, rules } = stage
  const { whole, told } = createRuns(compiler, stage)
  const asking = { rules, registry: compiler.registry }
  // One statement can say it all: nobody watches, and the database itself minds who refers to whom.
  const isBare = (model: Model): boolean => compiler.registry.relationMode === 'foreignKeys' && !watches(model)
  const isAnswered = (model: Model, selection: Selection): boolean => isRepresentation({ dialect: compiler.dialect, rules }, model, selection)
  const isPlain = ({ model, links, references }: WriteData, selection: Selection): boolean => links.length === 0 && !references && isBare(model) && isAnswered(model, selection)
  const isPlainChange = (data: WriteData, { selection, check }: ChangeOptions): boolean => isPlain(data, selection) && !check && !movesInTree(data) && !isEmpty({ values: data.scalars, changes: data.changes })
  // Inside a transaction that is open, it is all of that which would have to be done again.
  const again = <T>(data: WriteData, run: () => Promise<T>): Promise<T> => (stage.executor.savepoint ? run() : retryRace(data, run))
  const erases = (model: Model): boolean => isBare(model) && !model.traits.softDelete
  const isErased = (model: Model, { selection, check }: ChangeOptions): boolean => erases(model) && isAnswered(model, selection) && !check
  return {
    create: (data, selection) => {
      const asked = isPlain(data, selection) ? askOfCreate(asking, data) : null
      return asked ? told(tells.create(data.model), (inner) => createPlain(inner, data, asked)) : again(data, () => whole((inner) => createNested(inner, data, selection)))
    },
    update: (key, data, options) => {
      const asked = isPlainChange(data, options) ? askOfUpdate(asking, key, data) : null
      return asked ? told(tells.update(data), (inner) => updatePlain(inner, { key, data }, asked)) : again(data, () => whole((inner) => updateNested(inner, { key, data }, options)))
    },
    delete: (model, key, options) => {
      const asked = isErased(model, options) ? askOfDelete(asking, model, key) : null
      return asked ? told(tells.delete(model), (inner) => deletePlain(inner, { model, key }, asked)) : whole((inner) => deleteNested(inner, { model, key }, options))
    },
    createMany: (model, rows, skipDuplicates) => whole((inner) => (watches(model) ? createEach(inner, rows) : createMany(inner, { model, rows, skipDuplicates }))),
    updateMany: (data, where) => {
      const isAlone = isBare(data.model) && !data.references && !movesInTree(data) && changesAlone({ rules }, data)
      return told(!isAlone || tells.update(data), (inner) => changeMany(inner, { data, where }, ROW_WRITER))
    },
    restore: (model, key, selection) => whole((inner) => restoreRecord(inner, { model, key }, selection)),
    deleteMany: (model, where) => told(!erases(model) || tells.delete(model), (inner) => ROW_WRITER.deleteRows(inner, where, subjectFor(model))),
  }
}

interface Runs {
  /** Runs work in a transaction, at whose end everything that rules ask is asked. */
  readonly whole: <T>(work: (session: WriteSession) => Promise<T>) => Promise<T>
  /** Runs work of one statement: in a transaction only where that is to be told of. */
  readonly told: <T>(isTold: boolean, work: (session: WriteSession) => Promise<T>) => Promise<T>
}

function createRuns(compiler: WriteCompiler, { executor, transaction, hooksOver, rules }: WriteStage): Runs {
  const session = (over: Executor, isWhole: boolean): WriteSession => ({ executor: over, hooks: isWhole ? hooksOver(over) : null, rules, pending: [], now: new Date(), ...compiler })
  const settled = async <T>(inner: WriteSession, work: (session: WriteSession) => Promise<T>): Promise<T> => {
    try {
      const result = await work(inner)
      await settleChecks(inner)
      return result
    } catch (error) {
      // Who calls inside a transaction may catch this, but not keep what was written against the rules.
      if (rules) inner.executor.doom?.(error)
      throw error
    }
  }
  const whole: Runs['whole'] = (work) => transaction((over) => settled(session(over, true), work))
  return { whole, told: (isTold, work) => (isTold ? whole(work) : settled(session(executor, false), work)) }
}

function subjectFor(model: Model): Subject {
  return { model, path: '', sent: [] }
}

async function createPlain(session: WriteSession, data: WriteData, verdict: Verdict): Promise<WrittenRecord> {
  const values = newValues(session, data, {})
  checkNewInTree([values], data)
  return present(data.model, await insertRecord(session, values, { subject: subjectOf(data), verdict }))
}

async function createNested(session: WriteSession, data: WriteData, selection: Selection): Promise<WrittenRecord> {
  const row = await ROW_WRITER.createRow(session, data)
  return pickWritten(session, { model: data.model, where: whereRow(row, session.write.rowId) }, selection)
}

interface Change {
  readonly key: RecordKey
  readonly data: WriteData
}

async function updatePlain(session: WriteSession, { key, data }: Change, asked: OneStatement): Promise<WrittenRecord | null> {
  const record = await updateRecord(session, { set: changedValues(session, data), where: asked.where, verdict: asked }, subjectOf(data))
  return record ? present(data.model, record) : refuseIfThere(session, { model: data.model, key }, asked)
}

async function updateNested(session: WriteSession, { key, data }: Change, { selection, check }: ChangeOptions): Promise<WrittenRecord | null> {
  const subject = subjectOf(data)
  const where = whereKey(data.model, key)
  const [row] = await selectRows(session, where, subject)
  if (!row) return null
  if (check) check((await pickOne(session, { model: data.model, where }, { selection: null, lock: false }))?.stored ?? 'null')
  const updated = await ROW_WRITER.updateRow(session, row, data)
  return pickWritten(session, { model: data.model, where: whereRow(updated, session.write.rowId) }, selection)
}

interface Address {
  readonly model: Model
  readonly key: RecordKey
}

// A row that is there for the caller and was not written is one that a rule has kept.
async function refuseIfThere(session: WriteSession, { model, key }: Address, { mayRefuse }: OneStatement): Promise<null> {
  const subject = subjectFor(model)
  if (mayRefuse && (await countRows(session, whereKey(model, key), subject)) > 0) throw deniedWrite(subject)
  return null
}

async function deletePlain(session: WriteSession, address: Address, asked: OneStatement): Promise<WrittenRecord | null> {
  const record = await deleteRecord(session, asked.where, subjectFor(address.model))
  return record ? present(address.model, record) : refuseIfThere(session, address, asked)
}

async function deleteNested(session: WriteSession, { model, key }: Address, { selection, check }: ChangeOptions): Promise<WrittenRecord | null> {
  const where = whereKey(model, key)
  const record = await pickOne(session, { model, where }, { selection, lock: true })
  if (!record) return null
  check?.(record.stored)
  const count = await ROW_WRITER.deleteRows(session, where, subjectFor(model))
  if (count === 0 && session.rules) throw deniedWrite(subjectFor(model))
  return record
}

async function createMany(session: WriteSession, { model, rows, skipDuplicates }: { readonly model: Model; readonly rows: readonly WriteData[]; readonly skipDuplicates: boolean }): Promise<number> {
  const values = rows.map((data) => newValues(session, data, {}))
  await checkReferences(session, rows.map((data, index) => ({ data, values: values[index] ?? {} })))
  return insertMany(session, values, { subject: { ...subjectFor(model), path: 'data' }, skipDuplicates, sent: rows.map((data) => sentFields(data)) })
}

async function restoreRecord(session: WriteSession, { model, key }: Address, selection: Selection): Promise<WrittenRecord | null> {
  const field = model.traits.softDelete?.field
  const row = field && (await restore(session, { field, where: whereKey(model, key) }, subjectFor(model)))
  return row ? pickWritten(session, { model, where: whereRow(row, session.write.rowId) }, selection) : null
}

// Hooks see each record; one that is there already is a conflict.
async function createEach(session: WriteSession, rows: readonly WriteData[]): Promise<number> {
  for (const data of rows) await ROW_WRITER.createRow(session, data)
  return rows.length
}

interface Place {
  readonly model: Model
  readonly where: Where
}

async function pickOne(session: WriteSession, { model, where }: Place, { selection, lock }: { readonly selection: Selection | null; readonly lock: boolean }): Promise<WrittenRecord | null> {
  const record = await pickRecord(session, { where, selection: selection ?? representationOf(session.rules, model), lock }, subjectFor(model))
  return record && { ...present(model, record), json: record.json, ...(record.truncated && { truncated: record.truncated }) }
}

// What its writer may not read back is answered by its key.
async function pickWritten(session: WriteSession, { model, where }: Place, selection: Selection): Promise<WrittenRecord> {
  const readable = session.rules?.readable(model) ?? null
  const record = await pickOne(session, { model, where: readable ? both(where, readable) : where }, { selection, lock: false })
  if (record) return record
  const unread = readable && (await pickOne(session, { model, where }, { selection: keySelection(model), lock: false }))
  if (!unread) throw lostRecord()
  return { json: unread.json, stored: unread.json, key: unread.key }
}

function present(model: Model, { stored, key }: Written): WrittenRecord {
  return { json: stored, stored, key: model.key && key.map(encodeURIComponent).join(',') }
}
