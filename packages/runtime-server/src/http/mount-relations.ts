// Owns the routes of one record's relation.
import type { FastifyInstance } from 'fastify'
import { createRelated, linkRelated, listRelated, unlinkRelated, type LinkCall, type RelatedCall } from '../operations/related-records.ts'
import type { RecordCall } from '../operations/call.ts'
import { given } from '../request/given.ts'
import { segmentAt, sendJson, sendList, type Exchange, type Route } from './route.ts'
import { answerWrite } from './send-write.ts'

/** Mounts `/:model/:id/:relation`. */
export function mountRelations(app: FastifyInstance, route: Route): void {
  app.get('/:model/:id/:relation', route(async (context, call, exchange) => {
    const answer = await listRelated(context, relatedCall(call, exchange))
    return typeof answer === 'string' ? sendJson(exchange.reply, `{"data":${answer}}`) : sendList(exchange.reply, answer)
  }))
  app.post('/:model/:id/:relation', route((context, call, exchange) => answerWrite(context, { exchange, input: call.input }, (inner) => createRelated(inner, relatedCall(call, exchange), given(exchange.body)))))
  app.put('/:model/:id/:relation/:key', route((context, call, exchange) => answerWrite(context, { exchange, input: {} }, (inner) => linkRelated(inner, linkCall(call, exchange)))))
  app.delete('/:model/:id/:relation/:key', route((context, call, exchange) => answerWrite(context, { exchange, input: {} }, (inner) => unlinkRelated(inner, linkCall(call, exchange)))))
}

function relatedCall({ model, input }: RecordCall, exchange: Exchange): RelatedCall {
  return { model, input, segment: segmentAt(exchange, 1), relation: exchange.param('relation') }
}

function linkCall(call: RecordCall, exchange: Exchange): LinkCall {
  return { ...relatedCall(call, exchange), target: call.segment }
}
