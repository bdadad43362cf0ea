import type { Expr } from './ast.ts'

/** Calls `visit` for an expression and every part of it; `bound` names the items of the macros around the part. */
export function walkExpr(expr: Expr, visit: (part: Expr, bound: readonly string[]) => void, bound: readonly string[] = []): void {
  visit(expr, bound)
  if (expr.t === 'macro') {
    walkExpr(expr.over, visit, bound)
    walkExpr(expr.where, visit, [...bound, expr.as])
    return
  }
  for (const part of partsOf(expr)) walkExpr(part, visit, bound)
}

function partsOf(expr: Exclude<Expr, { readonly t: 'macro' }>): readonly Expr[] {
  switch (expr.t) {
    case 'lit':
    case 'ref':
      return []
    case 'list':
      return expr.items
    case 'index':
      return [expr.of, expr.at]
    case 'unary':
      return [expr.of]
    case 'binary':
      return [expr.left, expr.right]
    case 'cond':
      return [expr.if, expr.yes, expr.no]
    case 'call':
      return expr.args
  }
}
