import type { Json } from '@ssot/contract'
import { readKey, readValue, skipSpace, type Reader, readItems } from './read-value.ts'

/** One argument as written; `at` is the offset at which it begins. */
export interface WrittenArgument {
  /** Null for a positional argument. */
  readonly key: string | null
  readonly value: Json
  readonly at: number
}

/** The arguments between parentheses, or what is wrong and where. `end` is the offset after `)`. */
export type ParsedArguments =
  | { readonly ok: true; readonly arguments: readonly WrittenArgument[]; readonly end: number }
  | { readonly ok: false; readonly message: string; readonly hint?: string; readonly at: number }

/** Reads an argument list: values as in JavaScript, plus bare words. `from` is the offset after `(`. */
export function parseArguments(text: string, from: number): ParsedArguments {
  const reader: Reader = { text, position: from, faults: [] }
  const found: WrittenArgument[] = []
  readItems(reader, ')', () => {
    const at = reader.position
    const key = readKey(reader)
    skipSpace(reader)
    found.push({ key, value: readValue(reader, 0), at })
  })
  const [fault] = reader.faults
  return fault === undefined ? { ok: true, arguments: found, end: reader.position } : { ok: false, ...fault }
}
