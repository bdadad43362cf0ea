import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Peer, PeerDatabase } from './peers.ts'
import type { PeerQuestion, Usage } from './serve-peer.ts'

const ENTRY = fileURLToPath(new URL('../bin/peer.mjs', import.meta.url))
const START_MS = 60_000

/** A peer that serves, in a process of its own. */
export interface RunningPeer extends AsyncDisposable {
  readonly peer: Peer
  readonly url: string
  /** Of its process. */
  readonly pid: number
  /** What its process has used so far. */
  usage(question?: PeerQuestion): Promise<Usage>
}

/** Starts a peer on its copy of the database; with `profile`, a folder for V8's CPU profiles of its whole life, one for each thread. */
export async function startPeer(peer: Peer, database: PeerDatabase, profile: string | undefined): Promise<RunningPeer> {
  const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${join(profile, `${peer.name}-${database.name}`)}`]
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(process.execPath, [...flags, ENTRY, peer.name, database.name, database.url], {
    env: { ...env, NODE_ENV: 'production', NO_COLOR: '1' },
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const port = await Promise.race([portFrom(child), failure(child, peer)])
  return {
    peer,
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    usage: (question = 'usage') => {
      const answer = usageFrom(child)
      child.send(question)
      return answer
    },
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.disconnect()
      await exited
    },
  }
}

async function portFrom(child: ChildProcess): Promise<number> {
  return numberOf(await messageFrom(child), 'port')
}

async function usageFrom(child: ChildProcess): Promise<Usage> {
  const message = await messageFrom(child)
  return { cpuMicros: numberOf(message, 'cpuMicros'), rssBytes: numberOf(message, 'rssBytes'), peakRssBytes: numberOf(message, 'peakRssBytes') }
}

async function messageFrom(child: ChildProcess): Promise<unknown> {
  const [message]: unknown[] = await once(child, 'message')
  return message
}

function numberOf(message: unknown, key: string): number {
  const value: unknown = typeof message === 'object' && message !== null ? Reflect.get(message, key) : undefined
  if (typeof value !== 'number') throw new Error(`A peer answered without "${key}".`)
  return value
}

async function failure(child: ChildProcess, peer: Peer): Promise<never> {
  const timer = setTimeout(() => child.kill('SIGKILL'), START_MS)
  child.once('message', () => clearTimeout(timer))
  await once(child, 'exit')
  clearTimeout(timer)
  throw new Error(`${peer.title} ended before it was ready.`)
}
