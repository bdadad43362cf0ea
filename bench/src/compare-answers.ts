import { isDeepStrictEqual } from 'node:util'
import type { Operation } from './operation.ts'
import type { Scenario } from './scenarios.ts'
import type { RunningPeer } from './start-peer.ts'

const CHECKED = 20

/** What is wrong with the peers' answers to a sample of a scenario's operations; empty where all are the same. */
export async function compareAnswers(scenario: Scenario, peers: readonly RunningPeer[]): Promise<readonly string[]> {
  const step = Math.ceil(scenario.operations.length / CHECKED)
  const faults: string[] = []
  for (const operation of scenario.operations.filter((_, index) => index % step === 0)) {
    const answers = await Promise.all(peers.map((peer) => ask(scenario, peer, operation)))
    const [first] = answers
    answers.forEach((answer, index) => {
      if (!isDeepStrictEqual(answer, first)) faults.push(`${peers[index]?.peer.title ?? ''} answers ${JSON.stringify(operation)} otherwise:\n    ${show(answer)}\n    ${show(first)}`)
    })
    if (first === undefined || first.records.length === 0) faults.push(`${peers[0]?.peer.title ?? ''} answers ${JSON.stringify(operation)} with no record: ${show(first)}`)
    if (faults.length > 0) return faults
  }
  return faults
}

interface Answer {
  readonly status: number
  readonly records: readonly unknown[]
}

async function ask(scenario: Scenario, { peer, url }: RunningPeer, operation: Operation): Promise<Answer> {
  const { method, path, headers, body } = peer.toRequest(operation)
  const response = await fetch(`${url}${path}`, { method, headers, ...(body !== undefined && { body }) })
  return { status: response.status, records: peer.readRecords(await response.json()).map(scenario.comparable) }
}

function show(value: unknown): string {
  return JSON.stringify(value).slice(0, 300)
}
