// Brings node_modules in line with the lockfile and this Node, or finds at once that it is.
import './lib/require-node.mjs'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { keepNativeModules, nativeModulesLoad, restoreNativeModules } from './lib/native-modules.mjs'
import { compileEnv, fetchHeaders } from './lib/node-headers.mjs'
import { at } from './lib/paths.mjs'
import { hashFiles, recall, remember } from './lib/remember.mjs'
import { StepFailed, runMain, runQuietly, runStep } from './lib/run-step.mjs'

const STAMP = 'installed'

/** The package manager, fetched by npm when it is not there. */
export const pnpm = { command: process.platform === 'win32' ? 'npx.cmd' : 'npx', args: ['--yes', '--package=pnpm@12.21.0', 'pnpm'] }

const lockHash = () =>
  hashFiles([
    at('pnpm-lock.yaml'),
    at('pnpm-workspace.yaml'),
    at('package.json'),
    ...['contract', 'runtime-server', 'runtime-client', 'runtime-ui', 'plugins'].map((name) => at('packages', name, 'package.json')),
    at('apps', 'demo', 'package.json'),
    at('test', 'package.json'),
    at('bench', 'package.json'),
  ])

/** Installs what the lockfile names when it is not installed, and builds native modules for this Node. */
export async function bootstrap() {
  const installed = recall(STAMP)
  const stamp = (abi) => `${lockHash()} ${abi}`
  if (installed === stamp(process.versions.modules) && existsSync(at('node_modules', '.bin'))) return
  if (!installed.startsWith(lockHash()) || !existsSync(at('node_modules', '.bin'))) await runStep('Installing packages', install)
  if (!nativeModulesLoad()) await runStep(`Preparing SQLite for Node ${process.versions.node}`, prepareNativeModules)
  keepNativeModules()
  remember(STAMP, stamp(process.versions.modules))
}

async function install() {
  await runPnpm(['install', '--frozen-lockfile'], await compileEnv())
}

async function prepareNativeModules() {
  if (restoreNativeModules() && nativeModulesLoad()) return
  await runPnpm(['rebuild', '--recursive', 'better-sqlite3'], await compileEnv())
  if (nativeModulesLoad()) return
  await runPnpm(['rebuild', '--recursive', 'better-sqlite3'], { npm_config_nodedir: await fetchHeaders() })
  if (!nativeModulesLoad()) throw new StepFailed(`better-sqlite3 was built but does not load in Node ${process.versions.node}. Remove node_modules and start again.`)
}

const runPnpm = (args, env) => runQuietly(pnpm.command, [...pnpm.args, ...args], { env: { ...env, CI: 'true' } })

if (process.argv[1] === fileURLToPath(import.meta.url)) await runMain(bootstrap)
