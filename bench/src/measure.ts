import autocannon from 'autocannon'
import type { Contestant } from './compare-answers.ts'

const WARM_UP_S = 2

/** How the load is made. */
export interface Load {
  readonly seconds: number
  readonly rounds: number
  readonly connections: number
}

/** One measurement. */
export interface Sample {
  readonly requestsPerSecond: number
  /** Processor time of the server's process, all its threads, for each answered request; a database of its own process is not in it. */
  readonly cpuMicrosPerRequest: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Answers other than 2xx, broken connections and timeouts. */
  readonly faults: number
}

/** The samples of the peers, in their order: rounds are interleaved, and every second one goes backwards. */
export async function measure(peers: readonly Contestant[], load: Load): Promise<readonly (readonly Sample[])[]> {
  const samples = peers.map((): Sample[] => [])
  for (const peer of peers) await takeSample(peer, { ...load, seconds: Math.min(load.seconds, WARM_UP_S) })
  for (let round = 0; round < load.rounds; round += 1) {
    const order = round % 2 === 0 ? [...peers.keys()] : [...peers.keys()].toReversed()
    for (const index of order) {
      const peer = peers[index]
      if (peer) samples[index]?.push(await takeSample(peer, load))
    }
  }
  return samples
}

async function takeSample({ running, requests }: Contestant, { seconds, connections }: Load): Promise<Sample> {
  const before = await running.usage()
  let connected = 0
  const result = await autocannon({
    url: running.url,
    connections,
    duration: seconds,
    requests,
    // Each begins elsewhere: else all would write the same row at once.
    setupClient: (client) => client.setRequests(startingAt(requests, Math.floor((connected++ * requests.length) / connections))),
  })
  const cpuMicros = (await running.usage()).cpuMicros - before.cpuMicros
  const answered = Math.max(1, result['2xx'])
  return {
    requestsPerSecond: result['2xx'] / result.duration,
    cpuMicrosPerRequest: cpuMicros / answered,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    faults: result.non2xx + result.errors + result.timeouts + (result['2xx'] === 0 ? 1 : 0),
  }
}

function startingAt<T>(values: readonly T[], index: number): readonly T[] {
  return [...values.slice(index), ...values.slice(0, index)]
}

/** The middle value; the mean of the two in the middle where there is an even number of them. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]
  return (low + high) / 2
}

/** The sample whose every figure is the median of that figure; faults are added up. */
export function medianOf(samples: readonly Sample[]): Sample {
  return {
    requestsPerSecond: median(samples.map((sample) => sample.requestsPerSecond)),
    cpuMicrosPerRequest: median(samples.map((sample) => sample.cpuMicrosPerRequest)),
    p50Ms: median(samples.map((sample) => sample.p50Ms)),
    p99Ms: median(samples.map((sample) => sample.p99Ms)),
    faults: samples.reduce((total, sample) => total + sample.faults, 0),
  }
}
