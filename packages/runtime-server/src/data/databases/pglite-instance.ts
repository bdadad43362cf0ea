import { existsSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { problem } from '@ssot/contract'
import { requireFileLock, type FileLock } from './folder-lock.ts'
import { loadPgliteExtensions } from './pglite-extensions.ts'
import { createTurnQueue, type TurnQueue } from './turn-queue.ts'
import { busyError } from './sqlite-errors.ts'

/** A running PGlite with the queue for its only session. */
export interface PgliteInstance {
  readonly pglite: PGlite
  readonly turns: TurnQueue
  /** For changes of the tables. */
  readonly migrating: TurnQueue
  readonly extensions: readonly string[]
  /** Ends this use; the last one closes the instance and unlocks its folder. */
  release(): Promise<void>
}

interface Shared {
  readonly started: Promise<Omit<PgliteInstance, 'release'>>
  readonly lock: FileLock
  users: number
}

const WAIT_MS = 5000

/** The folders that this process has open: a folder can be opened only once, so that its users share the instance. */
const open = new Map<string, Shared>()

/** Opens a folder, or `memory`, which is a new empty database each time. Raises DATABASE.LOCKED and DATABASE.OPEN. */
export async function acquirePglite(folder: string, extensions: readonly string[]): Promise<PgliteInstance> {
  if (folder === 'memory') {
    const instance = await start(undefined, extensions)
    return { ...instance, release: () => instance.pglite.close() }
  }
  const shared = open.get(folder) ?? share(folder, extensions)
  shared.users++
  const release = releaseOnce(folder, shared)
  try {
    const instance = await shared.started
    const missing = extensions.filter((name) => !instance.extensions.includes(name))
    if (missing.length === 0) return { ...instance, release }
    throw problem('DATABASE.OPEN', { detail: `The embedded PGlite in ${folder} is already running without the extension ${missing.join(', ')}.`, hint: 'Stop the server and start it again.' })
  } catch (error) {
    await release()
    throw error
  }
}

function share(folder: string, extensions: readonly string[]): Shared {
  const lock = requireFileLock(`${folder}.lock`, `Another process has the embedded database ${folder} open.`)
  const shared: Shared = { started: start(folder, extensions), lock, users: 0 }
  open.set(folder, shared)
  return shared
}

function releaseOnce(folder: string, shared: Shared): () => Promise<void> {
  let released = false
  return async () => {
    if (released) return
    released = true
    if (--shared.users > 0) return
    open.delete(folder)
    const instance = await shared.started.catch(() => null)
    await instance?.turns.run(() => instance.pglite.close())
    shared.lock.release()
  }
}

async function start(folder: string | undefined, extensions: readonly string[]): Promise<Omit<PgliteInstance, 'release'>> {
  const isNew = folder !== undefined && !existsSync(folder)
  const pglite = new PGlite({ ...(folder !== undefined && { dataDir: folder }), extensions: await loadPgliteExtensions(extensions) })
  try {
    await pglite.waitReady
    // Prisma's adapter takes every timestamp for UTC.
    await pglite.exec(`SET TIME ZONE 'UTC'`)
    for (const name of extensions) await pglite.exec(`CREATE EXTENSION IF NOT EXISTS "${name.replaceAll('"', '""')}" CASCADE`)
  } catch (error) {
    throw problem('DATABASE.OPEN', {
      detail: `The embedded PGlite ${folder ?? 'in memory'} could not be ${isNew ? 'created' : 'opened'}.`,
      hint: isNew ? 'Check that the folder can be written to.' : 'If its data is not needed, delete the folder; else restore it from a backup.',
      cause: error,
    })
  }
  const turns = createTurnQueue({ waitMs: WAIT_MS, timeoutError: busyError })
  const migrating = createTurnQueue({ waitMs: 2 * WAIT_MS, timeoutError: () => problem('DATABASE.LOCKED', { detail: 'The tables of the embedded database are being changed.' }) })
  return { pglite, turns, migrating, extensions }
}
