import { describe, expect, it } from 'vitest'
import type { Constraints, FieldKind, Json } from '@ssot/contract'
import { checkValue } from './check-value.ts'

const CASES: readonly (readonly [kind: FieldKind, constraints: Constraints, right: Json, wrong: Json, fault: string])[] = [
  ['string', { minLength: 3 }, '😀😀😀', '😀😀', 'Enter at least 3 characters'],
  ['string', { maxLength: 2 }, '😀😀', 'abc', 'Shorten this to 2 characters (it has 3)'],
  ['string', { format: 'email' }, 'ada@example.com', 'ada', 'Enter an e-mail address'],
  ['string', { format: 'url' }, 'https://example.com', 'javascript:alert(1)', 'Enter an address that starts with https://'],
  ['string', { format: 'uuid' }, '123e4567-e89b-12d3-a456-426614174000', '42', 'Enter a UUID'],
  ['string', { startsWith: 'A' }, 'Ab', 'b', 'Start with “A”'],
  ['string', { endsWith: 'Z' }, 'aZ', 'b', 'End with “Z”'],
  ['string', { contains: '-' }, 'a-b', 'b', 'This must contain “-”'],
  ['string', { patterns: [{ source: '^[a-z]+$' }] }, 'abc', 'A', 'This is not of the form that is asked for'],
  ['string', { patterns: [{ source: '^(a+)+$', message: 'Only a.' }] }, 'aaa', `${'a'.repeat(5000)}!`, 'Only a.'],
  ['string', { minLength: 3, messages: { minLength: 'Say more.' } }, 'abc', 'a', 'Say more.'],
  ['int', { min: 1, max: 5 }, 5, 6, 'Enter 5 or less'],
  ['int', { min: 1 }, 1, 0, 'Enter 1 or more'],
  ['int', {}, 2_147_483_647, 2_147_483_648, 'Enter 2147483647 or less'],
  ['bigint', { max: '9007199254740993' }, '9007199254740993', '9007199254740994', 'Enter 9007199254740993 or less'],
  ['float', { min: 0.5, messages: { min: 'Too light.' } }, 0.5, 0.4, 'Too light.'],
  ['decimal', { precision: 5, scale: 2 }, '123.40', '1.234', 'Enter at most 2 digits after the point'],
  ['decimal', { precision: 5, scale: 2 }, '999', '1000', 'Enter at most 3 digits before the point'],
  ['decimal', { max: '1000' }, '1000', '1000.01', 'Enter 1000 or less'],
  ['datetime', { min: '2020-01-01T00:00:00.000Z' }, '2020-01-01T00:00:00.000Z', '2019-12-31T23:59:59.000Z', 'Enter 2020-01-01 or later'],
  ['datetime', { max: '2030-01-01T09:30:00.000Z' }, '2030-01-01T09:30:00.000Z', '2030-01-01T09:30:01.000Z', 'Enter 2030-01-01T09:30:00.000Z or earlier'],
  ['bytes', { minLength: 3, maxLength: 3 }, 'AAAA', 'AAAAAA==', 'Choose a file of at most 3 bytes (this has 4)'],
  ['bytes', { minLength: 3 }, 'AAAA', 'AA==', 'Choose a file of at least 3 bytes (this has 1)'],
]

describe('given a value of a form', () => {
  it.each(CASES)('checks a %s by %j', (kind, constraints, right, wrong, fault) => {
    expect([checkValue({ kind, constraints }, right), checkValue({ kind, constraints }, wrong)]).toEqual([undefined, fault])
  })

  it('checks nothing where nothing is asked', () => {
    expect([checkValue({ kind: 'boolean' }, true), checkValue({ kind: 'json' }, { a: 1 }), checkValue({ kind: 'string' }, '')]).toEqual([undefined, undefined, undefined])
  })
})
