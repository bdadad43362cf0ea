import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { at, cacheDir } from './paths.mjs'

// better-sqlite3 12 is compiled for one ABI of Node (13 ships binaries for all). A checkout that is used with two Node versions keeps one binary for each.
const kept = () => join(cacheDir, `better-sqlite3-${process.platform}-${process.arch}-${process.versions.modules}.node`)

function installedBinary() {
  const store = at('node_modules', '.pnpm')
  const folder = existsSync(store) ? readdirSync(store).find((name) => name.startsWith('better-sqlite3@12.')) : undefined
  return folder ? join(store, folder, 'node_modules', 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node') : undefined
}

/** Whether the installed binary loads in this Node; asked of a fresh process, since a failed load cannot be undone. */
export function nativeModulesLoad() {
  const script = "new (require('better-sqlite3'))(':memory:').close()"
  const result = spawnSync(process.execPath, ['-e', script], { cwd: at('packages', 'runtime-server'), stdio: 'ignore' })
  return result.status === 0
}

/** Puts the binary kept for this Node in place; answers false when there is none. */
export function restoreNativeModules() {
  const binary = installedBinary()
  if (!binary || !existsSync(kept())) return false
  rmSync(binary, { force: true }) // unlink first: pnpm links the file to its store
  mkdirSync(dirname(binary), { recursive: true })
  copyFileSync(kept(), binary)
  return true
}

/** Keeps the installed binary for this Node. */
export function keepNativeModules() {
  const binary = installedBinary()
  if (!binary || !existsSync(binary)) return
  mkdirSync(cacheDir, { recursive: true })
  copyFileSync(binary, kept())
}
