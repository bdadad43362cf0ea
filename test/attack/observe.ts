// Sends the requests of one variant of a case, and watches the server meanwhile.
import { setTimeout as wait } from 'node:timers/promises'
import type { AttackCase } from './attack-case.ts'
import type { Bench, Exchange, Observation } from './bench.ts'
import { createAgent, sendRaw, type RawRequest } from './send-raw.ts'
import type { Target } from './start-target.ts'

/** What is to be sent. */
export interface Sending {
  readonly attack: AttackCase
  readonly bindings: Readonly<Record<string, unknown>>
  /** The principal; `anon` sends no credentials. */
  readonly as: string
  /** The request of each repetition. */
  readonly requestAt: (index: number) => Promise<RawRequest>
}

interface Batch {
  readonly requests: readonly RawRequest[]
  /** At the same time, instead of one after the other. */
  readonly together: boolean
}

const READS = /\/\$(?:query|count|aggregate|group)$/

/** Runs one variant; the fixture is as it was before afterwards. */
export async function observe(bench: Bench, sending: Sending): Promise<Observation> {
  const { target } = bench
  const names = sending.attack.expect.inv ?? []
  const requests = await Promise.all(Array.from({ length: countOf(sending.attack) }, async (_, index) => withCredentials(await sending.requestAt(index), sending.as)))
  bench.sent.push(...requests)
  const batch = { requests, together: sending.attack.request.concurrent !== undefined }
  const isWatched = names.includes('no_change') || requests.some(({ method, path }) => method !== 'GET' && !READS.test(path))
  const isWeighed = names.some((name) => name.startsWith('rss'))
  const written = target.lines().length
  const hashBefore = isWatched ? await hashOf(target) : {}
  const rssBefore = isWeighed ? Number(await target.ask('weigh')) : 0
  const health = names.includes('alive') ? watchHealth(target) : null
  const exchanges = await sendAll(bench, batch, target)
  const twinExchanges = names.includes('twin') ? await sendToTwin(bench, batch, sending.as) : []
  const healthMs = await (health?.stop() ?? 0)
  const rss = isWeighed && target.ended() === null ? Number(await target.ask('weigh')) : 0
  const polluted = names.includes('no_pollution') && (await target.ask('polluted')) === true
  const hashAfter = isWatched && target.ended() === null ? await hashOf(target) : {}
  const changed = Object.keys(hashBefore).filter((table) => hashBefore[table] !== hashAfter[table])
  return { attack: sending.attack, bindings: sending.bindings, exchanges, twinExchanges, changed, healthMs, rssGrowth: isWeighed ? rss - rssBefore : 0, polluted, lines: target.lines().slice(written), died: target.ended() }
}

/** Puts the fixture back as it was, where a variant changed it. */
export async function restore(bench: Bench, { changed, twinExchanges }: Observation): Promise<void> {
  if (changed.length === 0) return
  await bench.target.ask('seed', 'base')
  if (twinExchanges.length > 0) await bench.twin.ask('seed', bench.twinVariant)
}

// What alice and nobody in particular may not read, others may.
async function sendToTwin(bench: Bench, batch: Batch, as: string): Promise<readonly Exchange[]> {
  const variant = as === 'anon' || as === 'alice' ? 'unseen' : 'twin'
  if (bench.twinVariant !== variant) await bench.twin.ask('seed', variant)
  bench.twinVariant = variant
  return sendAll(bench, batch, bench.twin)
}

function countOf({ request }: AttackCase): number {
  return request.concurrent ?? request.repeat ?? 1
}

function withCredentials(request: RawRequest, as: string): RawRequest {
  return as === 'anon' ? request : { ...request, headers: { authorization: `Bearer ${as}`, ...request.headers } }
}

async function sendAll(bench: Bench, { requests, together }: Batch, { url }: Target): Promise<readonly Exchange[]> {
  const send = async (sent: RawRequest): Promise<Exchange> => ({ sent, answer: await sendSafely(url, sent, bench) })
  if (together) return Promise.all(requests.map(send))
  const exchanges: Exchange[] = []
  for (const request of requests) exchanges.push(await send(request))
  return exchanges
}

// A connection that breaks is an answer too: status 0. A body refused before it was read whole may end that way.
async function sendSafely(url: string, sent: RawRequest, { agent }: Bench): Promise<Exchange['answer']> {
  try {
    return await sendRaw(url, sent, agent)
  } catch (error) {
    return { status: 0, headers: {}, text: `no answer: ${error instanceof Error ? error.message : String(error)}`, ms: 0 }
  }
}

/** Asks /health again and again; `stop` answers the longest time in ms, or null where it did not answer. */
export function watchHealth(target: Target): { stop(): Promise<number | null> } {
  const agent = createAgent(1)
  let isOver = false
  let longest: number | null = 0
  const once = async (): Promise<void> => {
    try {
      const { status, ms } = await sendRaw(target.url, { method: 'GET', path: '/health', headers: {} }, agent)
      longest = status === 200 && longest !== null ? Math.max(longest, ms) : null
    } catch {
      longest = null
    }
  }
  const loop = (async () => {
    while (!isOver) {
      await once()
      await wait(20)
    }
    await once()
    agent.destroy()
  })()
  return {
    stop: async () => {
      isOver = true
      await loop
      return longest
    },
  }
}

async function hashOf(target: Target): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(Object.entries(Object(await target.ask('hash'))).map(([table, hash]) => [table, String(hash)]))
}
