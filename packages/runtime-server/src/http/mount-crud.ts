// Owns the five generic routes of every model. They look the model up in the registry of the moment, so a new schema needs no new routes.
import { problem } from '@ssot/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createRecord } from '../operations/create-record.ts'
import { deleteRecord } from '../operations/delete-record.ts'
import { getRecord } from '../operations/get-record.ts'
import { listRecords } from '../operations/list-records.ts'
import { updateRecord } from '../operations/update-record.ts'
import type { OperationContext } from '../operations/context.ts'
import type { Model } from '../registry/registry.ts'
import type { Arguments } from '../request/parse-query.ts'
import { readArguments } from '../request/read-arguments.ts'
import type { Serve } from './serve.ts'

interface ModelParams {
  readonly model: string
}

type Handler = (context: OperationContext, model: Model, call: Call) => Promise<unknown>

interface Call {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly input: Arguments
  /** The last segment of the path, as it was sent: ids are split before they are decoded. */
  readonly segment: string
  readonly path: string
}

/** Mounts list, get, create, update and delete below the API's base path. */
export function mountCrud(app: FastifyInstance, serve: Serve): void {
  const route = (handler: Handler) => (request: FastifyRequest<{ Params: ModelParams }>, reply: FastifyReply) =>
    serve(request, reply, (context) => handler(context, modelAt(context, request.params.model), callOf(request, reply)))

  app.get('/:model', route((context, model, { input }) => listRecords(context, model, input, true)))
  app.post('/:model/$query', route((context, model, { request }) => listRecords(context, model, argumentsOf(request.body), false)))
  app.get('/:model/:id', route(async (context, model, { input, segment }) => ({ data: await getRecord(context, model, segment, input) })))
  app.post('/:model', route(async (context, model, { request, reply, input, path }) => {
    const { row, key } = await createRecord(context, model, request.body, input)
    reply.code(201)
    if (key !== null) reply.header('location', `${path}/${key}`)
    return { data: row }
  }))
  app.patch('/:model/:id', route(async (context, model, { request, input, segment }) => ({ data: await updateRecord(context, model, segment, request.body, input) })))
  app.delete('/:model/:id', route(async (context, model, { input, segment }) => ({ data: await deleteRecord(context, model, segment, input) })))
}

function modelAt(context: OperationContext, path: string): Model {
  const model = context.registry.byPath.get(path)
  if (!model) throw problem('REQUEST.NO_ROUTE', { detail: 'There is no such resource.' })
  return model
}

function callOf(request: FastifyRequest, reply: FastifyReply): Call {
  const url = request.raw.url ?? '/'
  const end = url.indexOf('?')
  const path = (end === -1 ? url : url.slice(0, end)).replace(/\/$/, '')
  const segment = path.slice(path.lastIndexOf('/') + 1)
  return { request, reply, input: end === -1 ? {} : readArguments(url.slice(end + 1)), segment, path }
}

function argumentsOf(body: unknown): Arguments {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  throw problem('REQUEST.MALFORMED_QUERY', { detail: 'The body must be an object with the arguments of the query.' })
}
