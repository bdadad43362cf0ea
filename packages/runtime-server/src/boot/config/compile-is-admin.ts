import { CORE_FUNCTIONS, didYouMean, parseExpr, problem, walkExpr, type Expr, type ParsedExpr } from '@ssot/contract'

/**
 * Compiles `auth.isAdmin` to an expression over `auth`. Absent is never equal: a comparison with an absent value of `auth`
 * holds in neither polarity, so that `auth.role != 'USER'` does not make an administrator of somebody without a role.
 * @throws CONFIG.INVALID
 */
export function compileIsAdmin(text: string): Expr {
  const parsed = parseIsAdmin(text)
  if (!parsed.ok) throw problem('CONFIG.INVALID', { detail: `\`auth.isAdmin\` is not an expression: at character ${parsed.at + 1}, ${parsed.message}` })
  return requirePresence(parsed.expr, false)
}

/** Parses an expression over `auth`, and checks that it reads nothing else. */
export function parseIsAdmin(text: string): ParsedExpr {
  const parsed = parseExpr(text)
  const message = parsed.ok ? findStranger(parsed.expr) : undefined
  return message === undefined ? parsed : { ok: false, message, at: 0 }
}

function findStranger(expr: Expr): string | undefined {
  const strangers: string[] = []
  walkExpr(expr, (part, bound) => {
    const name = part.t === 'ref' ? part.path[0] : undefined
    if (name !== undefined && name !== 'auth' && !bound.includes(name)) strangers.push(`"${name}" is not known here; write \`auth.${name}\`.`)
    if (part.t === 'call' && !Object.hasOwn(CORE_FUNCTIONS, part.fn)) strangers.push(`There is no function "${part.fn}". ${didYouMean(part.fn, Object.keys(CORE_FUNCTIONS)) ?? ''}`.trim())
  })
  return strangers[0]
}

// Negation normal form: `!` goes down to the leaves, where a leaf or its denial holds only if what it reads is there.
// A conditional is a leaf: taking it apart would double it at every level.
function requirePresence(expr: Expr, denied: boolean): Expr {
  if (expr.t === 'unary' && expr.op === '!') return requirePresence(expr.of, !denied)
  if (expr.t === 'binary' && (expr.op === '&&' || expr.op === '||')) {
    const left = requirePresence(expr.left, denied)
    const right = requirePresence(expr.right, denied)
    return { t: 'binary', op: (expr.op === '&&') === denied ? '||' : '&&', left, right }
  }
  const leaf: Expr = denied ? { t: 'unary', op: '!', of: expr } : expr
  return readsOf(expr).reduceRight<Expr>((rest, read) => and({ t: 'binary', op: '!=', left: read, right: { t: 'lit', value: null } }, rest), leaf)
}

/** What a leaf reads of `auth` and cannot do without. */
function readsOf(expr: Expr): readonly Expr[] {
  if (expr.t === 'binary' && (expr.op === '==' || expr.op === '!=') && (isNull(expr.left) || isNull(expr.right))) return []
  if (expr.t === 'binary' && expr.op === '??') return readsOf(expr.right)
  if (expr.t === 'ref') return expr.path[0] === 'auth' ? [expr] : []
  if (expr.t === 'index') return [expr, ...readsOf(expr.of), ...readsOf(expr.at)].filter((read) => read.t !== 'index' || isOfAuth(read))
  if (expr.t === 'binary') return [...readsOf(expr.left), ...readsOf(expr.right)]
  if (expr.t === 'unary') return readsOf(expr.of)
  if (expr.t === 'list') return expr.items.flatMap(readsOf)
  if (expr.t === 'call') return expr.args.flatMap(readsOf)
  if (expr.t === 'cond') return [...readsOf(expr.if), ...readsOf(expr.yes), ...readsOf(expr.no)]
  return expr.t === 'macro' ? [...readsOf(expr.over), ...readsOf(expr.where)] : []
}

function isOfAuth(expr: Expr): boolean {
  return expr.t === 'ref' ? expr.path[0] === 'auth' : expr.t === 'index' && isOfAuth(expr.of)
}

function isNull(expr: Expr): boolean {
  return expr.t === 'lit' && expr.value === null
}

function and(left: Expr, right: Expr): Expr {
  return { t: 'binary', op: '&&', left, right }
}
