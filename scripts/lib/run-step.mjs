import { spawn } from 'node:child_process'
import { delimiter, dirname } from 'node:path'
import { root } from './paths.mjs'

const STILL_WORKING_MS = 10_000
const NPX_SETTINGS = new Set(['npm_config_call', 'npm_config_package'])

/** Raised by a step whose command failed; its output has been shown. */
export class StepFailed extends Error {}

/**
 * The environment of a child process: commands named `node` and `npx` are those of this very Node, and an `npx` that runs us
 * does not tell the next one what to run.
 */
export function childEnv(env = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !NPX_SETTINGS.has(name))
  return { ...Object.fromEntries(inherited), PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`, ...env }
}

const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`

/** Shows a line while `work` runs and how long it took; `work` answers a note for the line, or nothing. */
export async function runStep(label, work) {
  const startedMs = Date.now()
  const live = process.stdout.isTTY
  process.stdout.write(live ? `  … ${label}` : `  … ${label}\n`)
  const ticker = setInterval(
    () => process.stdout.write(live ? `\r  … ${label} (${seconds(startedMs)})` : `    still at it: ${label} (${seconds(startedMs)})\n`),
    live ? 250 : STILL_WORKING_MS,
  )
  const close = (mark, note) => {
    clearInterval(ticker)
    process.stdout.write(`${live ? '\r\u001b[K' : ''}  ${mark} ${label}${note ? `: ${note}` : ''} (${seconds(startedMs)})\n`)
  }
  try {
    const note = await work()
    close('✓', note)
  } catch (error) {
    close('✗', '')
    throw error
  }
}

/** Runs a command to its end with its output kept back; on failure shows that output and throws StepFailed. */
export function runQuietly(command, args, { cwd = root, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: childEnv(env), stdio: ['ignore', 'pipe', 'pipe'] })
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      const output = Buffer.concat(chunks).toString('utf8')
      if (code === 0) return resolve(output)
      process.stdout.write(`\n${output}\n`)
      reject(new StepFailed(`${[command, ...args].join(' ')} ended with code ${code}`))
    })
  })
}

/** Runs a command to its end with its output shown; answers its exit code. */
export function runLoudly(command, args, { cwd = root, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: childEnv(env), stdio: 'inherit' })
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/** Runs a script's main function; a failed step ends the process with code 1 and no stack. */
export async function runMain(main) {
  try {
    await main()
  } catch (error) {
    process.stderr.write(`\n${error instanceof StepFailed ? error.message : error.stack}\n`)
    process.exitCode = 1
  }
}
