import { ERRORS, type ErrorCode } from './codes.ts'
import type { Explanation } from './explanation.ts'

/** One fault in a request: `path` is dotted (`data.author.connect`), `code` is from the error table. */
export interface Fault {
  readonly path: string
  readonly code: ErrorCode
  readonly message: string
}

/** What a problem may carry beside its code. */
export interface ProblemDetail {
  /** What was wrong, for a person; never SQL, never ids or names the principal may not see. */
  readonly detail?: string
  readonly errors?: readonly Fault[]
  /** What to do about it. */
  readonly hint?: string
  /** Response headers such as `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>
  /** For the log only. */
  readonly cause?: unknown
  /** Which rule denied; told to nobody but the administrator of a development server. */
  readonly explanation?: Explanation
}

/** The body of an error reply (RFC 9457, `application/problem+json`). */
export interface ProblemJson {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail?: string
  readonly errors?: readonly Fault[]
  readonly hint?: string
  readonly requestId?: string
  readonly explanation?: Explanation
}

/** The only error the product throws on purpose; recognised by `isProblem`, not by its class. */
export class Problem extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly errors: readonly Fault[]
  readonly hint: string | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly explanation: Explanation | undefined

  constructor(code: ErrorCode, detail: ProblemDetail) {
    super(detail.detail ?? ERRORS[code].title, { cause: detail.cause })
    this.name = 'Problem'
    this.code = code
    this.status = ERRORS[code].status
    this.errors = detail.errors ?? []
    this.hint = detail.hint
    this.headers = detail.headers ?? {}
    this.explanation = detail.explanation
  }
}

/** Builds a problem from the error table; throw it. */
export function problem(code: ErrorCode, detail: ProblemDetail = {}): Problem {
  return new Problem(code, detail)
}

/** Whether a caught value is a problem (of any copy of this package). */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Error && error.name === 'Problem' && 'code' in error && 'status' in error
}

/** A problem as an RFC 9457 body. */
export function toProblemJson(error: Problem, requestId?: string): ProblemJson {
  return {
    type: `https://ssot.dev/problems/${error.code.toLowerCase()}`,
    title: ERRORS[error.code].title,
    status: error.status,
    code: error.code,
    detail: error.message,
    ...(error.errors.length > 0 && { errors: error.errors }),
    ...(error.hint !== undefined && { hint: error.hint }),
    ...(requestId !== undefined && { requestId }),
    ...(error.explanation && { explanation: error.explanation }),
  }
}
