import { problem, type ErrorCode } from '@ssot/contract'
import { scanJson } from './scan-json.ts'

/** What a text that is not JSON is refused with. */
export interface JsonSource {
  /** Where the document stands in the request: empty for the body. */
  readonly path: string
  readonly code: ErrorCode
  readonly detail: string
}

const BODY: JsonSource = { path: '', code: 'REQUEST.MALFORMED_JSON', detail: 'The body is not valid JSON in UTF-8.' }

/**
 * Parses JSON that a client sent: no key twice in an object, no number that would lose digits, no nesting past a limit.
 * @throws REQUEST.MALFORMED_JSON, REQUEST.BAD_VALUE, LIMIT.EXCEEDED, or the code of the source
 */
export function parseJson(text: string, source: JsonSource = BODY): unknown {
  const found = scanJson(text, source.path)
  if (found) {
    const code = found.code === BODY.code ? source.code : found.code
    throw problem(code, { detail: found.message, errors: [{ ...found, code }] })
  }
  try {
    return JSON.parse(text)
  } catch {
    throw problem(source.code, { detail: source.detail, ...(source.path !== '' && { errors: [{ path: source.path, code: source.code, message: 'Not valid JSON.' }] }) })
  }
}
