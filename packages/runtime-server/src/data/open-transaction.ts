import { AsyncLocalStorage } from 'node:async_hooks'

const current = new AsyncLocalStorage<{ isOpen: boolean }>()

/** Runs the work of a transaction in which code of the application has a say; what it calls can know that it is inside. Where it has none, nothing is followed: that costs every promise of the process. */
export async function insideTransaction<T>(work: () => Promise<T>): Promise<T> {
  const state = { isOpen: true }
  try {
    return await current.run(state, work)
  } finally {
    state.isOpen = false
  }
}

/** Refuses a statement outside of the transaction that the caller is in: it would not see what the transaction has written, and where only one can write, wait for itself. */
export function refuseInsideTransaction(): void {
  if (current.getStore()?.isOpen) throw new Error('Code inside a transaction used a client outside of it. Use the `db` that the hook is given; it belongs to the transaction.')
}
