// Owns comparisons: which operands fit each other, and the leaf that asks it of the database.
import type { BinaryOperator, Expr } from '@ssot/contract'
import type { FieldComparison } from '../../request/query.ts'
import { FALSE, negateIf, negateRule, TRUE } from './combine-rules.ts'
import { compareTerms, isComparable, isNullTerm, type FieldTerm } from './compare-terms.ts'
import { compileIn } from './compile-in.ts'
import { compileSize, sizeOf } from './compile-size.ts'
import { compareValues } from './compare-values.ts'
import { familyOf, follow, nounOf, type Compiler } from './compiler.ts'
import { familyOfTerm, isListTerm, resolveTerm, type Term } from './resolve-term.ts'
import type { Rule } from './rule.ts'
import { showExpr } from './show-expr.ts'

/** A comparison as written. */
export type Comparison = Extract<Expr, { readonly t: 'binary' }>

const COMPARISONS: Readonly<Partial<Record<BinaryOperator, FieldComparison>>> = { '==': 'equals', '!=': 'equals', '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' }
const TURNED: Readonly<Partial<Record<BinaryOperator, BinaryOperator>>> = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** Compiles `==`, `!=`, an ordering or `in`. */
export function compileComparison(compiler: Compiler, expr: Comparison): Rule {
  const by = COMPARISONS[expr.op]
  if (expr.op === 'in') return compileIn({ compiler, equals: (one) => compileComparison(compiler, one), values: compareValues }, expr)
  if (by === undefined) return compiler.refuse(`has \`${showExpr(expr)}\` where a condition is expected.`, 'Compare it with something.')
  const size = sizeOf(expr.left) ?? sizeOf(expr.right)
  const counted = size && compileSize(compiler, { ...oriented(expr), of: size })
  if (counted) return counted
  const [left, right] = [resolveTerm(compiler, expr.left), resolveTerm(compiler, expr.right)]
  if (left === null || right === null) return FALSE
  if (isNull(left) || isNull(right)) return compileNullTest(compiler, expr, isNull(right) ? left : right)
  const rowless = [left, right].every(({ is }) => is === 'value' || is === 'literal' || is === 'list')
  if (rowless) return compareValues(compiler, expr, [left, right])
  return compareField(compiler, expr, left.is === 'field' ? { subject: left, operand: right, op: expr.op } : { subject: right, operand: left, op: TURNED[expr.op] ?? expr.op })
}

/** A comparison with what is counted on its left. */
function oriented(expr: Comparison): { readonly op: BinaryOperator; readonly other: Expr; readonly shown: string } {
  const isLeft = sizeOf(expr.left) !== undefined
  return { op: isLeft ? expr.op : (TURNED[expr.op] ?? expr.op), other: isLeft ? expr.right : expr.left, shown: showExpr(expr) }
}

function isNull(term: Term): boolean {
  return term.is === 'literal' && term.value === null
}

function compileNullTest(compiler: Compiler, expr: Comparison, term: Term): Rule {
  const shown = showExpr(expr)
  if (expr.op !== '==' && expr.op !== '!=') return compiler.refuse(`orders null in \`${shown}\`.`, 'Test for null with == and !=.')
  const denied = expr.op === '!='
  if (term.is === 'literal') return isNull(term) === denied ? FALSE : TRUE
  if (term.is === 'list') return compiler.refuse(`compares a list with null in \`${shown}\`.`)
  if (term.is === 'value') return { op: 'auth', expr, negated: false }
  if (isListTerm(term)) return compiler.refuse(`compares a list with null in \`${shown}\`, and a list is never null.`, 'Compare its size with 0: `size(…) == 0`.')
  if (term.is === 'field') return negateIf(denied, isNullTerm(compiler, term))
  const there = follow(compiler, { row: term.row, via: [...term.via, term.relation] }, () => TRUE)
  return negateIf(!denied, there)
}

const UNORDERED: ReadonlySet<string> = new Set(['enum', 'boolean', 'bytes', 'json'])

interface Sides {
  readonly subject: Term
  readonly operand: Term
  /** As it is read from the subject. */
  readonly op: BinaryOperator
}

function compareField(compiler: Compiler, expr: Comparison, { subject, operand, op }: Sides): Rule {
  const shown = showExpr(expr)
  if (subject.is === 'relation' || operand.is === 'relation') return compiler.refuse(`compares a whole record in \`${shown}\`.`, 'Compare one of its fields, such as `author.id`.')
  if (subject.is !== 'field') return FALSE
  const fault = faultOf(subject, operand, expr)
  if (fault !== undefined) return compiler.refuse(`compares \`${shown}\`: ${fault}`)
  const rule = compareTerms(compiler, { subject, by: COMPARISONS[op] ?? 'equals', operand, shown })
  return expr.op === '!=' ? negateRule(rule) : rule
}

function faultOf({ field }: FieldTerm, operand: Term, { op }: Comparison): string | undefined {
  const isEquality = op === '==' || op === '!='
  if (field.list || isListTerm(operand)) return 'lists are not compared as a whole; write `in` or `exists`.'
  if (field.kind === 'json') return `${field.name} holds JSON, which is compared with null only.`
  if (field.native?.name === 'Xml') return `${field.name} holds XML, which is compared with null only.`
  if (!isEquality && UNORDERED.has(field.kind)) return `${field.name} has no order.`
  if (operand.is === 'literal') return undefined
  const [one, other] = [familyOf(field), familyOfTerm(operand)]
  return isComparable(one, other) ? undefined : `${field.name} is ${nounOf(one)}, and what it is compared with is ${nounOf(other)}.`
}
