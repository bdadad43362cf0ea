import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
    rmSync(path, { force: true })
  }
  return null
}

/** Takes the lock or raises DATABASE.LOCKED with `detail`. */
export function requireFileLock(path: string, detail: string): FileLock {
  const lock = takeFileLock(path)
  if (lock === null) throw problem('DATABASE.LOCKED', { detail, hint: `If no such process is running, delete ${path}.` })
  return lock
}

function createLock(path: string, own: Holder): boolean {
  try {
    writeFileSync(path, JSON.stringify(own), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
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
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
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
