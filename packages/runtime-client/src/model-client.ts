import { isProblem, type ModelManifest, type Row } from '@ssot/contract'
import { encodeKey, type RecordKey } from './encode-key.ts'
import { encodeQuery, type ListArgs, type ShapeArgs } from './encode-query.ts'
import type { RequestSpec } from './send-request.ts'
import { readCount, readPage, readRow, type Page } from './read-answer.ts'

/** Options of a single call. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined
}

/** Reads and writes of one model; every method throws a `Problem` when the server refuses or cannot be reached. */
export interface ModelClient {
  findMany(args?: ListArgs & CallOptions): Promise<Page>
  /** One record; throws `DATA.NOT_FOUND` when there is none that may be seen. */
  get(key: RecordKey, args?: ShapeArgs & CallOptions): Promise<Row>
  /** One record, or null when there is none that may be seen. */
  findUnique(key: RecordKey, args?: ShapeArgs & CallOptions): Promise<Row | null>
  create(data: Row, args?: ShapeArgs & CallOptions): Promise<Row>
  update(key: RecordKey, changes: Row, args?: ShapeArgs & CallOptions): Promise<Row>
  delete(key: RecordKey, options?: CallOptions): Promise<Row>
  count(args?: Pick<ListArgs, 'where' | 'search'> & CallOptions): Promise<number>
}

/** Sends a request for a model: the path is below the model's own, without its leading slash. */
export type ModelSend = (spec: Omit<RequestSpec, 'url'> & { readonly path: string; readonly query?: ListArgs }) => Promise<unknown>

/** A GET longer than this is sent as `POST $query`. */
const MAX_QUERY_LENGTH = 4000

/** A client of one model; `describe` gives the model's manifest once it has been loaded. */
export function createModelClient(describe: () => Promise<ModelManifest>, send: ModelSend): ModelClient {
  const at = async (key: RecordKey): Promise<string> => encodeKey(await describe(), key)
  const get: ModelClient['get'] = async (key, { signal, ...query } = {}) => readRow(await send({ path: await at(key), query, signal }))
  return {
    get,
    findMany: async ({ signal, ...args } = {}) => readPage(await send({ ...listRequest(args), signal })),
    findUnique: async (key, args) => {
      try {
        return await get(key, args)
      } catch (error) {
        if (isProblem(error) && error.code === 'DATA.NOT_FOUND') return null
        throw error
      }
    },
    create: async (body, { signal, ...query } = {}) => readRow(await send({ path: '', method: 'POST', body, query, signal })),
    update: async (key, body, { signal, ...query } = {}) => readRow(await send({ path: await at(key), method: 'PATCH', body, query, signal })),
    delete: async (key, { signal } = {}) => readRow(await send({ path: await at(key), method: 'DELETE', signal })),
    count: async ({ signal, ...query } = {}) => readCount(await send({ path: '$count', query, signal })),
  }
}

function listRequest(args: ListArgs): Parameters<ModelSend>[0] {
  if (encodeQuery(args).length <= MAX_QUERY_LENGTH) return { path: '', query: args }
  return { path: '$query', method: 'POST', body: args }
}
