// Owns the decomposition of a create, an update and a delete into single-table statements, nested writes included.
import type { FieldValue, Where } from '../../../request/query.ts'
import type { WriteData } from '../../../request/write.ts'
import { deleteReferring, followKeys } from './act-without-foreign-keys.ts'
import { judgeDeletes, judgeRows } from './apply-rules.ts'
import { checkReferences } from './check-references.ts'
import { checkTargets } from './check-targets.ts'
import { checkNewInTree, checkTree } from './check-tree.ts'
import { createFarLink, type FarLink } from './far-link.ts'
import { changedValues, isEmpty, newValues, subjectOf } from './new-values.ts'
import { lostRecord, whereRow, type StoredRow, type Values } from './row.ts'
import type { Subject, WriteSession } from './session.ts'
import { selectRows } from './pick-rows.ts'
import { deleteCount, insertRow, updateRows } from './statements.ts'
import { softDelete } from './soft-delete.ts'
import { takeFarSteps, type RowWriter } from './take-far-steps.ts'
import { takeOwnSteps } from './take-own-steps.ts'
import { tellHooks } from './tell-hooks.ts'

/** The whole of what a write does to rows, as nested steps need it. */
export const ROW_WRITER: RowWriter = judgeDeletes(tellHooks(judgeRows({ createRow, updateRow, deleteRows })))

// What goes with a row that is no longer stored cannot stay.
const ERASER: RowWriter = tellHooks({ createRow, updateRow, deleteRows: eraseRows })

/** Inserts a record and what is nested in it; `given` are the fields that the record around it fills in. */
async function createRow(session: WriteSession, data: WriteData, given: Values = {}): Promise<StoredRow> {
  const { keys } = await takeOwnLinks(session, data, null)
  const values = newValues(session, data, { ...keys, ...given })
  checkNewInTree([values], data)
  await checkReferences(session, [{ data, values }])
  const row = await insertRow(session, values, subjectOf(data))
  await checkTargets(session, { ...data, values: row.values, set: Object.keys(values) })
  for (const link of farLinks(session, data, row)) await takeFarSteps(session, link, ROW_WRITER)
  if (data.links.length > 0) await checkTree(session, row, data)
  return row
}

/** Changes a record and what is nested in the changes. */
async function updateRow(session: WriteSession, before: StoredRow, data: WriteData): Promise<StoredRow> {
  const { keys, row = before } = await takeOwnLinks(session, data, before)
  const set = changedValues(session, data, keys)
  const where = whereRow(row, session.write.rowId)
  await checkReferences(session, [{ data, values: { ...row.values, ...set.values } }])
  const [written] = isEmpty(set) ? [] : await updateRows(session, { set, where }, subjectOf(data))
  const now = written ?? row
  if (written) await checkTargets(session, { ...data, values: written.values, set: [...Object.keys(set.values), ...Object.keys(set.changes)] })
  if (written) await followKeys(session, { before: row, after: written })
  for (const link of farLinks(session, data, now)) await takeFarSteps(session, link, ROW_WRITER)
  await checkTree(session, now, data)
  return now
}

/** Deletes the rows of a condition, or marks them as deleted where the model keeps them. */
function deleteRows(session: WriteSession, where: Where, subject: Subject): Promise<number> {
  const { softDelete: trait } = subject.model.traits
  return trait ? softDelete(session, { field: trait.field, where, writer: ROW_WRITER }, subject) : eraseRows(session, where, subject)
}

// Without foreign keys, what refers to the rows is treated as the schema says.
async function eraseRows(session: WriteSession, where: Where, subject: Subject): Promise<number> {
  if (session.registry.relationMode === 'foreignKeys') return deleteCount(session, where, subject)
  const rows = await selectRows(session, where, subject)
  for (const row of rows) await deleteReferring(session, row, ERASER)
  let count = 0
  for (const row of rows) count += await deleteCount(session, whereRow(row, session.write.rowId), subject)
  return count
}

// What links of the record's own side make of its key fields, and the record as it is after them.
async function takeOwnLinks(session: WriteSession, data: WriteData, before: StoredRow | null): Promise<{ readonly keys: Values; readonly row?: StoredRow }> {
  const keys: Record<string, FieldValue> = {}
  let row = before
  for (const link of data.links.filter(({ relation }) => relation.from.length > 0)) {
    const { set, moved } = await takeOwnSteps(session, { owner: data.model, link, row }, ROW_WRITER)
    Object.assign(keys, set)
    if (row && moved) row = await findMoved(session, { row, moved }, { model: data.model, path: link.path, sent: [] })
  }
  return { keys, ...(row && { row }) }
}

// A change of the linked record's key may have reached the key of this one.
async function findMoved(session: WriteSession, { row, moved }: { readonly row: StoredRow; readonly moved: StoredRow['values'] }, subject: Subject): Promise<StoredRow> {
  for (const values of [{ ...row.values, ...moved }, row.values]) {
    const [found] = await selectRows(session, whereRow({ ...row, values }, session.write.rowId), subject)
    if (found) return found
  }
  throw lostRecord()
}

function farLinks(session: WriteSession, data: WriteData, row: StoredRow): readonly FarLink[] {
  return data.links.filter((link) => link.relation.from.length === 0).map((link) => createFarLink(session, row, link))
}
