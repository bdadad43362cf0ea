import type { Row } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import type { Field } from '../../registry/registry.ts'
import type { Where } from '../../request/query.ts'
import { matchWhere, type Match } from './match-where.ts'
import { fieldOf, relationOf } from './rules-fixture.ts'

type Compare = Extract<Where, { readonly op: 'compare' }>
const compare = (field: Field, by: Compare['by'], value: unknown, more: Partial<Compare> = {}): Where => ({ op: 'compare', field, by, value, insensitive: false, ...more })

const TEXT = fieldOf('x', { kind: 'string', required: false })
const nullable = (kind: Field['kind'], native?: string, args: readonly string[] = []): Field => fieldOf('x', { kind, required: false, ...(native !== undefined && { native: { name: native, args } }) })
const U: Match = 'undecided'

describe('given a comparison of a value', () => {
  const yes: Where = { op: 'always' }
  const [no, unknown, far] = [{ op: 'or', args: [] }, compare(TEXT, 'equals', 'a'), compare(fieldOf('absent'), 'equals', 1)] as const satisfies readonly Where[]
  const row = { x: null }

  it.each<[string, Where, Match]>([
    ['always', yes, true],
    ['no alternative', no, false],
    ['no condition', { op: 'and', args: [] }, true],
    ['what is unknown', unknown, null],
    ['what is not there', far, U],
    ['the opposite of true', { op: 'not', arg: yes }, false],
    ['the opposite of false', { op: 'not', arg: no }, true],
    ['the opposite of unknown', { op: 'not', arg: unknown }, null],
    ['the opposite of undecided', { op: 'not', arg: far }, U],
    ['true and unknown', { op: 'and', args: [yes, unknown] }, null],
    ['unknown and undecided', { op: 'and', args: [unknown, far] }, U],
    ['false and undecided', { op: 'and', args: [far, no] }, false],
    ['true or undecided', { op: 'or', args: [far, yes] }, true],
    ['unknown or undecided', { op: 'or', args: [unknown, far] }, U],
    ['false or unknown', { op: 'or', args: [no, unknown] }, null],
    ['a document', { op: 'json', field: nullable('json'), path: [], by: 'equals', value: 1, insensitive: false }, U],
  ])('answers %s', (_, where, expected) => expect(matchWhere(where, row)).toBe(expected))

  it.each<[string, Field, unknown, Match]>([
    ['a null', TEXT, null, true],
    ['a value', TEXT, '', false],
    ['a value that is not there', TEXT, undefined, U],
    ['a required field', fieldOf('x'), null, false],
    ['a required field that is not there', fieldOf('x'), undefined, false],
    ['a list of nothing, which may never have been set', fieldOf('x', { list: true }), [], U],
    ['a list', fieldOf('x', { list: true }), [1], false],
    ['a list that was never set', fieldOf('x', { list: true }), null, true],
    ['a document of null, which may be none', nullable('json'), null, U],
    ['a document', nullable('json'), {}, false],
  ])('tells %s from null', (_, field, value, expected) => {
    expect(matchWhere({ op: 'isNull', field }, value === undefined ? {} : { x: value })).toBe(expected)
  })

  it('reads own values only', () => {
    const inherited = (values: object): Row => Object.assign(Object.create(values), {})
    expect(matchWhere(compare(TEXT, 'equals', 'a', { exact: true }), inherited({ x: 'a' }))).toBe(U)
    expect(matchWhere({ op: 'absent', relation: relationOf('own', 'M', { from: ['x'] }) }, inherited({ x: null }))).toBe(U)
  })

  it.each<[string, Field, Compare['by'], unknown, unknown, Match]>([
    ['whole numbers', nullable('int'), 'equals', 1, 1, true],
    ['whole numbers', nullable('int'), 'equals', 1, 2, false],
    ['whole numbers', nullable('int'), 'lt', 1, 2, true],
    ['whole numbers', nullable('int'), 'lt', 2, 2, false],
    ['whole numbers', nullable('int'), 'lte', 2, 2, true],
    ['whole numbers', nullable('int'), 'lte', 3, 2, false],
    ['whole numbers', nullable('int'), 'gt', 2, 2, false],
    ['whole numbers', nullable('int'), 'gt', 3, 2, true],
    ['whole numbers', nullable('int'), 'gte', 2, 2, true],
    ['whole numbers', nullable('int'), 'gte', 1, 2, false],
    ['what is no number', nullable('int'), 'equals', '1', 1, U],
    ['a null', nullable('int'), 'lt', null, 1, null],
    ['a required null, which is no value of the field', fieldOf('x'), 'equals', null, 1, U],
    ['floats', nullable('float'), 'gt', 0.30000000000000004, 0.3, true],
    ['floats of single precision', nullable('float', 'Real'), 'equals', 0.1, 0.10000000000000001, true],
    ['floats of single precision', nullable('float', 'Real'), 'equals', 0.1, 0.1000000001, true],
    ['floats of double precision', nullable('float'), 'equals', 0.1, 0.1000000001, false],
    ['large numbers', nullable('bigint'), 'gt', '9007199254740993', 9007199254740992n, true],
    ['large numbers', nullable('bigint'), 'equals', -5, '-5', true],
    ['large numbers that are parsed', nullable('bigint'), 'equals', 5n, 5n, true],
    ['a large number with a fraction', nullable('bigint'), 'equals', 1.5, 1n, U],
    ['a large number that is no text of digits', nullable('bigint'), 'equals', '1x', 1n, U],
    ['a large number that is no text of digits', nullable('bigint'), 'equals', 'x1', 1n, U],
    ['a number that is not known to its last digit', nullable('bigint'), 'lt', 2 ** 53, 1n, U],
    ['decimals', nullable('decimal'), 'equals', '1.50', '1.5', true],
    ['decimals', nullable('decimal'), 'lt', '-2.25', 1, true],
    ['decimals that doubles cannot tell apart', nullable('decimal'), 'equals', '0.1', '0.10000000000000000001', U],
    ['decimals that are none', nullable('decimal'), 'equals', 'NaN', '1', U],
    ['decimals that are none', nullable('decimal'), 'equals', ' ', '0', U],
    ['decimals that are none', nullable('decimal'), 'equals', true, '1', U],
    ['decimals of many digits', nullable('decimal'), 'equals', '1.501', '1.501', true],
    ['decimals that are none', nullable('decimal'), 'equals', 5n, '5', U],
    ['money', nullable('decimal', 'Money'), 'equals', '1.5', '1.50', true],
    ['money', nullable('decimal', 'Money'), 'equals', '-12', '-12', true],
    ['money with more digits, which is rounded', nullable('decimal', 'Money'), 'equals', '1.5', '1.501', U],
    ['truth', nullable('boolean'), 'equals', true, true, true],
    ['truth', nullable('boolean'), 'lt', false, true, true],
    ['truth', nullable('boolean'), 'equals', 1, true, U],
    ['instants', nullable('datetime'), 'equals', '2020-01-01T00:00:00Z', new Date('2020-01-01T00:00:00.000Z'), true],
    ['instants', nullable('datetime'), 'lt', new Date(1), new Date(2), true],
    ['an instant that is none', nullable('datetime'), 'lt', 'soon', new Date(2), U],
    ['an instant that is none', nullable('datetime'), 'lt', 5, new Date(2), U],
    ['days, whatever the time', nullable('datetime', 'Date'), 'equals', '2020-01-01', new Date('2020-01-01T23:00:00Z'), true],
    ['days before 1970', nullable('datetime', 'Date'), 'lt', '1969-12-30', new Date('1969-12-31T23:00:00Z'), true],
    ['times of day, whatever the day', nullable('datetime', 'Time', ['3']), 'equals', '1970-01-01T01:00:00Z', new Date('1969-05-05T01:00:00Z'), true],
    ['times of day', nullable('datetime', 'Timetz', ['3']), 'lt', '1970-01-01T01:00:00Z', new Date('2020-05-05T02:00:00Z'), true],
    ['instants of microseconds within one millisecond', nullable('datetime', 'Timestamptz', ['6']), 'equals', '2020-01-01T00:00:00Z', new Date('2020-01-01T00:00:00Z'), U],
    ['instants of unsaid precision within one millisecond', nullable('datetime', 'Timestamp'), 'lte', '2020-01-01T00:00:00Z', new Date('2020-01-01T00:00:00Z'), U],
    ['instants of microseconds', nullable('datetime', 'Timestamptz', ['6']), 'lt', '2020-01-01T00:00:00Z', new Date('2020-01-01T00:00:01Z'), true],
    ['instants of milliseconds', nullable('datetime', 'Timestamptz', ['3']), 'equals', '2020-01-01T00:00:00Z', new Date('2020-01-01T00:00:00Z'), true],
    ['bytes', nullable('bytes'), 'equals', 'AQI=', new Uint8Array([1, 2]), true],
    ['bytes', nullable('bytes'), 'lt', new Uint8Array([1, 2]), Buffer.from([1, 3]), true],
    ['what are no bytes', nullable('bytes'), 'equals', 1, new Uint8Array([1]), U],
    ['documents', nullable('json'), 'equals', 1, 1, U],
    ['names of an enum', nullable('enum'), 'equals', 'A', 'A', true],
    ['names of an enum', nullable('enum'), 'equals', 'A', 'a', false],
    ['what is no name of an enum', nullable('enum'), 'equals', 1, 'A', U],
    ['a name and what is none', nullable('enum'), 'equals', 'A', 1, U],
    ['names of an enum, whose order the database has', nullable('enum'), 'lt', 'A', 'B', U],
    ['a name of an enum with itself', nullable('enum'), 'lte', 'A', 'A', true],
    ['one of none', TEXT, 'in', null, [], false],
    ['one of several', nullable('int'), 'in', 2, [1, 2], true],
    ['none of several', nullable('int'), 'in', 3, [1, 2], false],
    ['one of several, where one is no value', nullable('int'), 'in', 3, [1, 'x'], U],
    ['null among several', nullable('int'), 'in', null, [1], null],
    ['one of what is no list', nullable('int'), 'in', 1, 1, U],
    ['a text with itself, which is equal by any collation', TEXT, 'equals', 'a', 'a', true],
    ['texts by their collation', TEXT, 'equals', 'a', 'A', U],
    ['texts by their collation', TEXT, 'lt', 'a', 'b', U],
    ['texts by their collation', TEXT, 'in', 'a', ['b', 'a'], true],
    ['texts by their collation', TEXT, 'in', 'a', ['b', 'c'], U],
    ['parts of texts by their collation', TEXT, 'contains', 'abc', 'b', U],
    ['uuids', nullable('string', 'Uuid'), 'equals', 'AB', 'ab', true],
    ['uuids', nullable('string', 'Uuid'), 'lt', 'aa', 'AB', true],
    ['what is no uuid', nullable('string', 'Uuid'), 'equals', 5, 'ab', U],
  ])('compares %s: %o %s %o', (_, field, by, value, operand, expected) => expect(matchWhere(compare(field, by, operand), { x: value })).toBe(expected))

  it.each<[string, Compare['by'], string, unknown, Match, string?]>([
    ['letters', 'equals', 'a', 'A', false],
    ['letters', 'in', 'a', ['A', 'b'], false],
    ['code points, not units', 'lt', '\uFFFD', '😀', true],
    ['a part', 'contains', 'a%b', '%', true],
    ['a part', 'contains', 'ab', '_', false],
    ['the beginning', 'startsWith', 'ab', 'a', true],
    ['the beginning', 'startsWith', 'ab', 'b', false],
    ['the end', 'endsWith', 'ab', 'b', true],
    ['the end', 'endsWith', 'ab', 'a', false],
    ['a part that is no text', 'contains', 'ab', 5, U],
    ['an order by what is no text', 'has', 'ab', 'a', U],
    ['texts that are filled up with blanks', 'equals', 'a  ', 'a ', true, 'Char'],
    ['blanks within texts that are filled up', 'endsWith', 'a b', 'a b', true, 'Char'],
    ['texts that are filled up with blanks', 'endsWith', 'a  ', 'a', true, 'Char'],
    ['blanks of other texts', 'equals', 'a ', 'a', false, 'VarChar'],
    ['letters where the column has none', 'equals', 'a', 'A', false, 'Citext'],
    ['texts that are of a type of their own', 'equals', '::1', '::2', U, 'Inet'],
    ['texts that are of a type of their own', 'equals', '::1', '::1', true, 'Inet'],
  ])('compares %s exactly: %s', (_, by, value, operand, expected, native) => expect(matchWhere(compare(nullable('string', native), by, operand, { exact: true }), { x: value })).toBe(expected))

  it('leaves comparisons without case to the database, but for null', () => {
    const where = compare(TEXT, 'equals', 'a', { insensitive: true, exact: true })
    expect([matchWhere(where, { x: 'a' }), matchWhere(where, { x: null })]).toEqual([U, null])
  })

  it('looks for parts in texts only', () => expect(matchWhere(compare(nullable('string'), 'contains', 'a', { exact: true }), { x: 5 })).toBe(U))
})

