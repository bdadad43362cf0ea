/** Rows of a file that is to be imported. They can be read more than once. */
export interface ImportSource {
  /** `table`: values are texts of cells, to be read by their fields' kinds; null is an empty cell. */
  readonly form: 'table' | 'objects'
  rows(): AsyncIterable<ImportRow>
}

/** One row, and the line of the file at which it begins, from 1; or what is wrong with the line. */
export type ImportRow = { readonly line: number; readonly value: unknown } | { readonly line: number; readonly fault: string }
