import type { AutoPageOptions } from '@ssot/contract'

/** What an automatic page can offer, as configurations name it. */
export type Feature = 'search' | 'filter' | 'sort' | 'pagination' | 'edit' | 'delete'

/** Whether a page offers something: all it can, unless its configuration names what. */
export function offers(options: AutoPageOptions | undefined, feature: Feature): boolean {
  return options?.features === undefined || options.features.includes(feature)
}
