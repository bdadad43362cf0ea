import type { DatabaseName } from './schema.ts'
import { bestPeerOf, ratioTo } from './ratios.ts'
import type { PeerResult, ScenarioResult } from './run-bench.ts'

/** Processor time of a request, at most so many times the floor's. */
const CPU_TO_FLOOR: Readonly<Record<DatabaseName, Readonly<Record<string, number>>>> = {
  sqlite: { get: 2.5, list: 1.5, create: 2.5, update: 2.5, 'guarded-get': 2.5, 'guarded-list': 1.5, 'guarded-create': 3, 'guarded-update': 3 },
  postgresql: { get: 2.5, list: 1.5, create: 3, update: 4, 'guarded-get': 2.5, 'guarded-list': 1.5, 'guarded-create': 3, 'guarded-update': 4 },
}

/** Requests of a second, at least so many times those of the best peer. */
const TIMES_THE_BEST_PEER = 3

/** Peers with policies of their own: under rules, ours is to be ahead of each. */
const WITH_POLICIES: ReadonlySet<string> = new Set(['zenstack', 'remult'])

/** Whether a target is reached; no server answers more requests than its floor. */
export type Verdict = 'reached' | 'not reached' | 'out of reach of the floor'

/** One target: what is wanted, what was measured. */
export interface Outcome {
  readonly text: string
  readonly verdict: Verdict
}

/** The targets of a scenario, with what was measured of them; none where there are no targets or no figures. */
export function outcomesOf({ database, scenario, title, peers, unguarded }: ScenarioResult): readonly Outcome[] {
  const [ours, ...others] = peers
  const floor = others.find(({ role }) => role === 'floor')
  if (!ours || !floor) return []
  const most = Object.entries(CPU_TO_FLOOR).find(([name]) => name === database)?.[1][scenario]
  const best = most === undefined ? undefined : bestPeerOf(others)
  const outcomes = [
    ...(most === undefined ? [] : [cpu(ours, floor, most)]),
    ...(unguarded ? others.filter(({ peer }) => WITH_POLICIES.has(peer)).map((peer) => ahead({ ours, peer, floor })) : best ? [throughput({ ours, peer: best, floor })] : []),
  ]
  return outcomes.map(({ text, verdict }) => ({ text: `${database} ${title}: ${text}`, verdict }))
}

interface Compared {
  readonly ours: PeerResult
  readonly peer: PeerResult
  readonly floor: PeerResult
}

function cpu(ours: PeerResult, floor: PeerResult, most: number): Outcome {
  const ratio = ratioTo(ours, floor, 'cpuMicrosPerRequest')
  return { text: `CPU ${ratio.toFixed(2)}× the floor's, at most ${most}×`, verdict: ratio <= most ? 'reached' : 'not reached' }
}

function throughput({ ours, peer, floor }: Compared): Outcome {
  const ratio = ratioTo(ours, peer, 'requestsPerSecond')
  const ofFloor = ratioTo(floor, peer, 'requestsPerSecond')
  const verdict = ratio >= TIMES_THE_BEST_PEER ? 'reached' : ofFloor >= TIMES_THE_BEST_PEER ? 'not reached' : 'out of reach of the floor'
  return { text: `requests/s ${ratio.toFixed(2)}× those of ${peer.title}, at least ${TIMES_THE_BEST_PEER}×; the floor's ${ofFloor.toFixed(2)}×`, verdict }
}

function ahead({ ours, peer, floor }: Compared): Outcome {
  const [requests, micros, ofFloor] = [ratioTo(ours, peer, 'requestsPerSecond'), ratioTo(ours, peer, 'cpuMicrosPerRequest'), ratioTo(floor, peer, 'requestsPerSecond')]
  const verdict = requests > 1 && micros < 1 ? 'reached' : ofFloor > 1 ? 'not reached' : 'out of reach of the floor'
  return { text: `ahead of ${peer.title}: requests/s ${requests.toFixed(2)}× and CPU ${micros.toFixed(2)}× its; the floor's requests/s ${ofFloor.toFixed(2)}×`, verdict }
}
