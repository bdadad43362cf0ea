import fc from 'fast-check'
import type { RawRequest } from '../attack/send-raw.ts'
import { sendOne, type Fuzzed } from './run-fuzz.ts'

/** The smallest request found that fails as this one does; null where it does not fail alone, on a fresh fixture. */
export async function shrink(fuzzed: Fuzzed, seed: number, limitMs: number): Promise<RawRequest | null> {
  await fuzzed.target.ask('seed', 'base')
  const result = await fc.check(
    fc.asyncProperty(fuzzed.requests, async (sent) => (await sendOne(fuzzed, sent)).fault === null),
    { seed, numRuns: 1, interruptAfterTimeLimit: limitMs, markInterruptAsFailure: false },
  )
  return result.failed ? (result.counterexample?.[0] ?? null) : null
}
