import { parse } from 'qs'
import { problem } from '@ssot/contract'
import type { Arguments } from './parse-query.ts'

const LIMITS = { depth: 12, strictDepth: true, parameterLimit: 1000, arrayLimit: 1000, throwOnLimitExceeded: true, plainObjects: true, allowDots: false } as const

/**
 * Reads a query string. Each argument is JSON (`where={"published":true}`), brackets (`where[published]=true`) or plain text.
 * @throws REQUEST.MALFORMED_QUERY
 */
export function readArguments(queryString: string): Arguments {
  const raw = parseBrackets(queryString)
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, readArgument(name, value)]))
}

function parseBrackets(queryString: string): Readonly<Record<string, unknown>> {
  try {
    return parse(queryString, LIMITS)
  } catch {
    throw problem('REQUEST.MALFORMED_QUERY', {
      detail: `The query string is nested deeper than ${LIMITS.depth} or holds more than ${LIMITS.parameterLimit} parts.`,
      hint: 'Send long queries as JSON arguments.',
    })
  }
}

function readArgument(name: string, value: unknown): unknown {
  if (typeof value !== 'string' || name === 'search' || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    throw problem('REQUEST.MALFORMED_QUERY', {
      detail: `The argument "${name.slice(0, 100)}" looks like JSON but is not.`,
      errors: [{ path: name.slice(0, 100), code: 'REQUEST.MALFORMED_QUERY', message: 'Not valid JSON.' }],
    })
  }
}
