import type { SsotServer } from '../boot/create-ssot-server.ts'

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** Keeps the process serving until it is told to stop; then finishes what is in flight. A second signal ends it at once. */
export function serveUntilStopped(server: SsotServer): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      for (const signal of SIGNALS) process.removeListener(signal, stop).once(signal, () => process.exit(130))
      server.close().then(resolve, reject)
    }
    for (const signal of SIGNALS) process.once(signal, stop)
  })
}
