import type { Expr } from '@ssot/contract'
import { isTextual } from '../../registry/native-constraints.ts'
import type { FieldComparison } from '../../request/query.ts'
import { FALSE } from './combine-rules.ts'
import { compareTerms } from './compare-terms.ts'
import { nounOf, type Compiler } from './compiler.ts'
import { familyOfTerm, isListTerm, resolveTerm, type Term } from './resolve-term.ts'
import type { Rule } from './rule.ts'
import { showExpr } from './show-expr.ts'

/** The methods of texts, and how fields are compared by them. */
export const TEXT_TESTS: ReadonlyMap<string, FieldComparison> = new Map([['startsWith', 'startsWith'], ['endsWith', 'endsWith'], ['contains', 'contains']])

/** Compiles `title.startsWith("a")`: letter by letter, nothing in it is a pattern. */
export function compileTextTest(compiler: Compiler, expr: Extract<Expr, { readonly t: 'call' }>): Rule {
  const [of, part] = expr.args
  const by = TEXT_TESTS.get(expr.fn)
  if (!of || !part || by === undefined) return compiler.refuse(`calls \`${showExpr(expr)}\`, which needs a text and its part.`)
  const [subject, operand] = [resolveTerm(compiler, of), resolveTerm(compiler, part)]
  if (!subject || !operand) return FALSE
  const fault = faultOf(subject, of) ?? faultOf(operand, part)
  if (fault !== undefined) return compiler.refuse(...fault)
  if (subject.is === 'field') return compareTerms(compiler, { subject, by, operand, shown: showExpr(expr) })
  if (operand.is === 'field') return compiler.refuse(`asks \`${showExpr(expr)}\`, which looks for a field in a value.`, `Look for the value in a field: \`${showExpr(part)}.${expr.fn}(…)\`.`)
  return { op: 'auth', expr, negated: false }
}

function faultOf(term: Term, expr: Expr): readonly [string, string] | undefined {
  if (isListTerm(term)) return [`looks into \`${showExpr(expr)}\` as if it were a text.`, `Write \`"…" in ${showExpr(expr)}\`.`]
  const family = familyOfTerm(term)
  const isText = term.is !== 'relation' && (family === 'any' || family === 'text') && !(term.is === 'literal' && term.value === null)
  const isPlain = term.is !== 'field' || (term.field.kind === 'string' && isTextual(term.field.native))
  return isText && isPlain ? undefined : [`looks into \`${showExpr(expr)}\`, which is ${term.is === 'field' && !isPlain && family === 'text' ? 'not a plain text' : nounOf(family)}.`, 'startsWith, endsWith and contains are for texts.']
}
