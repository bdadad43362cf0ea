import type { Json } from '@ssot/contract'

/** One annotation of the schema, as read from its text and checked against the table. */
export interface Annotation {
  /** Without `@`: `policy`, `ui`, `path`. */
  readonly name: string
  readonly scope: 'model' | 'field'
  readonly model: string
  /** Set where `scope` is `field`. */
  readonly field?: string
  /** Positional arguments in order, as written. A bare word is its text. */
  readonly args: readonly Json[]
  /**
   * All arguments by name, positional ones under their name in the table, in one canonical form: lists where several are
   * allowed, `item` as `get`, rules as text or JSON. Read this rather than `args`.
   */
  readonly named: Readonly<Record<string, Json>>
  /** Path of the file as the user named it. */
  readonly file: string
  /** 1-based line on which it begins. */
  readonly line: number
}
