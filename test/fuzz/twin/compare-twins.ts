// Two answers to one request: what must be the same of them.
import { jsonOf, type RawAnswer } from '../../attack/send-raw.ts'

/** Headers that tell a moment or a request, not data. */
const UNLIKE = new Set(['date', 'x-request-id', 'keep-alive'])

/** The cursor of a history is a position, sealed. */
const HISTORY_CURSOR = /(\{"data":\[\{"at":.*"meta":\{.*"nextCursor":)"[^"]*"/

/** An answer from both. */
export interface TwinAnswer {
  readonly one: RawAnswer
  readonly other: RawAnswer
}

/** An answer with request ids, positions and moments of changes blanked: two that are equal are equal to whoever asks. */
export function plainAnswer({ status, headers, text }: RawAnswer): string {
  const told = Object.entries(headers).filter(([name]) => !UNLIKE.has(name)).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const body = text.replaceAll(/"(requestId|position|at)":"[^"]*"/g, '"$1":"…"').replace(HISTORY_CURSOR, '$1"…"')
  return [String(status), ...told.map(([name, value]) => `${name}: ${String(value)}`), '', body].join('\n')
}

/** How the answers differ, in one line; null where they are the same. */
export function differenceOf({ one, other }: TwinAnswer): string | null {
  const [a, b] = [plainAnswer(one), plainAnswer(other)]
  return a === b ? null : `${excerpt(a, b)}   ≠   ${excerpt(b, a)}`
}

// Each process marks what it cut off with a text of its own.
const MARK = /(?<='"?)[0-9a-f]{32}/g

/** How the statements differ that ran for it; null where they are the same. */
export function statementsDifference(one: readonly string[], other: readonly string[]): string | null {
  const [a, b] = [one, other].map((texts) => texts.map((text) => text.replaceAll(MARK, 'mark')).join('\n'))
  return a === undefined || b === undefined || a === b ? null : `${String(one.length)} and ${String(other.length)} statements: ${excerpt(a, b)}   ≠   ${excerpt(b, a)}`
}

const HEAD = 3
const BEFORE = 60
const SHOWN = 200

function excerpt(text: string, other: string): string {
  let at = 0
  while (at < text.length && text[at] === other[at]) at++
  return `${text.slice(0, HEAD)} …${text.slice(Math.max(0, at - BEFORE), at + SHOWN).replaceAll('\n', '⏎')}`
}

/** The token of the next page, where the answer has one. */
export function nextCursorOf(answer: RawAnswer): string | null {
  const cursor: unknown = Reflect.get(Object(jsonOf(answer)['meta']), 'nextCursor')
  return typeof cursor === 'string' ? cursor : null
}
