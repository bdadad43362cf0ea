import type { ExprScope, FieldKind, Row } from '@ssot/contract'
import { computeValue } from '../../registry/computed/compute-value.ts'
import type { Field } from '../../registry/registry.ts'
import type { Selection } from '../../request/query.ts'

const PRESENT: Readonly<Partial<Record<FieldKind, (value: unknown) => unknown>>> = {
  bigint: String,
  decimal: presentDecimal,
  datetime: (value) => (value instanceof Date ? value.toISOString() : value),
  bytes: (value) => (value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') : value),
}

/** A row of the Prisma client as it travels on the wire, with exactly what was selected. */
export function presentRow(row: Readonly<Record<string, unknown>>, selection: Selection): Row {
  const out: Record<string, unknown> = {}
  for (const field of selection.fields) out[field.name] = field.computed ? computeValue(field, presentInputs(field.computed.inputs, row)) : presentValue(field, row[field.name])
  for (const { relation, selection: nested } of selection.relations) {
    const value = row[relation.name]
    out[relation.name] = Array.isArray(value) ? value.map((item) => presentRow(asRow(item), nested)) : isRow(value) ? presentRow(value, nested) : null
  }
  const counts = row['_count']
  if (selection.counts.length > 0 && isRow(counts)) out['_count'] = counts
  return out
}

// As on the wire: what a value is there, an expression may read.
function presentInputs(inputs: readonly Field[], row: Readonly<Record<string, unknown>>): ExprScope {
  const scope: ExprScope = JSON.parse(JSON.stringify(Object.fromEntries(inputs.map((input) => [input.name, presentValue(input, row[input.name])]))))
  return scope
}

/** A value of the Prisma client as it travels on the wire. */
export function presentValue(field: Field, value: unknown): unknown {
  const present = PRESENT[field.kind]
  if (value === null || value === undefined) return null
  if (!present) return value
  return field.list && Array.isArray(value) ? value.map(present) : present(value)
}

// Decimal.js writes small and large numbers with an exponent; on the wire a decimal is its digits.
function presentDecimal(value: unknown): string {
  return hasToFixed(value) ? value.toFixed() : String(value)
}

function hasToFixed(value: unknown): value is { toFixed(): string } {
  return typeof value === 'object' && value !== null && 'toFixed' in value
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function asRow(value: unknown): Readonly<Record<string, unknown>> {
  return isRow(value) ? value : {}
}
