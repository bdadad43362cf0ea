import type { ErrorCode } from './codes.ts'

/** One fault or remark about the schema, the configuration or the database, collected at boot and by `ssot check`. */
export interface Finding {
  readonly severity: 'error' | 'warning'
  readonly code: ErrorCode
  readonly message: string
  /** Path of the file as the user named it. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
  /** 1-based. */
  readonly column?: number
  /** What to do. */
  readonly hint?: string
}
