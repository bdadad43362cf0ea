// Owns a run of the fuzzer: a server in its own process, sixteen callers on kept connections, and what must hold throughout.
import fc from 'fast-check'
import type { Agent } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { TargetDescription } from '../attack/describe-target.ts'
import { errorsIn } from '../attack/judge.ts'
import { watchHealth } from '../attack/observe.ts'
import { startStd } from '../attack/run-cases.ts'
import { createAgent, jsonOf, sendRaw, type RawAnswer, type RawRequest } from '../attack/send-raw.ts'
import type { Target } from '../attack/start-target.ts'
import type { DatabaseName } from '../attack/std-schema.ts'
import { checkAnswer } from './check-answer.ts'
import { requestOf } from './generate-request.ts'
import { createToldNames, type ToldNames } from './told-names.ts'

/** What a run is asked for. */
export interface FuzzOptions {
  readonly requests: number
  readonly seed: number
  readonly database: DatabaseName
  /** Sends this one alone, on a fresh fixture. */
  readonly only?: number
  readonly onFailure?: (failure: Failure) => void
  readonly onProgress?: (sent: number) => void
}

/** A request whose answer is wrong. */
export interface Failure {
  readonly number: number
  readonly fault: string
  readonly sent: RawRequest
  /** What the server logged of it. */
  readonly log: string | null
}

/** What came of a run. */
export interface FuzzReport {
  readonly sent: number
  readonly failures: readonly Failure[]
  /** Answers by status. */
  readonly statuses: ReadonlyMap<number, number>
  readonly overloads: number
  /** Longest answer of /health in ms; null where it did not answer. */
  readonly healthMs: number | null
  /** Medians of the first and the last fifth, in bytes. */
  readonly rss: { readonly first: number; readonly last: number }
  /** How the process ended, where it did. */
  readonly died: string | null
  /** Errors in the log that belong to no failure. */
  readonly errors: readonly string[]
  readonly seconds: number
}

const CALLERS = 16
/** After so many the fixture is put back, so that a request meets about the same rows whenever it is sent. */
const ROUND = 2000
const SAMPLES_PER_ROUND = 4

/** The seed of one request of a run. */
export function seedOf(seed: number, number: number): number {
  return (Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) | 0
}

/** The request that a run of this seed sends as number `number`. */
export function requestAt(requests: fc.Arbitrary<RawRequest>, seed: number): RawRequest {
  const [sent] = fc.sample(requests, { seed, numRuns: 1 })
  if (sent === undefined) throw new RangeError('Nothing was generated.')
  return sent
}

/** A target with the fixture, and what it can be asked. */
export interface Fuzzed {
  readonly target: Target
  readonly description: TargetDescription
  readonly requests: fc.Arbitrary<RawRequest>
  readonly agent: Agent
  readonly told: ToldNames
}

/** Boots the fixture and opens connections to it. */
export async function openFuzzed(database: DatabaseName): Promise<Fuzzed & AsyncDisposable> {
  const target = await startStd(database, 'base')
  const description = (await target.ask('describe')) as TargetDescription
  const agent = createAgent(CALLERS)
  return {
    target,
    description,
    requests: requestOf(description),
    agent,
    told: createToldNames(),
    [Symbol.asyncDispose]: async () => {
      agent.destroy()
      await target[Symbol.asyncDispose]()
    },
  }
}

/** Sends random requests; goes on after a failure. @throws where the fixture does not boot */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  await using fuzzed = await openFuzzed(options.database)
  const tally = createTally()
  const health = watchHealth(fuzzed.target)
  const started = performance.now()
  const numbers = options.only === undefined ? { first: 0, end: options.requests } : { first: options.only, end: options.only + 1 }
  const rss: number[] = []
  for (let first = numbers.first; first < numbers.end && fuzzed.target.ended() === null; first += ROUND / SAMPLES_PER_ROUND) {
    await sendRound(fuzzed, { ...options, first, end: Math.min(first + ROUND / SAMPLES_PER_ROUND, numbers.end) }, tally)
    if (fuzzed.target.ended() !== null) break
    rss.push(Number(await fuzzed.target.ask('weigh')))
    if (rss.length % SAMPLES_PER_ROUND === 0) {
      await fuzzed.target.ask('seed', 'base')
      fuzzed.told.forget()
    }
    options.onProgress?.(tally.sent)
  }
  const healthMs = await health.stop()
  const told = new Set(tally.failures.map(({ log }) => log))
  return { ...tally, healthMs, rss: mediansOf(rss), died: fuzzed.target.ended(), errors: errorsIn(fuzzed.target.lines()).filter((line) => !told.has(line)), seconds: (performance.now() - started) / 1000 }
}

interface Tally {
  sent: number
  overloads: number
  readonly failures: Failure[]
  readonly statuses: Map<number, number>
}

function createTally(): Tally {
  return { sent: 0, overloads: 0, failures: [], statuses: new Map() }
}

interface Round extends FuzzOptions {
  readonly first: number
  readonly end: number
}

async function sendRound(fuzzed: Fuzzed, round: Round, tally: Tally): Promise<void> {
  let next = round.first
  const call = async (): Promise<void> => {
    while (next < round.end && fuzzed.target.ended() === null) {
      const number = next++
      const sent = requestAt(fuzzed.requests, seedOf(round.seed, number))
      const { fault, status, isOverload, log } = await sendOne(fuzzed, sent)
      tally.sent++
      tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1)
      if (isOverload) tally.overloads++
      if (fault === null) continue
      const failure = { number, fault, sent, log }
      tally.failures.push(failure)
      round.onFailure?.(failure)
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, call))
}

interface Outcome {
  readonly fault: string | null
  readonly status: number
  readonly isOverload: boolean
  readonly log: string | null
}

/** Sends one request and judges the answer; a connection that breaks is a fault. */
export async function sendOne({ target, agent, description, told }: Fuzzed, sent: RawRequest): Promise<Outcome> {
  const tell = told.telling(sent)
  const answer = await answerOf(target, sent, agent)
  tell(typeof answer === 'string' ? null : answer)
  if (typeof answer === 'string') return { fault: `no answer: ${answer}`, status: 0, isOverload: false, log: null }
  const verdict = checkAnswer({ sent, answer }, description.provider, told)
  const requestId = String(jsonOf(answer)['requestId'] ?? answer.headers['x-request-id'])
  const log = verdict.fault === null ? null : await logOf(target, requestId)
  return { ...verdict, status: answer.status, log }
}

// The log comes through a pipe, and may be a little later than the answer.
async function logOf(target: Target, requestId: string): Promise<string | null> {
  for (let turn = 0; turn < 10; turn++) {
    const line = target.lines().findLast((each) => each.includes(requestId))
    if (line !== undefined) return line
    await wait(10)
  }
  return null
}

// A kept connection that the server closed meanwhile is opened anew, once; and a body too large may be cut off while it is sent.
async function answerOf(target: Target, sent: RawRequest, agent: Agent, isAgain = false): Promise<RawAnswer | string> {
  try {
    return await sendRaw(target.url, sent, agent)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const isStale = /ECONNRESET|EPIPE|socket hang up/.test(message)
    return isStale && !isAgain && target.ended() === null ? answerOf(target, sent, agent, true) : message
  }
}

function mediansOf(samples: readonly number[]): FuzzReport['rss'] {
  const fifth = Math.max(1, Math.floor(samples.length / 5))
  const median = (some: readonly number[]): number => some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0
  return { first: median(samples.slice(0, fifth)), last: median(samples.slice(-fifth)) }
}