describe('given a list', () => {
  const list = fieldOf('x', { kind: 'string', list: true })

  it.each<[Compare['by'], unknown, unknown, Match, Match]>([
    ['has', ['a', 'b'], 'b', true, true],
    ['has', ['a'], 'b', false, U],
    ['has', [], 'b', false, U],
    ['has', null, 'b', false, null],
    ['has', [null], 'b', U, U],
    ['hasEvery', ['a', 'b'], ['a', 'b'], true, true],
    ['hasEvery', ['a'], ['a', 'b'], false, U],
    ['hasEvery', ['a'], [], true, true],
    ['hasEvery', ['a'], 'a', U, U],
    ['hasSome', ['a'], ['b', 'a'], true, true],
    ['hasSome', ['a'], ['b'], false, U],
    ['hasSome', ['a'], [], false, false],
    ['isEmpty', [], true, true, U],
    ['isEmpty', [], false, false, U],
    ['isEmpty', ['a'], true, false, false],
    ['isEmpty', ['a'], false, true, true],
    ['isEmpty', null, true, true, null],
    ['equals', ['a'], ['a'], true, true],
    ['equals', ['a'], ['b'], false, U],
    ['equals', ['a'], ['a', 'a'], false, false],
    ['equals', ['a'], 'a', U, U],
    ['contains', ['a'], ['a'], U, U],
    ['has', 'a', 'a', U, U],
    ['has', undefined, 'a', U, U],
  ])('answers %s %o %o, exactly and as the database would', (by, value, operand, exactly, otherwise) => {
    const row = value === undefined ? {} : { x: value }
    expect([matchWhere(compare(list, by, operand, { exact: true }), row), matchWhere(compare(list, by, operand), row)]).toEqual([exactly, otherwise])
  })

  it('leaves lists without case to the database', () => expect(matchWhere(compare(list, 'has', 'a', { exact: true, insensitive: true }), { x: ['a'] })).toBe(U))
})

