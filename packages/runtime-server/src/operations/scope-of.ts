import type { Model } from '../registry/registry.ts'
import { createFaults } from '../request/faults.ts'
import type { Scope } from '../request/scope.ts'
import type { OperationContext } from './context.ts'

/** The scope in which a request about a model is parsed, with faults of its own. */
export function scopeOf({ registry, limits }: OperationContext, model: Model): Scope {
  return { model, registry, limits, faults: createFaults(), fromText: true }
}
