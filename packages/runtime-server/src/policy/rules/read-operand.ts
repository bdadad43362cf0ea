// Owns what the values of a rule are for one principal: there, null, or absent.
import type { Expr, ExprScope, ExprValue, Row } from '@ssot/contract'
import type { Field } from '../../registry/registry.ts'
import type { Parsed } from '../../request/parse-value.ts'
import type { FieldValue } from '../../request/query.ts'
import { readsRowOnly, readValue } from './decide-value.ts'
import { fitValue } from './fit-value.ts'
import type { Operand } from './rule.ts'
import type { RuleValues } from './rule-values.ts'

/** The names that a rule may read of a principal and, in macros, the items that it goes through. */
export interface ReadContext {
  readonly values: RuleValues
  readonly items: ExprScope
}

/** An operand, read. `absent`: something of `auth` is not there, or no value of the field's kind; `null`: a field of the row as it was. */
export type Read = { readonly is: 'value'; readonly value: FieldValue } | { readonly is: 'null' } | { readonly is: 'absent' }

const ABSENT: Read = { is: 'absent' }

/** The names and values of expressions in rules. */
export function scopeOf({ values: { auth, kind, isAdmin, before }, items }: ReadContext): ExprScope {
  return { auth, isAdmin, authenticated: kind !== 'anonymous', ...(before && { before: valuesOf(before) }), ...items }
}

// A document is there, whatever is in it.
function valuesOf(row: Row): ExprScope {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, isValue(value) ? value : (value ?? null) === null ? null : {}]))
}

function isValue(value: unknown): value is boolean | number | string | readonly ExprValue[] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || (Array.isArray(value) && value.every(isValue))
}

/** What a field is compared with. */
export function readOperand(context: ReadContext, field: Field, operand: Operand): Read {
  if ('value' in operand) return { is: 'value', value: operand.value }
  const value = readValue(operand.expr, scopeOf(context), context.values.now)
  if (value === null) return readsRowOnly(operand.expr) ? { is: 'null' } : ABSENT
  const fitted = fit(field, value, operand.names)
  return fitted.ok ? { is: 'value', value: fitted.value } : ABSENT
}

/** The list that a field is looked for in; what is no value of its kind is equal to none. */
export function readList(context: ReadContext, field: Field, operand: Operand): Read {
  if ('value' in operand) return { is: 'value', value: operand.value }
  const list = readValue(operand.expr, scopeOf(context), context.values.now)
  if (!Array.isArray(list)) return readsRowOnly(operand.expr) ? { is: 'value', value: [] } : ABSENT
  const values = list.map((item: ExprValue) => fit(field, item, operand.names))
  return { is: 'value', value: values.flatMap((fitted) => (fitted.ok ? [fitted.value] : [])) }
}

/** The items that a macro goes through; null where they are absent. */
export function readItems(context: ReadContext, over: Expr): readonly ExprValue[] | null {
  const list = readValue(over, scopeOf(context), context.values.now)
  return Array.isArray(list) ? list : null
}

const NO_VALUE: Parsed = { ok: false, message: 'must be one value' }

function fit(field: Field, value: ExprValue, names: readonly string[] | undefined): Parsed {
  return typeof value === 'object' || value === undefined ? NO_VALUE : fitValue({ ...field, list: false }, value, names)
}
