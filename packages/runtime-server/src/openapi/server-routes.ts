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
  /** Not there for anybody else. */
  readonly forAdmins?: true
  readonly operationId: string
  readonly summary: string
  readonly parameters?: readonly Part[]
  readonly body?: (scope: OpenapiScope) => Parts
  readonly replies: Parts
  readonly errors?: Failing
}

const STATUS: Part = { type: 'object', required: ['status'], properties: { status: { type: 'string' } } }
const DOCUMENT: Part = { type: 'object' }
const TEXT: Part = { type: 'string' }
const EXPLAIN_REQUEST: Part = closed({
  as: { type: ['object', 'null'], required: ['id'], description: 'An id and claims; null is nobody, and without it the caller is meant.', additionalProperties: true },
  action: { type: 'string', enum: ['read', 'list', 'create', 'update', 'delete', 'history'] },
  model: TEXT,
  key: { ...TEXT, description: 'Of a record, as it stands in a path.' },
  field: TEXT,
}, ['action', 'model'])
const STEP: Part = { type: 'object', required: ['kind', 'action', 'name', 'outcome'], properties: { kind: TEXT, action: TEXT, field: TEXT, name: TEXT, text: TEXT, file: TEXT, line: { type: 'integer' }, outcome: { enum: ['true', 'false', 'undecided', 'depends'] }, absent: listOf(TEXT) } }
const EXPLANATION: Part = {
  type: 'object',
  required: ['principal', 'action', 'model', 'verdict', 'because', 'decidedBy', 'steps', 'condition'],
  properties: { principal: { type: 'object' }, action: TEXT, model: TEXT, field: TEXT, record: TEXT, verdict: { enum: ['allowed', 'denied', 'depends'] }, because: TEXT, answers: { enum: [401, 403, 404] }, decidedBy: { anyOf: [STEP, { type: 'null' }] }, steps: listOf(STEP), condition: TEXT, checks: listOf({ type: 'object' }) },
}
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
  {
    method: 'post',
    path: '/$explain',
    inApi: true,
    forAdmins: true,
    operationId: 'explain',
    summary: 'Say which rule allows or denies something',
    body: () => ({ 'application/json': { schema: EXPLAIN_REQUEST } }),
    replies: { 200: jsonReply('The verdict and its reasons', dataOf(EXPLANATION)) },
    errors: 'Query',
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
