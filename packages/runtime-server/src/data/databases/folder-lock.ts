import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { problem } from '@ssot/contract'

/** A lock file beside a folder or a file, held by this process. */
export interface FileLock {
  release(): void
}

/** What stands in a lock file. A process is known by its number and the time it started, since numbers are used again. */
interface Holder {
  readonly pid: number
  readonly started: string
}

/** Takes the lock `path`, over from a process that has died if need be. Null while a living process holds it. */
export function takeFileLock(path: string): FileLock | null {
  mkdirSync(dirname(path), { recursive: true })
  const own: Holder = { pid: process.pid, started: startOf(process.pid) ?? '' }
  for (let attempt = 0; attempt < 3; attempt++) {
    if (createLock(path, own)) return { release: () => rmSync(path, { force: true }) }
    const holder = readHolder(path)
    if (holder !== null && isAlive(holder)) return null
    removeStale(path)
  }
  return null
}

/** Takes the lock or raises DATABASE.LOCKED with `detail`. */
export function requireFileLock(path: string, detail: string): FileLock {
  const lock = takeFileLock(path)
  if (lock === null) throw problem('DATABASE.LOCKED', { detail, hint: `If no such process is running, delete ${path}.` })
  return lock
}

// Linked into place with its text, so that nobody ever reads half of it.
function createLock(path: string, own: Holder): boolean {
  const draft = `${path}.${own.pid}.${Math.random().toString(36).slice(2)}`
  writeFileSync(draft, JSON.stringify(own))
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

const MAX_REMOVAL_MS = 5000

// One process at a time removes a stale lock, and looks again first: it must not remove the lock of one who was quicker.
function removeStale(path: string): void {
  const guard = `${path}.removing`
  try {
    mkdirSync(guard)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    if (Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > MAX_REMOVAL_MS) rmSync(guard, { recursive: true, force: true })
    return
  }
  const holder = readHolder(path)
  if (holder === null || !isAlive(holder)) rmSync(path, { force: true })
  rmSync(guard, { recursive: true, force: true })
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

function readHolder(path: string): Holder | null {
  try {
    const holder: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof holder !== 'object' || holder === null || !('pid' in holder) || !('started' in holder)) return null
    return typeof holder.pid === 'number' && typeof holder.started === 'string' ? { pid: holder.pid, started: holder.started } : null
  } catch {
    return null
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
  return holder.started === '' || holder.started === (startOf(holder.pid) ?? holder.started)
}

// Field 22 of /proc/<pid>/stat, counted behind the name in parentheses; unknown where there is no /proc.
function startOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? null
  } catch {
    return null
  }
}
