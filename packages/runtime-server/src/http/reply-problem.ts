// Owns how a failure is answered, and the headers that every reply has.
import { isProblem, problem, toProblemJson, type ErrorCode, type Problem } from '@ssot/contract'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

const BY_FASTIFY_CODE: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'REQUEST.BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_EMPTY_TYPE: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'REQUEST.MALFORMED_JSON',
  FST_ERR_CTP_INVALID_JSON_BODY: 'REQUEST.MALFORMED_JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'REQUEST.MALFORMED_HTTP',
  FST_ERR_BAD_URL: 'REQUEST.MALFORMED_URL',
  FST_ERR_MAX_PARAM_LENGTH: 'REQUEST.URL_TOO_LONG',
  FST_ERR_NOT_FOUND: 'REQUEST.NO_ROUTE',
  FST_ERR_REOPENED_CLOSE_SERVER: 'LIMIT.OVERLOADED',
}

/** What every reply says besides its request id and the schema; a route that may be cached sets its own `cache-control`. */
export const COMMON_HEADERS = {
  'vary': 'Authorization, Cookie, Origin',
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
} as const

/** Answers any error as a problem. */
export type ReplyProblem = (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply

/** Builds the answer to every failure: a problem is answered as it is, Fastify's are mapped, everything else is a 500 that says nothing of its cause. */
export function createReplyProblem(schemaHash: () => string): ReplyProblem {
  return (error, request, reply) => {
    const answer = asProblem(error)
    if (answer.status >= 500) log({ request, reply }, answer, error)
    // Fastify's own refusals of a URL come before any hook.
    if (!reply.hasHeader('x-request-id')) reply.headers({ 'x-request-id': request.id, 'x-ssot-schema': schemaHash(), ...COMMON_HEADERS })
    return reply
      .code(answer.status)
      .headers(answer.headers)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', COMMON_HEADERS['cache-control'])
      .send(JSON.stringify(toProblemJson(answer, request.id)))
  }
}

// An overload would fill the log with what it says of each request; what fails since the client hung up is no failure.
function log({ request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply }, answer: Problem, error: unknown): void {
  if (answer.code === 'LIMIT.OVERLOADED' || reply.raw.destroyed) request.log.debug({ code: answer.code }, answer.message)
  else request.log.error({ err: answer.cause ?? error, code: answer.code }, answer.message)
}

function asProblem(error: unknown): Problem {
  if (isProblem(error)) return error
  const code = isFastifyError(error) ? BY_FASTIFY_CODE[error.code] : undefined
  if (code !== undefined) return problem(code)
  if (isFastifyError(error) && error.statusCode !== undefined && error.statusCode < 500) return problem('REQUEST.MALFORMED_QUERY', { detail: 'The request is malformed.' })
  return problem('INTERNAL.BUG', { detail: 'Something went wrong. The log has the request id.', cause: error })
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('FST_')
}
