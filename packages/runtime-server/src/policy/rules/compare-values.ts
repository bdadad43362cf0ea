import type { Expr } from '@ssot/contract'
import { FALSE, TRUE } from './combine-rules.ts'
import { isComparable } from './compare-terms.ts'
import { nounOf, type Compiler } from './compiler.ts'
import { compareWritten, decideValue, isNumeric, type Written } from './decide-value.ts'
import { familyOfTerm, isListTerm, type Term } from './resolve-term.ts'
import type { Rule } from './rule.ts'
import { showExpr } from './show-expr.ts'

const WRITTEN: readonly Written[] = ['number', 'instant']

/** Compiles a comparison of two values that read no row: it is decided before the database is asked. */
export function compareValues(compiler: Compiler, expr: Extract<Expr, { readonly t: 'binary' }>, [left, right]: readonly [Term, Term]): Rule {
  const shown = showExpr(expr)
  const isMembership = expr.op === 'in'
  if (isListTerm(left) || (!isMembership && isListTerm(right))) return compiler.refuse(`compares lists in \`${shown}\`.`, 'Write `in`, `exists` or `all`.')
  const [one, other] = [familyOfTerm(left), familyOfTerm(right)]
  const fits = isComparable(one, other) || isComparable(other, one) || isLongNumber(left, other) || isLongNumber(right, one)
  if (!fits) return compiler.refuse(`compares \`${shown}\`: ${nounOf(one)} with ${nounOf(other, isMembership)}.`)
  const written = isMembership ? undefined : WRITTEN.find((family) => family === one || family === other)
  const decided: Expr = written ? compareWritten(expr, written) : expr
  if (left.is !== 'literal' || right.is !== 'literal') return { op: 'auth', expr: decided, negated: false }
  return decideValue(decided, {}, new Date(0)) === true ? TRUE : FALSE
}

// A number that is too long for one is written as text.
function isLongNumber(term: Term, other: string): boolean {
  return other === 'number' && term.is === 'literal' && typeof term.value === 'string' && isNumeric(term.value)
}