describe('given two fields', () => {
  const both = (field: Field, other: Field, more: Partial<Extract<Where, { readonly op: 'compareFields' }>> = {}): Where => ({ op: 'compareFields', model: 'M', field, by: 'equals', other: { ...other, name: 'y' }, insensitive: false, ...more })
  const day = nullable('datetime', 'Date')

  it.each<[string, Where, Row, Match]>([
    ['equal', both(nullable('int'), nullable('int')), { x: 1, y: 1 }, true],
    ['less', both(nullable('int'), nullable('int'), { by: 'lt' }), { x: 1, y: 2 }, true],
    ['one null', both(nullable('int'), nullable('int')), { x: null, y: 1 }, null],
    ['the other null', both(nullable('int'), nullable('int')), { x: 1, y: null }, null],
    ['one null and the other not there', both(nullable('int'), nullable('int')), { x: null }, null],
    ['one not there', both(nullable('int'), nullable('int')), { y: 1 }, U],
    ['the other not there', both(nullable('int'), nullable('int')), { x: 1 }, U],
    ['a required one null', both(fieldOf('x'), nullable('int')), { x: null, y: 1 }, U],
    ['the required other null', both(nullable('int'), fieldOf('y')), { x: 1, y: null }, U],
    ['without case', both(TEXT, TEXT, { insensitive: true }), { x: 'a', y: 'a' }, U],
    ['exactly', both(TEXT, TEXT, { exact: true }), { x: 'a', y: 'A' }, false],
    ['by their collation', both(TEXT, TEXT), { x: 'a', y: 'A' }, U],
    ['of single and of double precision', both(nullable('float', 'Real'), nullable('float')), { x: 0.1, y: 0.1 }, false],
    ['of double and of single precision', both(nullable('float'), nullable('float', 'Real'), { by: 'lt' }), { x: 0.1, y: 0.1 }, true],
    ['a part', both(TEXT, TEXT, { by: 'contains', exact: true }), { x: 'ab', y: 'b' }, true],
    ['a part that is filled up', both(TEXT, nullable('string', 'Char'), { by: 'endsWith', exact: true }), { x: 'ab', y: 'b  ' }, true],
    ['a day and an instant', both(day, nullable('datetime'), { by: 'lt' }), { x: '2020-01-01', y: '2020-01-01T01:00:00Z' }, true],
    ['a day and an instant of microseconds', both(day, nullable('datetime', 'Timestamp', ['6'])), { x: '2020-01-01', y: '2020-01-01T00:00:00Z' }, U],
  ])('compares them: %s', (_, where, row, expected) => expect(matchWhere(where, row)).toBe(expected))
})

