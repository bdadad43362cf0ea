import type { Json } from '@ssot/contract'
import type { Field } from '../../registry/registry.ts'
import { parseValue, type Parsed } from '../../request/parse-value.ts'

const FROM_TEXT: ReadonlySet<string> = new Set(['int', 'float', 'boolean'])

/** Makes of a value in a rule, or of one in `auth`, a value of a field's kind (of an item, where it is a list); a whole number may be text, in one form only. */
export function fitValue(field: Field, value: Json, names: readonly string[] | undefined): Parsed {
  const enums = new Map(field.enum === undefined || names === undefined ? [] : [[field.enum, { name: field.enum, values: names, stored: new Map<string, string>() }]])
  const isText = typeof value === 'string'
  const parsed = parseValue(value, field, { enums, fromText: isText && FROM_TEXT.has(field.kind), stored: false })
  const isOther = parsed.ok && isText && (field.kind === 'int' || field.kind === 'bigint') && String(parsed.value) !== value
  return isOther ? { ok: false, message: 'must be a whole number, written as usual' } : parsed
}
