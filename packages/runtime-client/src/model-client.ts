import { isProblem, problem, type HistoryPage, type ModelManifest, type RecordVerdicts, type Row } from '@ssot/contract'
import { encodeKey, type RecordKey } from './encode-key.ts'
import { encodeQuery, type ListArgs, type ShapeArgs } from './encode-query.ts'
import { isObject, type RequestSpec } from './send-request.ts'
import { readHistory, readPage, readRow, readVerdicts, type Page } from './read-answer.ts'

/** Options of a single call. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined
}

/** Names one record by its key: `{ id: 1 }`, a row, or Prisma's `{ team_title: { team, title } }`. */
export interface KeyArgs {
  readonly where: Row
}

/** Reads and writes of one model; every method throws a `Problem` when the server refuses or cannot be reached. */
export interface ModelClient {
  /** The records of one page (20 unless `take` says otherwise). */
  findMany(args?: ListArgs & CallOptions): Promise<readonly Row[]>
  /** One page with its cursors and counts. */
  findPage(args?: ListArgs & CallOptions): Promise<Page>
  /** One record, or null when there is none that may be seen. */
  findUnique(args: KeyArgs & ShapeArgs & CallOptions): Promise<Row | null>
  /** One record; throws `DATA.NOT_FOUND` when there is none that may be seen. */
  get(key: RecordKey, args?: ShapeArgs & CallOptions): Promise<Row>
  create(args: { readonly data: Row } & ShapeArgs & CallOptions): Promise<Row>
  update(args: KeyArgs & { readonly data: Row } & ShapeArgs & CallOptions): Promise<Row>
  /** Answers the last state that the caller may see. */
  delete(args: KeyArgs & CallOptions): Promise<Row>
  count(args?: Pick<ListArgs, 'where' | 'search'> & CallOptions): Promise<number>
  /** What may be done with a record. */
  can(key: RecordKey, options?: CallOptions): Promise<RecordVerdicts>
  /** What was done to a record, newest first, one page at a time. */
  history(key: RecordKey, args?: Pick<ListArgs, 'take' | 'cursor'> & CallOptions): Promise<HistoryPage>
}

/** Sends a request for a model: the path is below the model's own, without its leading slash. */
export type ModelSend = (spec: Omit<RequestSpec, 'url'> & { readonly path: string; readonly query?: ListArgs }) => Promise<unknown>

/** A GET longer than this is sent as `POST $query`. */
const MAX_QUERY_LENGTH = 4000

/** A client of one model; `describe` gives the model's manifest once it has been loaded. */
export function createModelClient(describe: () => Promise<ModelManifest>, send: ModelSend): ModelClient {
  const pathOf = async (where: Row): Promise<string> => encodeWhere(await describe(), where)
  const findPage: ModelClient['findPage'] = async ({ signal, ...args } = {}) => readPage(await send({ ...listRequest(args), signal }))
  return {
    findPage,
    get: async (key, { signal, ...query } = {}) => readRow(await send({ path: encodeKey(await describe(), key), query, signal })),
    findMany: async (args) => (await findPage(args)).data,
    findUnique: async ({ where, signal, ...query }) => {
      try {
        return readRow(await send({ path: await pathOf(where), query, signal }))
      } catch (error) {
        if (isProblem(error) && error.code === 'DATA.NOT_FOUND') return null
        throw error
      }
    },
    create: async ({ data, signal, ...query }) => readRow(await send({ path: '', method: 'POST', body: data, query, signal })),
    update: async ({ where, data, signal, ...query }) =>
      readRow(await send({ path: await pathOf(where), method: 'PATCH', body: data, query, signal })),
    delete: async ({ where, signal }) => readRow(await send({ path: await pathOf(where), method: 'DELETE', signal })),
    can: async (key, { signal } = {}) => readVerdicts(await send({ path: `${encodeKey(await describe(), key)}/$can`, signal })),
    history: async (key, { signal, ...query } = {}) => readHistory(await send({ path: `${encodeKey(await describe(), key)}/$history`, query, signal })),
    count: async (args = {}) => (await findPage({ ...args, take: 1, count: 'exact' })).meta.total ?? 0,
  }
}

function listRequest(args: ListArgs): Parameters<ModelSend>[0] {
  if (encodeQuery(args).length <= MAX_QUERY_LENGTH) return { path: '', query: args }
  return { path: '$query', method: 'POST', body: args }
}

function encodeWhere(model: ModelManifest, where: Row): string {
  const candidates = [where, ...Object.values(where).filter(isObject)]
  const key = candidates.find((candidate) => model.key.every((field) => candidate[field] !== undefined && candidate[field] !== null))
  if (key !== undefined && model.key.length > 0) return encodeKey(model, key)
  throw problem('REQUEST.BAD_VALUE', { detail: `A record of ${model.name} is named by ${model.key.join(', ') || 'no key: it cannot be addressed'}.` })
}
