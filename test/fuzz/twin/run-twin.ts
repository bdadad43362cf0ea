// Owns a run of the twins: rounds of requests, each as one reader on a pair of its own, and what could be told apart.
import type fc from 'fast-check'
import type { RawRequest } from '../../attack/send-raw.ts'
import type { TargetOptions } from '../../attack/start-target.ts'
import type { DatabaseName } from '../../attack/std-schema.ts'
import { checkAnswer } from '../check-answer.ts'
import { requestAt, seedOf } from '../run-fuzz.ts'
import { createToldNames, type ToldNames } from '../told-names.ts'
import { nextCursorOf } from './compare-twins.ts'
import { compareOnce, listFaults, loadTwins, openPair, type Pair } from './open-pair.ts'
import { twinRequestOf } from './twin-request.ts'

/** Who asks, in turn. */
export const READERS = ['alice', 'adm1', 'anon', 'carol', 'root', 'bob', 'support'] as const

/** Requests of one reader on one pair; each meets what the ones before it wrote. */
const ROUND = 125

/** What a run is asked for. */
export interface TwinOptions {
  readonly requests: number
  readonly seed: number
  readonly database: DatabaseName
  /** The request of interest: its round is sent up to it, and nothing else. */
  readonly only?: number
  /** How the targets boot. */
  readonly target?: Partial<TargetOptions>
  readonly onDifference?: (difference: Difference) => void
  readonly onProgress?: (sent: number) => void
}

/** A request by which the twins can be told apart, or that is answered badly. */
export interface Difference {
  readonly number: number
  readonly reader: string
  readonly sent: RawRequest
  readonly fault: string
}

/** What came of a run. */
export interface TwinReport {
  readonly sent: number
  readonly differences: readonly Difference[]
  /** Answers by kind of request and status. */
  readonly statuses: ReadonlyMap<string, number>
  /** Places in which the pairs differed, all rounds together. */
  readonly places: number
  readonly seconds: number
}

interface Tally {
  sent: number
  places: number
  readonly differences: Difference[]
  readonly statuses: Map<string, number>
}

interface Round {
  readonly pair: Pair
  readonly options: TwinOptions
  readonly tally: Tally
  readonly reader: string
  readonly requests: fc.Arbitrary<RawRequest>
  readonly first: number
  readonly end: number
  readonly told: ToldNames
}

/** Sends random requests to pairs; goes on after a difference. @throws where the fixture does not boot or a server dies */
export async function runTwin(options: TwinOptions): Promise<TwinReport> {
  await using pair = await openPair(options.database, options.target)
  const started = performance.now()
  const tally: Tally = { sent: 0, places: 0, differences: [], statuses: new Map() }
  const readers = READERS.map((reader) => ({ reader, requests: twinRequestOf(pair.description, reader) }))
  for (const { first, end } of roundsOf(options)) {
    const who = readers[(first / ROUND) % readers.length]
    if (who !== undefined) await runRound({ pair, options, tally, ...who, first, end, told: createToldNames() })
    options.onProgress?.(tally.sent)
  }
  return { ...tally, seconds: (performance.now() - started) / 1000 }
}

function roundsOf({ requests, only }: TwinOptions): readonly { readonly first: number; readonly end: number }[] {
  if (only !== undefined) return [{ first: only - (only % ROUND), end: only + 1 }]
  return Array.from({ length: Math.ceil(requests / ROUND) }, (_, index) => ({ first: index * ROUND, end: Math.min((index + 1) * ROUND, requests) }))
}

async function runRound(round: Round): Promise<void> {
  const { pair, options, tally, reader, requests, first, end } = round
  const tell = (number: number, sent: RawRequest, fault: string): void => {
    const difference = { number, reader, sent, fault }
    tally.differences.push(difference)
    options.onDifference?.(difference)
  }
  tally.places += await loadTwins(pair, reader, seedOf(options.seed, -1 - first))
  for (const fault of await listFaults(pair, reader)) tell(first, { method: 'GET', path: '/api/…', headers: {} }, fault)
  for (let number = first; number < end; number++) {
    const sent = requestAt(requests, seedOf(options.seed, number))
    const { fault, isApart } = await runOne(round, sent)
    if (fault !== null) tell(number, sent, fault)
    if (isApart) return
  }
}

// A page is followed by the next one: a cursor must not tell anything either.
async function runOne({ pair, reader, tally, told }: Round, sent: RawRequest): Promise<{ readonly fault: string | null; readonly isApart: boolean }> {
  const tell = told.telling(sent)
  const { answer, fault, isApart } = await compareOnce(pair, reader, sent)
  tell(answer.one)
  const kind = `${kindOf(sent)} ${String(answer.one.status)}`
  tally.sent++
  tally.statuses.set(kind, (tally.statuses.get(kind) ?? 0) + 1)
  const found = fault ?? checkAnswer({ sent, answer: answer.one }, pair.description.provider, told).fault
  const [cursor, otherCursor] = [nextCursorOf(answer.one), nextCursorOf(answer.other)]
  if (found !== null || cursor === null || otherCursor === null) return { fault: found, isApart }
  const next = await compareOnce(pair, reader, withCursor(sent, cursor), withCursor(sent, otherCursor))
  return { fault: next.fault === null ? null : `the next page: ${next.fault}`, isApart }
}

function withCursor(sent: RawRequest, cursor: string): RawRequest {
  if (sent.method === 'GET') return { ...sent, path: `${sent.path}${sent.path.includes('?') ? '&' : '?'}cursor=${cursor}` }
  return { ...sent, body: String(sent.body).replace(/\}\s*$/, `,"cursor":${JSON.stringify(cursor)}}`) }
}

const ACTION = /\/(\$[\w-]+)/

/** What a request is, without its particulars: the method and the action of its path. */
function kindOf({ method, path }: RawRequest): string {
  const [plain = ''] = path.split('?')
  return `${method} ${ACTION.exec(plain)?.[1] ?? ['', '', 'all', 'one', 'related', 'link'][Math.min(5, plain.split('/').length - 1)] ?? ''}`
}
