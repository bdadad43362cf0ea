import type { BenchDatabase, SeededDatabase } from './databases.ts'
import { compareAnswers, compareDenials, prepare, type Contestant } from './compare-answers.ts'
import { measure, medianOf, type Load, type Sample } from './measure.ts'
import { PEERS, type Peer } from './peers.ts'
import type { Scenario } from './scenarios.ts'
import { startPeer, type RunningPeer } from './start-peer.ts'

/** What is run. */
export interface BenchPlan {
  readonly databases: readonly BenchDatabase[]
  readonly scenarios: readonly Scenario[]
  readonly load: Load
  /** Folder for CPU profiles of the servers. */
  readonly profile: string | undefined
}

/** Figures of one peer in one scenario. */
export interface PeerResult {
  readonly peer: string
  readonly title: string
  readonly role: Peer['role']
  readonly median: Sample
  readonly samples: readonly Sample[]
}

/** One scenario on one database. It has passed where there are no faults. */
export interface ScenarioResult {
  readonly database: string
  readonly scenario: string
  readonly title: string
  readonly peers: readonly PeerResult[]
  /** Ours in the same rounds, asked by an administrator; where rules are at work. */
  readonly unguarded?: PeerResult
  /** Peers that cannot do it, and why. */
  readonly absent: readonly { readonly title: string; readonly reason: string }[]
  readonly faults: readonly string[]
}

/** Told of what goes on. */
export interface Progress {
  readonly skipped: (database: BenchDatabase) => void
  readonly started: (database: BenchDatabase, scenario: Scenario) => void
}

/** Runs every scenario on every database that answers. */
export async function runBench(plan: BenchPlan, progress: Progress): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = []
  for (const database of plan.databases) {
    await using seeded = await database.seed()
    if (seeded) results.push(...(await runOnDatabase(plan, progress, { database, seeded })))
    else progress.skipped(database)
  }
  return results
}

async function runOnDatabase(plan: BenchPlan, progress: Progress, { database, seeded }: { readonly database: BenchDatabase; readonly seeded: SeededDatabase }): Promise<readonly ScenarioResult[]> {
  const peers: RunningPeer[] = []
  const results: ScenarioResult[] = []
  try {
    for (const peer of PEERS) peers.push(await startPeer(peer, { name: database.name, url: await seeded.copy() }, plan.profile))
    for (const scenario of plan.scenarios) {
      progress.started(database, scenario)
      results.push({ database: database.name, scenario: scenario.name, title: scenario.title, ...(await runScenario(scenario, peers, plan.load)) })
    }
    return results
  } finally {
    for (const peer of peers) await peer[Symbol.asyncDispose]()
  }
}

async function runScenario(scenario: Scenario, all: readonly RunningPeer[], load: Load): Promise<Pick<ScenarioResult, 'peers' | 'unguarded' | 'absent' | 'faults'>> {
  const contestants: Contestant[] = []
  for (const running of all) if (running.peer.cannot[scenario.name] === undefined) contestants.push(await prepare(scenario, running, scenario.guarded ? 'user' : 'admin'))
  const absent = all.flatMap(({ peer: { title, cannot } }) => (cannot[scenario.name] === undefined ? [] : [{ title, reason: cannot[scenario.name] ?? '' }]))
  const unguarded = scenario.guarded && all[0] ? await prepare(scenario, all[0], 'admin') : undefined
  const differences = [...(await compareAnswers(scenario, contestants)), ...(unguarded ? await compareDenials(scenario, contestants, unguarded) : [])]
  if (differences.length > 0) return { peers: [], absent, faults: differences }
  const samples = await measure(unguarded ? [...contestants, unguarded] : contestants, { ...load, connections: scenario.connections ?? load.connections, seconds: Math.max(load.seconds, scenario.leastSeconds ?? 0) })
  const resultOf = ({ running: { peer } }: Contestant, index: number): PeerResult => ({ peer: peer.name, title: peer.title, role: peer.role, median: medianOf(samples[index] ?? []), samples: samples[index] ?? [] })
  const peers = contestants.map(resultOf)
  const measured = unguarded ? { peers, unguarded: resultOf(unguarded, contestants.length) } : { peers }
  return { ...measured, absent, faults: [...peers, ...(measured.unguarded ? [measured.unguarded] : [])].filter(({ median }) => median.faults > 0).map(({ title, median }) => `${title}: ${median.faults} requests failed or were not answered with 2xx`) }
}
