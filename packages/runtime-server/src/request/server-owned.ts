import type { Field } from '../registry/registry.ts'
import type { Scope } from './scope.ts'

/** Which of a field's rights a write needs. */
export type Right = 'clientCreates' | 'clientUpdates'

const ACTION: Readonly<Record<Right, 'create' | 'update'>> = { clientCreates: 'create', clientUpdates: 'update' }

/** Whether a policy forbids the caller to set a field that others set. */
export function isRefused({ refused }: Field, right: Right): boolean {
  return refused?.includes(ACTION[right]) === true
}

/** Notes that clients do not set a field, or not any more. */
export function serverOwned({ faults }: Scope, field: Field, { right, path }: { readonly right: Right; readonly path: string }): void {
  if (isRefused(field, right)) return faults.add(path, 'POLICY.DENIED', `You may not set ${field.name}.`)
  const once = right === 'clientUpdates' && field.clientCreates
  faults.add(path, 'REQUEST.SERVER_OWNED', once ? `${field.name} is set once, when the record is created.` : `${field.name} is set by the server.`)
}
