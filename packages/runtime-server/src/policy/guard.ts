// Owns who may do what to a model at all. Deny by default: a model without a rule admits nobody but an administrator.
import { problem, type ModelVerdicts } from '@ssot/contract'
import { isAudited } from '../registry/is-audited.ts'
import type { Model } from '../registry/registry.ts'
import type { Rights } from './rights.ts'
import type { RuleAction } from './rules/rule.ts'

/** Refuses what the principal may not do to any row of the model: AUTH.REQUIRED for nobody in particular, else POLICY.DENIED. */
export function guard({ rights }: { readonly rights: Pick<Rights, 'allows' | 'principal'> }, model: Model, action: Exclude<RuleAction, 'history'>): void {
  if (rights.allows(model, action)) return
  if (rights.principal.kind === 'anonymous') throw problem('AUTH.REQUIRED', { detail: `Sign in to ${action} ${model.plural.toLowerCase()}.` })
  throw problem('POLICY.DENIED', { detail: `You may not ${action} ${model.plural.toLowerCase()}.` })
}

/** What the manifest says of the model as a whole for this principal. */
export function verdictsOf(model: Model, rights: Pick<Rights, 'allows' | 'registry'>): ModelVerdicts {
  const addressed = model.key !== null
  return {
    list: rights.allows(model, 'read'),
    read: addressed && rights.allows(model, 'read'),
    create: model.createUnavailable === null && rights.allows(model, 'create'),
    update: addressed && rights.allows(model, 'update'),
    delete: addressed && rights.allows(model, 'delete'),
    ...(isAudited(rights.registry, model) && { history: rights.allows(model, 'read') && rights.allows(model, 'history') }),
  }
}
