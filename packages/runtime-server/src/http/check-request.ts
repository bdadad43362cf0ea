// Owns what is checked of every request before anything is done for it: the size and the form of its URL and headers.
import { problem, type Problem } from '@ssot/contract'
import type { FastifyRequest } from 'fastify'
import type { Limits } from '../request/limits.ts'

/** How large the headers of a request may be together, names and values. */
export const MAX_HEADER_BYTES = 16_384

/** What is wrong with a request by its first lines: REQUEST.URL_TOO_LONG, REQUEST.HEADERS_TOO_LARGE or REQUEST.MALFORMED_URL; undefined where nothing is. */
export function findFault({ raw, params }: FastifyRequest, { maxUrlBytes, maxParamLength }: Limits): Problem | undefined {
  const url = raw.url ?? ''
  if (url.length > maxUrlBytes) return problem('REQUEST.URL_TOO_LONG', { detail: `A URL may have ${maxUrlBytes} bytes.`, hint: 'Send long queries as the body of POST …/$query.' })
  if (!PRINTABLE.test(url)) return problem('REQUEST.MALFORMED_URL', { detail: 'A URL holds ASCII; everything else is percent-encoded.' })
  if (sizeOf(raw.rawHeaders) > MAX_HEADER_BYTES) return problem('REQUEST.HEADERS_TOO_LARGE', { detail: `The headers may have ${MAX_HEADER_BYTES} bytes.` })
  // No part of a URL is longer than the whole.
  if (url.length > maxParamLength && hasLongPart(params, maxParamLength)) return problem('REQUEST.URL_TOO_LONG', { detail: `A part of a path may have ${maxParamLength} characters.` })
  return undefined
}

const PRINTABLE = /^[\x21-\x7e]*$/

function sizeOf(texts: readonly string[]): number {
  let size = 0
  for (const text of texts) size += text.length
  return size
}

function hasLongPart(params: unknown, maxLength: number): boolean {
  const parts = typeof params === 'object' && params !== null ? Object.entries(params) : []
  return parts.some(([name, value]) => name !== '*' && typeof value === 'string' && value.length > maxLength)
}
