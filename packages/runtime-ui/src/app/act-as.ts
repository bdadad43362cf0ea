// Owns whom the developer acts as in this tab: kept by the browser until the tab is closed, sent with every request.
import type { Json } from '@ssot/contract'

/** Somebody by an id and claims; null is nobody in particular. */
export type Identity = { readonly id: string | number; readonly [claim: string]: Json } | null

const STORAGE_KEY = 'ssot-act-as'

/** The header that a development server takes from its administrator, and refuses from everybody else; empty where nobody is acted as. */
export function actingHeaders(): Readonly<Record<string, string>> {
  const kept = readKept()
  return kept === null ? {} : { 'x-ssot-act-as': encodeURIComponent(kept) }
}

/** Whether requests are sent as somebody else. */
export function isActing(): boolean {
  return readKept() !== null
}

/** Acts as somebody; `undefined`: as oneself again. Everything is loaded anew, so that nothing of the other is left. */
export function actAs(identity: Identity | undefined): void {
  if (identity === undefined) sessionStorage.removeItem(STORAGE_KEY)
  else sessionStorage.setItem(STORAGE_KEY, JSON.stringify(identity))
  location.reload()
}

// A browser may refuse its storage, and a server has none: one is oneself then.
function readKept(): string | null {
  try {
    return sessionStorage.getItem(STORAGE_KEY)
  } catch {
    return null
  }
}
