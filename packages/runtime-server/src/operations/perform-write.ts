// Owns what a request may say of a write beside the write itself: that it be tried only, and that it be done once.
import { createHash } from 'node:crypto'
import { isProblem, problem } from '@ssot/contract'
import type { Principal } from '../policy/principal.ts'
import type { Arguments } from '../request/parse-query.ts'
import type { OperationContext } from './context.ts'
import { withHooks } from './run-hooks.ts'
import { getRecord } from './get-record.ts'
import type { WriteReply } from './write-reply.ts'

/** A write as it was asked for. */
export interface WriteRequest {
  readonly method: string
  /** With the query string. */
  readonly url: string
  readonly body: unknown
  /** What of the written record is answered. */
  readonly input: Arguments
  readonly idempotencyKey: string | undefined
  /** Everything is done, answered and undone. */
  readonly dryRun: boolean
}

/** What became of it. */
export interface PerformedWrite {
  readonly reply: WriteReply
  /** It was done before, by a request with the same key. */
  readonly replayed: boolean
}

type Run = (context: OperationContext) => Promise<WriteReply>

/** Performs a write. @throws REQUEST.KEY_REUSED where the idempotency key belongs to another request */
export function performWrite(context: OperationContext, request: WriteRequest, run: Run): Promise<PerformedWrite> {
  return withHooks(request.dryRun ? { ...context, dryRun: true } : context, (inner) => perform(inner, request, run))
}

async function perform(context: OperationContext, request: WriteRequest, run: Run): Promise<PerformedWrite> {
  if (request.dryRun) return { reply: await tryOnly(context, run), replayed: false }
  if (request.idempotencyKey === undefined) return { reply: await run(context), replayed: false }
  return once(context, { ...request, idempotencyKey: request.idempotencyKey }, run)
}

/** Undoes a transaction. */
class Undone extends Error {}

/** Runs an operation in a transaction that is undone; answers what it answered. */
export async function tryOnly<T>(context: OperationContext, run: (context: OperationContext) => Promise<T>): Promise<T> {
  let answered: { readonly answer: T } | undefined
  try {
    // The write itself ends before it is undone, so that what would refuse it at its end does.
    await context.records.transaction(async (outer) => {
      answered = { answer: await outer.transaction((records) => run({ ...context, records })) }
      throw new Undone('The transaction was only tried.')
    })
  } catch (error) {
    if (!answered || !(error instanceof Undone)) throw error
    return answered.answer
  }
  throw problem('INTERNAL.BUG', { detail: 'A transaction that was only tried was not undone.' })
}

async function once(context: OperationContext, request: WriteRequest & { readonly idempotencyKey: string }, run: Run): Promise<PerformedWrite> {
  const id = receiptId(context.principal, request)
  const hash = hashOf(JSON.stringify(request.body ?? null))
  return context.records.transaction(async (records) => {
    const known = await records.receipts.claim(id, hash)
    if (known && known.request !== hash) throw problem('REQUEST.KEY_REUSED', { detail: 'This Idempotency-Key was sent with another body.', hint: 'Use a new key for each new request.' })
    if (known) return { reply: await replay({ ...context, records }, readReceipt(known.reply), request.input), replayed: true }
    const reply = await run({ ...context, records })
    await records.receipts.keep(id, JSON.stringify(receiptOf(reply)))
    return { reply, replayed: false }
  })
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const MAX_KEY = 255

// Nobody in particular shares keys with everybody: only one that nobody guesses is told apart.
function receiptId({ kind, id }: Principal, { method, url, idempotencyKey }: WriteRequest & { readonly idempotencyKey: string }): string {
  if (idempotencyKey === '' || idempotencyKey.length > MAX_KEY) throw problem('REQUEST.BAD_VALUE', { detail: `Idempotency-Key must have 1 to ${MAX_KEY} characters.` })
  if (kind === 'anonymous' && !UUID.test(idempotencyKey)) throw problem('REQUEST.BAD_VALUE', { detail: 'Idempotency-Key must be a UUID.' })
  return hashOf(JSON.stringify([kind, id, method, url, idempotencyKey]))
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** What is kept of an answer: never the record itself, which is read again under the rights of then. */
type Receipt =
  | { readonly kind: 'record'; readonly created: boolean; readonly model: string; readonly key: string | null }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'list'; readonly replies: readonly Receipt[] }

function receiptOf(reply: WriteReply): Receipt {
  if (reply.kind === 'record') return { kind: 'record', created: reply.created, model: reply.model.name, key: reply.record.key }
  return reply.kind === 'list' ? { kind: 'list', replies: reply.replies.map(receiptOf) } : reply
}

// What was kept was written by `receiptOf`.
function readReceipt(text: string): Receipt {
  const receipt: Receipt = JSON.parse(text)
  return receipt
}

async function replay(context: OperationContext, receipt: Receipt, input: Arguments): Promise<WriteReply> {
  if (receipt.kind === 'list') {
    const replies: WriteReply[] = []
    for (const part of receipt.replies) replies.push(await replay(context, part, {}))
    return { kind: 'list', replies }
  }
  return receipt.kind === 'record' ? replayRecord(context, receipt, input) : receipt
}

// The record is not there, or not for the caller any more, or it never was: what was done is answered without it.
const UNSEEN: ReadonlySet<string> = new Set(['DATA.NOT_FOUND', 'AUTH.REQUIRED', 'POLICY.DENIED'])

async function replayRecord(context: OperationContext, { model: name, key, created }: Extract<Receipt, { kind: 'record' }>, input: Arguments): Promise<WriteReply> {
  const model = context.registry.models.get(name)
  if (!model) throw problem('DATA.NOT_FOUND', { detail: 'There is no such record any more.' })
  const gone = { json: 'null', stored: '', key: null }
  if (key === null) return { kind: 'record', created, model, record: gone }
  const record = await getRecord(context, { model, segment: key, input }).catch((error: unknown) => {
    if (isProblem(error) && UNSEEN.has(error.code)) return gone
    throw error
  })
  return { kind: 'record', created, model, record: { ...record, key } }
}
