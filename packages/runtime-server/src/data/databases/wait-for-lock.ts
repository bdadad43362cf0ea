import { problem } from '@ssot/contract'

/** How long a process waits for another one that is changing tables, as Prisma does. */
const WAIT_MS = 10_000

/** Tries to take a lock until it answers how to release it. Raises DATABASE.LOCKED after 10 s. */
export async function waitForLock(tryLock: () => Promise<(() => Promise<void>) | null>): Promise<() => Promise<void>> {
  for (const deadline = Date.now() + WAIT_MS; Date.now() < deadline; ) {
    const release = await tryLock()
    if (release !== null) return release
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw problem('DATABASE.LOCKED', { detail: 'Another process has been changing the tables of this database for 10 seconds.', hint: 'Wait until it is done, then start again.' })
}
