import { parseExpr, type ExprScope } from '@ssot/contract'
import { describe, expect, it } from 'vitest'
import { decideValue, isNumeric, readsRowOnly, readValue, rootsOf } from './decide-value.ts'
import { bound, shown } from './rules-fixture.ts'

const NOW = new Date('2024-05-01T00:00:00Z')

function exprOf(text: string) {
  const parsed = parseExpr(text)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.expr
}

describe('given a comparison of numbers or instants of auth', () => {
  it.each<[string, readonly boolean[]]>([
    ['==', [false, true, false]],
    ['!=', [true, false, true]],
    ['<', [true, false, false]],
    ['<=', [true, true, false]],
    ['>', [false, false, true]],
    ['>=', [false, true, true]],
  ])('tells what is less, equal and more by %s', (op, expected) => {
    const verdicts = (values: readonly (number | string)[], claim: string, other: string): readonly string[] => values.map((value) => shown(bound(`auth.${claim} ${op} ${other}`, { [claim]: value })))
    const said = expected.map(String)
    expect(verdicts([1, 2, 3], 'rank', '2')).toEqual(said)
    expect(verdicts(['1.99', '2.00', '2.01'], 'rank', '2')).toEqual(said)
    expect(verdicts(['-3', '2e0', '0.3e1'], 'rank', '2')).toEqual(said)
    expect(verdicts(['2024-04-30', '2024-05-01T00:00:00.000Z', '2024-05-01T01:00:00+00:30'], 'born', 'now()')).toEqual(said)
  })

  it('loses no digit of a number', () => expect(['9007199254740992', '9007199254740993'].map((rank) => shown(bound('auth.rank == auth.age', { rank, age: '9007199254740993' })))).toEqual(['false', 'true']))

  it.each(['1.', '.5', 'e5', '1e', '0x10', '', ' 1', '1 ', 'Infinity', '1'.repeat(401), '1.5.5', '1\n'])('takes %o for no number', (text) => {
    expect([isNumeric(text), shown(bound('auth.rank != 2', { rank: text }))]).toEqual([false, 'false'])
  })

  it.each(['1', '-1', '1.5', '1e5', '1E-5', '1.5e+3', '0'.repeat(400)])('takes %o for a number', (text) => expect(isNumeric(text)).toBe(true))

  it.each(['2024', 'x2024-05-01', '2024-05-01x', '2024-13-01', '2024-05-01T00:00:00', '20240501', 1714521600000])('takes %o for no instant', (born) => expect(shown(bound('auth.born != now()', { born }))).toBe('false'))
})

describe('given a condition that reads no row', () => {
  const scope: ExprScope = { auth: { yes: true, no: false, text: 'abc', list: ['abc'], none: null, number: 5 }, before: { note: null, title: 'abc' } }

  it.each<[string, boolean | null]>([
    ['auth.yes', true],
    ['auth.no', false],
    ['auth.none', null],
    ['auth.nope', null],
    ['auth.text', null],
    ['before.note', false],
    ['auth.text.contains("b")', true],
    ['auth.text.contains("x")', false],
    ['auth.number.contains("5")', null],
    ['auth.text.contains(auth.number)', null],
    ['auth.text.contains(auth.none)', null],
    ['before.note.contains("b")', false],
    ['auth.text == "abc"', true],
    ['auth.text != "abc"', false],
    ['auth.text < "b"', true],
    ['auth.text == auth.number', null],
    ['auth.text != auth.number', null],
    ['auth.text == auth.none', null],
    ['auth.none == null', true],
    ['auth.none != null', false],
    ['null == auth.text', false],
    ['null != auth.text', true],
    ['null <= auth.text', null],
    ['auth.text in auth.list', true],
    ['auth.number in auth.list', false],
    ['auth.text in auth.text', null],
    ['auth.text in auth.none', null],
    ['before.note == auth.text', false],
    ['before.note != auth.text', true],
    ['before.note != auth.none', null],
    ['before.note == before.note', true],
    ['before.title == auth.text', true],
  ])('decides %s: %o', (text, expected) => expect(decideValue(exprOf(text), scope, NOW)).toBe(expected))

  it.each<[string, unknown]>([['auth.text', 'abc'], ['auth.none', null], ['auth.nope', null], ['now()', NOW.toISOString()], ['auth.none ?? 5', 5]])('reads %s', (text, expected) => expect(readValue(exprOf(text), scope, NOW)).toBe(expected))

  it.each<[string, readonly string[], boolean]>([
    ['before.a', ['before'], true],
    ['before.a + before.b', ['before', 'before'], true],
    ['before.a + auth.b', ['before', 'auth'], false],
    ['o', ['o'], false],
    ['1', [], false],
  ])('knows what %s reads', (text, roots, isRowOnly) => expect([rootsOf(exprOf(text)), readsRowOnly(exprOf(text))]).toEqual([roots, isRowOnly]))
})
