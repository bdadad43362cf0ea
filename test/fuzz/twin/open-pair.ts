// Two servers on databases that differ where one reader may not see.
import type { Agent } from 'node:http'
import type { TargetDescription } from '../../attack/describe-target.ts'
import { startStd } from '../../attack/run-cases.ts'
import { createAgent, jsonOf, sendRaw, type RawRequest } from '../../attack/send-raw.ts'
import type { Target, TargetOptions } from '../../attack/start-target.ts'
import type { DatabaseName } from '../../attack/std-schema.ts'
import { differenceOf, statementsDifference, type TwinAnswer } from './compare-twins.ts'
import { isRecord } from './read-as-rules-say.ts'
import { twinSchema } from './twin-schema.ts'

/** The two, and how they are reached. */
export interface Pair extends AsyncDisposable {
  readonly database: DatabaseName
  readonly one: Target
  readonly other: Target
  readonly description: TargetDescription
  readonly agent: Agent
}

// What one twin refuses for its rate the other might not.
const LIMITS = { requestsPerMinute: 1_000_000_000, writesPerMinute: 1_000_000_000 }

/** Boots two servers with the fixture. */
export async function openPair(database: DatabaseName, more: Partial<TargetOptions> = {}): Promise<Pair> {
  const options = { schema: twinSchema(database), limits: LIMITS, watched: true, ...more }
  const [one, other] = await Promise.all([startStd(database, 'base', options), startStd(database, 'base', options)])
  const agent = createAgent(2)
  return {
    database,
    one,
    other,
    description: (await one.ask('describe')) as TargetDescription,
    agent,
    [Symbol.asyncDispose]: async () => {
      agent.destroy()
      await Promise.all([one[Symbol.asyncDispose](), other[Symbol.asyncDispose]()])
    },
  }
}

/** Asks both. */
export async function askBoth({ one, other }: Pair, command: string, argument?: unknown): Promise<readonly [unknown, unknown]> {
  return Promise.all([one.ask(command, argument), other.ask(command, argument)])
}

/** Fills both for a reader; answers in how many places they differ. */
export async function loadTwins({ one, other }: Pair, reader: string, seed: number): Promise<number> {
  const [differences] = await Promise.all([one.ask('load', { reader, seed, side: 'one' }), other.ask('load', { reader, seed, side: 'other' })])
  return Number(differences)
}

/** Sends one request to both, or to the other one of its own. @throws where a connection fails */
export async function sendBoth(pair: Pair, sent: RawRequest, otherSent = sent): Promise<TwinAnswer> {
  const [one, other] = await Promise.all([sendRaw(pair.one.url, sent, pair.agent), sendRaw(pair.other.url, otherSent, pair.agent)])
  return { one, other }
}

/** What came of one request. */
export interface TwinOutcome {
  readonly answer: TwinAnswer
  /** Null: nobody could tell the twins apart by it. */
  readonly fault: string | null
  /** What the reader may see is no longer the same. */
  readonly isApart: boolean
}

/** Sends one request to both and compares all that can be told: bytes, statements and, after a write, what the reader sees then. */
export async function compareOnce(pair: Pair, reader: string, sent: RawRequest, otherSent = sent): Promise<TwinOutcome> {
  await askBoth(pair, 'statements')
  const answer = await sendBoth(pair, sent, otherSent)
  const [one, other] = await askBoth(pair, 'statements')
  const apart = isWritten(sent, answer) ? await viewFault(pair, reader) : null
  return { answer, fault: differenceOf(answer) ?? statementsFault(pair, one, other) ?? apart, isApart: apart !== null }
}

function statementsFault({ database }: Pair, one: unknown, other: unknown): string | null {
  if (database === 'pglite' || !Array.isArray(one) || !Array.isArray(other)) return null
  return statementsDifference(one.map(String), other.map(String))
}

const READS = /^(?:GET|HEAD|OPTIONS) |\/\$(?:query|count|aggregate|group)(?:\?|$)/

const isWritten = ({ method, path }: RawRequest, { one, other }: TwinAnswer): boolean => !READS.test(`${method} ${path}`) && (one.status < 300 || other.status < 300)

/** How what the reader sees differs in the two; null where it is the same. */
export async function viewFault(pair: Pair, reader: string): Promise<string | null> {
  const [one, other] = await askBoth(pair, 'viewHash', reader)
  if (one === other) return null
  const [a, b] = (await askBoth(pair, 'view', reader)).map((text) => String(text).split('\n'))
  const only = (some: readonly string[] = [], others: readonly string[] = []): string => some.filter((line) => !others.includes(line)).join('').slice(0, 300)
  return `what ${reader} may see differs afterwards: ${only(a, b)}   ≠   ${only(b, a)}`
}

/** Models of which the server does not list what the rules say, as this reader. The twins prove nothing where it is not so. */
export async function listFaults(pair: Pair, reader: string): Promise<readonly string[]> {
  const keys = Object(await pair.one.ask('readableKeys', reader))
  const faults: string[] = []
  for (const { name, path, key, hidden } of pair.description.models) {
    const sent: RawRequest = { method: 'GET', path: `/api/${path}?take=100`, headers: reader === 'anon' ? {} : { authorization: `Bearer ${reader}` } }
    const { data } = jsonOf((await sendBoth(pair, sent)).one)
    const listed = Array.isArray(data) ? data.filter(isRecord).map((row) => key.map((field) => String(row[field])).join()).toSorted() : []
    const expected = hidden ? [] : keys[name]
    if (JSON.stringify(listed) !== JSON.stringify(expected)) faults.push(`${reader} lists ${name} ${listed.join(' ')}, and may read ${String(expected)}`)
  }
  return faults
}
