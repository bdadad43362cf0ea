/** One piece of an expression's text. `value` is set for numbers and texts; `at` is a 0-based offset. */
export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end'
  readonly text: string
  readonly value: number | string | null
  readonly at: number
}

/** Why a text has no tokens. */
export interface TokenFault {
  readonly message: string
  readonly at: number
}

const NUMBER = /(?:\d+\.\d+|\d+)(?:[eE][+-]?\d+)?(?![\w])/y
const NAME = /[A-Za-z_]\w*/y
const TEXT = /"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'/y
const SIGN = /\?\?|\|\||&&|==|!=|<=|>=|[-+*/%<>!?:.,()[\]]/y
const SPACE = /\s+/y
const ESCAPE = /\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/g
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\', '"': '"', "'": "'", '`': '`', '?': '?' }

/** Splits an expression's text into tokens, the last of kind `end`. */
export function tokenize(text: string): readonly Token[] | TokenFault {
  const tokens: Token[] = []
  for (let at = skip(text, 0); at < text.length; at = skip(text, at)) {
    const token = readToken(text, at)
    if (!('kind' in token)) return token
    tokens.push(token)
    at += token.text.length
  }
  return [...tokens, { kind: 'end', text: '', value: null, at: text.length }]
}

function readToken(text: string, at: number): Token | TokenFault {
  const number = matchAt(NUMBER, text, at)
  if (number !== null) return readNumber(number, at)
  const quoted = matchAt(TEXT, text, at)
  if (quoted !== null) return readText(quoted, at)
  const name = matchAt(NAME, text, at)
  if (name !== null) return { kind: 'name', text: name, value: null, at }
  const sign = matchAt(SIGN, text, at)
  if (sign !== null) return { kind: 'sign', text: sign, value: null, at }
  return { message: explain(text, at), at }
}

function readNumber(text: string, at: number): Token | TokenFault {
  const value = Number(text)
  const exact = Number.isFinite(value) && (Number.isSafeInteger(value) || !/^\d+$/.test(text))
  return exact ? { kind: 'number', text, value, at } : { message: `The number ${text} is too large; write it as a text.`, at }
}

function readText(text: string, at: number): Token | TokenFault {
  const unknown: string[] = []
  const value = text.slice(1, -1).replaceAll(ESCAPE, (escape) => {
    if (escape.length > 2) return String.fromCharCode(Number.parseInt(escape.slice(2), 16))
    if (!Object.hasOwn(ESCAPES, escape.charAt(1))) unknown.push(escape)
    return ESCAPES[escape.charAt(1)] ?? ''
  })
  return unknown.length === 0 ? { kind: 'text', text, value, at } : { message: `${unknown[0]} is not an escape.`, at }
}

function explain(text: string, at: number): string {
  const letter = text.charAt(at)
  if (letter === '"' || letter === "'") return 'The text is not closed.'
  if (letter === '=') return 'Compare with `==`; `=` has no meaning.'
  if (letter === '&' || letter === '|') return `Write \`${letter}${letter}\`.`
  if (/\d/.test(letter)) return 'The number is malformed.'
  return `\`${letter}\` has no meaning here.`
}

function skip(text: string, at: number): number {
  return at + (matchAt(SPACE, text, at)?.length ?? 0)
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  const own = new RegExp(pattern)
  own.lastIndex = at
  return own.exec(text)?.[0] ?? null
}
