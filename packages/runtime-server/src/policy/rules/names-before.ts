import { walkExpr, type Expr } from '@ssot/contract'
import type { Rule } from './rule.ts'

/** The fields of the row as it was that a rule reads. */
export function namesBefore(rule: Rule): readonly string[] {
  switch (rule.op) {
    case 'and':
    case 'or':
      return rule.args.flatMap(namesBefore)
    case 'relation':
    case 'each':
      return namesBefore(rule.where)
    case 'compare':
    case 'in':
    case 'has':
      return 'expr' in rule.operand ? namesIn(rule.operand.expr) : []
    default:
      return []
  }
}

function namesIn(expr: Expr): readonly string[] {
  const names: string[] = []
  walkExpr(expr, (part) => {
    if (part.t === 'ref' && part.path[0] === 'before' && part.path[1] !== undefined) names.push(part.path[1])
  })
  return names
}
