import type { Row } from '@ssot/contract'
import { allOf } from '../../../request/combine-where.ts'
import type { Where } from '../../../request/query.ts'
import type { UpdateRules } from '../../../request/row-rules.ts'
import { doAllFulfil, noteChecks } from './pending-checks.ts'
import { selectImages } from './pick-rows.ts'
import { both, identityFields, type StoredRow } from './row.ts'
import { distinctRows, identityOf, inParts, partsOf, whereAmong } from './rows-of.ts'
import { deniedWrite, type Subject, type WriteSession } from './session.ts'
import { updateRows, type Assignments } from './statements.ts'

/** What has been found of rows that are to be changed. */
export interface UpdateVerdict {
  /** Is told of a row as it was and as it is after the change. */
  note(before: StoredRow, after: StoredRow): void
  /** Whether it matters as which of them a row was known before. */
  readonly tellsApart: boolean
}

const UNASKED: UpdateVerdict = { note: () => undefined, tellsApart: false }

/** Looks whether rows, which are locked, may be changed; what they are to fulfil afterwards is noted as they change. @throws POLICY.DENIED */
export async function judgeUpdate(session: WriteSession, rows: readonly StoredRow[], { sent, subject }: { readonly sent: readonly string[]; readonly subject: Subject }): Promise<UpdateVerdict> {
  const { model, path } = subject
  const rules = session.rules?.updated(model, sent)
  if (!rules || rows.length === 0) return UNASKED
  const imageOf = await imagesOf(session, rows, { rules, subject })
  const checks = new Map<string, Where | null>()
  return {
    tellsApart: rules.reads.length > 0,
    note: (before, after) => {
      const image = imageOf(before)
      const variant = JSON.stringify(image)
      const where = checks.has(variant) ? (checks.get(variant) ?? null) : rules.check(image)
      checks.set(variant, where)
      noteChecks(session, [after], { where, path, kind: `update ${model.name} ${sent.join()}`, variant })
    },
  }
}

async function imagesOf(session: WriteSession, rows: readonly StoredRow[], { rules, subject }: { readonly rules: UpdateRules; readonly subject: Subject }): Promise<(row: StoredRow) => Row> {
  const { using, fields, reads } = rules
  const asked = allOf([using, fields].filter((where) => where !== null))
  if (reads.length === 0) {
    if (asked.op !== 'always' && !(await doAllFulfil(session, rows, asked))) throw deniedWrite(subject)
    return () => ({})
  }
  const images = new Map<string, Row>()
  const each = distinctRows(session, rows)
  for (const part of partsOf(session, each)) for (const { row, image } of await selectImages(session, { where: both(whereAmong(session, part), asked), fields: reads }, subject)) images.set(identityOf(session, row), image)
  if (images.size < each.length) throw deniedWrite(subject)
  return (row) => images.get(identityOf(session, row)) ?? {}
}

/** Changes rows, which are locked, as far as the rules allow it; answers them as they are then. @throws POLICY.DENIED */
export async function updateJudged(session: WriteSession, rows: readonly StoredRow[], { set, sent, subject }: { readonly set: Assignments; readonly sent: readonly string[]; readonly subject: Subject }): Promise<readonly StoredRow[]> {
  const { note, tellsApart } = await judgeUpdate(session, rows, { sent, subject })
  const keyed = identityFields(subject.model, session.write.rowId)
  // A row whose key changes is known again only alone.
  const isMoved = tellsApart && (subject.model.key === null || keyed.some(({ name }) => Object.hasOwn(set.values, name) || Object.hasOwn(set.changes, name)))
  const written: StoredRow[] = []
  for (const part of isMoved ? inParts(rows, 1) : partsOf(session, rows)) {
    const before = new Map(part.map((row) => [identityOf(session, row), row]))
    for (const after of await updateRows(session, { set, where: whereAmong(session, part) }, subject)) {
      note((isMoved ? part[0] : before.get(identityOf(session, after))) ?? after, after)
      written.push(after)
    }
  }
  return written
}
