import { describe, expect, it } from 'vitest'
import { allRules, anyRule, FALSE, negateIf, negateRule, settleRule, TRUE, UNDECIDED } from './combine-rules.ts'
import type { Rule } from './rule.ts'
import { compiled, CONTEXT, fieldIn, POST } from './rules-fixture.ts'
import { fitValue } from './fit-value.ts'
import { readItems, readList, readOperand, scopeOf } from './read-operand.ts'
import { valuesOf } from './rules-fixture.ts'

const leaf = (name: string, negated = false): Rule => ({ op: 'isNull', field: fieldIn(POST, name), negated })
const [a, b, c] = [leaf('title'), leaf('note'), leaf('views')]
const and = (...args: readonly Rule[]): Rule => ({ op: 'and', args })
const or = (...args: readonly Rule[]): Rule => ({ op: 'or', args })

describe('given rules that are combined', () => {
  it.each<[string, readonly Rule[], Rule, Rule]>([
    ['none', [], TRUE, FALSE],
    ['one', [a], a, a],
    ['two', [a, b], and(a, b), or(a, b)],
    ['true and one', [TRUE, a], a, TRUE],
    ['false and one', [a, FALSE], FALSE, a],
    ['undecided and one', [UNDECIDED, a], and(UNDECIDED, a), or(UNDECIDED, a)],
    ['undecided alone', [UNDECIDED], UNDECIDED, UNDECIDED],
    ['undecided twice', [UNDECIDED, UNDECIDED], UNDECIDED, UNDECIDED],
    ['undecided and true', [UNDECIDED, TRUE], UNDECIDED, TRUE],
    ['undecided and false', [UNDECIDED, FALSE], FALSE, UNDECIDED],
    ['two of which one is both', [and(a, b), c], and(a, b, c), or(and(a, b), c)],
    ['two of which one is either', [or(a, b), c], and(or(a, b), c), or(a, b, c)],
  ])('makes of %s all, and any', (_, args, all, any) => expect([allRules(args), anyRule(args)]).toEqual([all, any]))

  it.each<[Rule, Rule]>([
    [TRUE, FALSE],
    [FALSE, TRUE],
    [UNDECIDED, UNDECIDED],
    [a, leaf('title', true)],
    [leaf('title', true), a],
    [and(a, or(b, c)), or(leaf('title', true), and(leaf('note', true), leaf('views', true)))],
    [or(a, and(b, TRUE)), and(leaf('title', true), leaf('note', true))],
  ])('turns one into its opposite', (rule, opposite) => expect([negateRule(rule), negateIf(true, rule), negateIf(false, rule)]).toEqual([opposite, opposite, rule]))

  it.each<[Rule, Rule]>([
    [UNDECIDED, FALSE],
    [TRUE, TRUE],
    [FALSE, FALSE],
    [a, a],
    [and(a, UNDECIDED), FALSE],
    [or(a, UNDECIDED), a],
    [or(and(a, UNDECIDED), and(b, or(c, UNDECIDED))), and(b, c)],
  ])('admits nobody by what is undecided', (rule, settled) => expect(settleRule(rule)).toEqual(settled))

  it('keeps constants as they are', () => {
    expect([TRUE, FALSE, UNDECIDED].map((rule) => [Object.isFrozen(rule), rule])).toEqual([[true, { op: 'const', value: true }], [true, { op: 'const', value: false }], [true, { op: 'const', value: null }]])
  })
})

