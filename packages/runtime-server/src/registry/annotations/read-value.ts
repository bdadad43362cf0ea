import type { Json } from '@ssot/contract'

/** Text being read: the functions here move `position` and stop at the first fault. */
export interface Reader {
  readonly text: string
  position: number
  readonly faults: { readonly message: string; readonly hint?: string; readonly at: number }[]
}

const MAX_DEPTH = 20
const WORD = /[A-Za-z_$][\w$./-]*|\d+\/[A-Za-z]+/y
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w$])/y
const KEY = /(?:([A-Za-z_$][\w$-]*)|"([^"\\\n]*)"|'([^'\\\n]*)')\s*:/y
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([^\n]))/y
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0' }
const CONSTANTS: ReadonlyMap<string, Json> = new Map<string, Json>([['true', true], ['false', false], ['null', null]])

/** Reads items parted by commas up to `close`; a comma may follow the last. */
export function readItems(reader: Reader, close: string, readItem: () => void): void {
  for (;;) {
    skipSpace(reader)
    if (hasFailed(reader)) return
    if (next(reader) === close) return void reader.position++
    readItem()
    skipSpace(reader)
    if (hasFailed(reader)) return
    if (next(reader) === ',') reader.position++
    else if (next(reader) !== close) return void failAtEnd(reader, close)
  }
}

/** Reads one value: a text, a number, a list, an object or a bare word. */
export function readValue(reader: Reader, depth: number): Json {
  skipSpace(reader)
  const first = next(reader)
  if (depth > MAX_DEPTH) return fail(reader, 'the value is nested too deeply')
  if (first === '"' || first === "'") return readText(reader, first)
  if (first === '[') return readList(reader, depth)
  if (first === '{') return readObject(reader, depth)
  const word = take(reader, WORD)?.[0]
  if (word !== undefined) return readConstant(word)
  const number = take(reader, NUMBER)?.[0]
  if (number !== undefined) return Number(number)
  if (isAtEnd(reader)) return fail(reader, 'the argument list is not closed', 'Close it with `)`.')
  return fail(reader, `\`${first}\` is not a value`, 'Put texts in quotes.')
}

/** Reads `key:` where one stands here, and moves past the colon. */
export function readKey(reader: Reader): string | null {
  const match = take(reader, KEY)
  return match === null ? null : (match[1] ?? match[2] ?? match[3] ?? '')
}

/** Moves past white space and line ends. */
export function skipSpace(reader: Reader): void {
  take(reader, /\s+/y)
}

function readList(reader: Reader, depth: number): Json {
  const items: Json[] = []
  reader.position++
  readItems(reader, ']', () => void items.push(readValue(reader, depth + 1)))
  return items
}

function readObject(reader: Reader, depth: number): Json {
  const entries = new Map<string, Json>()
  reader.position++
  readItems(reader, '}', () => {
    const key = readKey(reader)
    if (key === null) return void fail(reader, 'an object needs `key: value`')
    if (entries.has(key)) return void fail(reader, `"${key}" stands twice in one object`)
    entries.set(key, readValue(reader, depth + 1))
  })
  return Object.fromEntries(entries)
}

function readText(reader: Reader, quote: string): Json {
  const start = reader.position++
  let value = ''
  while (next(reader) !== '' && next(reader) !== '\n') {
    const letter = next(reader)
    if (letter === '\\') {
      value += readEscape(reader)
      continue
    }
    reader.position++
    if (letter === quote) return value
    value += letter
  }
  reader.position = start
  return fail(reader, 'the text is not closed on its line', `Close it with ${quote}; write a quote inside it as \\${quote}.`)
}

function readEscape(reader: Reader): string {
  const match = take(reader, ESCAPE)
  if (match === null) return (reader.position++, '')
  const code = match[1] ?? match[2]
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16))
  const letter = match[3] ?? ''
  return ESCAPES[letter] ?? letter
}

function take(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  const own = new RegExp(pattern)
  own.lastIndex = reader.position
  const match = own.exec(reader.text)
  reader.position += match?.[0].length ?? 0
  return match
}

function fail(reader: Reader, message: string, hint?: string): null {
  reader.faults.push({ message, at: reader.position, ...(hint !== undefined && { hint }) })
  return null
}

function failAtEnd(reader: Reader, close: string): void {
  if (isAtEnd(reader)) fail(reader, 'the argument list is not closed', `Close it with \`${close}\`.`)
  else if (next(reader) === '=') fail(reader, '`=` stands where `:` belongs', 'Write `name: value`.')
  else fail(reader, `\`${next(reader)}\` stands where \`,\` or \`${close}\` belongs`, 'Put a text of several words or signs in quotes.')
}

function hasFailed(reader: Reader): boolean {
  return reader.faults.length > 0
}

function next(reader: Reader): string {
  return reader.text.charAt(reader.position)
}

// A line that begins with `@` is the next annotation.
function isAtEnd(reader: Reader): boolean {
  return next(reader) === '' || next(reader) === '@'
}

function readConstant(word: string): Json {
  const constant = CONSTANTS.get(word)
  return constant === undefined ? word : constant
}
