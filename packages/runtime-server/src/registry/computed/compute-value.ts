import { evaluateExpr, type ExprScope, type ExprValue, type FieldKind, type Json } from '@ssot/contract'
import type { Field } from '../registry.ts'

/** The value of a computed field, of the values of its inputs as they are on the wire; null where the expression gives none of the field's kind. */
export function computeValue({ kind, computed }: Field, inputs: ExprScope): Json {
  const value = computed ? evaluateExpr(computed.expr, inputs) : undefined
  return (FIT[kind] ?? NOTHING)(value)
}

const NOTHING = (): Json => null

const FIT: Readonly<Partial<Record<FieldKind, (value: ExprValue) => Json>>> = {
  string: (value) => (typeof value === 'string' ? value : null),
  int: (value) => (typeof value === 'number' && Number.isInteger(value) ? value : null),
  float: (value) => (typeof value === 'number' ? value : null),
  boolean: (value) => (typeof value === 'boolean' ? value : null),
  datetime: (value) => (typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString() : null),
  json: toJson,
}

// An absent member is none in JSON.
function toJson(value: ExprValue): Json {
  const text = JSON.stringify(value)
  return text === undefined ? null : parse(text)
}

function parse(text: string): Json {
  const value: Json = JSON.parse(text)
  return value
}
