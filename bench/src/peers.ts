import { BY_HAND, OURS, REMULT, ZENSTACK, type Requests } from './requests.ts'
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

/** Something that is measured: how to serve it, and how to speak to it. */
export interface Peer extends Requests {
  readonly name: string
  readonly title: string
  /** `floor` is what no server of its kind can be faster than; only processor time is compared with it. */
  readonly role: 'ours' | 'peer' | 'floor'
  /** Scenarios that it cannot do, and why. */
  readonly cannot: Readonly<Record<string, string>>
  /** Runs in a process of its own; nothing of the peer is loaded before. */
  readonly serve: (database: PeerDatabase) => Promise<ServedPeer>
}

/** Our own server. */
export const SSOT: Peer = {
  name: 'ssot',
  title: 'SSOT Runtime',
  role: 'ours',
  cannot: {},
  serve: async (database) => (await import('./peers/ssot.ts')).serveSsot(database),
  ...OURS,
}

/** The peers; the first is ours, and ratios are of it to each of the others. */
export const PEERS: readonly [Peer, ...Peer[]] = [
  SSOT,
  {
    name: 'fastify-prisma',
    title: 'Fastify + Prisma, by hand',
    role: 'peer',
    cannot: {},
    serve: async (database) => (await import('./peers/fastify-prisma.ts')).serveFastifyPrisma(database),
    ...BY_HAND,
  },
  {
    name: 'zenstack',
    title: 'ZenStack',
    role: 'peer',
    cannot: {},
    serve: async (database) => (await import('./peers/zenstack.ts')).serveZenstack(database),
    ...ZENSTACK,
  },
  {
    name: 'remult',
    title: 'Remult',
    role: 'peer',
    cannot: {},
    serve: async (database) => (await import('./peers/remult.ts')).serveRemult(database),
    ...REMULT,
  },
  {
    name: 'floor',
    title: 'floor: prepared statements',
    role: 'floor',
    cannot: {},
    serve: async (database) => (await import('./peers/floor.ts')).serveFloor(database),
    ...BY_HAND,
  },
]
