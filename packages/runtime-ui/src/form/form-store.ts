import { isSameDraft, type Drafts } from './build-payload.ts'
import type { Draft } from './draft.ts'

/** What a form holds while it is filled. Each input listens to its own part, so that typing draws one input only. */
export interface FormStore {
  /** What the inputs held at first. */
  before(): Drafts
  /** Starts from other values, for a schema that changed meanwhile; what was written is kept. */
  rebase(before: Drafts): void
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
export function createFormStore(first: Drafts): FormStore {
  let before = first
  let drafts = first
  let faults: { readonly [name: string]: string } = {}
  const listeners = new Set<() => void>()
  const changed = (): void => listeners.forEach((listener) => listener())
  const isWritten = ([name, draft]: readonly [string, Draft]): boolean => !isSameDraft(draft, before[name] ?? '')
  return {
    before: () => before,
    rebase: (next) => {
      if (next === before) return
      const written = Object.entries(drafts).filter((entry) => isWritten(entry) && Object.hasOwn(next, entry[0]))
      drafts = written.length === 0 ? next : { ...next, ...Object.fromEntries(written) }
      before = next
      changed()
    },
    drafts: () => drafts,
    draftOf: (name) => drafts[name] ?? '',
    faultOf: (name) => faults[name],
    isDirty: () => drafts !== before && Object.entries(drafts).some(isWritten),
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
