import { problem, type ErrorCode, type Fault, type Problem } from '@ssot/contract'

/** Collects every fault of one request, so that the answer names them all. */
export interface Faults {
  add(path: string, code: ErrorCode, message: string): void
  /** Throws one problem with an entry for each fault, when there is any. */
  throwIfAny(): void
}

/** An empty collection. */
export function createFaults(): Faults {
  const faults: Fault[] = []
  return {
    add: (path, code, message) => void faults.push({ path, code, message }),
    throwIfAny: () => {
      if (faults.length > 0) throw asProblem(faults)
    },
  }
}

// The first fault gives its code: codes of a request are mostly one, and the rest stand in `errors`.
function asProblem(faults: readonly Fault[]): Problem {
  const [first] = faults
  if (!first) return problem('INTERNAL.BUG')
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''
  return problem(first.code, { detail: `${first.message}${more}`, errors: faults })
}
