import type { FieldKind } from '@ssot/contract'
import type { Field } from '../registry/registry.ts'

/** How records are written into a file. */
export interface ExportFormat {
  readonly extension: string
  readonly mediaType: string
  /** Every record has the same plain columns. */
  readonly isTable: boolean
  head(fields: readonly Field[]): string
  /** Records as the text of a JSON list, never an empty one. */
  page(json: string, options: { readonly fields: readonly Field[]; readonly isFirst: boolean }): string
  readonly tail: string
}

/** The formats by their names. */
export const EXPORT_FORMATS: Readonly<Record<'json' | 'ndjson' | 'csv', ExportFormat>> & Readonly<Record<string, ExportFormat | undefined>> = {
  json: {
    extension: 'json',
    mediaType: 'application/json; charset=utf-8',
    isTable: false,
    head: () => '[',
    page: (json, { isFirst }) => `${isFirst ? '\n' : ',\n'}${json.slice(1, -1)}`,
    tail: '\n]\n',
  },
  ndjson: {
    extension: 'ndjson',
    mediaType: 'application/x-ndjson; charset=utf-8',
    isTable: false,
    head: () => '',
    page: (json) => `${rowsOf(json).map((row) => JSON.stringify(row)).join('\n')}\n`,
    tail: '',
  },
  csv: {
    extension: 'csv',
    mediaType: 'text/csv; charset=utf-8',
    isTable: true,
    head: (fields) => line(fields.map((field) => field.name)),
    page: (json, { fields }) => rowsOf(json).map((row) => line(fields.map((field) => cellOf(field, row[field.name])))).join(''),
    tail: '',
  },
}

function rowsOf(json: string): readonly Readonly<Record<string, unknown>>[] {
  const rows: readonly Readonly<Record<string, unknown>>[] = JSON.parse(json)
  return rows
}

// RFC 4180. NULL is nothing, and an empty text is "".
function line(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => (cell === null ? '' : cell === '' || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}

/** Kinds whose values a client chooses as text, which a spreadsheet may take for a formula. */
const FREE_TEXT: ReadonlySet<FieldKind> = new Set<FieldKind>(['string', 'json', 'enum', 'bytes'])
const FORMULA = /^'*[=+\-@\t\r]/

function cellOf(field: Field, value: unknown): string | null {
  if (value === null || value === undefined) return null
  const text = typeof value === 'string' && field.kind !== 'json' ? value : JSON.stringify(value)
  return (FREE_TEXT.has(field.kind) || field.list) && FORMULA.test(text) ? `'${text}` : text
}

/** A cell as it was before it was guarded against being a formula; the inverse of what an export does. */
export function unguardCell(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text
}
