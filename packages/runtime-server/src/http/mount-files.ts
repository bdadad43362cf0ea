// Owns export and import, the routes whose bodies are files.
import { Readable } from 'node:stream'
import { problem } from '@ssot/contract'
import type { FastifyInstance } from 'fastify'
import { exportRecords } from '../operations/export-records.ts'
import { importRecords } from '../operations/import-records.ts'
import type { ImportSource } from '../operations/import-source.ts'
import { isPlainObject } from '../request/given.ts'
import { TAKES_IMPORTS } from './read-body.ts'
import { sendJson, type Route } from './route.ts'
import { isSpooledFile, readSpooled } from './spool-import.ts'

/** Mounts `$export` and `$import`. */
export function mountFiles(app: FastifyInstance, route: Route): void {
  app.get('/:model/$export', route(async (context, call, { reply }) => {
    const { format, text } = exportRecords(context, call)
    reply.type(format.mediaType).header('content-disposition', `attachment; filename="${call.model.path}.${format.extension}"`)
    return Readable.from(text)
  }))
  app.post('/:model/$import', { config: TAKES_IMPORTS }, route(async (context, call, { body, reply }) => sendJson(reply, `{"data":${JSON.stringify(await importRecords(context, call, sourceOf(body)))}}`)))
}

function sourceOf(body: unknown): ImportSource {
  if (isSpooledFile(body)) return readSpooled(body)
  const rows = isPlainObject(body) ? body['data'] : body
  if (!Array.isArray(rows)) throw problem('REQUEST.MALFORMED_JSON', { detail: 'The body must be a list of records, or { "data": [ … ] }; a file is sent as text/csv or application/x-ndjson.' })
  return { form: 'objects', rows: () => listed(rows) }
}

async function* listed(rows: readonly unknown[]): ReturnType<ImportSource['rows']> {
  for (const [index, value] of rows.entries()) yield { line: index + 1, value }
}
