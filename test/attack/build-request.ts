// The adapter: an operation on a model, or a path in the cases' own words, becomes a request of our HTTP contract.
import type { HttpTemplate } from './attack-case.ts'
import type { TargetDescription } from './describe-target.ts'
import { RawJson, writeJson } from './raw-json.ts'
import type { RawRequest } from './send-raw.ts'

/** An operation that this server has no route for by design, or not yet. */
export class NotExpressible extends Error {}

/** What an operation is asked with. */
export interface Operation {
  readonly op: string
  readonly model: string | undefined
  readonly args: Readonly<Record<string, unknown>>
  /** `batch`: as one operation of a transaction. */
  readonly via?: string
}

const JSON_TYPE = { 'content-type': 'application/json' }
const SELECTION = ['select', 'include', 'omit']

/** The request of an operation, without credentials. @throws NotExpressible */
export function requestOf(operation: Operation, target: TargetDescription): RawRequest {
  if (operation.via === 'batch') return post('/api/$transaction', { operations: [{ model: operation.model, action: ACTIONS[operation.op] ?? operation.op, args: operation.args }] })
  if (operation.via !== undefined && operation.via !== 'rest') throw new NotExpressible(`through ${operation.via}`)
  const build = OPERATIONS[operation.op]
  if (build === undefined) throw new NotExpressible(`the operation ${operation.op}`)
  return build(operation.args, `/api/${pathOf(operation.model, target)}`)
}

type Build = (args: Readonly<Record<string, unknown>>, base: string) => RawRequest

const OPERATIONS: Readonly<Record<string, Build>> = {
  list: ({ after, ...args }, base) => post(`${base}/$query`, { ...args, ...(after !== undefined && { cursor: after }) }),
  get: (args, base) => ({ method: 'GET', path: `${base}/${segmentOf(args)}${query(args, ['where', 'data'])}`, headers: {} }),
  create: ({ data, ...args }, base) => post(`${base}${query(args, [])}`, data),
  update: (args, base) => ({ ...post(`${base}/${segmentOf(args)}${query(args, ['where', 'data'])}`, args['data']), method: 'PATCH' }),
  delete: (args, base) => ({ method: 'DELETE', path: `${base}/${segmentOf(args)}${query(args, ['where', 'data'])}`, headers: {} }),
  upsert: (args, base) => post(`${base}/$upsert`, args),
  bulkCreate: (args, base) => post(`${base}/$create-many`, args),
  bulkUpdate: (args, base) => post(`${base}/$update-many`, args),
  bulkDelete: (args, base) => post(`${base}/$delete-many`, args),
  count: (args, base) => post(`${base}/$count`, args),
  aggregate: (args, base) => post(`${base}/$aggregate`, args),
  groupBy: (args, base) => post(`${base}/$group`, args),
  export: (args, base) => ({ method: 'GET', path: `${base}/$export${query(args, [])}`, headers: {} }),
  batch: ({ requests }) => post('/api/$transaction', { operations: (Array.isArray(requests) ? requests : []).map(({ op, ...rest }: { readonly op: string }) => ({ ...rest, action: ACTIONS[op] ?? op })) }),
}

const ACTIONS: Readonly<Record<string, string>> = { list: 'findMany', get: 'findUnique', bulkCreate: 'createMany', bulkUpdate: 'updateMany', bulkDelete: 'deleteMany' }

function post(path: string, body: unknown): RawRequest {
  return { method: 'POST', path, headers: JSON_TYPE, body: writeJson(body) }
}

// A record is addressed by its key alone: whatever stands beside it in `where` is sent as an argument, to be refused.
function segmentOf({ where }: Readonly<Record<string, unknown>>): string {
  const [first] = Object.entries(Object(where))
  if (first === undefined) throw new NotExpressible('a record without a key')
  const [name, value] = first
  const text = encodeURIComponent(typeof value === 'object' ? writeJson(value) : String(value))
  return name === 'id' ? text : `$by/${encodeURIComponent(name)}/${text}`
}

function query(args: Readonly<Record<string, unknown>>, dropped: readonly string[]): string {
  const beside = Object.entries(Object(args['where'])).slice(1)
  const given = Object.entries(args).filter(([name]) => !dropped.includes(name))
  const all = beside.length > 0 && dropped.includes('where') ? [...given, ['where', Object.fromEntries(beside)] as const] : given
  const text = all.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(isText(name, value) ? String(value) : writeJson(value))}`)
  return text.length === 0 ? '' : `?${text.join('&')}`
}

function isText(name: string, value: unknown): boolean {
  return !SELECTION.includes(name) && (typeof value !== 'object' || value === null) && !(value instanceof RawJson)
}

function pathOf(model: string | undefined, target: TargetDescription): string {
  return target.models.find(({ name, hidden }) => name === model && !hidden)?.path ?? encodeURIComponent(model ?? '')
}

const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^\/healthz/, '/health'],
  [/^\/manifest(?=$|\?)/, '/manifest.json'],
]

/** The request of an `http` template whose placeholders are filled. @throws NotExpressible */
export function requestOfHttp(http: HttpTemplate, target: TargetDescription): RawRequest {
  const headers = Object.fromEntries(Object.entries(http.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]))
  const body = http.raw === undefined ? (http.json === undefined ? undefined : writeJson(http.json)) : bodyOf(http.raw)
  return { method: http.method, path: translatePath(http.path, target), headers: { ...(body !== undefined && JSON_TYPE), ...headers }, ...(body !== undefined && { body }) }
}

function bodyOf(raw: unknown): string | Buffer {
  return typeof raw === 'string' || Buffer.isBuffer(raw) ? raw : writeJson(raw)
}

// `/api/Post/list` of the cases is `/api/posts/$query` here.
function translatePath(path: string, target: TargetDescription): string {
  const placed = PLACES.reduce((text, [from, to]) => text.replace(from, to), path)
  return placed.replace(/^\/api\/(\w+)(\/list)?(?=$|[/?])/, (all, model: string, list: string | undefined) => {
    const found = target.models.find(({ name }) => name === model)
    return found === undefined || found.hidden ? all : `/api/${found.path}${list === undefined ? '' : '/$query'}`
  })
}
