import { badValue, pastLimit, type Scope } from './scope.ts'
import type { Given } from './given.ts'

/** How many records a page holds where a request does not say. */
export const STANDARD_TAKE = 20

/** How many records a page of a model may hold: a greater number than the limit is a fault, not a silent cut. */
export function parseTake(scope: Scope, input: Given, standard: number): number {
  const greatest = Math.min(scope.limits.maxTake, scope.model.limit?.take ?? Infinity)
  if (input.value === undefined) return Math.min(standard, greatest)
  const take = parseCount(scope, input)
  if (take > greatest) pastLimit(scope, input.path, `${input.path} is ${take}; at most ${greatest} are allowed.`)
  return take
}

const MAX_SKIP = 1_000_000_000

/** How many records to pass over. */
export function parseSkip(scope: Scope, input: Given): number {
  if (input.value === undefined) return 0
  const skip = parseCount(scope, input)
  if (skip > MAX_SKIP) pastLimit(scope, input.path, `${input.path} is ${skip}; at most ${MAX_SKIP} are allowed.`)
  return skip
}

/** The token of a page, as it came: whether it is one is told when it is opened. */
export function parseCursor(scope: Scope, { value, path }: Given): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  badValue(scope, path, 'must be the text of nextCursor or prevCursor')
  return undefined
}

function parseCount(scope: Scope, { value, path }: Given): number {
  const count = scope.fromText && typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0) return count
  badValue(scope, path, 'must be a whole number, zero or more')
  return 0
}
