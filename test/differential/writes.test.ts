// The Prisma client is the oracle of the writes that are compiled: random writes are carried out by both, each on a database of its own,
// and answers, failures and all tables are compared. Where the two are meant to differ stands in `known-differences.ts`.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Records } from '../../packages/runtime-server/src/data/records/records.ts'
import { PUSHABLE } from '../data/databases.ts'
import { writeByPrisma, writeByRecords, type Outcome } from './carry-out-write.ts'
import { generateWrite, type ClientWrite } from './generate-write.ts'
import { isSound, KNOWN_DIFFERENCES, unstamped, type Seen, type Step } from './known-differences.ts'
import { openTwins, type Twins } from './open-twins.ts'
import { rulesThatHold } from './rules-that-hold.ts'
import type { Draw } from './seed-rows.ts'
import type { Writing } from './writing.ts'

const RUNS = Number(process.env['WRITES_RUNS'] ?? 60)
const SEED = Number(process.env['WRITES_SEED'] ?? 20_261_120)
/** So many writes are carried out on the same rows before the tables are filled anew. */
const LENGTH = 10

async function takeStep({ registry, ours, prismas }: Omit<Twins, 'records'>, records: Records, write: ClientWrite): Promise<Step> {
  const before = new Date()
  const [ourBefore, prismasBefore] = [await ours.read(before), await prismas.read(before)]
  const since = await nextMillisecond(before)
  const [our, prisma] = [await writeByRecords(registry, records, write), await writeByPrisma(registry, prismas.client, write)]
  return { write, ours: { outcome: our, before: ourBefore, after: await ours.read(since) }, prismas: { outcome: prisma, before: prismasBefore, after: await prismas.read(since) } }
}

// What one write touches is told from what the one before has touched.
async function nextMillisecond(start: Date): Promise<Date> {
  while (Date.now() <= start.getTime()) await Promise.resolve()
  return new Date()
}

function isAgreed({ ours, prismas }: Step): boolean {
  return said(ours.outcome) === said(prismas.outcome) && ours.after.join('\n') === prismas.after.join('\n')
}

function said(outcome: Outcome): string {
  return JSON.stringify('failure' in outcome ? { failure: outcome.failure } : outcome)
}

function describeStep({ write, ours, prismas }: Step): string {
  const told = ({ outcome }: Seen): string => ('failure' in outcome ? `${outcome.failure}: ${String(outcome.cause).trim()}` : JSON.stringify(outcome.answer))
  const only = (one: Seen, other: Seen): string => one.after.filter((line) => !other.after.includes(line)).map((line) => `\n    ${line}`).join('')
  return `${JSON.stringify(write)}\nours: ${told(ours)}\n  then only ours hold:${only(ours, prismas)}\nPrisma: ${told(prismas)}\n  then only its hold:${only(prismas, ours)}\non\n  ${ours.before.join('\n  ')}`
}

// All values are as likely: those at the ends would make mostly writes of nothing.
function upTo(max: number): fc.Arbitrary<number> {
  return fc.noBias(fc.nat(max))
}

const CASES = PUSHABLE.flatMap((under) => (['foreignKeys', 'prisma'] as const).map((mode) => [`${under.name} with relationMode = "${mode}"`, under, mode] as const))

describe.each(CASES)('given random rows on %s', (_name, under, mode) => {
  let twins: Twins
  beforeAll(async () => {
    twins = await openTwins(under, mode)
  })
  afterAll(() => twins?.[Symbol.asyncDispose]())

  it(`carries out ${RUNS} random writes as the Prisma client does (WRITES_SEED=${SEED})`, { timeout: 7_200_000 }, async () => {
    const counts = { written: 0, different: 0 }
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (gen) => {
        const draw: Draw = (count) => (count <= 1 ? 0 : gen(upTo, count - 1))
        const writing: Writing = { registry: twins.registry, draw, canSkip: under.provider !== 'sqlite' }
        const reset = (): Promise<unknown> => Promise.all([twins.ours.reset(), twins.prismas.reset()])
        await reset()
        // Rules that hold change nothing but the way.
        const variants = [twins.records, twins.records.ruled(rulesThatHold(twins.registry, 'itself')), twins.records.ruled(rulesThatHold(twins.registry, 'others'))]
        for (let index = 0; index < LENGTH; index++) {
          const step = await takeStep(twins, variants[index % variants.length] ?? twins.records, generateWrite(writing))
          const { outcome, before, after } = step.ours
          counts.written += Number(unstamped(before) !== unstamped(after))
          if ('failure' in outcome) expect(unstamped(after), `A failure has changed something: ${describeStep(step)}`).toBe(unstamped(before))
          expect(isSound(after), `Something refers to nothing: ${describeStep(step)}`).toBe(true)
          if (isAgreed(step)) continue
          expect(KNOWN_DIFFERENCES.some((known) => known.applies(step)), describeStep(step)).toBe(true)
          counts.different++
          await reset()
        }
      }),
      { numRuns: Math.ceil(RUNS / LENGTH), seed: SEED, endOnFailure: process.env['WRITES_SHRINK'] === undefined },
    )
    // Writes that mostly fail or change nothing would prove little, and so would differences that are mostly known.
    expect(counts.written).toBeGreaterThan(RUNS / 5)
    expect(counts.different).toBeLessThan(RUNS / 4)
  })
})
