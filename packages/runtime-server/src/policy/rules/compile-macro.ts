import type { Expr } from '@ssot/contract'
import { FALSE, negateRule } from './combine-rules.ts'
import { follow, type Compiler, type ItemScope } from './compiler.ts'
import { resolveTerm, type Term } from './resolve-term.ts'
import type { Rule } from './rule.ts'
import { showExpr } from './show-expr.ts'

type Macro = Extract<Expr, { readonly t: 'macro' }>

interface Compiling {
  readonly compiler: Compiler
  readonly condition: (compiler: Compiler, expr: Expr) => Rule
}

/** Compiles `members.exists(m, …)` and `.all(…)`: over the records of a relation, or the items of a list in `auth`. */
export function compileMacro(compiling: Compiling, expr: Macro): Rule {
  const { compiler } = compiling
  if (RESERVED.has(expr.as)) return compiler.refuse(`names an item "${expr.as}" in \`${showExpr(expr)}\`.`, 'Choose another name: that one has a meaning.')
  const term = resolveTerm(compiler, expr.over)
  if (term === null) return FALSE
  if (term.is === 'relation' && term.relation.list) return overRecords(compiling, term, expr)
  if (term.is === 'value' && term.list) return overItems(compiling, { is: 'item', family: term.family }, expr)
  return compiler.refuse(`goes through \`${showExpr(expr.over)}\`, which is neither a relation to many nor a list in \`auth\`.`, term.is === 'field' && term.field.list ? `Write \`"…" in ${showExpr(expr.over)}\`.` : undefined)
}

const RESERVED: ReadonlySet<string> = new Set(['auth', 'before', 'isAdmin', 'authenticated', 'isOwner', 'isPublic'])

// All: the path leads somewhere, and no record is there for which it is not true.
function overRecords({ compiler, condition }: Compiling, term: Extract<Term, { readonly is: 'relation' }>, { macro, as, where }: Macro): Rule {
  return follow(compiler, term, (below, row) => {
    const isAll = macro === 'all'
    const some = follow(below, { row, via: [term.relation] }, (end, item) => {
      const rule = condition({ ...end, names: new Map([...end.names, [as, item]]) }, where)
      return isAll ? negateRule(rule) : rule
    })
    return isAll ? negateRule(some) : some
  })
}

function overItems({ compiler, condition }: Compiling, item: ItemScope, { macro, over, as, where }: Macro): Rule {
  const rule = condition({ ...compiler, names: new Map([...compiler.names, [as, item]]) }, where)
  return { op: 'each', macro, over, as, where: rule, negated: false }
}
