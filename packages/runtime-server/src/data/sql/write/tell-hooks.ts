import type { Where } from '../../../request/query.ts'
import { storedSelection } from '../../../request/stored-selection.ts'
import type { RowHooks } from '../../records/row-hooks.ts'
import { whereRow, type StoredRow } from './row.ts'
import { unruled, type Subject, type WriteSession } from './session.ts'
import { pickRecord, selectRows } from './pick-rows.ts'
import type { RowWriter } from './take-far-steps.ts'

/** A writer that tells hooks of every record, nested ones among them, before and after. */
export function tellHooks(writer: RowWriter): RowWriter {
  return {
    createRow: async (session, sent, given) => {
      const { model } = sent
      if (!session.hooks?.watches(model)) return writer.createRow(session, sent, given)
      const data = await session.hooks.beforeWrite({ model, before: null, data: sent })
      const row = await writer.createRow(session, data, given)
      await session.hooks.afterWrite({ model, before: null, record: await storedText(session, row) })
      return row
    },
    updateRow: async (session, row, sent) => {
      const { model } = sent
      if (!session.hooks?.watches(model)) return writer.updateRow(session, row, sent)
      const before = await storedText(session, row)
      const data = await session.hooks.beforeWrite({ model, before, data: sent })
      const updated = await writer.updateRow(session, row, data)
      await session.hooks.afterWrite({ model, before, record: await storedText(session, updated) })
      return updated
    },
    deleteRows: (session, where, subject) => (session.hooks?.watches(subject.model) ? deleteEach(session, { writer, hooks: session.hooks, where }, subject) : writer.deleteRows(session, where, subject)),
  }
}

interface Deleting {
  readonly writer: RowWriter
  readonly hooks: RowHooks
  readonly where: Where
}

async function deleteEach(session: WriteSession, { writer, hooks, where }: Deleting, subject: Subject): Promise<number> {
  let count = 0
  for (const row of await selectRows(session, where, subject)) {
    const before = await storedText(session, row)
    await hooks.beforeDelete(subject.model, before)
    count += await writer.deleteRows(session, whereRow(row, session.write.rowId), subject)
    await hooks.afterDelete(subject.model, before)
  }
  return count
}

async function storedText(session: WriteSession, row: StoredRow): Promise<string> {
  const { model } = row
  const record = await pickRecord(unruled(session), { where: whereRow(row, session.write.rowId), selection: storedSelection(model), lock: false }, { model, path: '', sent: [] })
  return record?.stored ?? 'null'
}
