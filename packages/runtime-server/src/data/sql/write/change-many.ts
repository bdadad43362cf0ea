import type { Where } from '../../../request/query.ts'
import { sentFields } from '../../../request/sent-fields.ts'
import type { WriteData } from '../../../request/write.ts'
import { checkReferences } from './check-references.ts'
import { movesInTree } from './check-tree.ts'
import { updateJudged } from './judge-update.ts'
import { changedValues, isEmpty, subjectOf } from './new-values.ts'
import { countRows, selectRows } from './pick-rows.ts'
import { both } from './row.ts'
import type { WriteSession } from './session.ts'
import { updateChecked, updateCount } from './statements.ts'
import type { RowWriter } from './take-far-steps.ts'
import { isOfOneRow } from './verdict.ts'

/** A change of many rows. */
export interface ManyChange {
  readonly data: WriteData
  readonly where: Where
}

/** Whether one statement can change all rows, so far as the database, hooks and trees go: what they are to refer to is the same for all. */
function changesAtOnce({ registry, hooks }: WriteSession, data: WriteData): boolean {
  const { model, references = [], scalars } = data
  return registry.relationMode === 'foreignKeys' && !movesInTree(data) && !hooks?.watches(model) && references.every(({ relation }) => relation.from.every((name) => Object.hasOwn(scalars, name)))
}

/** Whether one statement does it alone: all that rules ask is asked of each row by itself, and before of none. */
export function changesAlone({ rules }: Pick<WriteSession, 'rules'>, data: WriteData): boolean {
  const asked = rules?.updated(data.model, sentFields(data))
  return !asked || (asked.fields === null && asked.reads.length === 0 && isOfOneRow(asked.using) && isOfOneRow(asked.check({})))
}

/** Changes the rows of a condition; those that may not be changed at all are no targets. Answers how many there were. @throws POLICY.DENIED */
export async function changeMany(session: WriteSession, { data, where }: ManyChange, writer: RowWriter): Promise<number> {
  const asked = session.rules?.updated(data.model, sentFields(data))
  const targets = asked?.using ? both(where, asked.using) : where
  const set = changedValues(session, data)
  const subject = subjectOf(data)
  if (!changesAtOnce(session, data)) {
    const rows = await selectRows(session, targets, subject)
    for (const row of rows) await writer.updateRow(session, row, data)
    return rows.length
  }
  await checkReferences(session, [{ data, values: set.values }])
  if (isEmpty(set)) return countRows(session, targets, subject)
  if (!changesAlone(session, data)) return (await updateJudged(session, await selectRows(session, targets, subject), { set, sent: sentFields(data), subject })).length
  const check = asked?.check({})
  return check ? updateChecked(session, { set, where: targets, check }, subject) : updateCount(session, { set, where: targets }, subject)
}
