import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { at, cacheDir } from './paths.mjs'
import { runQuietly } from './run-step.mjs'

// better-sqlite3 is compiled for one ABI of Node. A checkout that is used with two Node versions keeps one binary for each.
const kept = () => join(cacheDir, `better-sqlite3-${process.platform}-${process.arch}-${process.versions.modules}.node`)

function installedBinary() {
  const store = at('node_modules', '.pnpm')
  const folder = existsSync(store) ? readdirSync(store).find((name) => name.startsWith('better-sqlite3@')) : undefined
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

/** Builds the native modules anew for this Node. */
export function rebuildNativeModules(pnpm) {
  return runQuietly(pnpm.command, [...pnpm.args, 'rebuild', '--recursive', 'better-sqlite3'], { env: { ...headersOfThisNode(), CI: 'true' } })
}

/** npm's setting that compiles against this Node's own headers, where they lie beside its binary. */
export function headersOfThisNode() {
  const bin = dirname(process.execPath)
  const arch = `node-${process.platform}-${process.arch}`
  const places = [join(bin, '..'), join(bin, '..', 'node_modules', arch), join(bin, '..', '..', arch)]
  const fitting = places.find((place) => majorOfHeaders(place) === Number(process.versions.node.split('.')[0]))
  return fitting ? { npm_config_nodedir: fitting } : {}
}

function majorOfHeaders(place) {
  const file = join(place, 'include', 'node', 'node_version.h')
  return existsSync(file) ? Number(/#define NODE_MAJOR_VERSION (\d+)/.exec(readFileSync(file, 'utf8'))?.[1]) : undefined
}
