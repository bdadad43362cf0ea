import type { Expr } from '@ssot/contract'
import { areComparable } from '../../request/parse-reference.ts'
import type { FieldComparison } from '../../request/query.ts'
import type { Field } from '../../registry/registry.ts'
import { allRules, anyRule, negateRule, TRUE } from './combine-rules.ts'
import { readsRowOnly } from './decide-value.ts'
import { familyOf, follow, nounOf, targetOf, upTo, type Compiler, type Place, type RowScope } from './compiler.ts'
import { fitValue } from './fit-value.ts'
import { familyOfTerm, type Term } from './resolve-term.ts'
import type { Operand, Rule } from './rule.ts'

/** A field that is compared. */
export type FieldTerm = Extract<Term, { readonly is: 'field' }>

interface Comparing {
  readonly subject: FieldTerm
  readonly by: FieldComparison
  readonly operand: Term
  /** The comparison as it was written. */
  readonly shown: string
}

/** Compiles a comparison of a field with a value or another field; false where a path to either ends early, unless both are null. */
export function compareTerms(compiler: Compiler, comparing: Comparing): Rule {
  const { subject, operand, by, shown } = comparing
  if (operand.is === 'field') return compareFields(compiler, { ...comparing, operand })
  const fitted = fitOperand(compiler, { field: subject.field, operand, shown })
  if (fitted === null) return TRUE
  const there = follow(compiler, subject, (below, row) => ({ op: 'compare', field: subject.field, by, operand: fitted, up: upTo(below, row), negated: false }))
  const mayBothBeNull = by === 'equals' && 'expr' in fitted && readsRowOnly(fitted.expr) && mayEnd(compiler, subject.via)
  return mayBothBeNull ? anyRule([there, allRules([negateRule(follow(compiler, subject, () => TRUE)), isNullValue(fitted.expr)])]) : there
}

function isNullValue(expr: Expr): Rule {
  return { op: 'auth', expr: { t: 'binary', op: '==', left: expr, right: { t: 'lit', value: null } }, negated: false }
}

/** Whether a field is null, at the end of a path too that ends early. */
export function isNullTerm(compiler: Compiler, { field, ...place }: FieldTerm): Rule {
  return negateRule(follow(compiler, place, (below, row) => ({ op: 'isNull', field, up: upTo(below, row), negated: true })))
}

interface Fitting {
  readonly field: Field
  readonly operand: Term
  readonly shown: string
}

/** An operand of the field's kind; null where it does not fit, which is reported. */
export function fitOperand(compiler: Compiler, { field, operand, shown }: Fitting): Operand | null {
  if (operand.is === 'literal') return fitLiteral(compiler, field, { value: operand.value, shown })
  const family = familyOfTerm(operand)
  const fits = operand.is === 'value' && isComparable(familyOf(field), family)
  return fits ? placeOf(compiler, field, operand.expr) : misfit(compiler, shown, `${field.name} is ${nounOf(familyOf(field))}, and what it is compared with is ${nounOf(family)}.`)
}

/** An expression as the operand of a field. */
export function placeOf({ context }: Compiler, field: Field, expr: Expr): Operand {
  const names = context.registry.enums.get(field.enum ?? '')?.values
  return names ? { expr, names } : { expr }
}

/** Whether a field of one family is compared with values of another, which may be anything; a text may be an instant. */
export function isComparable(one: string, other: string): boolean {
  return one === other || other === 'any' || (one === 'instant' && other === 'text')
}

function fitLiteral(compiler: Compiler, field: Field, { value, shown }: { readonly value: null | boolean | number | string; readonly shown: string }): Operand | null {
  const names = compiler.context.registry.enums.get(field.enum ?? '')?.values
  const fitted = fitValue(field, value, names)
  return fitted.ok ? { value: fitted.value } : misfit(compiler, shown, `${field.name} ${fitted.message}.`)
}

function misfit({ refuse }: Compiler, shown: string, message: string): null {
  refuse(`compares \`${shown}\`: ${message}`)
  return null
}

// Both paths are walked, one below the other; what they have in common once.
function compareFields(compiler: Compiler, { subject, by, operand, shown }: Comparing & { readonly operand: FieldTerm }): Rule {
  if (!areComparable(subject.field, operand.field)) return compiler.refuse(`compares \`${shown}\`: ${subject.field.name} and ${operand.field.name} are not of one kind.`)
  const { common, one, other } = partPaths(subject, operand)
  if (common.length > 0) {
    const equal = (below: Compiler, row: RowScope): Rule => compareFields(below, { subject: { ...subject, row, via: one }, by, operand: { ...operand, row, via: other }, shown })
    const both = follow(compiler, { row: subject.row, via: common }, equal)
    return by === 'equals' && mayEnd(compiler, common) ? anyRule([both, negateRule(follow(compiler, { row: subject.row, via: common }, () => TRUE))]) : both
  }
  const model = modelOf(compiler, subject)
  const there = follow(compiler, subject, (below, row) =>
    follow(below, operand, (end, otherRow) => {
      refuseFarRows(end, [upTo(end, row), upTo(end, otherRow)])
      return { op: 'compareFields', model, field: subject.field, by, other: operand.field, own: upTo(end, row), up: upTo(end, otherRow), negated: false }
    }),
  )
  if (by !== 'equals' || (!mayEnd(compiler, subject.via) && !mayEnd(compiler, operand.via))) return there
  return anyRule([there, allRules([isNullTerm(compiler, subject), isNullTerm(compiler, operand)])])
}

// What is asked of two rows at once has no form in the Prisma client.
function refuseFarRows({ context, refuse }: Compiler, ups: readonly number[]): void {
  if (context.registry.provider === 'mysql' && ups.some((up) => up > 0)) refuse('compares fields of two records, which cannot be asked of MySQL.', 'Keep both in one record.')
}

function modelOf(compiler: Compiler, { row, via }: Place): string {
  const last = via.at(-1)
  return last ? targetOf(compiler, last).name : row.model.name
}

function partPaths(one: Place, other: Place): { readonly common: Place['via']; readonly one: Place['via']; readonly other: Place['via'] } {
  const differs = one.via.findIndex((relation, index) => other.via[index] !== relation)
  const count = one.row !== other.row ? 0 : differs === -1 ? one.via.length : differs
  return { common: one.via.slice(0, count), one: one.via.slice(count), other: other.via.slice(count) }
}

/** Whether a path may lead to no record. */
export function mayEnd(compiler: Compiler, via: Place['via']): boolean {
  return via.some((relation) => !relation.required || compiler.context.live(targetOf(compiler, relation)) !== null)
}
