import { ERRORS, type ErrorCode } from '@ssot/contract'
import { listOf, refTo, type Part, type Parts } from './document.ts'
import { exampleKey, exampleRecord } from './examples.ts'
import { schemaOf, sharedSchema, type ModelView, type OpenapiScope } from './scope.ts'

const TEXT: Part = { type: 'string' }

/** Headers of replies. */
export const HEADERS: Parts = {
  'x-request-id': { description: 'Identifies the request in the log.', schema: TEXT },
  'x-ssot-schema': { description: 'Hash of the schema that answered; the manifest has the same.', schema: TEXT },
  etag: { description: 'Identifies this state; send it back in If-Match or If-None-Match.', schema: TEXT },
  location: { description: 'Where the record is.', schema: TEXT },
  'retry-after': { description: 'Seconds after which to try again.', schema: { type: 'integer' } },
}

const STANDARD = headers('x-request-id', 'x-ssot-schema')

function headers(...names: readonly string[]): Parts {
  return Object.fromEntries(names.map((name) => [name, refTo('headers', name)]))
}

/** A reply of JSON. */
export function jsonReply(description: string, schema: Part, more: Part = {}): Part {
  return { description, headers: { ...STANDARD }, content: { 'application/json': { schema, ...more } } }
}

/** `{ data: … }` of a schema. */
export function dataOf(data: Part): Part {
  return { type: 'object', required: ['data'], properties: { data } }
}

/** Replies with records of a model: `Post.list`, `Post.record`, `Post.created`. */
export function describeRecordReplies(scope: OpenapiScope, view: ModelView): Parts {
  const { model } = view
  const record = schemaOf(scope, model.name, 'Record')
  const list: Part = { type: 'object', required: ['data', 'meta'], properties: { data: listOf(record), meta: sharedSchema(scope, 'ListMeta') } }
  const example = exampleRecord(scope, view)
  const key = model.key && { location: `${scope.manifest.endpoints.api}/${model.path}/${exampleKey(scope, model, model.key.fields)}` }
  const one = jsonReply(model.label, dataOf(record), { example: { data: example } })
  return {
    [`${model.name}.list`]: jsonReply(model.plural, list, { example: { data: [example], meta: { take: 20, hasMore: false } } }),
    [`${model.name}.record`]: { ...one, headers: headers('x-request-id', 'x-ssot-schema', 'etag') },
    [`${model.name}.created`]: {
      ...jsonReply(`${model.label}, created`, dataOf(record)),
      headers: { ...headers('x-request-id', 'x-ssot-schema', 'etag'), ...(key && { location: { ...HEADERS['location'], example: key.location } }) },
    },
  }
}

const TELLS_WHEN: ReadonlySet<number> = new Set([429, 503])

/** What a route does, as far as it decides how it can fail. */
export type Failing = keyof typeof STATUSES

const READ = [400, 401, 403, 405, 414, 429, 431]
const WRITE = [...READ, 409, 412, 413, 415, 422]

/** Statuses that a route may fail with, beside those that any may. */
const STATUSES = {
  List: READ,
  Record: [...READ, 404],
  Query: [...READ, 413, 415],
  Create: WRITE,
  Change: [...WRITE, 404],
} as const satisfies Readonly<Record<string, readonly number[]>>

const ALWAYS = [500, 503, 504]

/** Problems by kind of route, each with the codes that the error table has for its statuses. */
export function describeProblemReplies(scope: OpenapiScope): Parts {
  return Object.fromEntries(Object.entries(STATUSES).map(([name, statuses]) => [`${name}Problem`, problemReply(scope, [...statuses, ...ALWAYS])]))
}

// One reference instead of ten: a document of many models stays small.
/** A reference to the problems of a route. */
export function problemRefs(kind: Failing): Parts {
  return { default: refTo('responses', `${kind}Problem`) }
}

// Codes of these stages stop a boot, or are made by the client.
const NEVER_ANSWERED = /^(SCHEMA|CONFIG|DATABASE|PLUGIN|CLIENT)\./

function problemReply(scope: OpenapiScope, statuses: readonly number[]): Part {
  const codes = answeredCodes().filter((code) => statuses.includes(ERRORS[code].status))
  const [first] = codes
  const schema: Part = { allOf: [sharedSchema(scope, 'Problem'), { type: 'object', properties: { code: { enum: [...codes] }, status: { enum: [...new Set(codes.map((code) => ERRORS[code].status))].sort() } } }] }
  return {
    description: codes.map((code) => `${ERRORS[code].status} \`${code}\`: ${ERRORS[code].title}`).sort().join('\n\n'),
    headers: headers('x-request-id', ...(statuses.some((status) => TELLS_WHEN.has(status)) ? ['retry-after'] : [])),
    content: { 'application/problem+json': { schema, ...(first !== undefined && { example: exampleProblem(first) }) } },
  }
}

function exampleProblem(code: ErrorCode): Part {
  const { title, status } = ERRORS[code]
  return { type: `https://ssot.dev/problems/${code.toLowerCase()}`, title, status, code, detail: title, requestId: '0b0ec0de-5eed-4a11-8ac3-0123456789ab' }
}

function answeredCodes(): readonly ErrorCode[] {
  return Object.keys(ERRORS).filter((code): code is ErrorCode => code in ERRORS && !NEVER_ANSWERED.test(code))
}
