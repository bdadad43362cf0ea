import { didYouMean, type Expr } from '@ssot/contract'
import { follow, upTo, type Compiler } from './compiler.ts'
import { FALSE } from './combine-rules.ts'
import { resolveTerm } from './resolve-term.ts'
import type { DelegatedAction, Rule } from './rule.ts'
import { showExpr } from './show-expr.ts'

const ACTIONS: readonly DelegatedAction[] = ['read', 'create', 'update', 'delete']

/** Compiles `can("read", conversation)`. */
export function compileCan(compiler: Compiler, [what, along]: readonly Expr[]): Rule {
  const word = what?.t === 'lit' ? what.value : undefined
  const action = ACTIONS.find((known) => known === word)
  if (action === undefined) return compiler.refuse(`asks \`can(${what ? showExpr(what) : ''}, …)\`.`, didYouMean(String(word), ACTIONS) ?? `Ask for one of ${ACTIONS.map((name) => `"${name}"`).join(', ')}.`)
  const term = along && resolveTerm(compiler, along)
  if (!term) return FALSE
  if (term.is !== 'relation' || term.relation.list) return compiler.refuse(`asks \`can("${action}", ${showExpr(along)})\`, which is not a relation to one record.`, 'Delegate along a to-one relation.')
  const { relation } = term
  return follow(compiler, term, (below, row) => ({ op: 'can', action, relation, up: upTo(below, row), negated: false }))
}
