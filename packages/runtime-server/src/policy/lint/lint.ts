import type { Finding } from '@ssot/contract'
import type { Model } from '../../registry/registry.ts'
import type { Access } from '../access.ts'
import type { Policies } from '../model-policy.ts'

/** Where something of the schema stands. */
export type PlaceOf = (model: string, field?: string) => Pick<Finding, 'file' | 'line'>

/** What policies are looked over with. */
export interface LintContext {
  readonly policies: Policies
  /** Of nobody in particular. */
  readonly anonymous: Access
  /** Fields by model of which an index, a unique or a key begins with the first. */
  readonly indexes: ReadonlyMap<string, readonly (readonly string[])[]>
  readonly placeOf: PlaceOf
}

/** A finding that refuses no start: what is written may be meant. */
export function warning(place: Pick<Finding, 'file' | 'line'>, message: string, hint: string): Finding {
  return { severity: 'warning', code: 'SCHEMA.POLICY', message, ...(place.file !== undefined && { file: place.file }), ...(place.line !== undefined && { line: place.line }), hint }
}

/** The models with an API that hold records. */
export function servedModels({ policies }: LintContext): readonly Model[] {
  return [...policies.models.values()].map(({ model }) => model).filter(({ hidden }) => !hidden)
}
