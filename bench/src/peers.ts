import type { BenchRequest, Operation } from './operation.ts'
import type { DatabaseName } from './schema.ts'

/** The copy of the database that a peer serves. */
export interface PeerDatabase {
  readonly name: DatabaseName
  readonly url: string
}

/** A peer's server: it listens on the loopback address. */
export interface ServedPeer {
  readonly port: number
  close(): Promise<void>
}

/** A record as JSON. */
export type BenchRecord = Readonly<Record<string, unknown>>

/** Something a user would pick: how to serve it, and how to speak to it. */
export interface Peer {
  readonly name: string
  readonly title: string
  /** Runs in a process of its own; nothing of the peer is loaded before. */
  readonly serve: (database: PeerDatabase) => Promise<ServedPeer>
  readonly toRequest: (operation: Operation) => BenchRequest
  /** The records of a body: one, or those of a page in order. */
  readonly readRecords: (body: unknown) => readonly BenchRecord[]
}

/** Every peer checks this token before anything else. */
export const TOKEN = 'bench'
const JSON_HEADERS = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
const HEADERS = { authorization: `Bearer ${TOKEN}` }

/** `/api/posts`, `{ data }`: what both of the first peers speak; only the address of a list differs. */
function overRest(listPath: (take: number, skip: number) => string): Pick<Peer, 'toRequest' | 'readRecords'> {
  return {
    toRequest: (operation) => {
      switch (operation.kind) {
        case 'get':
          return { method: 'GET', path: `/api/posts/${operation.id}`, headers: HEADERS }
        case 'list':
          return { method: 'GET', path: listPath(operation.take, operation.skip), headers: HEADERS }
        case 'create':
          return { method: 'POST', path: '/api/posts', headers: JSON_HEADERS, body: JSON.stringify(operation.data) }
      }
    },
    readRecords: (body) => {
      const data = isRecord(body) ? body['data'] : undefined
      return (Array.isArray(data) ? data : [data]).filter(isRecord)
    },
  }
}

function isRecord(value: unknown): value is BenchRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The peers; the first is ours, and ratios are of it to each of the others. */
export const PEERS: readonly [Peer, ...Peer[]] = [
  {
    name: 'ssot',
    title: 'SSOT Runtime',
    serve: async (database) => (await import('./peers/ssot.ts')).serveSsot(database),
    ...overRest((take, skip) => `/api/posts?take=${take}&skip=${skip}&sort=-createdAt&include[author]=true`),
  },
  {
    name: 'fastify-prisma',
    title: 'Fastify + Prisma, by hand',
    serve: async (database) => (await import('./peers/fastify-prisma.ts')).serveFastifyPrisma(database),
    ...overRest((take, skip) => `/api/posts?take=${take}&skip=${skip}`),
  },
]
