import { problem, type Json } from '@ssot/contract'
import { identified, principalOf } from '../http/identified.ts'
import type { Runtime, RuntimeHolder } from '../http/runtime.ts'
import { createDelegate, createDelegates, type ActingModel, type ActingModels } from '../operations/delegates.ts'
import type { OperationContext } from '../operations/context.ts'
import { inNameOf } from '../operations/in-name-of.ts'
import { openContext } from '../operations/open-context.ts'
import { tryOnly } from '../operations/perform-write.ts'
import { withHooks } from '../operations/run-hooks.ts'
import { ANONYMOUS, isPrincipal, type Principal } from '../policy/principal.ts'

export type { ActingModel } from '../operations/delegates.ts'

/** Whom app code acts for: null is nobody in particular, else an id and claims as `authenticate` gives them, or the principal of a request. */
export type ActingPrincipal = null | Principal | { readonly id: string | number; readonly [claim: string]: Json }

/** App code acting for a principal: `as(p).post.findMany()`, or `as(p).model('Post').findMany()`. */
export type Acting = ActingModels & {
  /** The calls of a model by its name in the schema. */
  model(name: string): ActingModel
}

/** The principal of app code's identity. */
export function principalFrom(runtime: Runtime, identity: ActingPrincipal | undefined): Principal {
  if (identity === null || identity === undefined) return ANONYMOUS
  if (isPrincipal(identity)) return identity
  const id = String(identity.id)
  return principalOf({ ...identity, id }, runtime.settings.isAdmin, 'as')
}

/** The principal that a request of an identity would have: the row of the account says what holds now. @throws AUTH.INVALID where there is no such row */
export async function principalNow(runtime: Runtime, identity: ActingPrincipal, strategy = 'as'): Promise<Principal> {
  return identity === null || isPrincipal(identity) ? principalFrom(runtime, identity) : identified(identity, runtime, strategy)
}

/** How calls act. */
export interface ActingOptions {
  /** Every call is done, answered and undone: of a write, whether it would be allowed and what it would answer. */
  readonly dryRun?: boolean
  /** What vouches for the principal, where models ask for it by `@@auth`. */
  readonly strategy?: string
  /** Notes a failure that changes nothing of the answer. */
  readonly report?: (error: unknown) => void
}

/** The operations of HTTP, in process, guarded alike. */
export function actAs(holder: RuntimeHolder, identity: ActingPrincipal, { dryRun = false, strategy, report }: ActingOptions = {}): Acting {
  const run = <T>(operate: (context: OperationContext) => Promise<T>): Promise<T> =>
    holder.admit(async (runtime) => {
      const { limits, hooks } = runtime.settings
      const principal = await principalNow(runtime, identity, strategy)
      const records = inNameOf(principal, runtime.records, null)
      return withHooks(openContext({ records, cursors: runtime.cursors, limits, rights: runtime.rightsOf(principal), ...(dryRun && { dryRun }), ...(hooks && { hooks, ...(report && { report }) }) }), (context) => (dryRun ? tryOnly(context, operate) : operate(context)))
    })
  const models = createDelegates(run)
  const model = (name: string): ActingModel => createDelegate((operate) => run((context) => operate(context, exactModel(context, name))))
  const acting: object = new Proxy(models, { get: (target, name, receiver) => (name === 'model' ? model : Reflect.get(target, name, receiver)) })
  if (!isActing(acting)) throw problem('INTERNAL.BUG')
  return acting
}

function isActing(value: object): value is Acting {
  return typeof Reflect.get(value, 'model') === 'function'
}

function exactModel({ registry }: OperationContext, name: string): Parameters<Parameters<Parameters<typeof createDelegate>[0]>[0]>[1] {
  const model = registry.models.get(name)
  if (!model || model.hidden) throw problem('REQUEST.NO_ROUTE', { detail: `There is no model ${name}.` })
  return model
}
