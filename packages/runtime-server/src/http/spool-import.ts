// Owns the body of an import: a file that is put on disk as it comes, so that it can be looked at as a whole before anything is written.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline, Readable, Transform } from 'node:stream'
import { pipeline as flow } from 'node:stream/promises'
import { parse } from 'csv-parse'
import { isProblem, problem } from '@ssot/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ImportRow, ImportSource } from '../operations/import-source.ts'
import type { Limits } from '../request/limits.ts'
import { parseJson } from '../request/parse-json.ts'
import { takesImports } from './read-body.ts'

const CSV_TYPE = /^text\/csv\s*(?:;|$)/i
const NDJSON_TYPE = /^application\/(?:x-)?ndjson\s*(?:;|$)/i

/** A file on disk, for as long as its request lasts. */
export interface SpooledFile {
  readonly format: 'csv' | 'ndjson'
  readonly path: string
  readonly bytes: number
  /** What an idempotency key compares: the content, not the place. */
  toJSON(): unknown
}

const SPOOLED = new WeakSet<object>()

/** Whether a body is a file that was spooled. */
export function isSpooledFile(body: unknown): body is SpooledFile {
  return typeof body === 'object' && body !== null && SPOOLED.has(body)
}

/** Takes files on routes for imports; everywhere else their types are 415. */
export function spoolImports(app: FastifyInstance, limits: () => Pick<Limits, 'maxImportBytes'>): void {
  const spoolAs = (format: SpooledFile['format']) => async (request: FastifyRequest, payload: NodeJS.ReadableStream): Promise<unknown> => {
    if (!takesImports(request)) throw problem('REQUEST.UNSUPPORTED_MEDIA_TYPE', { detail: 'This address takes JSON only.' })
    if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') throw problem('REQUEST.UNSUPPORTED_MEDIA_TYPE', { detail: 'A body may not be compressed.' })
    return spool(payload, format, limits().maxImportBytes)
  }
  app.addContentTypeParser(CSV_TYPE, spoolAs('csv'))
  app.addContentTypeParser(NDJSON_TYPE, spoolAs('ndjson'))
  app.addHook('onResponse', async (request) => {
    if (isSpooledFile(request.body)) await rm(join(request.body.path, '..'), { recursive: true, force: true })
  })
}

async function spool(payload: NodeJS.ReadableStream, format: SpooledFile['format'], maxBytes: number): Promise<SpooledFile> {
  const folder = await mkdtemp(join(tmpdir(), 'ssot-import-'))
  const path = join(folder, `rows.${format}`)
  const hash = createHash('sha256')
  let bytes = 0
  const counted = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length
      hash.update(chunk)
      done(bytes > maxBytes ? problem('REQUEST.BODY_TOO_LARGE', { detail: `An import may have ${maxBytes} bytes.` }) : null, chunk)
    },
  })
  try {
    await flow(payload, counted, createWriteStream(path, { mode: 0o600 }))
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw isProblem(error) ? error : problem('REQUEST.MALFORMED_HTTP', { detail: 'The body ended before its end.', cause: error })
  }
  const digest = hash.digest('hex')
  const file: SpooledFile = { format, path, bytes, toJSON: () => ({ format, digest }) }
  SPOOLED.add(file)
  return file
}

/** The rows of a spooled file. */
export function readSpooled({ format, path }: SpooledFile): ImportSource {
  return format === 'csv' ? { form: 'table', rows: () => csvRows(path) } : { form: 'objects', rows: () => jsonRows(path) }
}

const MAX_LINE = 1_048_576

async function* jsonRows(path: string): AsyncGenerator<ImportRow> {
  let line = 0
  try {
    for await (const text of lines(textOf(path))) {
      line += 1
      if (text.trim() !== '') yield readJson(text, line)
    }
  } catch (error) {
    yield { line: line + 1, fault: faultOf(error) }
  }
}

async function* lines(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const text of texts) {
    const parts = `${rest}${text}`.split('\n')
    rest = parts.pop() ?? ''
    if (rest.length > MAX_LINE) throw new Error('it is too long')
    yield* parts
  }
  if (rest !== '') yield rest
}

function readJson(text: string, line: number): ImportRow {
  if (text.length > MAX_LINE) return { line, fault: 'is too long' }
  try {
    return { line, value: parseJson(text) }
  } catch (error) {
    return { line, fault: isProblem(error) ? `is not valid: ${error.message}` : 'is not valid JSON' }
  }
}

async function* csvRows(path: string): AsyncGenerator<ImportRow> {
  // A cell that is empty and not in quotes is nothing; "" is an empty text.
  const options = { columns: checkHeader, bom: true, info: true, skip_empty_lines: true, max_record_size: MAX_LINE, cast: castCell } as const
  const parser = pipeline(Readable.from(textOf(path)), parse(options), () => undefined)
  let line = 2
  try {
    for await (const { record, info } of parser) {
      yield { line, value: record }
      line = Number(info.lines) + 1
    }
  } catch (error) {
    yield { line, fault: faultOf(error) }
  }
}

function checkHeader(header: readonly string[]): string[] {
  const double = header.find((name, index) => header.indexOf(name) !== index)
  if (double !== undefined) throw new Error(`the column ${JSON.stringify(double)} stands twice in the first line`)
  return [...header]
}

function castCell(value: string, { quoting, header }: { readonly quoting: boolean; readonly header: boolean }): string | null {
  return value === '' && !quoting && !header ? null : value
}

function faultOf(error: unknown): string {
  return `cannot be read: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it is not valid'}`
}

// What is no UTF-8 must not become something else.
async function* textOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (read: () => string): string => {
    try {
      return read()
    } catch {
      throw new Error('the file is not UTF-8')
    }
  }
  for await (const chunk of createReadStream(path)) yield decode(() => decoder.decode(chunk, { stream: true }))
  yield decode(() => decoder.decode())
}
