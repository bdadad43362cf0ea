import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSsotServer, type BootOptions, type SsotConfig, type SsotServer } from '@ssot/runtime-server'
import { layPgliteFolder } from './pglite-folder.ts'

/** An answer, read whole. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

/** A server on a database of its own, reached over HTTP. */
export interface TestApp extends AsyncDisposable {
  readonly server: SsotServer
  readonly url: string
  /** Calls as the administrator; a body is sent as JSON. */
  call(method: string, path: string, body?: unknown, init?: RequestInit): Promise<Answer>
}

const ROOT: SsotConfig = {
  authenticate: (request) => (request.headers.authorization === 'Bearer root' ? { id: 'root', role: 'ADMIN' } : request.headers.authorization === 'Bearer user' ? { id: 'user', role: 'USER' } : null),
  auth: { isAdmin: "auth.role == 'ADMIN'" },
}

/** Boots a schema text with an administrator, `Bearer root`, and a user without rights, `Bearer user`. */
export function createApp(schema: string, config: SsotConfig = {}, options: BootOptions = {}): Promise<TestApp> {
  return createOpenApp(schema, { ...ROOT, ...config }, options)
}

/** Boots a schema text in a folder of its own, where the embedded database lives, with nothing configured but what is given. */
export async function createOpenApp(schema: string, config: SsotConfig = {}, options: BootOptions = {}): Promise<TestApp> {
  const folder = await mkdtemp(join(tmpdir(), 'ssot-test-'))
  // Where the embedded database will be, if it is this one.
  if (/provider\s*=\s*"postgresql"/.test(schema) && !config.database) await layPgliteFolder(join(folder, '.ssot', 'pg'))
  const server = await createSsotServer(schema, config, { development: true, cwd: folder, logLevel: 'silent', ...options })
  const { url } = await server.listen({ port: 0 })
  return {
    server,
    url,
    call: (method, path, body, init) => call(`${url}${path}`, method, body, init),
    [Symbol.asyncDispose]: async () => {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** One exchange; the answer is read whole. */
export async function call(url: string, method: string, body: unknown, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...init,
    headers: { authorization: 'Bearer root', ...(body !== undefined && { 'content-type': 'application/json' }), ...init.headers },
  })
  const text = await response.text()
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, body: isJson && text !== '' ? JSON.parse(text) : text }
}

/** The codes of a problem's faults by path; the problem's own code where it has none. */
export function faultsOf(answer: Answer): unknown {
  const problem = answer.body
  if (typeof problem !== 'object' || problem === null || !('code' in problem)) return problem
  if (!('errors' in problem) || !Array.isArray(problem.errors)) return problem.code
  return Object.fromEntries(problem.errors.map((fault: { path: string; code: string }) => [fault.path, fault.code]))
}