describe('given a value that a field is compared with', () => {
  it.each<[string, unknown, readonly string[], unknown]>([
    ['views', 5, [], 5],
    ['views', '5', [], 5],
    ['views', '-5', [], -5],
    ['views', '+5', [], 'must be a whole number, written as usual'],
    ['views', '05', [], 'must be a whole number, written as usual'],
    ['views', 'x', [], 'must be a whole number'],
    ['views', true, [], 'must be a whole number'],
    ['total', '5', [], 5n],
    ['total', '05', [], 'must be a whole number, written as usual'],
    ['total', 5, [], 5n],
    ['score', '1.50', [], 1.5],
    ['score', 'x', [], 'must be a finite number'],
    ['price', '1.50', [], '1.50'],
    ['published', 'true', [], true],
    ['published', 'yes', [], 'must be true or false'],
    ['title', 'a', [], 'a'],
    ['title', 5, [], 'must be a text'],
    ['status', 'DONE', ['DONE'], 'DONE'],
    ['status', 'DONE', [], 'must be one of '],
    ['at', '2020-01-01T00:00:00Z', [], new Date('2020-01-01T00:00:00Z')],
  ])('fits to %s %o', (name, value, names, expected) => {
    const fitted = fitValue(fieldIn(POST, name), value as string, names)
    expect(fitted.ok ? fitted.value : fitted.message).toEqual(expected)
  })

  const auth = { id: 'u1', rank: 2, orgs: ['a', 5, null], levels: [], none: null, map: { a: 1 } }
  const before = { title: 'a', note: null, tags: ['x', ['y']], data: { a: 1 }, rows: [{ a: 1 }], mixed: [1, { a: 1 }], gone: undefined, views: 3, published: true }
  const context = { values: valuesOf(auth, { before }), items: { o: 'item' } }
  const ref = (...path: readonly string[]) => ({ t: 'ref', path }) as const

  it('reads names of a principal, of items, and of the row as it was', () => {
    expect(scopeOf(context)).toEqual({ auth, isAdmin: false, authenticated: true, before: { ...before, data: {}, rows: {}, mixed: {}, gone: null }, o: 'item' })
    expect(scopeOf({ values: valuesOf({}, { kind: 'anonymous', isAdmin: true }), items: {} })).toEqual({ auth: {}, isAdmin: true, authenticated: false })
  })

  const ABSENT = { is: 'absent' }
  it.each<[string, readonly string[], unknown]>([
    ['title', ['auth', 'id'], { is: 'value', value: 'u1' }],
    ['views', ['auth', 'id'], ABSENT],
    ['title', ['auth', 'none'], ABSENT],
    ['title', ['auth', 'nope'], ABSENT],
    ['title', ['auth', 'orgs'], ABSENT],
    ['data', ['auth', 'map'], ABSENT],
    ['title', ['o'], { is: 'value', value: 'item' }],
    ['title', ['before', 'title'], { is: 'value', value: 'a' }],
    ['title', ['before', 'note'], { is: 'null' }],
    ['title', ['before', 'gone'], { is: 'null' }],
    ['tags', ['before', 'title'], { is: 'value', value: 'a' }],
  ])('reads for %s %j', (name, path, expected) => expect(readOperand(context, fieldIn(POST, name), { expr: ref(...path) })).toEqual(expected))

  it.each<[string, readonly string[], unknown]>([
    ['title', ['auth', 'orgs'], { is: 'value', value: ['a'] }],
    ['views', ['auth', 'orgs'], { is: 'value', value: [5] }],
    ['title', ['auth', 'levels'], { is: 'value', value: [] }],
    ['title', ['auth', 'id'], ABSENT],
    ['title', ['auth', 'nope'], ABSENT],
    ['title', ['before', 'note'], { is: 'value', value: [] }],
    ['title', ['before', 'tags'], { is: 'value', value: ['x'] }],
  ])('reads as a list for %s %j', (name, path, expected) => expect(readList(context, fieldIn(POST, name), { expr: ref(...path) })).toEqual(expected))

  it('reads names of an enum, and what is written out as it is', () => {
    const status = fieldIn(POST, 'status')
    const inside = { values: valuesOf({ role: 'DONE', roles: ['DONE', 'x'] }), items: {} }
    expect([readOperand(inside, status, { expr: ref('auth', 'role'), names: ['DONE'] }), readOperand(inside, status, { expr: ref('auth', 'role') }), readList(inside, status, { expr: ref('auth', 'roles'), names: ['DONE'] })]).toEqual([{ is: 'value', value: 'DONE' }, ABSENT, { is: 'value', value: ['DONE'] }])
    expect([readOperand(context, status, { value: 'any' }), readList(context, status, { value: ['any'] })]).toEqual([{ is: 'value', value: 'any' }, { is: 'value', value: ['any'] }])
  })

  it('goes through lists only', () => expect([['auth', 'orgs'], ['auth', 'levels'], ['auth', 'id'], ['auth', 'nope']].map((path) => readItems(context, ref(...path)))).toEqual([['a', 5, null], [], null, null]))

  it('compiles with the context that it is given', () => expect(compiled('auth.vip', CONTEXT)).toEqual({ op: 'auth', expr: ref('auth', 'vip'), negated: false }))
})
