// How each peer is asked for an operation, and how its answers are read.
import type { Ask, BenchRequest, Operation } from './operation.ts'

/** A record as JSON. */
export type BenchRecord = Readonly<Record<string, unknown>>

/** A peer's HTTP; who asks is added by whoever sends it. */
export interface Requests {
  readonly toRequest: (operation: Operation, ask: Ask) => BenchRequest | Promise<BenchRequest>
  /** The records of a body: one, those of a page in order, or what a bulk says of itself as `{ count }`. */
  readonly readRecords: (body: unknown) => readonly BenchRecord[]
}

const JSON_HEADERS = { 'content-type': 'application/json' }

/** A place of our own records, by the cursor that the page before it answers with. */
export const OURS: Requests = {
  toRequest: async (operation, ask) => {
    switch (operation.kind) {
      case 'get':
        return get(`/api/posts/${operation.id}`)
      case 'list':
        return get(`/api/posts?take=${operation.take}&skip=${operation.skip}&sort=-createdAt&include[author]=true`)
      case 'filter':
        return get(`/api/posts?where[authorId]=${operation.authorId}&where[published]=true&where[views][gte]=${operation.minViews}&sort=-views,id&take=${operation.take}`)
      case 'page':
        return get(`/api/posts?sort=createdAt,id&take=${operation.take}${operation.after ? `&cursor=${encodeURIComponent(await cursorAt(operation.after.rank, ask))}` : ''}`)
      case 'include':
        return get(`/api/posts?take=${operation.take}&skip=${operation.skip}&sort=-createdAt&include[comments][include][author][include][team]=true`)
      case 'create':
        return send('POST', '/api/posts', operation.data)
      case 'update':
        return send('PATCH', `/api/posts/${operation.id}`, operation.data)
      case 'upsert':
        return send('POST', '/api/posts/$upsert', { where: { code: operation.code }, create: { ...operation.create, code: operation.code }, update: operation.update })
      case 'bulk':
        return send('POST', '/api/posts/$create-many', { data: operation.data })
    }
  },
  readRecords: ofData,
}

/** The routes of `peers/by-hand.ts`. */
export const BY_HAND: Requests = {
  toRequest: (operation) => {
    switch (operation.kind) {
      case 'get':
        return get(`/api/posts/${operation.id}`)
      case 'list':
        return get(`/api/posts?take=${operation.take}&skip=${operation.skip}`)
      case 'filter':
        return get(`/api/posts/popular?authorId=${operation.authorId}&minViews=${operation.minViews}&take=${operation.take}`)
      case 'page':
        return get(`/api/posts/archive?take=${operation.take}${operation.after ? `&id=${operation.after.id}&createdAt=${operation.after.createdAt}` : ''}`)
      case 'include':
        return get(`/api/posts/discussed?take=${operation.take}&skip=${operation.skip}`)
      case 'create':
        return send('POST', '/api/posts', operation.data)
      case 'update':
        return send('PATCH', `/api/posts/${operation.id}`, operation.data)
      case 'upsert':
        return send('PUT', `/api/posts/by-code/${operation.code}`, { create: operation.create, update: operation.update })
      case 'bulk':
        return send('POST', '/api/posts/many', operation.data)
    }
  },
  readRecords: ofData,
}

/** ZenStack's RPC. */
export const ZENSTACK: Requests = {
  toRequest: (operation) => {
    switch (operation.kind) {
      case 'get':
        return rpc('findUnique', { where: { id: operation.id } })
      case 'list':
        return rpc('findMany', { take: operation.take, skip: operation.skip, orderBy: { createdAt: 'desc' }, include: { author: true } })
      case 'filter':
        return rpc('findMany', { where: { authorId: operation.authorId, published: true, views: { gte: operation.minViews } }, orderBy: [{ views: 'desc' }, { id: 'asc' }], take: operation.take })
      case 'page':
        return rpc('findMany', { take: operation.take, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], ...(operation.after && { cursor: { id: operation.after.id }, skip: 1 }) })
      case 'include':
        return rpc('findMany', { take: operation.take, skip: operation.skip, orderBy: { createdAt: 'desc' }, include: { comments: { orderBy: { id: 'asc' }, include: { author: { include: { team: true } } } } } })
      case 'create':
        return send('POST', '/api/model/post/create', { data: operation.data })
      case 'update':
        return send('PUT', '/api/model/post/update', { where: { id: operation.id }, data: operation.data })
      case 'upsert':
        return send('POST', '/api/model/post/upsert', { where: { code: operation.code }, create: { ...operation.create, code: operation.code }, update: operation.update })
      case 'bulk':
        return send('POST', '/api/model/post/createMany', { data: operation.data })
    }
  },
  readRecords: ofData,
}

/** Remult's REST, and the routes of `peers/remult.ts`. */
export const REMULT: Requests = {
  toRequest: (operation) => {
    switch (operation.kind) {
      case 'get':
        return get(`/api/posts/${operation.id}`)
      case 'list':
        return get(`/api/posts/authored?${numbered(operation)}`)
      case 'filter':
        return get(`/api/posts?authorId=${operation.authorId}&published=true&views.gte=${operation.minViews}&_sort=views,id&_order=desc,asc&_limit=${operation.take}`)
      case 'page':
        return get(`/api/posts?_sort=createdAt,id&_limit=${operation.take}${operation.after ? `&createdAt.gt=${operation.after.createdAt}` : ''}`)
      case 'include':
        return get(`/api/posts/discussed?${numbered(operation)}`)
      case 'create':
        return send('POST', '/api/posts', operation.data)
      case 'update':
        return send('PUT', `/api/posts/${operation.id}`, operation.data)
      case 'upsert':
        return send('PUT', `/api/posts/by-code/${operation.code}`, { create: operation.create, update: operation.update })
      case 'bulk':
        return send('POST', '/api/posts', operation.data)
    }
  },
  readRecords: (body) => (Array.isArray(body) ? body : [body]).filter(isRecord),
}

function get(path: string): BenchRequest {
  return { method: 'GET', path, headers: {} }
}

function send(method: BenchRequest['method'], path: string, body: unknown): BenchRequest {
  return { method, path, headers: JSON_HEADERS, body: JSON.stringify(body) }
}

function rpc(name: string, args: object): BenchRequest {
  return get(`/api/model/post/${name}?q=${encodeURIComponent(JSON.stringify(args))}`)
}

function numbered({ take, skip }: { readonly take: number; readonly skip: number }): string {
  return `_limit=${take}&_page=${1 + skip / take}`
}

async function cursorAt(rank: number, ask: Ask): Promise<string> {
  const body = await ask(get(`/api/posts?sort=createdAt,id&take=1&skip=${rank - 1}`))
  const meta = isRecord(body) ? body['meta'] : undefined
  const cursor = isRecord(meta) ? meta['nextCursor'] : undefined
  if (typeof cursor !== 'string') throw new Error('A page answered without a cursor.')
  return cursor
}

function ofData(body: unknown): readonly BenchRecord[] {
  const data = isRecord(body) ? body['data'] : undefined
  return (Array.isArray(data) ? data : [data]).filter(isRecord)
}

function isRecord(value: unknown): value is BenchRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
