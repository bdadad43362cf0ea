import { describe, expect, it } from 'vitest'
import { parseExpr, type FieldKind, type Json } from '@ssot/contract'
import type { Field } from '../registry.ts'
import { computeValue } from './compute-value.ts'

const FIELD: Field = { name: 'f', column: 'f', kind: 'string', list: false, required: false, unique: false, label: 'F', default: { from: 'none' }, isUpdatedAt: false, visibility: 'normal', clientCreates: false, clientUpdates: false, constraints: {}, annotations: [] }

function fieldOf(kind: FieldKind, text: string): Field {
  const parsed = parseExpr(text)
  if (!parsed.ok) throw new Error(parsed.message)
  return { ...FIELD, kind, computed: { expr: parsed.expr, inputs: [] } }
}

const CASES: readonly (readonly [kind: FieldKind, value: Json, computed: Json])[] = [
  ['string', 'a', 'a'],
  ['string', 1, null],
  ['string', null, null],
  ['int', 3, 3],
  ['int', 3.5, null],
  ['int', '3', null],
  ['float', 3.5, 3.5],
  ['float', '3.5', null],
  ['boolean', false, false],
  ['boolean', 0, null],
  ['datetime', '2024-05-06T07:08:09.1Z', '2024-05-06T07:08:09.100Z'],
  ['datetime', 'soon', null],
  ['datetime', 7, null],
  ['json', { a: [1, null] }, { a: [1, null] }],
  ['json', null, null],
  ['bytes', 'AAAA', null],
]

describe('given a computed field', () => {
  it.each(CASES)('of the kind %s, it makes of %j the value %j', (kind, value, computed) => expect(computeValue(fieldOf(kind, 'v'), { v: value })).toEqual(computed))

  it('is null where the expression has no value', () => {
    expect([computeValue(fieldOf('float', 'v / 0'), { v: 1 }), computeValue(fieldOf('json', 'v.a'), { v: {} }), computeValue(FIELD, { v: 1 })]).toEqual([null, null, null])
  })
})
