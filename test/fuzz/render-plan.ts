import { RawJson, writeJson } from '../attack/raw-json.ts'
import type { RawRequest } from '../attack/send-raw.ts'
import type { Plan } from './mutate.ts'

/** Longest query string that goes out; a longer one is cut, which makes it a broken one. */
const MAX_QUERY = 12_000

/** The request of a plan. */
export function renderPlan({ method, path, query, body, style, headers, spoil }: Plan): RawRequest {
  const text = Object.entries(query).flatMap(([name, value]) => (style === 'json' ? [`${encode(name)}=${encode(isPlain(value) ? String(value) : writeJson(value))}`] : brackets(encode(name), value)))
  const queryText = text.length === 0 ? '' : `${path.includes('?') ? '&' : '?'}${text.join('&')}`.slice(0, MAX_QUERY)
  const written = body === undefined ? undefined : writeJson(body)
  const spoilt = written === undefined || spoil === undefined ? written : spoil(written)
  return {
    method,
    path: `${path}${queryText}`.replaceAll(/[^\x21-\x7e]/g, encode),
    headers: { ...(spoilt !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(spoilt !== undefined && { body: spoilt }),
  }
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null
}

function brackets(name: string, value: unknown): readonly string[] {
  if (value instanceof RawJson || isPlain(value)) return [`${name}=${encode(value instanceof RawJson ? value.text : String(value))}`]
  return Object.entries(Object(value)).flatMap(([key, member]) => brackets(`${name}[${encode(key)}]`, member))
}

/** A part of a URL, encoded; a lone surrogate, which has no encoding, becomes the bytes that some give it. */
export function encode(text: string): string {
  try {
    return encodeURIComponent(text)
  } catch {
    return '%ED%A0%80'
  }
}
