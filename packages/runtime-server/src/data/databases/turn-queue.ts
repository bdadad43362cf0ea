/** A first-come queue for something only one may hold at a time. */
export interface TurnQueue {
  /** Waits for the turn and answers the function that ends it (calling it again does nothing). */
  take(): Promise<() => void>
  /** Takes the turn for one piece of work. */
  run<T>(work: () => Promise<T>): Promise<T>
}

export interface TurnQueueOptions {
  /** How long one may wait. */
  readonly waitMs: number
  /** What a caller that waited too long is told. */
  readonly timeoutError: () => Error
}

interface Waiter {
  readonly start: () => void
}

/** Creates a queue that hands its turn to one caller after the other. */
export function createTurnQueue(options: TurnQueueOptions): TurnQueue {
  const waiting: Waiter[] = []
  let taken = false

  function end(): void {
    const next = waiting.shift()
    if (next === undefined) taken = false
    else next.start()
  }

  function endOnce(): () => void {
    let ended = false
    return () => {
      if (ended) return
      ended = true
      end()
    }
  }

  function take(): Promise<() => void> {
    if (!taken) {
      taken = true
      return Promise.resolve(endOnce())
    }
    return new Promise((resolve, reject) => {
      const waiter = { start: () => { clearTimeout(timer); resolve(endOnce()) } }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(waiter), 1)
        reject(options.timeoutError())
      }, options.waitMs)
      waiting.push(waiter)
    })
  }

  async function run<T>(work: () => Promise<T>): Promise<T> {
    const done = await take()
    try {
      return await work()
    } finally {
      done()
    }
  }

  return { take, run }
}
