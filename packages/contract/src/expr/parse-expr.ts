// Owns the step from an expression's text to its AST: a strict subset of CEL, plus `??` (which binds weakest, below `||`).
// Rejects what is too long, too large or too deep, and everything outside the subset. The grammar: github.com/google/cel-spec.
import { didYouMean } from '../errors/nearest.ts'
import type { BinaryOperator, Expr } from './ast.ts'
import { tokenize, type Token } from './tokenize.ts'

/** An expression, or what is wrong with its text; `at` is a 0-based offset. */
export type ParsedExpr = { readonly ok: true; readonly expr: Expr } | { readonly ok: false; readonly message: string; readonly at: number }

/** What an expression may cost: characters of text, nodes of the AST, levels of nesting, macros inside macros. */
export const EXPR_LIMITS = { length: 2000, nodes: 500, depth: 50, macros: 4 } as const

/** Methods by name, with how many arguments they take; they are calls with their receiver as first argument. */
const METHODS: ReadonlyMap<string, number> = new Map([['startsWith', 1], ['endsWith', 1], ['contains', 1], ['size', 0]])
/** Functions whose number of arguments is known; others are checked where their table is. */
const FUNCTIONS: ReadonlyMap<string, number> = new Map([['size', 1], ['now', 0], ['can', 2]])

const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ['??'],
  ['||'],
  ['&&'],
  ['==', '!=', '<', '<=', '>', '>=', 'in'],
  ['+', '-'],
  ['*', '/', '%'],
]

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([['true', true], ['false', false], ['null', null]])
/** Words that CEL keeps for itself; they may follow a dot. */
const RESERVED = new Set('as break const continue else for function if import in let loop package namespace return var void while'.split(' '))

interface Parser {
  readonly tokens: readonly Token[]
  position: number
  nodes: number
  depth: number
  macros: number
  fault: { readonly message: string; readonly at: number } | null
}

/** Parses an expression. Nothing is thrown. */
export function parseExpr(text: string): ParsedExpr {
  if (text.length > EXPR_LIMITS.length) return { ok: false, message: `The expression is longer than ${EXPR_LIMITS.length} characters.`, at: EXPR_LIMITS.length }
  const tokens = tokenize(text)
  if ('message' in tokens) return { ok: false, ...tokens }
  const parser: Parser = { tokens, position: 0, nodes: 0, depth: 0, macros: 0, fault: null }
  const expr = parseCondition(parser)
  if (current(parser).kind !== 'end') fail(parser, `Unexpected ${shown(current(parser))}.`)
  return parser.fault === null ? { ok: true, expr } : { ok: false, ...parser.fault }
}

function parseCondition(parser: Parser): Expr {
  if (parser.depth >= EXPR_LIMITS.depth) return fail(parser, `The expression is nested deeper than ${EXPR_LIMITS.depth} levels.`)
  parser.depth++
  const condition = parseBinary(parser, 0)
  const expr = accept(parser, '?') ? parseBranches(parser, condition) : condition
  parser.depth--
  return expr
}

function parseBranches(parser: Parser, condition: Expr): Expr {
  const yes = parseCondition(parser)
  expect(parser, ':')
  return make(parser, { t: 'cond', if: condition, yes, no: parseCondition(parser) })
}

function parseBinary(parser: Parser, level: number): Expr {
  const operators = LEVELS[level]
  if (operators === undefined) return parseUnary(parser)
  let left = parseBinary(parser, level + 1)
  for (;;) {
    const op = operators.find((each) => accept(parser, each))
    if (op === undefined) return left
    left = make(parser, { t: 'binary', op, left, right: parseBinary(parser, level + 1) })
  }
}

function parseUnary(parser: Parser): Expr {
  const op = accept(parser, '!') ? '!' : accept(parser, '-') ? '-' : null
  if (op === null) return parseMembers(parser, parsePrimary(parser))
  if (parser.depth >= EXPR_LIMITS.depth) return fail(parser, `The expression is nested deeper than ${EXPR_LIMITS.depth} levels.`)
  parser.depth++
  const of = parseUnary(parser)
  parser.depth--
  return op === '-' && of.t === 'lit' && typeof of.value === 'number' ? { t: 'lit', value: -of.value } : make(parser, { t: 'unary', op, of })
}

function parsePrimary(parser: Parser): Expr {
  const token = current(parser)
  if (token.kind === 'number' || token.kind === 'text') {
    parser.position++
    return make(parser, { t: 'lit', value: token.value })
  }
  if (token.kind === 'name') return parseName(parser, token)
  if (accept(parser, '[')) return make(parser, { t: 'list', items: parseItems(parser, ']') })
  if (!accept(parser, '(')) return fail(parser, token.kind === 'end' ? 'The expression ends too early.' : `Unexpected ${shown(token)}.`)
  const expr = parseCondition(parser)
  expect(parser, ')')
  return expr
}

