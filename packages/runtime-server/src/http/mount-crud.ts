// Owns the generic routes of every model. They look the model up in the registry of the moment, so a new schema needs no new routes.
import { problem } from '@ssot/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { countRecords } from '../operations/count-records.ts'
import { createRecord } from '../operations/create-record.ts'
import { deleteRecord } from '../operations/delete-record.ts'
import { getRecord } from '../operations/get-record.ts'
import { listRecords, type ListReply } from '../operations/list-records.ts'
import { updateRecord } from '../operations/update-record.ts'
import type { RecordCall } from '../operations/call.ts'
import type { OperationContext } from '../operations/context.ts'
import type { Model } from '../registry/registry.ts'
import type { Arguments } from '../request/parse-query.ts'
import { readArguments } from '../request/read-arguments.ts'
import type { Serve } from './serve.ts'

interface ModelParams {
  readonly model: string
  readonly unique?: string
}

type Handler = (context: OperationContext, call: RecordCall, exchange: Exchange) => Promise<unknown>

/** The request and its reply, for what an operation does not know of. */
interface Exchange {
  readonly body: unknown
  readonly reply: FastifyReply
  /** The unique that `$by` names. */
  readonly unique: string
  /** Path of the request, without a trailing slash. */
  readonly path: string
}

/** Mounts list, count, get, create, update and delete below the API's base path. */
export function mountCrud(app: FastifyInstance, serve: Serve): void {
  const route = (handler: Handler) => (request: FastifyRequest<{ Params: ModelParams }>, reply: FastifyReply) =>
    serve(request, reply, (context) => {
      const { path, input, segment } = readUrl(request.raw.url ?? '/')
      return handler(context, { model: modelAt(context, request.params.model), input, segment }, { body: request.body, reply, path, unique: request.params.unique ?? '' })
    })

  app.get('/:model', route(async (context, call, { reply }) => sendList(reply, await listRecords(context, call))))
  app.post('/:model/$query', route(async (context, call, { body, reply }) => sendList(reply, await listRecords(context, { ...call, input: argumentsOf(body) }, false))))
  app.get('/:model/$count', route(async (context, call) => ({ data: await countRecords(context, call) })))
  app.post('/:model/$count', route(async (context, call, { body }) => ({ data: await countRecords(context, { ...call, input: argumentsOf(body) }, false) })))
  app.get('/:model/$by/:unique/:value', route(async (context, call, { reply, unique }) => sendJson(reply, `{"data":${await getRecord(context, { ...call, unique })}}`)))
  app.get('/:model/:id', route(async (context, call, { reply }) => sendJson(reply, `{"data":${await getRecord(context, call)}}`)))
  app.post('/:model', route(async (context, call, { body, reply, path }) => {
    const { row, key } = await createRecord(context, call, body)
    reply.code(201)
    if (key !== null) reply.header('location', `${path}/${key}`)
    return { data: row }
  }))
  app.patch('/:model/:id', route(async (context, call, { body }) => ({ data: await updateRecord(context, call, body) })))
  app.delete('/:model/:id', route(async (context, call) => ({ data: await deleteRecord(context, call) })))
}

// Records come as JSON text and go out as they are.
function sendList(reply: FastifyReply, { json, meta }: ListReply): string {
  return sendJson(reply, `{"data":${json},"meta":${JSON.stringify(meta)}}`)
}

function sendJson(reply: FastifyReply, text: string): string {
  reply.type('application/json; charset=utf-8')
  return text
}

function modelAt(context: OperationContext, path: string): Model {
  const model = context.registry.byPath.get(path)
  if (!model) throw problem('REQUEST.NO_ROUTE', { detail: 'There is no such resource.' })
  return model
}

// The last segment is taken as it was sent: a composite key is split before its parts are decoded.
function readUrl(url: string): { readonly path: string; readonly segment: string; readonly input: Arguments } {
  const end = url.indexOf('?')
  const path = (end === -1 ? url : url.slice(0, end)).replace(/\/$/, '')
  return { path, segment: path.slice(path.lastIndexOf('/') + 1), input: end === -1 ? {} : readArguments(url.slice(end + 1)) }
}

function argumentsOf(body: unknown): Arguments {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  throw problem('REQUEST.MALFORMED_QUERY', { detail: 'The body must be an object with the arguments of the query.' })
}
