import type { Where } from '../../../request/query.ts'
import { identityFields, whereRow, type StoredRow } from './row.ts'
import type { WriteSession } from './session.ts'

/** How many rows one statement names: those with a key of one field as a list, others one by one, as deep as a condition may be. */
const LISTED = 10_000
const NAMED = 256

/** Rows in parts that one statement can name each. */
export function partsOf(session: WriteSession, rows: readonly StoredRow[]): readonly (readonly StoredRow[])[] {
  const [first] = rows
  return inParts(rows, first && isListed(session, first) ? LISTED : NAMED)
}

/** Items in parts of at most so many. */
export function inParts<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
}

/** Any of several conditions of one shape; filled up to a power of two with the last one, so that statements have few shapes. */
export function anyAlike(args: readonly Where[]): Where {
  const [last] = args.slice(-1)
  if (args.length <= 1 || !last) return last ?? { op: 'or', args: [] }
  return { op: 'or', args: [...args, ...Array.from({ length: 2 ** Math.ceil(Math.log2(args.length)) - args.length }, () => last)] }
}

/** The condition that a row is one of these, which are of one model. */
export function whereAmong(session: WriteSession, rows: readonly StoredRow[]): Where {
  const [first] = rows
  const [field] = first ? identityFields(first.model, session.write.rowId) : []
  if (rows.length > 1 && first && field && isListed(session, first)) return { op: 'compare', field, by: 'in', value: rows.map((row) => row.values[field.name]), insensitive: false }
  return anyAlike(rows.map((row) => whereRow(row, session.write.rowId)))
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
