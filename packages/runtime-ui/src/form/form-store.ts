import { isSameDraft, type Drafts } from './build-payload.ts'
import type { Draft } from './draft.ts'

/** What a form holds while it is filled. Each input listens to its own part, so that typing draws one input only. */
export interface FormStore {
  readonly before: Drafts
  drafts(): Drafts
  draftOf(name: string): Draft
  faultOf(name: string): string | undefined
  isDirty(): boolean
  change(name: string, draft: Draft): void
  setFault(name: string, fault: string | undefined): void
  setFaults(faults: { readonly [name: string]: string }): void
  subscribe(listener: () => void): () => void
}

/** A form that holds `before` at first. */
export function createFormStore(before: Drafts): FormStore {
  let drafts = before
  let faults: { readonly [name: string]: string } = {}
  const listeners = new Set<() => void>()
  const changed = (): void => listeners.forEach((listener) => listener())
  return {
    before,
    drafts: () => drafts,
    draftOf: (name) => drafts[name] ?? '',
    faultOf: (name) => faults[name],
    isDirty: () => drafts !== before && Object.entries(drafts).some(([name, draft]) => !isSameDraft(draft, before[name] ?? '')),
    change: (name, draft) => {
      drafts = { ...drafts, [name]: draft }
      changed()
    },
    setFault: (name, fault) => {
      const { [name]: _former, ...others } = faults
      faults = fault === undefined ? others : { ...others, [name]: fault }
      changed()
    },
    setFaults: (next) => {
      faults = next
      changed()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
