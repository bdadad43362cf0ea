// Owns the generic routes that write one record, many, or several in one transaction.
import type { FastifyInstance, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { createRecord } from '../operations/create-record.ts'
import { deleteRecord } from '../operations/delete-record.ts'
import { parseIfMatch } from '../operations/etag.ts'
import { restoreRecord } from '../operations/restore-record.ts'
import { runOperations } from '../operations/run-operations.ts'
import { updateRecord } from '../operations/update-record.ts'
import { upsertRecord } from '../operations/upsert-record.ts'
import { createMany, deleteMany, updateMany, type ManyCall } from '../operations/write-many.ts'
import type { OperationContext } from '../operations/context.ts'
import type { WriteReply } from '../operations/write-reply.ts'
import { given, type Given } from '../request/given.ts'
import { segmentAt, type Handler, type PlainHandler, type Route } from './route.ts'
import { answerWrite } from './send-write.ts'

type WriteMany = (context: OperationContext, call: ManyCall, body: Given) => Promise<WriteReply>

/** Mounts what writes below the API's base path. */
export function mountCrud(app: FastifyInstance, route: Route): void {
  app.post('/:model', route((context, call, exchange) => answerWrite(context, { exchange, input: call.input }, (inner) => createRecord(inner, call, given(exchange.body)))))
  app.patch('/:model/:id', route((context, { segment, ...call }, exchange) =>
    answerWrite(context, { exchange, input: call.input }, (inner) => updateRecord(inner, { address: { segment }, ifMatch: matching(exchange.request), ...call }, given(exchange.body)))))
  app.delete('/:model/:id', route((context, { segment, ...call }, exchange) =>
    answerWrite(context, { exchange, input: call.input }, (inner) => deleteRecord(inner, { address: { segment }, ifMatch: matching(exchange.request), ...call }))))
  app.post('/:model/:id/$restore', route((context, call, exchange) => answerWrite(context, { exchange, input: call.input }, (inner) => restoreRecord(inner, { ...call, segment: segmentAt(exchange, 1) }))))
  app.post('/:model/$upsert', route((context, call, exchange) => answerWrite(context, { exchange, input: call.input }, (inner) => upsertRecord(inner, call, given(exchange.body)))))
  app.post('/:model/$create-many', route(many(createMany)))
  app.post('/:model/$update-many', route(many(updateMany)))
  app.post('/:model/$delete-many', route(many(deleteMany)))
}

/** Mounts `$transaction`, which is of no model. */
export function mountTransaction(app: FastifyInstance, route: (handler: PlainHandler) => RouteHandlerMethod): void {
  app.post('/$transaction', route((context, input, exchange) => answerWrite(context, { exchange, input }, (inner) => runOperations(inner, given(exchange.body)))))
}

function many(write: WriteMany): Handler {
  return (context, { model, input }, exchange) => answerWrite(context, { exchange, input }, (inner, { maxAffected }) => write(inner, { model, maxAffected }, given(exchange.body)))
}

function matching({ headers }: FastifyRequest): readonly string[] | undefined {
  return parseIfMatch(headers['if-match'])
}
