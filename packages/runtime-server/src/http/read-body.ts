import { problem } from '@ssot/contract'
import type { FastifyInstance } from 'fastify'

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Takes JSON bodies only, as strict UTF-8; everything else is 415. */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(/^application\/(?:[\w.+-]+\+)?json\b/i, { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJson(typeof body === 'string' ? Buffer.from(body) : body))
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)))
    }
  })
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) throw problem('REQUEST.MALFORMED_JSON', { detail: 'The body is empty.', hint: 'Send a JSON object.' })
  try {
    return JSON.parse(UTF8.decode(body))
  } catch {
    throw problem('REQUEST.MALFORMED_JSON', { detail: 'The body is not valid JSON in UTF-8.' })
  }
}
