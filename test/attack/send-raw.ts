import { Agent, request } from 'node:http'

/** One request, exactly as it goes out: the path is not normalised, headers are not completed. */
export interface RawRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly text: string
  readonly ms: number
}

/** Keep-alive connections to a target. */
export function createAgent(maxSockets: number): Agent {
  return new Agent({ keepAlive: true, maxSockets })
}

const DEADLINE_MS = 60_000
const CLOSED: ReadonlySet<string> = new Set(['EPIPE', 'ECONNRESET'])

/** Sends a request and reads the answer whole. @throws where the connection fails or no answer comes */
export function sendRaw(origin: string, sent: RawRequest, agent: Agent): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin)
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, agent, method: sent.method, path: sent.path, headers: { ...sent.headers, ...lengthOf(sent.body) } }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text: Buffer.concat(chunks).toString('utf8'), ms: performance.now() - started }))
    })
    outgoing.setTimeout(DEADLINE_MS, () => outgoing.destroy(new Error(`no answer within ${String(DEADLINE_MS / 1000)} s`)))
    // A kept connection that the server has closed meanwhile took nothing: the request goes out once more, on another one.
    outgoing.on('error', (error: NodeJS.ErrnoException) => (outgoing.reusedSocket && CLOSED.has(error.code ?? '') ? resolve(sendRaw(origin, sent, createAgent(1))) : reject(error)))
    outgoing.end(sent.body)
  })
}

function lengthOf(body: string | Buffer | undefined): Readonly<Record<string, string>> {
  return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
}

/** The members of a JSON answer; nothing where it is none. */
export function jsonOf({ text }: Pick<RawAnswer, 'text'>): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
  } catch {
    return {}
  }
}
