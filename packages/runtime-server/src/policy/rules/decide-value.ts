// Owns what is decided of a rule without a row: three outcomes, since what is absent is never equal and never different.
import { createCoreFunctions, evaluateExpr, walkExpr, type Expr, type ExprScope, type ExprValue } from '@ssot/contract'
import { compareDecimals } from '../../request/compare-decimals.ts'

type Binary = Extract<Expr, { readonly t: 'binary' }>

/** Values that are written in several ways on the wire: a number as text or not, an instant with a fraction or without. */
export type Written = 'number' | 'instant'

/** The name of a comparison of such values; nobody can write it in a rule. */
const AS_WRITTEN = '#compare'

/** A comparison of numbers or instants, however they are written. */
export function compareWritten({ op, left, right }: Binary, written: Written): Expr {
  return { t: 'call', fn: AS_WRITTEN, args: [{ t: 'lit', value: op }, { t: 'lit', value: written }, left, right] }
}

/** The value of an expression that reads no row; null where something that it reads is absent. */
export function readValue(expr: Expr, scope: ExprScope, now: Date): ExprValue {
  return evaluateExpr(expr, scope, createCoreFunctions(() => now)) ?? null
}

/** Whether a condition that reads no row holds; null: undecided, since something that it reads is absent, or of another kind than it was declared. */
export function decideValue(expr: Expr, scope: ExprScope, now: Date): boolean | null {
  const read = (part: Expr): ExprValue => readValue(part, scope, now)
  if (expr.t === 'call' && expr.fn === AS_WRITTEN) return decideWritten(expr.args, read)
  if (expr.t === 'binary' && isNullTest(expr)) return readValue(expr, scope, now) === true
  const parts = expr.t === 'binary' ? [expr.left, expr.right] : expr.t === 'call' ? expr.args : [expr]
  if (parts.some((part) => read(part) === null && !readsRowOnly(part)) || isMistyped(expr, parts.map(read))) return null
  return read(expr) === true
}

// What was declared a text may come as anything: it is neither equal to a text nor different.
function isMistyped(expr: Expr, values: readonly ExprValue[]): boolean {
  const known = values.filter((value) => value !== null)
  if (expr.t === 'call') return known.some((value) => typeof value !== 'string')
  if (expr.t !== 'binary') return known.some((value) => typeof value !== 'boolean')
  if (expr.op === 'in') return !Array.isArray(values[1])
  return new Set(known.map((value) => typeof value)).size > 1
}

// `auth.x == null` asks whether it is there.
function isNullTest({ op, left, right }: Binary): boolean {
  return (op === '==' || op === '!=') && [left, right].some((side) => side.t === 'lit' && side.value === null)
}

const NUMBER = /^-?\d{1,400}(\.\d{1,400})?(e[+-]?\d{1,3})?$/i

const HOLDS: Readonly<Record<string, (difference: number) => boolean>> = {
  '==': (difference) => difference === 0,
  '!=': (difference) => difference !== 0,
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
}

function decideWritten([op, written, ...sides]: readonly Expr[], read: (part: Expr) => ExprValue): boolean | null {
  const digitsOf = written?.t === 'lit' && written.value === 'instant' ? digitsOfInstant : digitsOfNumber
  const [left, right] = sides.map((side) => (read(side) === null && readsRowOnly(side) ? null : digitsOf(read(side))))
  if (left === undefined || right === undefined || op?.t !== 'lit') return null
  if (left === null || right === null) return op.value === (left === right ? '==' : '!=')
  return HOLDS[String(op.value)]?.(compareDecimals(left, right)) ?? null
}

/** Whether a text is a number. */
export function isNumeric(text: string): boolean {
  return NUMBER.test(text)
}

// What is no number is not known to be one.
function digitsOfNumber(value: ExprValue): string | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : ''
  return isNumeric(text) ? text : undefined
}

const INSTANT = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/

function digitsOfInstant(value: ExprValue): string | undefined {
  const ms = typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? undefined : String(ms)
}

/** Whether an expression reads the row as it was, of which a field is known to be null; what `auth` does not have is not known. */
export function readsRowOnly(expr: Expr): boolean {
  const roots = rootsOf(expr)
  return roots.length > 0 && roots.every((root) => root === 'before')
}

/** The names that an expression begins to read from. */
export function rootsOf(expr: Expr): readonly string[] {
  const roots: string[] = []
  walkExpr(expr, (part) => {
    if (part.t === 'ref') roots.push(part.path[0] ?? '')
  })
  return roots
}
