import { problem, type Problem } from '@ssot/contract'

/** Lets so many requests to the database at a time; the others wait a moment, and more than that are refused before they cost anything. */
export interface Gate {
  /** Takes a place, or waits for one; answers how to give it back. Who waits leaves the queue when the signal aborts. @throws LIMIT.OVERLOADED, or the signal's reason */
  enter(exchange: { signal(): AbortSignal }): Promise<() => void>
  /** Refuses who waits and who comes. */
  close(): void
}

export interface GateOptions {
  /** How many may be inside. */
  readonly places: number
  /** How many may wait, and how long. */
  readonly queue: number
  readonly waitMs: number
  /** Whether the process is behind with everything; then an eighth of the places must do, and nobody waits. */
  readonly isLagging: () => boolean
}

/** For a pool of ten connections: enough to keep it busy, few enough to answer each within its time. */
export const GATE: Omit<GateOptions, 'isLagging'> = { places: 64, queue: 512, waitMs: 1000 }

// One client that asks for much is no overload, however late that makes the process.
const LAGGING_SHARE = 8

interface Waiting {
  admit(): void
  refuse(reason: unknown): void
}

/** Builds a gate. */
export function createGate({ places, queue, waitMs, isLagging }: GateOptions): Gate {
  const waiting = new Set<Waiting>()
  let inside = 0
  let closed = false

  const placeOf = (): (() => void) => {
    let isLeft = false
    return () => {
      if (isLeft) return
      isLeft = true
      const [next] = waiting
      if (next) next.admit()
      else inside -= 1
    }
  }

  // The place of the one who leaves goes to the next, so that `inside` stays what it is.
  const wait = (signal: AbortSignal): Promise<() => void> =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        waiting.delete(self)
        clearTimeout(timer)
        signal.removeEventListener('abort', onAbort)
      }
      const self: Waiting = {
        admit: () => {
          end()
          resolve(placeOf())
        },
        refuse: (reason) => {
          end()
          reject(reason)
        },
      }
      const onAbort = (): void => self.refuse(signal.reason)
      const timer = setTimeout(() => self.refuse(overloaded()), waitMs)
      signal.addEventListener('abort', onAbort, { once: true })
      waiting.add(self)
    })

  return {
    async enter(exchange) {
      if (closed) throw stopping()
      if (isLagging() && inside >= places / LAGGING_SHARE) throw overloaded()
      if (inside < places) {
        inside += 1
        return placeOf()
      }
      if (waiting.size >= queue) throw overloaded()
      const signal = exchange.signal()
      signal.throwIfAborted()
      return wait(signal)
    },
    close() {
      closed = true
      for (const one of waiting) one.refuse(stopping())
    },
  }
}

function overloaded(): Problem {
  return problem('LIMIT.OVERLOADED', { detail: 'The server has more to do than it can; try again in a moment.', headers: { 'retry-after': '1' } })
}

/** What is told to requests that come while the server stops. */
export function stopping(): Problem {
  return problem('LIMIT.OVERLOADED', { detail: 'The server is stopping.', headers: { 'retry-after': '1', 'connection': 'close' } })
}
