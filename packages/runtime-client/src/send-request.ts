// Owns one exchange with the server: sends, reads the answer, and throws every failure as a `Problem`.
// Rejects nothing that the server accepted; an abort stays the `AbortError` that `fetch` throws.
import { ERRORS, problem, type ErrorCode, type Explanation, type Fault, type Problem } from '@ssot/contract'

/** Where and as whom requests are sent. */
export interface Transport {
  readonly fetch: typeof globalThis.fetch
  /** A bearer token, or a function that is asked before each request. */
  readonly token?: string | (() => string | undefined)
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Told the schema's hash of every answer. */
  readonly noteSchema?: (hash: string) => void
}

/** One request: `body` is sent as JSON when present. */
export interface RequestSpec {
  readonly url: URL
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

/** Sends one request and gives the JSON of its answer (undefined for 204); throws a `Problem` otherwise. */
export async function sendRequest(transport: Transport, spec: RequestSpec): Promise<unknown> {
  const response = await exchange(transport, spec)
  const schema = response.headers.get('x-ssot-schema')
  if (schema !== null) transport.noteSchema?.(schema)
  if (response.status === 204) return undefined
  const body = await readJson(response)
  if (!response.ok) throw toProblem(response, body)
  if (body === undefined) throw problem('CLIENT.UNEXPECTED_ANSWER', { detail: `${spec.url.pathname} did not answer with JSON.`, hint: 'Check that the address is the one of an SSOT Runtime server.' })
  return body
}

async function exchange(transport: Transport, spec: RequestSpec): Promise<Response> {
  const token = typeof transport.token === 'function' ? transport.token() : transport.token
  try {
    return await transport.fetch(spec.url, {
      method: spec.method ?? 'GET',
      headers: {
        accept: 'application/json, application/problem+json',
        ...(spec.body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...transport.headers,
      },
      ...(spec.body !== undefined && { body: JSON.stringify(spec.body) }),
      ...(spec.signal !== undefined && { signal: spec.signal }),
    })
  } catch (cause) {
    if (spec.signal?.aborted === true) throw cause
    throw problem('CLIENT.UNREACHABLE', {
      detail: `No answer from ${spec.url.origin}.`,
      hint: 'Check that the server runs and that you are online, then try again.',
      cause,
    })
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    return undefined
  }
}

/** The problem that an unsuccessful answer describes. */
export function toProblem(response: Pick<Response, 'status' | 'headers'>, body: unknown): Problem {
  const code = readMember(body, 'code')
  const detail = readMember(body, 'detail') ?? readMember(body, 'title') ?? `The server answered with status ${response.status}.`
  const hint = readMember(body, 'hint')
  return problem(code !== undefined && isErrorCode(code) ? code : 'CLIENT.UNEXPECTED_ANSWER', {
    detail,
    errors: readFaults(body),
    ...(hint !== undefined && { hint }),
    headers: pickHeaders(response.headers),
    ...explanationIn(body),
  })
}

// Told by a development server to its administrator alone; the server that made it is trusted for the rest.
function explanationIn(body: unknown): { readonly explanation?: Explanation } {
  const explanation = isObject(body) ? body['explanation'] : undefined
  return isExplanation(explanation) ? { explanation } : {}
}

function isExplanation(value: unknown): value is Explanation {
  return isObject(value) && typeof value['because'] === 'string' && Array.isArray(value['steps'])
}

function pickHeaders(headers: Headers): Record<string, string> {
  const names = ['retry-after', 'x-request-id', 'etag']
  return Object.fromEntries(names.flatMap((name) => (headers.has(name) ? [[name, headers.get(name) ?? '']] : [])))
}

function readFaults(body: unknown): Fault[] {
  if (!isObject(body) || !Array.isArray(body['errors'])) return []
  return body['errors'].flatMap((entry: unknown) => {
    const [path, code, message] = [readMember(entry, 'path'), readMember(entry, 'code'), readMember(entry, 'message')]
    if (path === undefined || message === undefined) return []
    return [{ path, message, code: code !== undefined && isErrorCode(code) ? code : 'REQUEST.INVALID' }]
  })
}

function readMember(value: unknown, name: string): string | undefined {
  if (!isObject(value)) return undefined
  const member = value[name]
  return typeof member === 'string' ? member : undefined
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code)
}

/** Whether a value from outside is an object that may be read by name. */
export function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
