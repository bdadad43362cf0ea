import { evaluateExpr, type Expr, type ExprScope, type ExprValue } from '@ssot/contract'

/** A value of a page computed: `{ $: expression }` anywhere in it is replaced by what the expression gives. */
export function computeValue(value: unknown, scope: ExprScope): ExprValue {
  if (Array.isArray(value)) return value.map((entry) => computeValue(entry, scope))
  if (!isRecord(value)) return isExprValue(value) ? value : undefined
  const { $: expr } = value
  if (isExpr(expr)) return evaluateExpr(expr, scope)
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, computeValue(entry, scope)]))
}

/** Whether a condition of a page holds; an absent one does. */
export function holds(condition: Expr | undefined, scope: ExprScope): boolean {
  return condition === undefined || Boolean(evaluateExpr(condition, scope))
}

/** What came from the server as a value that expressions can read. */
export function toExprValue(value: unknown): ExprValue {
  return isExprValue(value) ? value : undefined
}

// JSON from the server is such a value all the way down; nothing else comes here.
function isExprValue(value: unknown): value is ExprValue {
  return value === undefined || value === null || ['boolean', 'number', 'string', 'object'].includes(typeof value)
}

function isExpr(value: unknown): value is Expr {
  return isRecord(value) && typeof value['t'] === 'string'
}

/** Whether a value is an object that may be read by name. */
export function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
