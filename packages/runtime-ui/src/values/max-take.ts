import type { Manifest, ModelManifest } from '@ssot/contract'

/** How many records one list of a model may hold. */
export function maxTakeOf({ limits }: Pick<Manifest, 'limits'>, { maxTake = limits.maxTake }: Pick<ModelManifest, 'maxTake'>): number {
  return maxTake
}
