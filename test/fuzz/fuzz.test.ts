import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeFailure, kindOf } from './print-report.ts'
import { openFuzzed, requestAt, runFuzz, seedOf } from './run-fuzz.ts'

const LONG = 300_000
// So many more by `npm run fuzz`.
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 10_000)
// Another seed each day finds more; the seed of a failure is told.
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_120)

describe(`given ${String(REQUESTS)} random requests of seed ${String(SEED)} on SQLite`, () => {
  it('each is answered soundly by one process whose memory is bounded', { timeout: LONG }, async () => {
    const report = await runFuzz({ requests: REQUESTS, seed: SEED, database: 'sqlite' })
    const first = [...new Map(report.failures.toReversed().map((failure) => [kindOf(failure), failure])).values()]
    expect(first.map((failure) => describeFailure(failure, SEED))).toEqual([])
    expect({ sent: report.sent, died: report.died, errors: report.errors, overloads: report.overloads }).toEqual({ sent: REQUESTS, died: null, errors: [], overloads: 0 })
    expect(report.healthMs).not.toBe(null)
    expect(report.rss.last).toBeLessThan(report.rss.first + 200_000_000)
    expect([...report.statuses.keys()]).toEqual(expect.arrayContaining([200, 201, 400, 404]))
  })
})

describe('given the fuzzer itself', () => {
  it('makes the same request for the same seed and number', { timeout: LONG }, async () => {
    await using fuzzed = await openFuzzed('sqlite')
    const numbers = Array.from({ length: 300 }, (_, number) => seedOf(5, number))
    const once = numbers.map((seed) => requestAt(fuzzed.requests, seed))
    expect(numbers.map((seed) => requestAt(fuzzed.requests, seed))).toEqual(once)
    expect(new Set(once.map((sent) => JSON.stringify(sent))).size).toBeGreaterThan(250)
    const seen: unknown[] = []
    fc.check(fc.property(fuzzed.requests, (sent) => void seen.push(sent)), { seed: numbers[7] ?? 0, numRuns: 1 })
    expect(seen).toEqual([once[7]])
  })
})
