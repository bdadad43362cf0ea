import { parse } from 'qs'
import { problem, type Problem } from '@ssot/contract'
import { parseJson } from './parse-json.ts'
import type { Arguments } from './parse-query.ts'

const LIMITS = { depth: 12, strictDepth: true, parameterLimit: 1000, arrayLimit: 1000, throwOnLimitExceeded: true, plainObjects: true, allowDots: false } as const

/**
 * Reads a query string. Each argument is JSON (`where={"published":true}`), brackets (`where[published]=true`) or plain text.
 * @throws REQUEST.MALFORMED_QUERY, REQUEST.BAD_VALUE, LIMIT.EXCEEDED
 */
export function readArguments(queryString: string): Arguments {
  const parts = queryString.split('&').filter((part) => part !== '')
  parts.forEach(decode)
  refuseRepeats(parts.map((part) => decode(nameOf(part))))
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
  return parseJson(value, { path: name.slice(0, 100), code: 'REQUEST.MALFORMED_QUERY', detail: `The argument "${name.slice(0, 100)}" looks like JSON but is not.` })
}

// An argument given twice could mean either; only lists (`in[]=1&in[]=2`) are said in parts of one name.
function refuseRepeats(names: readonly string[]): void {
  const seen = new Set<string>()
  const roots = new Set(names.filter((name) => name.includes('[')).map((name) => name.slice(0, name.indexOf('['))))
  for (const name of names) {
    if (seen.has(name) || roots.has(name)) throw malformed(`The argument "${name.slice(0, 100)}" is given more than once.`, name)
    if (!name.endsWith('[]')) seen.add(name)
  }
}

// qs takes what is no UTF-8 as it stands.
function decode(text: string): string {
  const decoded = decodeOrNull(text.replaceAll('+', ' '))
  if (decoded === null) throw malformed('The query string is not percent-encoded UTF-8.')
  if (decoded.includes('\0')) throw malformed('The query string holds the character NUL.')
  return decoded
}

function decodeOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function nameOf(part: string): string {
  const end = part.indexOf('=', part.search(/(?:\]|%5D)=/i))
  return end === -1 ? part : part.slice(0, end)
}

function malformed(detail: string, name?: string): Problem {
  const path = name?.slice(0, 100)
  return problem('REQUEST.MALFORMED_QUERY', { detail, ...(path !== undefined && { errors: [{ path, code: 'REQUEST.MALFORMED_QUERY', message: detail }] }) })
}
