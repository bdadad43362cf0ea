import type { Expr } from '@ssot/contract'
import { anyRule, FALSE } from './combine-rules.ts'
import { fitOperand, isComparable, placeOf, type FieldTerm } from './compare-terms.ts'
import { familyOf, follow, nounOf, upTo, type Compiler } from './compiler.ts'
import { familyOfTerm, isListTerm, resolveTerm, type Term } from './resolve-term.ts'
import type { Operand, Rule } from './rule.ts'
import { showExpr } from './show-expr.ts'

/** `x in list` as written. */
export type Membership = Extract<Expr, { readonly t: 'binary' }>

/** Compiles a comparison of what reads no row. */
export type CompileValues = (compiler: Compiler, expr: Membership, terms: readonly [Term, Term]) => Rule

/** Compiles `x in list`: a list in `auth`, a list field, or a list that is written out. */
export function compileIn({ compiler, equals, values }: { readonly compiler: Compiler; readonly equals: (expr: Membership) => Rule; readonly values: CompileValues }, expr: Membership): Rule {
  const { left, right } = expr
  // Each item is compared as if it stood alone: null and fields too.
  if (right.t === 'list') return right.items.length === 0 ? FALSE : anyRule(right.items.map((item) => equals({ ...expr, op: '==', right: item })))
  const [subject, list] = [resolveTerm(compiler, left), resolveTerm(compiler, right)]
  if (subject === null || list === null) return FALSE
  const shown = showExpr(expr)
  if (list.is === 'relation') return compiler.refuse(`looks among records in \`${shown}\`.`, `Write \`${showExpr(right)}.exists(x, x.id == …)\`.`)
  if (!isListTerm(list)) return compiler.refuse(`looks in \`${showExpr(right)}\`, which is no list.`)
  if (isListTerm(subject) || subject.is === 'relation') return compiler.refuse(`looks for \`${showExpr(left)}\`, which is not one value, in \`${shown}\`.`)
  if (list.is === 'field') return compileHas(compiler, { subject, list, shown })
  if (subject.is === 'field') return compileAmong(compiler, { subject, list, shown })
  return values(compiler, expr, [subject, list])
}

interface Has {
  readonly subject: Term
  readonly list: FieldTerm
  readonly shown: string
}

function compileHas(compiler: Compiler, { subject, list, shown }: Has): Rule {
  if (subject.is === 'field') return compiler.refuse(`looks for a field in a list of the record in \`${shown}\`, which cannot be asked of the database.`)
  const { field } = list
  const operand = fitOperand(compiler, { field: { ...field, list: false }, operand: subject, shown })
  return operand === null ? FALSE : follow(compiler, list, (below, row) => ({ op: 'has', field, operand, up: upTo(below, row), negated: false }))
}

interface Among {
  readonly subject: FieldTerm
  readonly list: Term
  readonly shown: string
}

function compileAmong(compiler: Compiler, { subject, list, shown }: Among): Rule {
  const { field } = subject
  const [own, other] = [familyOf(field), familyOfTerm(list)]
  if (field.kind === 'json' || !isComparable(own, other)) return compiler.refuse(`looks in \`${shown}\`: ${field.name} is ${nounOf(own)}, and the list is ${nounOf(other, true)}.`)
  if (list.is !== 'value') return FALSE
  const operand: Operand = placeOf(compiler, field, list.expr)
  return follow(compiler, subject, (below, row) => ({ op: 'in', field, operand, up: upTo(below, row), negated: false }))
}
