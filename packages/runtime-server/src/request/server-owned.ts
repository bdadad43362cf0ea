import type { Field } from '../registry/registry.ts'
import type { Scope } from './scope.ts'

/** Which of a field's rights a write needs. */
export type Right = 'clientCreates' | 'clientUpdates'

/** Notes that clients do not set a field, or not any more. */
export function serverOwned({ faults }: Scope, field: Field, right: Right): void {
  const once = right === 'clientUpdates' && field.clientCreates
  faults.add(field.name, 'REQUEST.SERVER_OWNED', once ? `${field.name} is set once, when the record is created.` : `${field.name} is set by the server.`)
}
