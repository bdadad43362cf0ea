import { describe, expect, it } from 'vitest'
import { isSameValue } from './compare-values.ts'
import type { CrudField } from './schema-model.ts'

const field = (type: string, native?: string, list = false): CrudField => ({
  name: 'f',
  type,
  list,
  required: true,
  native: native === undefined ? null : { name: native, args: [] },
  default: { from: 'none' },
  isUpdatedAt: false,
  isId: false,
  values: [],
  annotations: new Set(),
})

describe('given a value that was sent and one that was answered', () => {
  it.each([
    ['one decimal, other zeros', field('Decimal'), '12.50', '12.5', true],
    ['another decimal', field('Decimal'), '12.50', '12.51', false],
    ['a decimal as a number', field('Decimal'), '12.5', 12.5, false],
    ['minus nothing', field('Decimal'), '-0.00', '0', true],
    ['one bigint', field('BigInt'), '9007199254740993', '9007199254740993', true],
    ['a bigint that lost a digit', field('BigInt'), '9007199254740993', '9007199254740992', false],
    ['a bigint as a number', field('BigInt'), '7', 7, false],
    ['one instant, more digits', field('DateTime'), '2001-02-03T04:05:06.789Z', '2001-02-03T04:05:06.789000Z', true],
    ['another instant', field('DateTime'), '2001-02-03T04:05:06.789Z', '2001-02-03T03:05:06.789Z', false],
    ['a day', field('DateTime', 'Date'), '1990-01-02T00:00:00.000Z', '1990-01-02', true],
    ['a time of day', field('DateTime', 'Time'), '1970-01-01T12:34:56.000Z', '12:34:56', true],
    ['another time of day', field('DateTime', 'Timetz'), '1970-01-01T12:34:56.000Z', '11:34:56+00', false],
    ['a single float', field('Float', 'Real'), 0.1, 0.10000000149011612, true],
    ['a double that lost digits', field('Float'), 0.30000000000000004, 0.3, false],
    ['one document, other order', field('Json'), { a: [1, { b: null }], c: 2 }, { c: 2, a: [1, { b: null }] }, true],
    ['a document with more', field('Json'), { a: 1 }, { a: 1, b: 2 }, false],
    ['a list for an object', field('Json'), {}, [], false],
    ['no value for null', field('String'), null, '', false],
    ['a padded text', field('String', 'Char'), 'ab', 'ab ', false],
    ['one list', field('Int', undefined, true), [1, 2], [1, 2], true],
    ['a shorter list', field('Int', undefined, true), [1, 2], [1], false],
  ])('tells %s', (_, each, sent, got, same) => {
    expect(isSameValue(each, sent, got)).toBe(same)
  })
})
