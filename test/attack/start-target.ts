import { fork, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { layPgliteFolder } from '../pglite-folder.ts'
import { createPostgresDatabase, type TestDatabase } from '../services.ts'
import type { DatabaseName } from './std-schema.ts'

/** How a target boots; goes to its process as JSON. */
export interface TargetOptions {
  /** The schema's text. */
  readonly schema: string
  readonly databaseUrl: string
  /** Where it runs. */
  readonly folder: string
  /** Tables of implicit many-to-many relations, which the registry does not name. */
  readonly joinTables: readonly string[]
  readonly limits?: Readonly<Record<string, number>>
  readonly push?: 'always' | 'never'
  readonly ui?: boolean
  /** Rules by model, instead of the fixture's. */
  readonly policies?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Remembers the statements that run, for the question `statements`. */
  readonly watched?: boolean
}

/** A server in a process of its own. */
export interface Target extends AsyncDisposable {
  readonly url: string
  readonly pid: number
  /** Asks the process itself. */
  ask(command: string, argument?: unknown): Promise<unknown>
  /** Lines it wrote so far, its log among them. */
  lines(): readonly string[]
  /** How it ended, where it has. */
  ended(): string | null
  /** Resolves when it has ended. */
  readonly end: Promise<void>
  signal(name: NodeJS.Signals): void
}

const ENTRY = join(import.meta.dirname, 'target-process.ts')
const REGISTER = new URL('../bin/register-typescript.mjs', import.meta.url).href

// What the surroundings configure must not lead a run to a real database; secrets of its own are canaries.
const ENVIRONMENT = { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'], TZ: 'UTC', NODE_ENV: 'test', SESSION_SECRET: 'CANARY_env_SESSION_SECRET', SMTP_PASSWORD: 'CANARY_env_SMTP_PASSWORD' }

/** Starts a server in a process of its own. @throws with what it said where it does not boot */
export async function startTarget(options: TargetOptions, environment: NodeJS.ProcessEnv = {}, onStart?: (child: ChildProcess) => void): Promise<Target> {
  const child = fork(ENTRY, [JSON.stringify(options)], { execArgv: ['--expose-gc', '--import', REGISTER], cwd: options.folder, silent: true, env: { ...ENVIRONMENT, ...environment } })
  onStart?.(child)
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on('line', (line) => lines.push(line))
  let ended: string | null = null
  const end = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = `ended with ${signal ?? `code ${String(code)}`}`
      resolve()
    })
  })
  const url = await new Promise<string>((resolve, reject) => {
    const failed = (): void => reject(new Error(`The target ${ended ?? 'ended'}: ${lines.slice(-20).join('\n')}`))
    void end.then(failed)
    child.once('message', (message: { readonly url?: string; readonly failed?: string }) => (message.url === undefined ? reject(new Error(message.failed ?? 'The target did not boot.')) : resolve(message.url)))
  })
  return {
    url: url.replace('localhost', '127.0.0.1'),
    pid: child.pid ?? 0,
    ask: createAsk(child, end),
    lines: () => lines,
    ended: () => ended,
    end,
    signal: (name) => void child.kill(name),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await end
    },
  }
}

function createAsk(child: ChildProcess, end: Promise<void>): Target['ask'] {
  const waiting = new Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }>()
  let last = 0
  child.on('message', (message: { readonly id?: number; readonly result?: string; readonly error?: string }) => {
    const asker = message.id === undefined ? undefined : waiting.get(message.id)
    if (asker === undefined || message.id === undefined) return
    waiting.delete(message.id)
    if (message.error === undefined) asker.resolve(JSON.parse(message.result ?? 'null'))
    else asker.reject(new Error(message.error))
  })
  void end.then(() => waiting.forEach(({ reject }) => reject(new Error('The target has ended.'))))
  return (command, argument = null) =>
    new Promise((resolve, reject) => {
      const id = ++last
      waiting.set(id, { resolve, reject })
      child.send({ id, command, argument }, (error) => error && reject(error))
    })
}

/** An empty database with a folder beside it, for one target. */
export interface TargetPlace extends AsyncDisposable {
  readonly databaseUrl: string
  readonly folder: string
}

/** Makes an empty database of a kind. */
export async function createPlace(database: DatabaseName): Promise<TargetPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'ssot-attack-'))
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true })
  if (database === 'pglite') await layPgliteFolder(join(folder, 'pg'))
  if (database !== 'postgres') return { folder, databaseUrl: database === 'sqlite' ? `file:${join(folder, 'target.db')}` : `pglite:${join(folder, 'pg')}`, [Symbol.asyncDispose]: removeFolder }
  const server: TestDatabase = await createPostgresDatabase()
  return {
    folder,
    databaseUrl: server.url,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      await removeFolder()
    },
  }
}
