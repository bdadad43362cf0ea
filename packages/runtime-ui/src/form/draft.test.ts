import type { FieldManifest } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { fieldOf } from '../testing/test-manifest.ts'
import { NOT_A_NUMBER, parseText, parseTexts, textOfValue } from './draft.ts'

const kinds = (kind: FieldManifest['kind'], part: Partial<FieldManifest> = {}): FieldManifest => fieldOf({ kind, ...part })

describe('given a value of the wire', () => {
  it.each<[FieldManifest, unknown]>([
    [kinds('string'), 'a\nb'],
    [kinds('int'), -7],
    [kinds('float'), 0.5],
    [kinds('bigint'), '9007199254740993'],
    [kinds('decimal'), '12.50'],
    [kinds('boolean'), true],
    [kinds('boolean'), false],
    [kinds('datetime'), '2026-11-20T10:15:00.000Z'],
    [kinds('datetime'), '2026-11-20T10:15:42.000Z'],
    [kinds('datetime', { format: 'date' }), '2026-11-20T00:00:00.000Z'],
    [kinds('json'), { a: [1, null, 'x'] }],
    [kinds('bytes'), 'aGVsbG8='],
    [kinds('enum'), 'DRAFT'],
  ])('%o comes back from its input: %j', (field, value) => {
    expect(parseText(field, textOfValue(field, value))).toEqual({ value })
  })

  it.each(['string', 'int', 'datetime', 'json'] as const)('null of kind %s is an empty input, and back', (kind) => {
    expect([textOfValue(kinds(kind), null), parseText(kinds(kind), '')]).toEqual(['', { value: null }])
  })
})

describe('given what somebody writes', () => {
  it.each<[FieldManifest, string, unknown]>([
    [kinds('int'), ' 12 ', { value: 12 }],
    [kinds('int'), '1.5', { fault: 'Enter a whole number' }],
    [kinds('int'), NOT_A_NUMBER, { fault: 'Enter a whole number' }],
    [kinds('int'), '3000000000', { fault: 'Enter 2147483647 or less' }],
    [kinds('int', { constraints: { min: 1 } }), '0', { fault: 'Enter 1 or more' }],
    [kinds('float'), '1e3', { value: 1000 }],
    [kinds('float'), 'x', { fault: 'Enter a number' }],
    [kinds('bigint'), '+0012', { value: '12' }],
    [kinds('bigint'), '9223372036854775808', { fault: 'Enter 9223372036854775807 or less' }],
    [kinds('decimal'), '.5', { value: '0.5' }],
    [kinds('decimal'), '1,5', { fault: 'Enter a number such as 12.50' }],
    [kinds('decimal', { constraints: { precision: 5, scale: 2 } }), '1.234', { fault: 'Enter at most 2 digits after the point' }],
    [kinds('decimal', { constraints: { precision: 5, scale: 2 } }), '1234', { fault: 'Enter at most 3 digits before the point' }],
    [kinds('decimal', { constraints: { precision: 5, scale: 2 } }), '123.450', { value: '123.450' }],
    [kinds('datetime'), 'soon', { fault: 'Enter a date and time' }],
    [kinds('json'), 'null', { value: { _json: null } }],
    [kinds('string', { constraints: { maxLength: 2 } }), 'äö', { value: 'äö' }],
    [kinds('string', { constraints: { maxLength: 2 } }), 'abc', { fault: 'Shorten this to 2 characters (it has 3)' }],
    [kinds('string', { constraints: { minLength: 2 } }), 'a', { fault: 'Enter at least 2 characters' }],
    [kinds('string', { constraints: { format: 'email' } }), 'a@b', { fault: 'Enter an e-mail address' }],
    [kinds('string', { constraints: { format: 'url' } }), 'javascript:x', { fault: 'Enter an address that starts with https://' }],
    [kinds('string', { constraints: { format: 'uuid' } }), 'x', { fault: 'Enter a UUID' }],
    [kinds('bytes', { constraints: { maxLength: 2 } }), 'AAAA', { fault: 'Choose a file of at most 2 bytes (this has 3)' }],
  ])('%o takes %j as %o', (field, text, parsed) => {
    expect(parseText(field, text)).toEqual(parsed)
  })

  it('says what is not JSON', () => {
    expect(parseText(kinds('json'), '{a')).toEqual({ fault: expect.stringContaining('This is not valid JSON: ') })
  })

  it('takes lists item by item and names the place of a fault', () => {
    expect([parseTexts(kinds('int', { list: true }), ['1', '2']), parseTexts(kinds('int', { list: true }), ['1', 'x']), parseTexts(kinds('string', { list: true }), [])]).toEqual([
      { value: [1, 2] },
      { fault: 'Item 2: Enter a whole number' },
      { value: [] },
    ])
  })
})
