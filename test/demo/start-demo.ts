import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const READY_MS = 240_000

/** The demo, run as `npm start` runs it, on free ports and a database of its own. */
export interface RunningDemo extends AsyncDisposable {
  /** Address of the Next application. */
  readonly web: string
  /** Address of the SSOT server. */
  readonly api: string
  /** Everything that was printed so far. */
  output(): string
  /** Stops it as Ctrl+C does; answers the exit code. */
  stop(): Promise<number | null>
  /** Ends it as a crash would, without a chance to clean up. */
  kill(): Promise<void>
}

/** Starts the demo, through npm or the script itself, and waits for its box of addresses. Builds it first where it is not built. */
export async function startDemo(through: 'npm' | 'script' = 'script'): Promise<RunningDemo> {
  const folder = await mkdtemp(join(tmpdir(), 'ssot-demo-'))
  const [webPort, apiPort] = [await freePort(), await freePort()]
  const options = ['--web-port', String(webPort), '--api-port', String(apiPort), '--database', `file:${join(folder, 'demo.db')}`]
  const [command, args] = through === 'npm' ? ['npm', ['start', '--', ...options]] : [process.execPath, ['scripts/start.mjs', ...options]]
  const child = spawn(command, args, { cwd: root, env: { ...process.env, NODE_ENV: '' }, stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: string[] = []
  child.stdout.on('data', (chunk) => chunks.push(String(chunk)))
  child.stderr.on('data', (chunk) => chunks.push(String(chunk)))
  const output = (): string => chunks.join('')
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal)
    const code = await ended
    await rm(folder, { recursive: true, force: true })
    return code
  }
  try {
    await Promise.race([seen(output, 'SSOT Runtime is running'), ended.then(() => Promise.reject(new Error(`npm start ended early:\n${output()}`)))])
  } catch (error) {
    await end('SIGKILL')
    throw error
  }
  return {
    web: `http://localhost:${webPort}`,
    api: `http://localhost:${apiPort}`,
    output,
    stop: () => end('SIGINT'),
    kill: async () => void (await end('SIGKILL')),
    [Symbol.asyncDispose]: async () => void (await end('SIGTERM')),
  }
}

async function seen(output: () => string, text: string): Promise<void> {
  const deadlineMs = Date.now() + READY_MS
  while (!output().includes(text)) {
    if (Date.now() > deadlineMs) throw new Error(`"${text}" was not printed within ${READY_MS / 1000} s:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** Whether nothing answers at an address any more; waits a moment for it. */
export async function isSilent(url: string): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answered = await fetch(url).then(() => true, () => false)
    if (!answered) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}