function parseName(parser: Parser, token: Token): Expr {
  const constant = CONSTANTS.get(token.text)
  if (RESERVED.has(token.text)) return fail(parser, `"${token.text}" is a reserved word.`)
  parser.position++
  if (constant !== undefined) return make(parser, { t: 'lit', value: constant })
  if (!accept(parser, '(')) return make(parser, { t: 'ref', path: [token.text] })
  const args = parseItems(parser, ')')
  checkCount(parser, token, { count: args.length, expected: FUNCTIONS.get(token.text) })
  return make(parser, { t: 'call', fn: token.text, args })
}

function parseMembers(parser: Parser, start: Expr): Expr {
  let expr = start
  for (;;) {
    if (accept(parser, '[')) {
      expr = make(parser, { t: 'index', of: expr, at: parseCondition(parser) })
      expect(parser, ']')
    } else if (accept(parser, '.')) expr = parseMember(parser, expr)
    else return expr
  }
}

function parseMember(parser: Parser, of: Expr): Expr {
  const token = current(parser)
  if (token.kind !== 'name') return fail(parser, 'A name must follow the dot.')
  parser.position++
  if (accept(parser, '(')) return token.text === 'exists' || token.text === 'all' ? parseMacro(parser, of, token.text) : parseMethod(parser, of, token)
  if (of.t === 'ref') return make(parser, { t: 'ref', path: [...of.path, token.text] })
  return make(parser, { t: 'index', of, at: { t: 'lit', value: token.text } })
}

function parseMethod(parser: Parser, of: Expr, token: Token): Expr {
  if (!METHODS.has(token.text)) {
    const names = [...METHODS.keys(), 'exists', 'all']
    return fail(parser, `There is no method "${token.text}". ${didYouMean(token.text, names) ?? `The methods are ${names.join(', ')}.`}`, token.at)
  }
  const args = parseItems(parser, ')')
  checkCount(parser, token, { count: args.length, expected: METHODS.get(token.text) })
  return make(parser, { t: 'call', fn: token.text, args: [of, ...args] })
}

function parseMacro(parser: Parser, over: Expr, macro: 'exists' | 'all'): Expr {
  const token = current(parser)
  if (token.kind !== 'name' || CONSTANTS.has(token.text) || RESERVED.has(token.text)) return fail(parser, `${macro} needs a name for the item: \`list.${macro}(item, …)\`.`)
  if (parser.macros >= EXPR_LIMITS.macros) return fail(parser, `More than ${EXPR_LIMITS.macros} of exists and all stand inside each other.`)
  parser.position++
  expect(parser, ',')
  parser.macros++
  const where = parseCondition(parser)
  parser.macros--
  expect(parser, ')')
  return make(parser, { t: 'macro', macro, over, as: token.text, where })
}

function parseItems(parser: Parser, close: string): readonly Expr[] {
  const items: Expr[] = []
  if (accept(parser, close)) return items
  do items.push(parseCondition(parser))
  while (accept(parser, ','))
  expect(parser, close)
  return items
}

function checkCount(parser: Parser, token: Token, { count, expected }: { readonly count: number; readonly expected: number | undefined }): void {
  if (expected !== undefined && count !== expected) fail(parser, `${token.text} takes ${expected === 1 ? '1 argument' : `${expected} arguments`}, and it has ${count}.`, token.at)
}

function make(parser: Parser, expr: Expr): Expr {
  parser.nodes++
  return parser.nodes > EXPR_LIMITS.nodes ? fail(parser, `The expression has more than ${EXPR_LIMITS.nodes} parts.`) : expr
}

function accept(parser: Parser, text: string): boolean {
  if (parser.fault !== null || current(parser).text !== text) return false
  parser.position++
  return true
}

function expect(parser: Parser, text: string): void {
  if (accept(parser, text)) return
  const token = current(parser)
  fail(parser, token.kind === 'end' ? `\`${text}\` is missing at the end.` : `Expected \`${text}\` before ${shown(token)}.`)
}

const NOTHING: Expr = { t: 'lit', value: null }

// The first fault counts; after it, parsing only unwinds.
function fail(parser: Parser, message: string, at = current(parser).at): Expr {
  parser.fault ??= { message, at }
  return NOTHING
}

function current(parser: Parser): Token {
  return parser.tokens[parser.position] ?? { kind: 'end', text: '', value: null, at: 0 }
}

function shown(token: Token): string {
  return token.kind === 'text' ? 'text' : `\`${token.text}\``
}
