// Owns the step from a request on a model's address to a call of an operation.
import { problem, type Problem } from '@ssot/contract'
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { RecordText } from '../data/records/records.ts'
import type { RecordCall } from '../operations/call.ts'
import type { OperationContext } from '../operations/context.ts'
import type { ListReply } from '../operations/list-records.ts'
import { etagOf } from '../operations/etag.ts'
import type { Model } from '../registry/registry.ts'
import type { Arguments } from '../request/parse-query.ts'
import { readArguments } from '../request/read-arguments.ts'
import { createRecentCache } from '../request/recent-cache.ts'
import type { Serve } from './serve.ts'

/** The request and its reply, for what an operation does not know of. */
export interface Exchange {
  readonly body: unknown
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** A parameter of the route's own, as the router decoded it; empty where it has none. */
  param(name: string): string
  /** Path of the request, without a trailing slash. */
  readonly path: string
  /** Path of the API, without a trailing slash. */
  base(): string
}

export type Handler = (context: OperationContext, call: RecordCall, exchange: Exchange) => Promise<unknown>

/** Makes of a handler what Fastify mounts below `/:model`. */
export type Route = (handler: Handler) => RouteHandlerMethod

/** Routes that look their model up in the registry of the moment, so that a new schema needs no new routes. */
export function createRoute(serve: Serve): Route {
  return (handler) => (request, reply) =>
    serve(request, reply, (context) => {
      const { input, segment, exchange } = readExchange(request, reply)
      const model = modelAt(context, exchange.param('model'))
      context.chargeModel?.(model)
      return handler(context, { model, input, segment }, exchange)
    })
}

/** What is answered at an address of no model. */
export type PlainHandler = (context: OperationContext, input: Arguments, exchange: Exchange) => Promise<unknown>

/** A route of no model. */
export function createPlainRoute(serve: Serve): (handler: PlainHandler) => RouteHandlerMethod {
  return (handler) => (request, reply) =>
    serve(request, reply, (context) => {
      const { input, exchange } = readExchange(request, reply)
      return handler(context, input, exchange)
    })
}

function readExchange(request: FastifyRequest, reply: FastifyReply): { readonly input: Arguments; readonly segment: string; readonly exchange: Exchange } {
  const { path, input, segment } = readUrl(request.raw.url ?? '/')
  return { input, segment, exchange: { body: request.body, request, reply, path, base: () => baseOf(request), param: (name) => paramOf(request, name) } }
}

// Below a host application's prefix, too.
function baseOf({ routeOptions: { url = '' } }: FastifyRequest): string {
  return url.slice(0, Math.max(0, url.search(/\/(?::model|\$transaction)/)))
}

/** A part of the path below the API's base, as it was sent: a composite key is split before its parts are decoded. */
export function segmentAt({ path, base }: Exchange, index: number): string {
  return path.slice(base().length + 1).split('/')[index] ?? ''
}

function paramOf({ params }: FastifyRequest, name: string): string {
  return typeof params === 'object' && params !== null ? String(Object.entries(params).find(([key]) => key === name)?.[1] ?? '') : ''
}

/** The model whose resource path this is. @throws REQUEST.NO_ROUTE */
export function modelAt(context: OperationContext, path: string): Model {
  const model = context.registry.byPath.get(path)
  if (!model) throw noResource()
  return model
}

/** The answer at an address that is no resource's. */
export function noResource(): Problem {
  return problem('REQUEST.NO_ROUTE', { detail: 'There is no such resource.' })
}

/** A URL's path, last segment and arguments. The segment is as it was sent: a composite key is split before its parts are decoded. */
export function readUrl(url: string): { readonly path: string; readonly segment: string; readonly input: Arguments } {
  const end = url.indexOf('?')
  const path = (end === -1 ? url : url.slice(0, end)).replace(/\/$/, '')
  return { path, segment: path.slice(path.lastIndexOf('/') + 1), input: end === -1 ? {} : argumentsIn(url.slice(end + 1)) }
}

const RECENT = 500
const LONGEST_KEPT = 1000
// A page of an application asks the same again and again.
const recent = createRecentCache<Arguments>(RECENT)

function argumentsIn(queryString: string): Arguments {
  return queryString.length > LONGEST_KEPT ? readArguments(queryString) : recent.get(queryString, () => frozen(readArguments(queryString)))
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  Object.values(value).forEach(frozen)
  return Object.freeze(value)
}

/** A body that holds the arguments of a query. @throws REQUEST.MALFORMED_QUERY */
export function argumentsOf(body: unknown): Arguments {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  throw problem('REQUEST.MALFORMED_QUERY', { detail: 'The body must be an object with the arguments of the query.' })
}

/** Answers a text of JSON as it is. */
export function sendJson(reply: FastifyReply, text: string): string {
  reply.type('application/json; charset=utf-8')
  return text
}

/** Answers one record with its ETag. */
export function sendRecord(reply: FastifyReply, { json, stored, truncated = [] }: RecordText): string {
  reply.header('etag', etagOf(stored))
  return sendJson(reply, truncated.length === 0 ? `{"data":${json}}` : `{"data":${json},"meta":${JSON.stringify({ truncated })}}`)
}

/** Answers a list. Records come as JSON text and go out as they are. */
export function sendList(reply: FastifyReply, { json, meta }: ListReply): string {
  return sendJson(reply, `{"data":${json},"meta":${JSON.stringify(meta)}}`)
}
