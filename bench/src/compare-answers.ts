import { isDeepStrictEqual } from 'node:util'
import { authorizationOf, type CallerName } from './callers.ts'
import type { Ask, BenchRequest, Operation } from './operation.ts'
import type { BenchRecord } from './requests.ts'
import type { Scenario } from './scenarios.ts'
import type { RunningPeer } from './start-peer.ts'

const CHECKED = 20
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** A peer that takes part in a scenario, with the scenario's operations as it takes them from a caller. */
export interface Contestant {
  readonly running: RunningPeer
  readonly requests: readonly BenchRequest[]
  /** What rules deny the user. */
  readonly denied: readonly BenchRequest[]
}

/** The scenario's operations in the peer's own HTTP, sent by a caller. */
export async function prepare(scenario: Scenario, running: RunningPeer, caller: CallerName): Promise<Contestant> {
  const signed = (request: BenchRequest): BenchRequest => ({ ...request, headers: { ...request.headers, authorization: authorizationOf(caller) } })
  const ask: Ask = async (request) => (await exchange(running, signed(request))).body
  const requestsOf = (operations: readonly Operation[]): Promise<readonly BenchRequest[]> => Promise.all(operations.map(async (operation) => signed(await running.peer.toRequest(operation, ask))))
  return { running, requests: await requestsOf(scenario.operations), denied: await requestsOf(scenario.guarded?.denied ?? []) }
}

/** What is wrong with the answers to what rules deny: each peer must refuse it to the user, and ours must answer the administrator otherwise. */
export async function compareDenials(scenario: Scenario, contestants: readonly Contestant[], unguarded: Contestant): Promise<readonly string[]> {
  const faults: string[] = []
  for (const [index, operation] of (scenario.guarded?.denied ?? []).entries()) {
    for (const { running, denied } of contestants) if (isGiven(await answerOf(scenario, running, denied[index]))) faults.push(`${running.peer.title} lets the user ${show(operation)}`)
  }
  return faults.length > 0 || (await decides(scenario, contestants[0], unguarded)) ? faults : ['The rules decide nothing: the administrator gets the same answers.']
}

// Some refuse with a status, some with nothing.
function isGiven(answer: Answer | undefined): boolean {
  return answer !== undefined && answer.ok && answer.records.length > 0
}

async function decides(scenario: Scenario, guarded: Contestant | undefined, unguarded: Contestant): Promise<boolean> {
  // One of them is enough, and changes least.
  const first = (one: Contestant): BenchRequest | undefined => one.denied[0] ?? one.requests[0]
  const [asUser, asAdmin] = await Promise.all([guarded, unguarded].map(async (one) => one && answerOf(scenario, one.running, first(one))))
  return isGiven(asAdmin) && !isDeepStrictEqual(asUser, asAdmin)
}

/** What is wrong with the peers' answers to a sample of a scenario's operations; empty where all are the same. */
export async function compareAnswers(scenario: Scenario, contestants: readonly Contestant[]): Promise<readonly string[]> {
  const step = Math.ceil(scenario.operations.length / CHECKED)
  const faults: string[] = []
  for (const [index, operation] of scenario.operations.entries()) {
    if (index % step !== 0) continue
    const answers = await Promise.all(contestants.map(({ running, requests }) => answerOf(scenario, running, requests[index])))
    const [first] = answers
    contestants.forEach(({ running: { peer } }, number) => {
      const answer = answers[number]
      if (!isDeepStrictEqual(answer, first)) faults.push(`${peer.title} answers ${show(operation)} otherwise:\n    ${show(answer)}\n    ${show(first)}`)
    })
    if (first === undefined || first.records.length === 0) faults.push(`${contestants[0]?.running.peer.title ?? ''} answers ${show(operation)} with no record: ${show(first)}`)
    if (faults.length > 0) return faults
  }
  return faults
}

interface Answer {
  readonly ok: boolean
  readonly records: readonly unknown[]
}

async function answerOf(scenario: Scenario, running: RunningPeer, request: BenchRequest | undefined): Promise<Answer | undefined> {
  if (!request) return undefined
  const { ok, body } = await exchange(running, request)
  return { ok, records: scenario.comparable(running.peer.readRecords(body).map(normalise)) }
}

async function exchange({ url }: RunningPeer, { method, path, headers, body }: BenchRequest): Promise<{ readonly ok: boolean; readonly body: unknown }> {
  const response = await fetch(`${url}${path}`, { method, headers, ...(body !== undefined && { body }) })
  const text = await response.text()
  return { ok: response.ok, body: JSON.parse(text) }
}

// Moments are compared as moments: some write them as the column does. Nothing else may differ.
function normalise(record: BenchRecord): BenchRecord {
  return JSON.parse(JSON.stringify(record, (_, value: unknown) => (typeof value === 'string' && DATE.test(value) ? new Date(value).toISOString() : value)))
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 500)
}
