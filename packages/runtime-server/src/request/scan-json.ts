// Looks over the text of a JSON document before it is parsed, for what JSON.parse takes without a word: a key given twice (the last
// would win), nesting without end, numbers that a double cannot hold. One pass, no recursion; what is no JSON at all is left to JSON.parse.
import type { Fault } from '@ssot/contract'
import { join } from './given.ts'
import { keepsNumber } from './keeps-number.ts'

/** How deep a document may be nested. */
export const MAX_NESTING = 100

/** An object or a list that is not closed yet. */
interface Open {
  /** Null for a list. */
  readonly keys: KeySet | null
  /** The key or the index that is being read. */
  part: string | number
}

const QUOTE = 0x22
const COMMA = 0x2c
const MINUS = 0x2d
const OPEN_LIST = 0x5b
const BACKSLASH = 0x5c
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** The first fault of a document; null where there is none to be seen. `path` is where the document stands in the request. */
export function scanJson(text: string, path = ''): Fault | null {
  const open: Open[] = []
  let wantsKey = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      const end = endOfString(text, at)
      const inside = open.at(-1)
      if (wantsKey && inside && !takeKey(inside, readKey(text, at, end))) return { code: 'REQUEST.MALFORMED_JSON', ...faultAt(open, path, 'is given twice') }
      wantsKey = false
      at = end
    } else if (code === COMMA) {
      const inside = open.at(-1)
      wantsKey = inside?.keys != null
      if (typeof inside?.part === 'number') inside.part++
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      wantsKey = code === OPEN_OBJECT
      if (open.length >= MAX_NESTING) return { path, code: 'LIMIT.EXCEEDED', message: `JSON may be nested ${MAX_NESTING} deep.` }
      open.push(wantsKey ? { keys: new KeySet(), part: '' } : { keys: null, part: 0 })
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      wantsKey = false
      open.pop()
    } else if (isDigit(code)) {
      const end = endOfNumber(text, at)
      if (end - at > MAX_SHORT && !keepsNumber(text.slice(at, end))) return { code: 'REQUEST.BAD_VALUE', ...faultAt(open, path, 'is a number with more digits than JSON keeps; round it, or send it as a text where the field takes one') }
      at = end - 1
    }
  }
  return null
}

/** Numbers up to this many characters are kept, whatever they are: `9e99` is. */
const MAX_SHORT = 4

const FEW = 8

/** The keys of one object: most have few, for which a list is quicker than a set. */
class KeySet {
  readonly #few: string[] = []
  #many: Set<string> | null = null

  /** Whether the key is new. */
  add(key: string): boolean {
    if (this.#many) return this.#many.size < this.#many.add(key).size
    if (this.#few.includes(key)) return false
    this.#few.push(key)
    if (this.#few.length > FEW) this.#many = new Set(this.#few)
    return true
  }
}

// Whether the key is new to its object.
function takeKey(inside: Open, key: string): boolean {
  inside.part = key
  return inside.keys?.add(key) ?? true
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++
    if (slashes % 2 === 0) return end
  }
  return text.length
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1
  while (isNumberPart(text.charCodeAt(end))) end++
  return end
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

// Digits, and `+ - . E e`.
function isNumberPart(code: number): boolean {
  return isDigit(code) || code === 0x2b || code === MINUS || code === 0x2e || code === 0x45 || code === 0x65
}

// `"a"` and `"\u0061"` are one key.
function readKey(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end)
  if (!raw.includes('\\')) return raw
  try {
    return String(JSON.parse(`"${raw}"`))
  } catch {
    return raw
  }
}

const LONGEST_PATH = 200

function faultAt(open: readonly Open[], path: string, message: string): Omit<Fault, 'code'> {
  const at = open.reduce((whole, { part }) => join(whole, part), path).slice(0, LONGEST_PATH)
  return { path: at, message: `${at === '' ? 'The body' : at} ${message}.` }
}
