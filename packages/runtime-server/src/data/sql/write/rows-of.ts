import type { Where } from '../../../request/query.ts'
import { identityFields, whereRow, type StoredRow } from './row.ts'
import type { WriteSession } from './session.ts'

/** How many rows one statement names: those with a key of one field as a list, others one by one. */
const LISTED = [10_000] as const
const SIZES = [100, 10, 1] as const

/** Rows in parts that one statement can name each. */
export function partsOf(session: WriteSession, rows: readonly StoredRow[]): readonly (readonly StoredRow[])[] {
  const [first] = rows
  return inParts(rows, first && isListed(session, first) ? LISTED : SIZES)
}

/** Rows in parts of a few sizes, so that statements have few shapes. */
export function inParts(rows: readonly StoredRow[], sizes: readonly number[]): readonly (readonly StoredRow[])[] {
  const parts: (readonly StoredRow[])[] = []
  for (let start = 0; start < rows.length; start += parts.at(-1)?.length ?? 1) {
    const left = rows.length - start
    parts.push(rows.slice(start, start + (sizes.find((size) => size <= left) ?? left)))
  }
  return parts
}

/** The condition that a row is one of these, which are of one model. */
export function whereAmong(session: WriteSession, rows: readonly StoredRow[]): Where {
  const [first] = rows
  const [field] = first ? identityFields(first.model, session.write.rowId) : []
  if (rows.length > 1 && first && field && isListed(session, first)) return { op: 'compare', field, by: 'in', value: rows.map((row) => row.values[field.name]), insensitive: false }
  const each = rows.map((row) => whereRow(row, session.write.rowId))
  const [only] = each
  return each.length === 1 && only ? only : { op: 'or', args: each }
}

/** What tells a row from others of its model, as text. */
export function identityOf({ write }: Pick<WriteSession, 'write'>, { model, values }: StoredRow): string {
  return JSON.stringify(identityFields(model, write.rowId).map((field) => String(values[field.name]?.stored)))
}

/** Each row once. */
export function distinctRows(session: WriteSession, rows: readonly StoredRow[]): readonly StoredRow[] {
  return rows.length < 2 ? rows : [...new Map(rows.map((row) => [identityOf(session, row), row])).values()]
}

function isListed({ write }: WriteSession, { model }: StoredRow): boolean {
  return model.key !== null && identityFields(model, write.rowId).length === 1
}
