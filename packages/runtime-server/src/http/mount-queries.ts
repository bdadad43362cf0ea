// Owns the generic routes that read.
import type { FastifyInstance } from 'fastify'
import { aggregateRecords } from '../operations/aggregate-records.ts'
import { countRecords } from '../operations/count-records.ts'
import { getRecord } from '../operations/get-record.ts'
import { groupRecords } from '../operations/group-records.ts'
import { historyOfRecord } from '../operations/history-records.ts'
import { judgeRecord } from '../operations/judge-record.ts'
import { listRecords } from '../operations/list-records.ts'
import { treeRecords } from '../operations/tree-records.ts'
import { argumentsOf, segmentAt, sendJson, sendList, sendRecord, type Route } from './route.ts'

/** Mounts list, count, aggregate, group and get below the API's base path. */
export function mountQueries(app: FastifyInstance, route: Route): void {
  app.get('/:model', route(async (context, call, { reply }) => sendList(reply, await listRecords(context, call))))
  app.post('/:model/$query', route(async (context, call, { body, reply }) => sendList(reply, await listRecords(context, { ...call, input: argumentsOf(body) }, false))))
  app.get('/:model/$count', route(async (context, call) => ({ data: await countRecords(context, call) })))
  app.post('/:model/$count', route(async (context, call, { body }) => ({ data: await countRecords(context, { ...call, input: argumentsOf(body) }, false) })))
  app.get('/:model/$aggregate', route(async (context, call, { reply }) => sendJson(reply, `{"data":${await aggregateRecords(context, call)}}`)))
  app.post('/:model/$aggregate', route(async (context, call, { body, reply }) => sendJson(reply, `{"data":${await aggregateRecords(context, { ...call, input: argumentsOf(body) }, false)}}`)))
  app.get('/:model/$group', route(async (context, call, { reply }) => sendList(reply, await groupRecords(context, call))))
  app.post('/:model/$group', route(async (context, call, { body, reply }) => sendList(reply, await groupRecords(context, { ...call, input: argumentsOf(body) }, false))))
  app.get('/:model/$tree', route(async (context, call, { reply }) => sendJson(reply, `{"data":${await treeRecords(context, call)}}`)))
  app.get('/:model/$by/:unique/:value', route(async (context, call, { reply, param }) => sendRecord(reply, await getRecord(context, { ...call, unique: param('unique') }))))
  app.get('/:model/:id/$can', route(async (context, call, exchange) => ({ data: await judgeRecord(context, { ...call, segment: segmentAt(exchange, 1) }) })))
  app.get('/:model/:id/$history', route((context, call, exchange) => historyOfRecord(context, { ...call, segment: segmentAt(exchange, 1) })))
  app.get('/:model/:id', route(async (context, call, { reply }) => sendRecord(reply, await getRecord(context, call))))
}
