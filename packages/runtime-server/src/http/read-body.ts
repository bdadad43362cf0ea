// Owns the body of a request: JSON in UTF-8, of a bounded size, as it is. Everything else is 415 or 413.
import { problem } from '@ssot/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Limits } from '../request/limits.ts'
import { parseJson } from '../request/parse-json.ts'

// RFC 8259: a byte order mark may be passed over, which TextDecoder does.
const UTF8 = new TextDecoder('utf-8', { fatal: true })
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i

type BodyLimits = Pick<Limits, 'maxBodyBytes'>

/** A route with this in its `config` takes files up to `maxImportBytes`. */
export const TAKES_IMPORTS = { bodyLimit: 'maxImportBytes' } as const

/** Takes JSON bodies only; the limits are those of the moment. */
export function readJsonBodies(app: FastifyInstance, limits: () => BodyLimits): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(JSON_TYPE, async (request: FastifyRequest, payload: NodeJS.ReadableStream) => {
    refuseCharset(request.headers['content-type'] ?? '')
    const body = await readBytes(request, payload, limits().maxBodyBytes)
    // Some clients name a type and send nothing.
    if (body.length === 0 && request.method === 'DELETE') return undefined
    if (body.length === 0) throw problem('REQUEST.MALFORMED_JSON', { detail: 'The body is empty.', hint: 'Send a JSON object.' })
    return parseJson(decode(body))
  })
}

/** Whether a route is for imports, whose bodies are larger and whose work has no time limit as a whole. */
export function takesImports(request: FastifyRequest): boolean {
  if (request.method !== 'POST') return false
  const config: unknown = request.routeOptions.config
  return typeof config === 'object' && config !== null && Reflect.get(config, 'bodyLimit') === TAKES_IMPORTS.bodyLimit
}

/** Reads a body whole. @throws REQUEST.BODY_TOO_LARGE, also where the length is not said; REQUEST.UNSUPPORTED_MEDIA_TYPE where it is compressed */
export function readBytes(request: FastifyRequest, payload: NodeJS.ReadableStream, maxBytes: number): Promise<Buffer> {
  refuseEncoding(request.headers['content-encoding'])
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.reject(tooLarge(maxBytes))
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    payload.on('data', (chunk: Buffer) => {
      length += chunk.length
      // What still comes is read and dropped: a reset connection would take the answer with it.
      if (length <= maxBytes) chunks.push(chunk)
      else reject(tooLarge(maxBytes))
    })
    payload.on('end', () => resolve(Buffer.concat(chunks)))
    payload.on('error', (error) => reject(problem('REQUEST.MALFORMED_HTTP', { detail: 'The body ended before its end.', cause: error })))
  })
}

function tooLarge(maxBytes: number): Error {
  return problem('REQUEST.BODY_TOO_LARGE', { detail: `The body may have ${maxBytes} bytes.` })
}

function refuseEncoding(encoding: string | undefined): void {
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return
  throw problem('REQUEST.UNSUPPORTED_MEDIA_TYPE', { detail: 'A body may not be compressed.', hint: 'Send it without Content-Encoding.' })
}

function refuseCharset(contentType: string): void {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1]
  if (charset === undefined || /^utf-?8$/i.test(charset)) return
  throw problem('REQUEST.UNSUPPORTED_MEDIA_TYPE', { detail: 'A body is JSON in UTF-8.' })
}

function decode(body: Buffer): string {
  try {
    return UTF8.decode(body)
  } catch {
    throw problem('REQUEST.MALFORMED_JSON', { detail: 'The body is not valid JSON in UTF-8.' })
  }
}
