import type { FieldKind } from '@ssot/contract'
import type { Field } from '../registry/registry.ts'
import { isPlainObject, type Given } from './given.ts'
import { parseList, parseValue } from './parse-value.ts'
import { badValue, refusedValue, type Scope } from './scope.ts'
import type { Change } from './write.ts'

/** A plain value under `set`, a change of what is stored, or what was refused as a whole. */
type ChangeInput = { readonly op: 'set'; readonly input: Given } | { readonly op: 'change'; readonly change: Change } | { readonly op: 'refused' }

const ARITHMETIC: Readonly<Record<string, Change['by']>> = { increment: 'increment', decrement: 'decrement', multiply: 'multiply', divide: 'divide' }
const NUMBERS: ReadonlySet<FieldKind> = new Set<FieldKind>(['int', 'bigint', 'float', 'decimal'])
const ONLY_VALUE = 'set'

/** Parses `{ increment: 1 }`, `{ push: "x" }` and `{ set: value }`; undefined where the value is none of these, but the field's own value. */
export function parseChange(scope: Scope, field: Field, { value, path }: Given): ChangeInput | undefined {
  if (!isPlainObject(value) || (field.kind === 'json' && !field.list)) return undefined
  const [name = '', ...others] = Object.keys(value)
  const operand = { value: value[name], path: `${path}.${name}` }
  if (others.length > 0) {
    badValue(scope, path, 'must hold one operation')
    return { op: 'refused' }
  }
  if (name === ONLY_VALUE) return { op: 'set', input: operand }
  if (name === 'push' && field.list) return { op: 'change', change: { by: 'push', value: parsePushed(scope, field, operand) } }
  const by = Object.hasOwn(ARITHMETIC, name) ? ARITHMETIC[name] : undefined
  if (by === undefined || field.list || !NUMBERS.has(field.kind)) return undefined
  return { op: 'change', change: { by, value: parseOperand(scope, field, { ...operand, by }) } }
}

function parsePushed(scope: Scope, field: Field, { value, path }: Given): Change['value'] {
  const parsed = parseList(Array.isArray(value) ? value : [value], field, { enums: scope.registry.enums, fromText: false, stored: true })
  if (parsed.ok) return parsed.value
  refusedValue(scope, path, parsed)
  return []
}

function parseOperand(scope: Scope, field: Field, { value, path, by }: Given & { readonly by: Change['by'] }): Change['value'] {
  const parsed = parseValue(value, field, { enums: scope.registry.enums, fromText: false, stored: false })
  if (!parsed.ok) badValue(scope, path, parsed.message)
  else if (by === 'divide' && Number(parsed.value) === 0) badValue(scope, path, 'must not be zero')
  else return parsed.value
  return 1
}
