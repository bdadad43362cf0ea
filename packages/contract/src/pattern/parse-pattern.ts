// Owns the step from a regular expression's text (ECMAScript, with the flag `u`) to a tree that can be matched in linear time.
// Rejects what cannot be: look-arounds, back-references, and flags within the text.

/** A part of a pattern. `is` judges one character. */
export type PatternPart =
  | { readonly t: 'item'; readonly is: (character: string) => boolean }
  | { readonly t: 'row' | 'choice'; readonly of: readonly PatternPart[] }
  | { readonly t: 'repeat'; readonly of: PatternPart; readonly least: number; readonly most: number }
  | { readonly t: 'place'; readonly at: 'start' | 'end' | 'boundary' | 'inside' }

/** A pattern's tree, or what is wrong with it. */
export type ParsedPattern = { readonly ok: true; readonly part: PatternPart } | { readonly ok: false; readonly message: string }

interface Reader {
  readonly text: string
  at: number
  fault: string | null
}

/** Parses a pattern. Nothing is thrown. */
export function parsePattern(text: string): ParsedPattern {
  if (!isRegularExpression(text)) return { ok: false, message: 'is no regular expression' }
  const reader: Reader = { text, at: 0, fault: null }
  const part = parseChoice(reader)
  return reader.fault === null ? { ok: true, part } : { ok: false, message: reader.fault }
}

// From here on the text is known to be well formed.
function isRegularExpression(text: string): boolean {
  try {
    new RegExp(text, 'u')
    return true
  } catch {
    return false
  }
}

function parseChoice(reader: Reader): PatternPart {
  const rows = [parseRow(reader)]
  while (take(reader, '|')) rows.push(parseRow(reader))
  return { t: 'choice', of: rows }
}

function parseRow(reader: Reader): PatternPart {
  const parts: PatternPart[] = []
  while (reader.fault === null && reader.at < reader.text.length && !'|)'.includes(reader.text[reader.at] ?? '')) parts.push(parseRepeated(reader))
  return { t: 'row', of: parts }
}

const QUANTIFIER = /(?:([*+?])|\{(\d+)(,(\d*))?\})\??/y
const TIMES: Readonly<Record<string, readonly [least: number, most: number]>> = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] }

function parseRepeated(reader: Reader): PatternPart {
  const part = parsePart(reader)
  const found = match(reader, QUANTIFIER)
  if (!found) return part
  const [, sign = '', least = '0', range, most] = found
  const [from, to] = TIMES[sign] ?? [Number(least), range === undefined ? Number(least) : most === '' ? Infinity : Number(most)]
  return { t: 'repeat', of: part, least: from, most: to }
}

const PLACES: Readonly<Record<string, PatternPart>> = {
  '^': { t: 'place', at: 'start' },
  $: { t: 'place', at: 'end' },
  '\\b': { t: 'place', at: 'boundary' },
  '\\B': { t: 'place', at: 'inside' },
}
const PLACE = /\^|\$|\\b|\\B/y
const GROUP = /\((?:\?:|\?<\w+>|(?!\?))/y
const CLASS = /\[(?:[^\]\\]|\\[^])*\]/y
const ESCAPE = /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|[^])/y
const LITERAL = /[^]/uy

function parsePart(reader: Reader): PatternPart {
  const place = match(reader, PLACE)?.[0]
  if (place !== undefined) return PLACES[place] ?? NOTHING
  if (match(reader, GROUP)) return parseGroup(reader)
  if (reader.text[reader.at] === '(') return fail(reader, 'looks ahead or behind, or sets flags, which cannot be checked in linear time; say it in several annotations')
  const one = match(reader, CLASS)?.[0] ?? match(reader, ESCAPE)?.[0] ?? match(reader, LITERAL)?.[0] ?? ''
  if (/^\\[1-9k]/.test(one)) return fail(reader, 'refers back to what it has matched, which cannot be checked in linear time')
  if (one !== '.' && !/^[\\[]/.test(one)) return { t: 'item', is: (character) => character === one }
  const pattern = new RegExp(`^${one}$`, 'u')
  return { t: 'item', is: (character) => pattern.test(character) }
}

function parseGroup(reader: Reader): PatternPart {
  const part = parseChoice(reader)
  take(reader, ')')
  return part
}

const NOTHING: PatternPart = { t: 'row', of: [] }

function fail(reader: Reader, message: string): PatternPart {
  reader.fault ??= message
  return NOTHING
}

function take(reader: Reader, character: string): boolean {
  if (reader.fault !== null || reader.text[reader.at] !== character) return false
  reader.at++
  return true
}

function match(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at
  const found = reader.fault === null ? pattern.exec(reader.text) : null
  if (found) reader.at += found[0].length
  return found
}
