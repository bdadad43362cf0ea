import type { ExprValue } from './expr-value.ts'

/** The functions an expression may call; they are total and never throw. A method's receiver is its first argument. */
export type ExprFunctions = { readonly [name: string]: (...args: readonly ExprValue[]) => ExprValue }

/** The functions of the language itself. `now()` is an ISO 8601 UTC text, which orders as dates on the wire do. */
export function createCoreFunctions(now: () => Date): ExprFunctions {
  return {
    now: () => now().toISOString(),
    size: (value) => sizeOf(value),
    startsWith: (text, start) => onTexts(text, start, (one, other) => one.startsWith(other)),
    endsWith: (text, end) => onTexts(text, end, (one, other) => one.endsWith(other)),
    contains: (text, part) => onTexts(text, part, (one, other) => one.includes(other)),
  }
}

/** The functions of the language with the machine's clock. */
export const CORE_FUNCTIONS: ExprFunctions = createCoreFunctions(() => new Date())

function onTexts(left: ExprValue, right: ExprValue, holds: (left: string, right: string) => boolean): boolean {
  return typeof left === 'string' && typeof right === 'string' && holds(left, right)
}

// A text's size is its code points, as in CEL.
function sizeOf(value: ExprValue): number | undefined {
  if (typeof value === 'string') return [...value].length
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined
}
