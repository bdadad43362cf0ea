import type { Manifest, ModelManifest } from '@ssot/contract'

/** How many records one list of a model may hold. */
export function maxTakeOf({ limits }: Pick<Manifest, 'limits'>, { maxTake = limits.maxTake }: Pick<ModelManifest, 'maxTake'>): number {
  return maxTake
}

/** So many records as a page wants, or as many as a list of the model may hold. */
export function atMost(wanted: number, { maxTake = wanted }: Pick<ModelManifest, 'maxTake'>): number {
  return Math.min(wanted, maxTake)
}
