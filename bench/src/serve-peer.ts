import { PEERS } from './peers.ts'
import type { DatabaseName } from './schema.ts'

/** What a peer's process has used: processor time so far, memory now and at most since it was last told to watch. */
export interface Usage {
  readonly cpuMicros: number
  readonly rssBytes: number
  readonly peakRssBytes: number
}

/** What a peer's process says: that it listens, or what it has used. */
export type PeerMessage = { readonly port: number } | Usage

/** What a peer's process is asked: what it has used; with `watch`, from now on with the peak of its memory. */
export type PeerQuestion = 'usage' | 'watch'

const SAMPLE_MS = 20

/** Serves one peer until its parent is gone; answers each message with what it has used. */
export async function servePeer([peerName, databaseName, url]: readonly string[]): Promise<void> {
  const peer = PEERS.find((candidate) => candidate.name === peerName)
  if (!peer || !isDatabase(databaseName) || url === undefined) throw new Error('Usage: peer.mjs <peer> <database> <url>')
  const served = await peer.serve({ name: databaseName, url })
  const say = (message: PeerMessage): void => void process.send?.(message)
  answerQuestions(say)
  process.on('disconnect', () => process.exit(0))
  say({ port: served.port })
}

function answerQuestions(say: (usage: Usage) => void): void {
  let peakRssBytes = 0
  let sampler: NodeJS.Timeout | undefined
  const sample = (): number => {
    const rssBytes = process.memoryUsage.rss()
    peakRssBytes = Math.max(peakRssBytes, rssBytes)
    return rssBytes
  }
  process.on('message', (question) => {
    if (question === 'watch') {
      peakRssBytes = 0
      sampler ??= setInterval(sample, SAMPLE_MS)
    }
    const { user, system } = process.cpuUsage()
    const rssBytes = sample()
    say({ cpuMicros: user + system, rssBytes, peakRssBytes })
  })
}

function isDatabase(name: string | undefined): name is DatabaseName {
  return name === 'sqlite' || name === 'postgresql'
}
