import type { Manifest, ModelManifest } from '@ssot/contract'

/** An answer of the server under test. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

/** A record as answered. */
export type Row = Readonly<Record<string, unknown>>

/** The HTTP API of a running server. */
export interface HttpApi {
  readonly manifest: Manifest
  /** Model of the manifest; undefined where it has none. */
  model(name: string): ModelManifest | undefined
  /** `path` is below the API's base; arguments are sent as JSON in the query string. */
  send(method: string, path: string, input?: { readonly query?: Readonly<Record<string, unknown>>; readonly body?: unknown }): Promise<Answer>
  /** How many requests were sent. */
  count(): number
}

const TIMEOUT_MS = 30_000

/** Connects to a server by its address and reads its manifest. */
export async function connectHttpApi(origin: string): Promise<HttpApi> {
  const address = origin.replace(/\/$/, '')
  const answer = await fetch(`${address}/manifest.json`, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!answer.ok) throw new Error(`The manifest is answered ${answer.status}: ${await answer.text()}`)
  const manifest: Manifest = JSON.parse(await answer.text())
  let sent = 0
  return {
    manifest,
    model: (name) => (Object.hasOwn(manifest.models, name) ? manifest.models[name] : undefined),
    count: () => sent,
    send: async (method, path, { query = {}, body } = {}) => {
      sent++
      const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))}`)
      const reply = await fetch(`${address}${manifest.endpoints.api}/${path}${search.length > 0 ? `?${search.join('&')}` : ''}`, {
        method,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      const text = await reply.text()
      return { status: reply.status, headers: reply.headers, body: readJson(text) }
    },
  }
}

function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return text
  }
}

/** The member `data` of an answer as a record. */
export function rowOf(answer: Answer): Row {
  const data = memberOf(answer.body, 'data')
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new Error(`the answer has no record in "data": ${shorten(answer.body)}`)
  return { ...data }
}

/** The member `data` of an answer as a list of records. */
export function rowsOf(answer: Answer): readonly Row[] {
  const data = memberOf(answer.body, 'data')
  if (!Array.isArray(data)) throw new Error(`the answer has no list in "data": ${shorten(answer.body)}`)
  return data.filter((row): row is Row => typeof row === 'object' && row !== null)
}

/** Fails unless the answer has this status. */
export function expectStatus(answer: Answer, status: number, what: string): Answer {
  if (answer.status !== status) throw new Error(`${what} is answered ${answer.status} instead of ${status}: ${shorten(answer.body)}`)
  return answer
}

/** A value as JSON of at most 600 characters, for messages. */
export function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 600 ? `${text.slice(0, 600)}…` : text
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
