import { compilePattern, type Constraints, type FieldKind, type Pattern } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { fieldOf } from '../registry/registry-fixture.ts'
import { refusalOf, refusedBound } from './check-value.ts'
import { parseValue } from './parse-value.ts'

type Kept = Omit<Constraints, 'patterns'> & { readonly matches?: readonly { readonly source: string; readonly message?: string }[] }

const matcher = (source: string): Pattern => {
  const compiled = compilePattern(source)
  if (!compiled.ok) throw new Error(compiled.message)
  return compiled.pattern
}
const checked = (kind: FieldKind, { matches, ...constraints }: Kept) =>
  fieldOf('x', { kind, checks: { constraints: { ...constraints, ...(matches && { patterns: matches }) }, patterns: (matches ?? []).map(({ source }) => matcher(source)) } })
const refusal = (kind: FieldKind, constraints: Kept, value: unknown): unknown => refusalOf(checked(kind, constraints), value)

describe('given what @validate says of a field', () => {
  it.each<[FieldKind, Kept, unknown, unknown]>([
    ['string', {}, 'x', undefined],
    ['string', { minLength: 2 }, 'a', { message: 'must have at least 2 characters' }],
    ['string', { minLength: 2 }, '😀', { message: 'must have at least 2 characters' }],
    ['string', { minLength: 2 }, 'ab', undefined],
    ['string', { maxLength: 2 }, 'abc', { message: 'must have at most 2 characters' }],
    ['string', { maxLength: 2 }, '😀😀', undefined],
    ['bytes', { minLength: 2 }, new Uint8Array(1), { message: 'must have at least 2 bytes' }],
    ['bytes', { maxLength: 2 }, new Uint8Array(3), { message: 'must have at most 2 bytes' }],
    ['bytes', { minLength: 2, maxLength: 2 }, new Uint8Array(2), undefined],
    ['int', { min: 2 }, 1, { message: 'must be at least 2' }],
    ['int', { min: 2 }, 2, undefined],
    ['int', { max: 2 }, 3, { message: 'must be at most 2' }],
    ['int', { max: 2 }, 2, undefined],
    ['float', { min: 0.5 }, 0.25, { message: 'must be at least 0.5' }],
    ['float', { max: 1e21 }, 1e22, { message: 'must be at most 1e+21' }],
    ['float', { min: 0.5, max: 1.5 }, 1, undefined],
    ['bigint', { max: '9007199254740993' }, 9007199254740994n, { message: 'must be at most 9007199254740993' }],
    ['bigint', { max: '9007199254740993' }, 9007199254740993n, undefined],
    ['decimal', { min: '0.10' }, '0.0999', { message: 'must be at least 0.10' }],
    ['decimal', { min: '0.10' }, '1e-1', undefined],
    ['decimal', { max: '-1' }, '-0.5', { message: 'must be at most -1' }],
    ['datetime', { min: '2024-01-01T00:00:00Z' }, new Date('2023-12-31T23:59:59Z'), { message: 'must not be before 2024-01-01T00:00:00Z' }],
    ['datetime', { max: '2024-01-01T00:00:00Z' }, new Date('2024-01-01T00:00:01Z'), { message: 'must not be after 2024-01-01T00:00:00Z' }],
    ['datetime', { min: '2024-01-01T00:00:00Z', max: '2024-01-01T00:00:00Z' }, new Date('2024-01-01T00:00:00Z'), undefined],
    ['string', { format: 'email' }, 'x', { message: 'must be an e-mail address' }],
    ['string', { format: 'email' }, 'a@b.example', undefined],
    ['string', { format: 'url' }, 'ftp://x', { message: 'must be an address that begins with http:// or https://' }],
    ['string', { format: 'uuid' }, 'x', { message: 'must be a UUID' }],
    ['bytes', { format: 'email' }, new Uint8Array(1), undefined],
    ['string', { startsWith: 'a' }, 'ba', { message: 'must start with "a"' }],
    ['string', { startsWith: 'a' }, 'ab', undefined],
    ['string', { endsWith: 'a' }, 'ab', { message: 'must end with "a"' }],
    ['string', { endsWith: 'a' }, 'ba', undefined],
    ['string', { contains: 'a' }, 'bb', { message: 'must contain "a"' }],
    ['string', { contains: 'a' }, 'bab', undefined],
    ['int', { startsWith: 'a', endsWith: 'a', contains: 'a' }, 1, undefined],
    ['string', { matches: [{ source: '^a+$' }] }, 'b', { message: 'must match ^a+$' }],
    ['string', { matches: [{ source: '^a+$' }] }, 'aa', undefined],
    ['string', { matches: [{ source: 'a' }, { source: 'b', message: 'Say b.' }] }, 'a', { message: 'must match b', own: 'Say b.' }],
    ['int', { matches: [{ source: 'a' }] }, 1, undefined],
    ['string', { minLength: 2, messages: { minLength: 'Longer!' } }, 'a', { message: 'must have at least 2 characters', own: 'Longer!' }],
    ['string', { minLength: 2, maxLength: 0, messages: { maxLength: 'Shorter!' } }, 'a', { message: 'must have at least 2 characters' }],
  ])('of a %s with %j it says of %s: %j', (kind, constraints, value, expected) => expect(refusal(kind, constraints, value)).toEqual(expected))

  it('refuses a text that is too long for a pattern', () => {
    expect(refusal('string', { matches: [{ source: '^(a|b)*c$' }] }, 'ab'.repeat(3_000_000))).toEqual({ message: 'is too long to be checked' })
  })

  it('says nothing of a field without checks', () => expect(refusalOf(fieldOf('x'), 1)).toBe(undefined))

  it.each<[FieldKind, Kept, 'min' | 'max', unknown]>([
    ['int', { min: 1 }, 'min', { message: 'must be at least 1' }],
    ['int', { max: 9, messages: { max: 'Enough!' } }, 'max', { message: 'must be at most 9', own: 'Enough!' }],
    ['datetime', { max: '2024-01-01T00:00:00Z' }, 'max', { message: 'must not be after 2024-01-01T00:00:00Z' }],
  ])('tells a bound of a %s with %j', (kind, constraints, name, expected) => expect(refusedBound(checked(kind, constraints), name)).toEqual(expected))

  it('is heard where a value is stored, and not where it is compared with', () => {
    const field = checked('int', { min: 5, messages: { min: 'More!' } })
    const read = (stored: boolean): unknown => parseValue(1, field, { enums: new Map(), fromText: false, stored })
    expect([read(true), read(false)]).toEqual([{ ok: false, message: 'must be at least 5', own: 'More!' }, { ok: true, value: 1 }])
  })
})
