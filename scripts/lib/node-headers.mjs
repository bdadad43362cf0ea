import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheDir } from './paths.mjs'
import { childEnv, runQuietly } from './run-step.mjs'

// A native module must be compiled against the headers of the Node that will load it. node-gyp fetches them by itself,
// unless npm's setting `nodedir` points at some Node's headers: those of another Node compile, and then do not load.

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
const major = Number(process.versions.node.split('.')[0])
const platformPackage = `node-${process.platform}-${process.arch}`

// From 24.19 on, Node 24's headers give every wrapped object a hook that aborts the process when better-sqlite3 12 is collected.
// Older headers of the same ABI do not.
const SOUND_HEADERS = { 24: '24.14.0' }

/** The environment that compiles native modules for this Node; empty where npm's own settings do. */
export async function compileEnv() {
  if (SOUND_HEADERS[major]) return { npm_config_nodedir: await fetchHeaders() }
  const beside = headersBesideNode()
  if (beside) return { npm_config_nodedir: beside }
  const configured = configuredNodedir()
  if (!configured || majorOfHeaders(configured) === major) return {}
  return { npm_config_nodedir: await fetchHeaders() }
}

/** Takes this Node's headers, or sound ones of its ABI, from Node's npm package; answers their folder. */
export async function fetchHeaders() {
  const version = SOUND_HEADERS[major] ?? process.versions.node
  const prefix = join(cacheDir, `headers-${version}`)
  const folder = join(prefix, 'node_modules', platformPackage)
  if (majorOfHeaders(folder) === major) return folder
  mkdirSync(prefix, { recursive: true })
  writeFileSync(join(prefix, 'package.json'), '{ "private": true }\n')
  await runQuietly(npm, ['install', '--no-save', '--ignore-scripts', `${platformPackage}@${version}`], { cwd: prefix })
  return folder
}

function headersBesideNode() {
  const bin = dirname(process.execPath)
  const places = [join(bin, '..'), join(bin, '..', 'node_modules', platformPackage), join(bin, '..', '..', platformPackage)]
  return places.find((place) => majorOfHeaders(place) === major)
}

function configuredNodedir() {
  const answer = spawnSync(npm, ['config', 'get', 'nodedir'], { encoding: 'utf8', env: childEnv(), stdio: ['ignore', 'pipe', 'ignore'] })
  const value = answer.stdout?.trim()
  return value && value !== 'undefined' && value !== 'null' ? value : undefined
}

function majorOfHeaders(place) {
  const file = join(place, 'include', 'node', 'node_version.h')
  return existsSync(file) ? Number(/#define NODE_MAJOR_VERSION (\d+)/.exec(readFileSync(file, 'utf8'))?.[1]) : undefined
}
