import type { Expr } from '@ssot/contract'
import { compileExpression, type ValuePlace, below } from './compile-value.ts'
import type { UiContext } from './ui-context.ts'

/** The ways in which a configuration says who sees something. */
export interface Admission {
  readonly if?: string
  readonly visibleWhen?: string
  readonly requiresAuth?: boolean
  readonly roles?: readonly string[]
}

/** One expression for all of them; undefined where everybody sees it. An administrator has every role and is signed in. */
export function buildCondition(context: UiContext, admission: Admission, place: ValuePlace): Expr | undefined {
  const parts: (Expr | undefined)[] = [
    admission.if === undefined ? undefined : compileExpression(context, admission.if, below(place, 'if')),
    admission.visibleWhen === undefined ? undefined : compileExpression(context, admission.visibleWhen, below(place, 'visibleWhen')),
    admission.requiresAuth === true ? orAdmin({ t: 'binary', op: '!=', left: user('id'), right: { t: 'lit', value: null } }) : undefined,
    admission.roles === undefined ? undefined : orAdmin({ t: 'binary', op: 'in', left: user('role'), right: { t: 'list', items: admission.roles.map((value): Expr => ({ t: 'lit', value })) } }),
  ]
  const given = parts.filter((part) => part !== undefined)
  const [first, ...rest] = given
  return first && rest.reduce<Expr>((left, right) => ({ t: 'binary', op: '&&', left, right }), first)
}

function orAdmin(right: Expr): Expr {
  return { t: 'binary', op: '||', left: user('isAdmin'), right }
}

function user(name: string): Expr {
  return { t: 'ref', path: ['user', name] }
}
