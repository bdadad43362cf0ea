import { median } from './measure.ts'
import type { PeerResult } from './run-bench.ts'

/** Ours to a peer's: above 1 is more. */
export interface Ratio {
  readonly peer: string
  readonly requestsPerSecond: number
  readonly cpuMicrosPerRequest: number
}

/** What ratios are made of. */
export type Figure = 'requestsPerSecond' | 'cpuMicrosPerRequest'

/** The median of the rounds' own ratios, since what disturbs a round disturbs both. */
export function ratioTo(ours: PeerResult, other: PeerResult, figure: Figure): number {
  return Number(median(ours.samples.map((sample, index) => sample[figure] / (other.samples[index]?.[figure] ?? Number.NaN))).toFixed(2))
}

/** The ratios of the first peer to each of the others. */
export function ratiosOf([first, ...others]: readonly PeerResult[]): readonly Ratio[] {
  return first ? others.map((other) => ({ peer: other.peer, requestsPerSecond: ratioTo(first, other, 'requestsPerSecond'), cpuMicrosPerRequest: ratioTo(first, other, 'cpuMicrosPerRequest') })) : []
}

/** The peer that answers most requests in a second; the floor is none. */
export function bestPeerOf(peers: readonly PeerResult[]): PeerResult | undefined {
  return peers.filter(({ role }) => role === 'peer').toSorted((a, b) => b.median.requestsPerSecond - a.median.requestsPerSecond)[0]
}
