import { closed, listOf, refTo, type Part, type Parts } from './document.ts'
import { dataOf, jsonReply, type Failing } from './describe-replies.ts'
import { SAFE_WRITE } from './route-bodies.ts'
import type { Method } from './route-table.ts'
import type { OpenapiScope } from './scope.ts'

/** A route that is about no model. */
export interface ServerRoute {
  readonly method: Method
  /** Where it is mounted; below the API's base where `inApi` is set. */
  readonly path: string
  readonly inApi?: true
  readonly operationId: string
  readonly summary: string
  readonly parameters?: readonly Part[]
  readonly body?: (scope: OpenapiScope) => Parts
  readonly replies: Parts
  readonly errors?: Failing
}

const STATUS: Part = { type: 'object', required: ['status'], properties: { status: { type: 'string' } } }
const DOCUMENT: Part = { type: 'object' }
const conditional: readonly Part[] = [refTo('parameters', 'ifNoneMatch')]
const unchanged: Part = { description: 'Nothing has changed since the ETag was sent.' }

/** The routes beside those of models. */
export const SERVER_ROUTES: readonly ServerRoute[] = [
  {
    method: 'post',
    path: '/$transaction',
    inApi: true,
    operationId: 'transaction',
    summary: 'Run several operations, all or none of them',
    parameters: SAFE_WRITE,
    body: transaction,
    replies: { 200: jsonReply('Their results', dataOf(listOf({}))) },
    errors: 'Create',
  },
  { method: 'get', path: '/manifest.json', operationId: 'manifest', summary: 'What the caller’s UI and SDK need to know', parameters: conditional, replies: { 200: jsonReply('The manifest', DOCUMENT), 304: unchanged } },
  { method: 'get', path: '/openapi.json', operationId: 'openapi', summary: 'This document', parameters: conditional, replies: { 200: jsonReply('This document', DOCUMENT), 304: unchanged } },
  { method: 'get', path: '/docs', operationId: 'docs', summary: 'This document as a page', replies: { 200: { description: 'The page', content: { 'text/html': { schema: { type: 'string' } } } } } },
  { method: 'get', path: '/health', operationId: 'health', summary: 'Whether the process answers', replies: { 200: jsonReply('It does', STATUS) } },
  { method: 'get', path: '/ready', operationId: 'ready', summary: 'Whether the server can do its work', replies: { 200: jsonReply('It can', STATUS), 503: jsonReply('It cannot', STATUS) } },
]

// `args` is what the body of the same operation's own route holds; a member may be `{ "_result": [0, "id"] }`, an earlier result.
function transaction({ views }: OpenapiScope): Parts {
  const operation = closed({ model: { enum: [...views.keys()] }, action: { type: 'string', enum: ['create', 'update', 'delete', 'upsert', 'createMany', 'updateMany', 'deleteMany'] }, args: { type: 'object' } }, ['model', 'action'])
  const schema = closed({ operations: { ...listOf(operation), maxItems: 100 } }, ['operations'])
  return { 'application/json': { schema } }
}
