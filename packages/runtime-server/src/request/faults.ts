import { problem, type ErrorCode, type Fault, type Problem } from '@ssot/contract'

/** An answer names so many faults, and each by so much of its path: what a client sends must not come back many times as long. */
const MAX_FAULTS = 100
const MAX_PATH = 200

/** Collects every fault of one request, so that the answer names them all, up to a hundred. */
export interface Faults {
  add(path: string, code: ErrorCode, message: string): void
  /** Those there are so far. */
  all(): readonly Fault[]
  /** Throws one problem with an entry for each fault, when there is any. */
  throwIfAny(): void
}

/** An empty collection. */
export function createFaults(): Faults {
  const faults: Fault[] = []
  let count = 0
  return {
    add: (path, code, message) => {
      if (++count <= MAX_FAULTS) faults.push({ path: path.slice(0, MAX_PATH), code, message: message.slice(0, 3 * MAX_PATH) })
    },
    all: () => [...faults],
    throwIfAny: () => {
      if (count > 0) throw asProblem(faults, count)
    },
  }
}

// The first fault gives its code: codes of a request are mostly one, and the rest stand in `errors`.
function asProblem(faults: readonly Fault[], count: number): Problem {
  const [first] = faults
  if (!first) return problem('INTERNAL.BUG')
  const more = count > 1 ? ` (and ${count - 1} more)` : ''
  return problem(first.code, { detail: `${first.message}${more}`, errors: faults })
}
