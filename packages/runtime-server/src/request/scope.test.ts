import { describe, expect, it } from 'vitest'
import { relationOf as relation } from '../registry/registry-fixture.ts'
import { DEFAULT_LIMITS, limitsWith } from './limits.ts'
import { outcomeOf, scopeOf } from './request-fixture.ts'
import { badValue, pastLimit, refusedValue, targetOf } from './scope.ts'

describe('given what parsers share', () => {
  it('a relation to a model that is not there is a defect, not a fault of the request', () => {
    expect(() => targetOf(scopeOf('Post').registry, relation('x', 'Nowhere'))).toThrow('The registry holds no model Nowhere.')
  })

  it('a fault says where it is, and that of the whole body says so', () => {
    expect(outcomeOf((scope) => [badValue(scope, '', 'is odd'), badValue(scope, 'a', 'is odd'), refusedValue(scope, 'b', { message: 'is odd' }), refusedValue(scope, 'c', { message: 'is odd', own: 'Even, please.' })], scopeOf('Post'))).toEqual([
      ' REQUEST.BAD_VALUE The body is odd.', 'a REQUEST.BAD_VALUE a is odd.', 'b REQUEST.BAD_VALUE b is odd.', 'c REQUEST.BAD_VALUE Even, please.',
    ])
  })

  it('a passed limit is one fault, at a path that is cut', () => expect(outcomeOf((scope) => pastLimit(scope, 'a'.repeat(300), 'Too many.'), scopeOf('Post'))).toEqual([`${'a'.repeat(200)} LIMIT.EXCEEDED Too many.`]))
})

describe('given limits of a configuration', () => {
  it('those that are given replace the defaults, and names that are none are passed over', () => {
    const given: object = { maxTake: 5, maxDepth: undefined, toString: 1, nope: 1 }
    expect(limitsWith(given)).toEqual({ ...DEFAULT_LIMITS, maxTake: 5 })
  })
})
