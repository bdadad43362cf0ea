import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { at } from './paths.mjs'
import { StepFailed, childEnv } from './run-step.mjs'

const READY_POLL_MS = 100
const KILL_AFTER_MS = 5_000

/** Whether nothing listens on the port of this machine's loopback address. */
export function portIsFree(port) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

/** Starts a Node program that ends with this process; its output lines are shown with the name in front. */
export function runServer(name, { args, cwd, env }) {
  const child = spawn(process.execPath, ['--import', pathToFileURL(at('scripts', 'lib', 'exit-with-parent.mjs')).href, ...args], {
    cwd,
    env: childEnv(env),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const lines = []
  const show = (line) => {
    lines.push(line)
    if (line.trim()) process.stdout.write(`  ${name} │ ${line}\n`)
  }
  createInterface({ input: child.stdout }).on('line', show)
  createInterface({ input: child.stderr }).on('line', show)
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))
  return { name, exited, isRunning: () => child.exitCode === null && child.signalCode === null, stop: () => stop(child, exited), kill: () => child.kill('SIGKILL') }
}

async function stop(child, exited) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
  await exited
  clearTimeout(timer)
}

/** Waits until the address answers; throws when the server ends first or takes too long. */
export async function waitUntilReady(server, url, timeoutMs) {
  const deadlineMs = Date.now() + timeoutMs
  while (Date.now() < deadlineMs) {
    if (!server.isRunning()) throw new StepFailed(`The ${server.name} server ended before it was ready; its output is above.`)
    if (await answers(url)) return
    await new Promise((resolve) => setTimeout(resolve, READY_POLL_MS))
  }
  throw new StepFailed(`The ${server.name} server did not answer at ${url} within ${timeoutMs / 1000} s.`)
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) })
    await response.arrayBuffer()
    return response.status < 500
  } catch {
    return false
  }
}
