// Owns who may do what. Deny by default: a model without a rule admits nobody but an administrator.
import { problem, type ModelVerdicts } from '@ssot/contract'
import type { Model } from '../registry/registry.ts'
import type { Principal } from './principal.ts'

export type Action = 'read' | 'create' | 'update' | 'delete'

/** Whether the principal may do this to the model at all. */
export function isAllowed(model: Model, action: Action, principal: Principal): boolean {
  return principal.isAdmin && !model.hidden && (action === 'read' || model.kind === 'model')
}

/** Refuses what the principal may not do to the model: AUTH.REQUIRED for nobody in particular, else POLICY.DENIED. */
export function guard(model: Model, action: Action, principal: Principal): void {
  if (isAllowed(model, action, principal)) return
  if (principal.kind === 'anonymous') throw problem('AUTH.REQUIRED', { detail: `Sign in to ${action} ${model.plural.toLowerCase()}.` })
  throw problem('POLICY.DENIED', { detail: `You may not ${action} ${model.plural.toLowerCase()}.` })
}

/** What the manifest says of the model as a whole for this principal. */
export function verdictsOf(model: Model, principal: Principal): ModelVerdicts {
  const addressed = model.key !== null
  return {
    list: isAllowed(model, 'read', principal),
    read: addressed && isAllowed(model, 'read', principal),
    create: model.createUnavailable === null && isAllowed(model, 'create', principal),
    update: addressed && isAllowed(model, 'update', principal),
    delete: addressed && isAllowed(model, 'delete', principal),
  }
}
