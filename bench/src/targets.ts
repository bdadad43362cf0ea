import type { DatabaseName } from './schema.ts'
import { bestPeerOf, ratioTo } from './ratios.ts'
import type { PeerResult, ScenarioResult } from './run-bench.ts'

/** Processor time of a request, at most so many times the floor's. */
const CPU_TO_FLOOR: Readonly<Record<DatabaseName, Readonly<Record<string, number>>>> = {
  sqlite: { get: 2.5, list: 1.5, create: 2.5, update: 2.5 },
  postgresql: { get: 2.5, list: 1.5, create: 3, update: 4 },
}

/** Requests of a second, at least so many times those of the best peer. */
const TIMES_THE_BEST_PEER = 3

/** One target: what is wanted, what was measured. */
export interface Outcome {
  readonly text: string
  readonly reached: boolean
}

/** The targets of a scenario, with what was measured of them; none where there are no targets or no figures. */
export function outcomesOf({ database, scenario, title, peers }: ScenarioResult): readonly Outcome[] {
  const [ours, ...others] = peers
  const most = Object.entries(CPU_TO_FLOOR).find(([name]) => name === database)?.[1][scenario]
  if (!ours || most === undefined) return []
  const floor = others.find(({ role }) => role === 'floor')
  const best = bestPeerOf(others)
  return [...(floor ? [cpu(ours, floor, most)] : []), ...(best ? [throughput(ours, best)] : [])].map(({ text, reached }) => ({ text: `${database} ${title}: ${text}`, reached }))
}

function cpu(ours: PeerResult, floor: PeerResult, most: number): Outcome {
  const ratio = ratioTo(ours, floor, 'cpuMicrosPerRequest')
  return { text: `CPU ${ratio.toFixed(2)}× the floor's, at most ${most}×`, reached: ratio <= most }
}

function throughput(ours: PeerResult, best: PeerResult): Outcome {
  const ratio = ratioTo(ours, best, 'requestsPerSecond')
  return { text: `requests/s ${ratio.toFixed(2)}× those of ${best.title}, at least ${TIMES_THE_BEST_PEER}×`, reached: ratio >= TIMES_THE_BEST_PEER }
}
