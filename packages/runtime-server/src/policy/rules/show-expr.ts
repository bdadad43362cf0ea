import type { Expr } from '@ssot/contract'

/** An expression as text, to be named in a finding. */
export function showExpr(expr: Expr): string {
  switch (expr.t) {
    case 'lit':
      return JSON.stringify(expr.value)
    case 'list':
      return `[${expr.items.map(showExpr).join(', ')}]`
    case 'ref':
      return expr.path.join('.')
    case 'index':
      return `${showExpr(expr.of)}[${showExpr(expr.at)}]`
    case 'unary':
      return `${expr.op}${showPart(expr.of)}`
    case 'binary':
      return `${showPart(expr.left)} ${expr.op} ${showPart(expr.right)}`
    case 'cond':
      return `${showPart(expr.if)} ? ${showPart(expr.yes)} : ${showPart(expr.no)}`
    case 'call':
      return `${expr.fn}(${expr.args.map(showExpr).join(', ')})`
    case 'macro':
      return `${showPart(expr.over)}.${expr.macro}(${expr.as}, ${showExpr(expr.where)})`
  }
}

function showPart(expr: Expr): string {
  return expr.t === 'binary' || expr.t === 'cond' ? `(${showExpr(expr)})` : showExpr(expr)
}
