const DAY_MS = 86_400_000

/** A day and how many moments fall on it. */
export interface DayCount {
  /** `2026-11-20`, in UTC. */
  readonly date: string
  readonly count: number
}

/** Counts moments by day, for the days up to the one of `until` (milliseconds), the oldest first. */
export function countByDay(moments: readonly string[], { days, until }: { readonly days: number; readonly until: number }): readonly DayCount[] {
  const counts = new Map<string, number>()
  for (const moment of moments) {
    const date = moment.slice(0, 10)
    counts.set(date, (counts.get(date) ?? 0) + 1)
  }
  return Array.from({ length: days }, (_, index) => {
    const date = new Date(until - (days - 1 - index) * DAY_MS).toISOString().slice(0, 10)
    return { date, count: counts.get(date) ?? 0 }
  })
}
