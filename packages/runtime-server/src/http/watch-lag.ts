import { monitorEventLoopDelay } from 'node:perf_hooks'

const WINDOW_MS = 500
const MAX_MEAN_MS = 250
const NANOSECONDS = 1e6

/** Whether the process is late with everything it does, twice in a row: one long statement of an embedded database is no overload. */
export interface LagWatch {
  isLagging(): boolean
  stop(): void
}

/** Watches the event loop's delay. */
export function watchLag(): LagWatch {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  let late = 0
  const timer = setInterval(() => {
    late = delay.mean / NANOSECONDS > MAX_MEAN_MS ? late + 1 : 0
    delay.reset()
  }, WINDOW_MS)
  timer.unref()
  return {
    isLagging: () => late > 1,
    stop: () => {
      clearInterval(timer)
      delay.disable()
    },
  }
}
