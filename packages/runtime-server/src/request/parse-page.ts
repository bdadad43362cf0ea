import { badValue, type ParseContext } from './context.ts'

/** How many records a page may hold: a greater number than the limit is a fault, not a silent cut. */
export function parseTake(context: ParseContext, input: unknown, path: string, standard: number): number {
  if (input === undefined) return standard
  const take = wholeNumber(context, input, path)
  if (take > context.limits.maxTake) context.faults.add(path, 'LIMIT.EXCEEDED', `${path} is ${take}; at most ${context.limits.maxTake} are allowed.`)
  return take
}

const MAX_SKIP = 1_000_000_000

/** How many records to pass over. */
export function parseSkip(context: ParseContext, input: unknown, path: string): number {
  if (input === undefined) return 0
  const skip = wholeNumber(context, input, path)
  if (skip > MAX_SKIP) context.faults.add(path, 'LIMIT.EXCEEDED', `${path} is ${skip}; at most ${MAX_SKIP} are allowed.`)
  return skip
}

function wholeNumber(context: ParseContext, input: unknown, path: string): number {
  const value = typeof input === 'string' && /^\d{1,15}$/.test(input) ? Number(input) : input
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  badValue(context, path, 'must be a whole number, zero or more')
  return 0
}
