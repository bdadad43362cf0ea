import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeKey, encodeKey, type KeyedModel } from './encode-key.ts'

const field = (kind: 'string' | 'int' | 'bigint' | 'boolean'): KeyedModel['fields'][string] => ({ kind, label: '', list: false, required: true, unique: true, read: true, create: true, update: true })
const single: KeyedModel = { key: ['id'], fields: { id: field('string') } }
const composite: KeyedModel = { key: ['place', 'sku', 'row'], fields: { place: field('string'), sku: field('string'), row: field('int') } }

describe('given the key of a record', () => {
  it('encodes a value, an object and a whole row', () => {
    expect([encodeKey(single, 'a/b'), encodeKey(single, 7), encodeKey(single, { id: 'x', title: 't' })]).toEqual(['a%2Fb', '7', 'x'])
  })

  it('joins the parts of a compound key by commas, each encoded', () => {
    expect(encodeKey(composite, { sku: 'A,1', place: 'Berlin, east', row: 3 })).toBe('Berlin%2C%20east,A%2C1,3')
  })

  it('decodes what it encodes', () => {
    const key = fc.record({ place: fc.string({ unit: 'grapheme' }), sku: fc.string(), row: fc.integer() })
    fc.assert(fc.property(key, (given) => { expect(decodeKey(composite, encodeKey(composite, given))).toEqual(given) }))
  })

  it.each([
    [composite, 'a,b'],
    [composite, 'a,b,c'],
    [composite, 'a,b,1,2'],
    [single, '%E0%A4%A'],
    [single, ''],
    [{ key: ['id'], fields: { id: field('int') } }, 'new'],
    [{ key: ['id'], fields: { id: field('boolean') } }, 'yes'],
    [{ key: [], fields: {} }, 'a'],
  ])('%o has no key %s', (model, segment) => {
    expect(decodeKey(model, segment)).toBeUndefined()
  })
})
