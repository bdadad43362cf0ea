import { walkExpr, type Expr } from '@ssot/contract'
import type { Rule } from './rule.ts'

/** Every expression in a rule that is computed before the database is asked. */
export function exprsOf(rule: Rule): readonly Expr[] {
  switch (rule.op) {
    case 'and':
    case 'or':
      return rule.args.flatMap(exprsOf)
    case 'auth':
      return [rule.expr]
    case 'relation':
      return exprsOf(rule.where)
    case 'each':
      return [rule.over, ...exprsOf(rule.where)]
    case 'compare':
    case 'in':
    case 'has':
      return 'expr' in rule.operand ? [rule.operand.expr] : []
    default:
      return []
  }
}

/** What an expression reads of `auth`, or of the row as it was: `x` of `auth.x`. */
export function membersOf(expr: Expr, root: 'auth' | 'before'): readonly string[] {
  const names: string[] = []
  walkExpr(expr, (part) => {
    if (part.t === 'ref' && part.path[0] === root && part.path[1] !== undefined) names.push(part.path[1])
  })
  return names
}
