// Owns what rows that were written must fulfil once all of a write is stored: few statements, however many rows.
import { allOf } from '../../../request/combine-where.ts'
import type { Where } from '../../../request/query.ts'
import { both, whereRow, type StoredRow } from './row.ts'
import { distinctRows, identityOf, inParts, partsOf, whereAmong } from './rows-of.ts'
import { deniedWrite, type PendingCheck, type WriteSession } from './session.ts'
import { countRows } from './pick-rows.ts'

/** Notes what rows must fulfil at the end of the write; null asks nothing. */
export function noteChecks(session: WriteSession, rows: readonly StoredRow[], { where, path, kind, variant }: Omit<PendingCheck, 'row' | 'where'> & { readonly where: Where | null }): void {
  if (where) session.pending.push(...rows.map((row) => ({ row, where, path, kind, variant })))
}

/** Looks at everything that was noted. @throws POLICY.DENIED where a row does not fulfil it, or is not there any more */
export async function settleChecks(session: WriteSession): Promise<void> {
  const pending = session.pending.splice(0)
  for (const kind of new Set(pending.map((check) => check.kind))) {
    const checks = pending.filter((check) => check.kind === kind)
    const [first] = checks
    if (first && !(await areFulfilled(session, first, checks))) throw await refusal(session, first, checks)
  }
}

/** Whether all rows, which are of one model, are there and fulfil a condition. */
export async function doAllFulfil(session: WriteSession, rows: readonly StoredRow[], where: Where): Promise<boolean> {
  for (const part of partsOf(session, distinctRows(session, rows))) if ((await countAmong(session, part, both(whereAmong(session, part), where))) < part.length) return false
  return true
}

/** Conditions of their own make statements long. */
const SIZES = [50, 10, 1] as const

async function areFulfilled(session: WriteSession, first: PendingCheck, checks: readonly PendingCheck[]): Promise<boolean> {
  if (checks.every(({ variant }) => variant === first.variant)) return doAllFulfil(session, checks.map(({ row }) => row), first.where)
  const conditions = new Map<string, readonly Where[]>()
  for (const { row, where } of checks) conditions.set(identityOf(session, row), [...(conditions.get(identityOf(session, row)) ?? []), where])
  const whereOf = (row: StoredRow): Where => allOf([whereRow(row, session.write.rowId), ...(conditions.get(identityOf(session, row)) ?? [])])
  for (const part of inParts(distinctRows(session, checks.map(({ row }) => row)), SIZES)) if ((await countAmong(session, part, { op: 'or', args: part.map(whereOf) })) < part.length) return false
  return true
}

// The first that fails is named; where all are of one place, nobody has to look.
async function refusal(session: WriteSession, first: PendingCheck, checks: readonly PendingCheck[]): Promise<Error> {
  const isOnePlace = checks.every(({ path }) => path === first.path)
  for (const { row, where, path } of isOnePlace ? [] : checks) if (!(await doAllFulfil(session, [row], where))) return deniedWrite({ model: row.model, path })
  return deniedWrite({ model: first.row.model, path: first.path })
}

function countAmong(session: WriteSession, [first]: readonly StoredRow[], where: Where): Promise<number> {
  return first ? countRows(session, where, { model: first.model, path: '', sent: [] }) : Promise.resolve(0)
}
