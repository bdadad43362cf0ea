import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { cacheDir, root } from './paths.mjs'

const LEFT_OUT = new Set(['node_modules', 'dist', '.next', '.ssot', '.git', 'coverage', 'output'])

function* walk(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return
  if (!stat.isDirectory()) return yield path
  for (const name of readdirSync(path).sort()) {
    if (!LEFT_OUT.has(name) && !/\.db(-wal|-shm|-journal)?$|\.tsbuildinfo$|^next-env\.d\.ts$/.test(name)) yield* walk(join(path, name))
  }
}

/** A hash of the contents and names of every file below the paths, build output left out. */
export function hashFiles(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of walk(path)) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** What `remember` last stored under a name, or an empty string. */
export function recall(name) {
  try {
    return readFileSync(join(cacheDir, name), 'utf8')
  } catch {
    return ''
  }
}

/** Stores a text under a name until node_modules is removed. */
export function remember(name, text) {
  mkdirSync(cacheDir, { recursive: true })
  writeFileSync(join(cacheDir, name), text)
}
