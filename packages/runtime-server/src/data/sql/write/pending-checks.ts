// Owns what rows that were written must fulfil once all of a write is stored: few statements, however many rows.
import type { Where } from '../../../request/query.ts'
import { describeCondition } from '../describe-shape.ts'
import { countRows } from './pick-rows.ts'
import { both, type StoredRow } from './row.ts'
import { anyAlike, distinctRows, identityOf, inParts, partsOf, whereAmong } from './rows-of.ts'
import { deniedWrite, type PendingCheck, type WriteSession } from './session.ts'

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

// Rows that are asked the same are named together.
async function areFulfilled(session: WriteSession, first: PendingCheck, checks: readonly PendingCheck[]): Promise<boolean> {
  if (checks.every(({ variant }) => variant === first.variant)) return doAllFulfil(session, checks.map(({ row }) => row), first.where)
  for (const part of inParts(groupsOf(session, checks), groupsAtOnce(session, first))) {
    const rows = part.flatMap((group) => group.rows)
    if ((await countAmong(session, rows, anyAlike(part.map((group) => both(whereAmong(session, group.rows), ...group.conditions))))) < rows.length) return false
  }
  return true
}

interface Group {
  readonly rows: readonly StoredRow[]
  readonly conditions: readonly Where[]
}

// By all that is asked of a row: one that was written twice is asked twice.
function groupsOf(session: WriteSession, checks: readonly PendingCheck[]): readonly Group[] {
  const asked = new Map<string, { readonly row: StoredRow; readonly conditions: Map<string, Where> }>()
  for (const { row, where, variant } of checks) {
    const id = identityOf(session, row)
    const known = asked.get(id) ?? { row, conditions: new Map<string, Where>() }
    known.conditions.set(variant, where)
    asked.set(id, known)
  }
  const groups = new Map<string, { readonly rows: StoredRow[]; readonly conditions: readonly Where[] }>()
  for (const { row, conditions } of asked.values()) {
    const key = JSON.stringify([...conditions.keys()].toSorted())
    const group = groups.get(key) ?? { rows: [], conditions: [...conditions.values()] }
    group.rows.push(row)
    groups.set(key, group)
  }
  return [...groups.values()].flatMap(({ rows, conditions }) => partsOf(session, rows).map((part) => ({ rows: part, conditions })))
}

const MOST_GROUPS = 128

function groupsAtOnce({ dialect }: WriteSession, { where }: PendingCheck): number {
  const width = describeCondition(dialect, where).values.reduce<number>((sum, value) => sum + (Array.isArray(value) ? dialect.listWidth(value.length) : 1), 1)
  return Math.max(1, Math.min(MOST_GROUPS, Math.floor(dialect.maxParameters / 2 / width)))
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
