import { isProblem, problem, toProblemJson, type ErrorCode, type Problem } from '@ssot/contract'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

const BY_FASTIFY_CODE: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'REQUEST.BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_EMPTY_TYPE: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'REQUEST.MALFORMED_JSON',
  FST_ERR_CTP_INVALID_JSON_BODY: 'REQUEST.MALFORMED_JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'REQUEST.MALFORMED_JSON',
  FST_ERR_BAD_URL: 'REQUEST.NO_ROUTE',
  FST_ERR_MAX_PARAM_LENGTH: 'REQUEST.URL_TOO_LONG',
  FST_ERR_NOT_FOUND: 'REQUEST.NO_ROUTE',
  FST_ERR_REOPENED_CLOSE_SERVER: 'LIMIT.OVERLOADED',
}

/** Answers any error as a problem: its own, Fastify's mapped, everything else a 500 that says nothing of its cause. */
export function replyProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = asProblem(error)
  if (answer.status >= 500) request.log.error({ err: answer.cause ?? error, code: answer.code }, answer.message)
  return reply
    .code(answer.status)
    .headers(answer.headers)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(toProblemJson(answer, request.id)))
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
