import { evaluateExpr, walkExpr, type Expr, type ExprValue } from '@ssot/contract'

/** Who looks: what a page's expressions read as `user`. */
export type UiUser = { readonly id: ExprValue; readonly isAdmin: boolean; readonly [name: string]: ExprValue }

/**
 * Whether a page or a link may be in a manifest for this user. A condition that reads more than `user` is decided where it is drawn.
 */
export function isShown(condition: Expr | undefined, user: UiUser): boolean {
  if (condition === undefined || !readsOnlyUser(condition)) return true
  return Boolean(evaluateExpr(condition, { user }))
}

function readsOnlyUser(condition: Expr): boolean {
  let only = true
  walkExpr(condition, (part, bound) => {
    const name = part.t === 'ref' ? part.path[0] : undefined
    if (name !== undefined && name !== 'user' && !bound.includes(name)) only = false
  })
  return only
}
