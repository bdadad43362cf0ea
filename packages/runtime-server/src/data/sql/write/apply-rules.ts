// Owns which writes of rows rules are asked about: every create and update that the caller makes, and every row that it deletes.
// What the schema itself does then (cascades, restrictions, nulls) no rule is asked about.
import { sentFields } from '../../../request/sent-fields.ts'
import { judgeUpdate } from './judge-update.ts'
import { noteChecks } from './pending-checks.ts'
import { both, whereRow, type StoredRow } from './row.ts'
import { deniedWrite, unruled, type Subject, type WriteSession } from './session.ts'
import type { RowWriter } from './take-far-steps.ts'

/** A writer that asks rules of every record that it creates or changes. */
export function judgeRows(writer: RowWriter): RowWriter {
  return {
    createRow: async (session, data, given) => {
      const row = await writer.createRow(session, data, given)
      if (session.rules) noteCreated(session, [row], { model: data.model, path: data.path, sent: sentFields(data, given) })
      return row
    },
    updateRow: async (session, row, data) => {
      if (!session.rules) return writer.updateRow(session, row, data)
      const subject = { model: data.model, path: data.path, sent: [] }
      const verdict = await judgeUpdate(session, [row], { sent: sentFields(data), subject })
      const updated = await writer.updateRow(session, row, data)
      verdict.note(row, updated)
      return updated
    },
    deleteRows: (session, where, subject) => writer.deleteRows(session, where, subject),
  }
}

/** A writer that deletes only what may be deleted: before hooks are told of it. */
export function judgeDeletes(writer: RowWriter): RowWriter {
  return {
    createRow: (session, data, given) => writer.createRow(session, data, given),
    updateRow: (session, row, data) => writer.updateRow(session, row, data),
    deleteRows: (session, where, subject) => {
      const rule = session.rules?.deleted(subject.model)
      return writer.deleteRows(unruled(session), rule ? both(where, rule) : where, subject)
    },
  }
}

/** Notes what new rows must fulfil; `sent` of the subject are the fields that the caller sent. */
export function noteCreated(session: WriteSession, rows: readonly StoredRow[], { model, path, sent }: Subject): void {
  if (session.rules && rows.length > 0) noteChecks(session, rows, { where: session.rules.created(model, sent), path, kind: `create ${model.name} ${sent.join()}`, variant: '' })
}

/** Deletes one row that is there. @throws POLICY.DENIED */
export async function deleteRow(session: WriteSession, row: StoredRow, { writer, subject }: { readonly writer: RowWriter; readonly subject: Subject }): Promise<void> {
  const count = await writer.deleteRows(session, whereRow(row, session.write.rowId), subject)
  if (count === 0 && session.rules) throw deniedWrite(subject)
}
