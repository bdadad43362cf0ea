import { AsyncLocalStorage } from 'node:async_hooks'
import type { Acting } from './capture-context.ts'

const current = new AsyncLocalStorage<Acting>()

/** Runs work whose statements, over a database that heeds it, are written in somebody's name. */
export function runActing<T>(acting: Acting, work: () => T): T {
  return current.run(acting, work)
}

/** In whose name the caller writes; undefined where nobody said. */
export function currentActing(): Acting | undefined {
  return current.getStore()
}
