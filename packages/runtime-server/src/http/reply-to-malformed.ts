import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { problem, toProblemJson, type ErrorCode } from '@ssot/contract'
import { COMMON_HEADERS } from './reply-problem.ts'

const BY_NODE_CODE: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'REQUEST.HEADERS_TOO_LARGE',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'REQUEST.BODY_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST.TIMEOUT',
}

interface Failure {
  readonly code?: string
  /** The bytes in which the fault was found. */
  readonly rawPacket?: unknown
}

/** Answers what Node could not read as HTTP, straight on the socket, and closes it: what would follow cannot be told apart from it. */
export function replyToMalformed(error: Failure, socket: Socket, schemaHash: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const requestId = randomUUID()
  const { status, body } = describe(codeOf(error), requestId)
  const headers = {
    ...COMMON_HEADERS,
    'x-request-id': requestId,
    'x-ssot-schema': schemaHash,
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'connection': 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`, () => socket.destroySoon())
}

function codeOf({ code = '', rawPacket }: Failure): ErrorCode {
  // Where not even the first line has ended, it is the URL that is too long.
  if (code === 'HPE_HEADER_OVERFLOW' && Buffer.isBuffer(rawPacket) && /^[A-Z]+ \S*$/.test(rawPacket.toString('latin1'))) return 'REQUEST.URL_TOO_LONG'
  return BY_NODE_CODE[code] ?? 'REQUEST.MALFORMED_HTTP'
}

function describe(code: ErrorCode, requestId: string): { readonly status: number; readonly body: string } {
  const refused = problem(code)
  return { status: refused.status, body: JSON.stringify(toProblemJson(refused, requestId)) }
}
