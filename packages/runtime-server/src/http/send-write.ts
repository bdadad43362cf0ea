import type { FastifyReply } from 'fastify'
import type { OperationContext } from '../operations/context.ts'
import { etagOf } from '../operations/etag.ts'
import { performWrite, type PerformedWrite } from '../operations/perform-write.ts'
import { dataOf, statusOf, type WriteReply } from '../operations/write-reply.ts'
import type { Arguments } from '../request/parse-query.ts'
import { readPreferences, type Preferences } from './read-preferences.ts'
import { sendJson, type Exchange } from './route.ts'

/** Performs a write as the request's headers ask for, and answers it. */
export async function answerWrite(context: OperationContext, { exchange, input }: { readonly exchange: Exchange; readonly input: Arguments }, run: (context: OperationContext, preferences: Preferences) => Promise<WriteReply>): Promise<string | undefined> {
  const { request, reply, body } = exchange
  const preferences = readPreferences(request.headers.prefer)
  const key = request.headers['idempotency-key']
  const idempotencyKey = typeof key === 'string' ? key : key?.join()
  if (idempotencyKey !== undefined && !preferences.dryRun) await context.records.receipts.prepare()
  const performed = await performWrite(context, { method: request.method, url: request.raw.url ?? '', body, input, idempotencyKey, dryRun: preferences.dryRun }, (inner) => run(inner, preferences))
  const applied = [...(preferences.dryRun ? ['dry-run'] : []), ...(preferences.maxAffected !== undefined ? [`max-affected=${preferences.maxAffected}`] : [])]
  if (applied.length > 0) reply.header('preference-applied', applied.join(', '))
  return send(exchange, performed)
}

function send({ reply, base }: Exchange, { reply: written, replayed }: PerformedWrite): string | undefined {
  reply.code(statusOf(written))
  if (replayed) reply.header('idempotency-replayed', 'true')
  if (written.kind === 'nothing') return undefined
  if (written.kind === 'record') describeRecord(reply, base, written)
  const cut = written.kind === 'record' ? (written.record.truncated ?? []) : []
  return sendJson(reply, cut.length === 0 ? `{"data":${dataOf(written)}}` : `{"data":${dataOf(written)},"meta":${JSON.stringify({ truncated: cut })}}`)
}

// A client may refuse an answer whose headers are larger than 16 KB, and nobody need take a longer address (RFC 9110, 4.1).
const LONGEST_ADDRESS = 8000

function describeRecord(reply: FastifyReply, base: Exchange['base'], { record, created, model }: Extract<WriteReply, { kind: 'record' }>): void {
  if (record.key === null) return
  reply.header('etag', etagOf(record.stored))
  const address = `${base()}/${model.path}/${record.key}`
  if (created && address.length <= LONGEST_ADDRESS) reply.header('location', address)
}