describe('given relations', () => {
  const [own, far, many] = [relationOf('own', 'M', { from: ['a', 'b'], to: ['id', 'x'] }), relationOf('far', 'M'), relationOf('many', 'M', { list: true })]
  const isOne = compare(nullable('int'), 'equals', 1)
  const of = (relation: typeof own, quantifier: 'some' | 'every' | 'none' | 'is' | 'isNot', where: Where = isOne, up?: number): Where => ({ op: 'relation', relation, quantifier, where, ...(up !== undefined && { up }) })
  const rows = (...values: readonly unknown[]) => ({ relationOf: () => values.map((x) => ({ x })) })

  it.each<[string, Where, ReturnType<typeof rows> | undefined, Match]>([
    ['some', of(many, 'some'), rows(2, 1), true],
    ['some of none', of(many, 'some'), rows(), false],
    ['some of unknown ones, which do not fulfil it', of(many, 'some'), rows(null), false],
    ['some of rows that are not known', of(many, 'some'), undefined, U],
    ['some of undecided ones', of(many, 'some'), rows('x'), U],
    ['none', of(many, 'none'), rows(2), true],
    ['none', of(many, 'none'), rows(1), false],
    ['none of unknown ones', of(many, 'none'), rows(null), true],
    ['every', of(many, 'every'), rows(1, 1), true],
    ['every', of(many, 'every'), rows(1, 2), false],
    ['every of none', of(many, 'every'), rows(), true],
    ['every of unknown ones, of which none fails', of(many, 'every'), rows(1, null), true],
    ['every of undecided ones', of(many, 'every'), rows('x'), U],
    ['is', of(far, 'is'), rows(1), true],
    ['is not', of(far, 'isNot'), rows(1), false],
    ['is, of one that is not there', of(far, 'is'), rows(), false],
    ['is not, of one that is not there', of(far, 'isNot'), rows(), true],
    ['is, of an unknown one', of(far, 'is'), rows(null), null],
    ['is not, of an unknown one', of(far, 'isNot'), rows(null), null],
    ['is, of an unknown one further out', of(many, 'some', of(far, 'is', isOne, 1)), rows(null), false],
    ['the opposite of is, of an unknown one further out', of(many, 'some', { op: 'not', arg: of(far, 'is', isOne, 1) }), rows(null), true],
    ['the opposite of is not, of an unknown one further out', of(many, 'some', { op: 'not', arg: of(far, 'isNot', isOne, 1) }), rows(null), false],
    ['is not, of an unknown one further out', of(many, 'some', of(far, 'isNot', isOne, 1)), rows(null), true],
    ['absent, of one that is there', { op: 'absent', relation: far }, rows(1), false],
    ['absent, of one that is not there', { op: 'absent', relation: far }, rows(), true],
    ['absent, of one that is not known', { op: 'absent', relation: far }, undefined, U],
  ])('answers %s', (_, where, known, expected) => expect(matchWhere(where, {}, known ?? {})).toBe(expected))

  it.each<[string, Row, Match, Match]>([
    ['ends', { a: 1, b: null }, true, false],
    ['ends, whatever is not there of it', { a: null }, true, false],
    ['leads somewhere', { a: 1, b: 2 }, false, U],
    ['is not there', { a: 1 }, U, U],
  ])('tells by a key that %s whether a record is absent, and what that says of it', (_, row, absent, is) => {
    expect([matchWhere({ op: 'absent', relation: own }, row), matchWhere(of(own, 'is'), row)]).toEqual([absent, is])
  })

  it.each<[unknown, Match]>([[null, true], [1, false], [undefined, U]])('tells by a key of one field, %o, whether a record is absent', (value, expected) => {
    expect(matchWhere({ op: 'absent', relation: relationOf('own', 'M', { from: ['a'] }) }, value === undefined ? {} : { a: value })).toBe(expected)
  })

  it('asks whether a record is absent of the row itself', () => {
    const known = (relation: typeof far, row: Row): readonly Row[] => (relation.name === 'many' ? [{ name: 'inner' }] : row['name'] === 'inner' ? [] : [{}])
    const ofBoth = [of(many, 'some', { op: 'absent', relation: far }), { op: 'absent', relation: far }] as const
    expect(ofBoth.map((where) => matchWhere(where, { name: 'outer' }, { relationOf: known }))).toEqual([true, false])
  })

  it('asks for the rows of the row that a condition is of', () => {
    const inner = of(many, 'some', of(many, 'some', isOne, 1))
    const asked: unknown[] = []
    const match = matchWhere(inner, { name: 'outer' }, { relationOf: (relation, row) => (asked.push([relation.name, row['name']]), [{ name: 'inner', x: 1 }]) })
    expect([match, asked]).toEqual([true, [['many', 'outer'], ['many', 'outer']]])
  })

  it.each<[string, Where, Match]>([
    ['a value further out', compare(nullable('int'), 'equals', 7, { up: 1 }), true],
    ['a null further out', { op: 'isNull', field: nullable('int'), up: 1 }, false],
    ['fields of both', { op: 'compareFields', model: 'M', field: nullable('int'), by: 'lt', other: nullable('int'), insensitive: false, up: 1 }, true],
    ['fields of both, the other way round', { op: 'compareFields', model: 'M', field: nullable('int'), by: 'gt', other: nullable('int'), insensitive: false, own: 1 }, true],
    ['a row that is not there', compare(nullable('int'), 'equals', 7, { up: 2 }), U],
  ])('reads %s', (_, where, expected) => expect(matchWhere(of(many, 'some', where), { x: 7 }, rows(1))).toBe(expected))
})
