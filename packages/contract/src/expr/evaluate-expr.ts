import type { BinaryOperator, Expr } from './ast.ts'
import { CORE_FUNCTIONS, type ExprFunctions } from './core-functions.ts'
import type { ExprValue } from './expr-value.ts'

/** The names an expression may read. */
export type ExprScope = { readonly [name: string]: ExprValue }

/**
 * The value of an expression. Only own properties are read, an absent member is undefined, equality is total, an ordering
 * with null or between different kinds is false, arithmetic on anything but numbers is undefined. No data makes it throw.
 */
export function evaluateExpr(expr: Expr, scope: ExprScope, functions: ExprFunctions = CORE_FUNCTIONS): ExprValue {
  const run = (of: Expr): ExprValue => evaluateExpr(of, scope, functions)
  switch (expr.t) {
    case 'lit':
      return expr.value
    case 'list':
      return expr.items.map(run)
    case 'ref':
      return expr.path.reduce<ExprValue>(member, scope)
    case 'index':
      return member(run(expr.of), run(expr.at))
    case 'unary':
      return expr.op === '!' ? !run(expr.of) : calculate('*', -1, run(expr.of))
    case 'cond':
      return run(run(expr.if) ? expr.yes : expr.no)
    case 'call': {
      const call = Object.hasOwn(functions, expr.fn) ? functions[expr.fn] : undefined
      return call?.(...expr.args.map(run))
    }
    case 'macro': {
      const over = run(expr.over)
      const holds = (item: ExprValue): boolean => !!evaluateExpr(expr.where, { ...scope, [expr.as]: item }, functions)
      return isList(over) && (expr.macro === 'all' ? over.every(holds) : over.some(holds))
    }
    case 'binary': {
      const left = run(expr.left)
      if (expr.op === '&&') return left && run(expr.right)
      if (expr.op === '||') return left || run(expr.right)
      return expr.op === '??' ? (left ?? run(expr.right)) : calculate(expr.op, left, run(expr.right))
    }
  }
}

function calculate(op: BinaryOperator, left: ExprValue, right: ExprValue): ExprValue {
  if (op === '==') return isEqual(left, right)
  if (op === '!=') return !isEqual(left, right)
  if (op === 'in') return isList(right) ? right.some((item) => isEqual(item, left)) : isObject(right) && typeof left === 'string' && Object.hasOwn(right, left)
  if (op === '+' && (typeof left === 'string' || typeof right === 'string')) return textOf(left) + textOf(right)
  if (op[0] === '<' || op[0] === '>') return compare(op, left, right)
  if (typeof left !== 'number' || typeof right !== 'number') return undefined
  const value = op === '+' ? left + right : op === '-' ? left - right : op === '*' ? left * right : op === '/' ? left / right : left % right
  return Number.isFinite(value) ? value : undefined
}

function compare(op: BinaryOperator, left: ExprValue, right: ExprValue): boolean {
  // Stryker disable next-line LogicalOperator: a scalar's type is never that of what is none
  if (!isScalar(left) || !isScalar(right) || typeof left !== typeof right) return false
  return (op[1] === '=' && left === right) || (op[0] === '<' ? left < right : left > right)
}

function isEqual(left: ExprValue, right: ExprValue): boolean {
  if (isList(left)) return isList(right) && left.length === right.length && left.every((item, index) => isEqual(item, right[index]))
  if (!isObject(left)) return (left ?? null) === (right ?? null)
  const keys = Object.keys(left)
  return isObject(right) && keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && isEqual(left[key], right[key]))
}

function member(of: ExprValue, key: ExprValue): ExprValue {
  if (isList(of)) return typeof key === 'number' ? of[key] : undefined
  return isObject(of) && typeof key === 'string' && Object.hasOwn(of, key) ? of[key] : undefined
}

function textOf(value: ExprValue): string {
  return isScalar(value) ? `${value}` : ''
}

function isScalar(value: ExprValue): value is string | number | boolean {
  return value != null && typeof value !== 'object'
}

function isList(value: ExprValue): value is readonly ExprValue[] {
  return Array.isArray(value)
}

function isObject(value: ExprValue): value is { readonly [key: string]: ExprValue } {
  return typeof value === 'object' && value !== null && !isList(value)
}
