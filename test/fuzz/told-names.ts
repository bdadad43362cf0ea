// Names of something hidden that documents may hold, because a client has written them there.
import { hiddenNamesIn } from '../attack/judge.ts'
import type { RawAnswer, RawRequest } from '../attack/send-raw.ts'

/** What was written of such names. */
export interface ToldNames {
  has(name: string): boolean
  /** To be called before a request is sent; what it answers, with the answer. */
  telling(sent: RawRequest): (answer: Pick<RawAnswer, 'status'> | null) => void
  forget(): void
}

const READS = /^(?:GET|HEAD|OPTIONS) |\/\$(?:query|count|aggregate|group)(?:\?|$)/

/** None at first. A name counts while its request is under way, and for good where that wrote something. */
export function createToldNames(): ToldNames {
  const counts = new Map<string, number>()
  const count = (names: readonly string[], by: number): void => {
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + by)
  }
  return {
    has: (name) => (counts.get(name) ?? 0) > 0,
    telling: (sent) => {
      const names = READS.test(`${sent.method} ${sent.path}`) ? [] : hiddenNamesIn(sent)
      count(names, 1)
      return (answer) => {
        if (answer !== null && answer.status >= 300) count(names, -1)
      }
    },
    forget: () => counts.clear(),
  }
}
