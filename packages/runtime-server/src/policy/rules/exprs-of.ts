import { walkExpr, type Expr } from '@ssot/contract'
import { partsOf } from './parts-of.ts'
import type { Rule } from './rule.ts'

/** Every expression in a rule that is computed before the database is asked. */
export function exprsOf(rule: Rule): readonly Expr[] {
  return [...ownExprs(rule), ...partsOf(rule).flatMap(exprsOf)]
}

function ownExprs(rule: Rule): readonly Expr[] {
  if (rule.op === 'auth') return [rule.expr]
  if (rule.op === 'each') return [rule.over]
  return 'operand' in rule && 'expr' in rule.operand ? [rule.operand.expr] : []
}

/** What an expression reads of `auth`, or of the row as it was: `x` of `auth.x`. */
export function membersOf(expr: Expr, root: 'auth' | 'before'): readonly string[] {
  const names: string[] = []
  walkExpr(expr, (part) => {
    if (part.t === 'ref' && part.path[0] === root && part.path[1] !== undefined) names.push(part.path[1])
  })
  return names
}
