import { problem } from '@ssot/contract'

/** What may be done per minute, by key; a minute's worth may be done at once. */
export interface Rates {
  /** Takes `amount` of what `key` has left. @throws LIMIT.RATE with when to come again */
  charge(key: string, amount: number, perMinute: number): void
}

interface Bucket {
  left: number
  at: number
}

const MINUTE_MS = 60_000
const SECOND_MS = 1000

/** Rates of at most `maxKeys` keys, of which the ones used least recently are forgotten; `now` is in milliseconds. */
export function createRates(now: () => number, maxKeys = 20_000): Rates {
  const buckets = new Map<string, Bucket>()
  return {
    charge(key, amount, perMinute) {
      const at = now()
      const known = buckets.get(key)
      const left = known ? Math.min(perMinute, known.left + ((at - known.at) * perMinute) / MINUTE_MS) : perMinute
      // What is more than a minute's worth is let through by a full bucket, and owed.
      const needed = Math.min(amount, perMinute)
      const isAllowed = left >= needed
      buckets.delete(key)
      buckets.set(key, { left: isAllowed ? left - amount : left, at })
      if (buckets.size > maxKeys) forgetOldest(buckets)
      if (!isAllowed) throw tooMany(((needed - left) * MINUTE_MS) / perMinute)
    },
  }
}

function forgetOldest(buckets: Map<string, Bucket>): void {
  const [oldest] = buckets.keys()
  if (oldest !== undefined) buckets.delete(oldest)
}

function tooMany(waitMs: number): Error {
  const seconds = Math.max(1, Math.ceil(waitMs / SECOND_MS))
  return problem('LIMIT.RATE', { detail: `That was too much within a minute; come again in ${seconds} s.`, headers: { 'retry-after': String(seconds) } })
}
