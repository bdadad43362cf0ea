import type { BinaryOperator, Expr } from '@ssot/contract'
import { FALSE, negateRule, TRUE } from './combine-rules.ts'
import { follow, upTo, type Compiler, type Place } from './compiler.ts'
import { resolveTerm } from './resolve-term.ts'
import type { Rule } from './rule.ts'

/** A comparison of a size, with the size on its left. */
export interface SizeComparison {
  readonly op: BinaryOperator
  /** What is counted. */
  readonly of: Expr
  readonly other: Expr
  /** The comparison as it was written. */
  readonly shown: string
}

/** What `size(…)` counts; undefined where an expression is no size. */
export function sizeOf(expr: Expr): Expr | undefined {
  return expr.t === 'call' && expr.fn === 'size' ? expr.args[0] : undefined
}

// Whether there are none, or are some, is all that is asked of the database. A list that is not there has no size: it is not 0, nor more.
const EMPTY: ReadonlySet<string> = new Set(['== 0', '<= 0', '< 1'])
const SOME: ReadonlySet<string> = new Set(['> 0', '>= 1'])

/** Compiles a comparison of the size of a relation or a list field with 0; null where something else is counted. */
export function compileSize(compiler: Compiler, { op, of, other, shown }: SizeComparison): Rule | null {
  const term = resolveTerm(compiler, of)
  if (term === null) return FALSE
  const isCounted = (term.is === 'relation' && term.relation.list) || (term.is === 'field' && term.field.list)
  if (!isCounted) return term.is === 'value' ? null : compiler.refuse(`counts in \`${shown}\` what is no list.`, 'size counts lists and relations to many.')
  const asked = `${op} ${other.t === 'lit' ? String(other.value) : '?'}`
  const empty = (): Rule => follow(compiler, term, (below, row) => isEmpty(below, { row, via: [] }, term))
  const some = (): Rule => follow(compiler, term, (below, row) => negateRule(isEmpty(below, { row, via: [] }, term)))
  if (EMPTY.has(asked)) return empty()
  if (SOME.has(asked)) return some()
  return asked === '!= 0' ? negateRule(empty()) : compiler.refuse(`counts in \`${shown}\`, which cannot be asked of the database.`, 'Compare a size with 0, or write `exists`.')
}

function isEmpty(compiler: Compiler, { row }: Place, term: NonNullable<ReturnType<typeof resolveTerm>>): Rule {
  if (term.is === 'field') return { op: 'isEmpty', field: term.field, up: upTo(compiler, row), negated: false }
  return term.is === 'relation' ? negateRule(follow(compiler, { row, via: [term.relation] }, () => TRUE)) : FALSE
}
