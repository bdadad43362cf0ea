import { problem } from '@ssot/contract'
import type { Rate } from '../registry/read-limit.ts'

/** What may be done within a while, by key; what a while is worth may be done at once. */
export interface Rates {
  /** Takes `amount` of what `key` has left. @throws LIMIT.RATE with when to come again */
  charge(key: string, amount: number, rate: Rate): void
}

interface Bucket {
  left: number
  at: number
}

const MINUTE_MS = 60_000
const SECOND_MS = 1000

/** So much a minute. */
export function perMinute(count: number): Rate {
  return { count, perMs: MINUTE_MS }
}

/** Rates of at most `maxKeys` keys, of which the ones used least recently are forgotten; `now` is in milliseconds. */
export function createRates(now: () => number, maxKeys = 20_000): Rates {
  const buckets = new Map<string, Bucket>()
  return {
    charge(key, amount, { count, perMs }) {
      const at = now()
      const known = buckets.get(key)
      const left = known ? Math.min(count, known.left + ((at - known.at) * count) / perMs) : count
      // What is more than a while is worth is let through by a full bucket, and owed.
      const needed = Math.min(amount, count)
      const isAllowed = left >= needed
      buckets.delete(key)
      buckets.set(key, { left: isAllowed ? left - amount : left, at })
      if (buckets.size > maxKeys) forgetOldest(buckets)
      if (!isAllowed) throw tooMany(((needed - left) * perMs) / count)
    },
  }
}

function forgetOldest(buckets: Map<string, Bucket>): void {
  const [oldest] = buckets.keys()
  if (oldest !== undefined) buckets.delete(oldest)
}

function tooMany(waitMs: number): Error {
  const seconds = Math.max(1, Math.ceil(waitMs / SECOND_MS))
  return problem('LIMIT.RATE', { detail: `That was too much within a short time; come again in ${seconds} s.`, headers: { 'retry-after': String(seconds) } })
}
