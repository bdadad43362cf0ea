import { describe, expect, it } from 'vitest'
import { CORE_FUNCTIONS, createCoreFunctions, type ExprFunctions } from './core-functions.ts'
import { evaluateExpr, type ExprScope } from './evaluate-expr.ts'
import { parseExpr } from './parse-expr.ts'

const SCOPE: ExprScope = {
  user: { id: 'u1', role: 'ADMIN', orgIds: ['a', 'b'], name: null },
  record: { id: 7, title: 'Plan', views: 3, draft: false, tags: [], author: { name: 'Ada' }, at: '2024-01-01T00:00:00.000Z' },
  data: { posts: [{ id: 1, n: [1, 2] }, { id: 2, n: [] }] },
  one: { a: 1, b: [2, { c: null }] },
  other: { b: [2, { c: null }], a: 1 },
  part: { a: 1 },
  changed: { a: 1, b: 2 },
  nothing: { a: null },
  none: { b: null },
  numbered: { 1: 'x' },
}

const run = (text: string, functions?: ExprFunctions) => {
  const parsed = parseExpr(text)
  return parsed.ok ? evaluateExpr(parsed.expr, SCOPE, functions) : parsed.message
}

describe('given an expression and its scope', () => {
  it.each([
    ['user.id', 'u1'],
    ['user.nope', undefined],
    ['nope.nope.nope', undefined],
    ['user.name.first', undefined],
    ['data.posts[1].id', 2],
    ['data.posts[9].id', undefined],
    ['data["posts"][0]["id"]', 1],
    ['user.id == "u1"', true],
    ['nope == null', true],
    ['user.name == nope', true],
    ['user.name != "x"', true],
    ['record.id == "7"', false],
    ['record.draft == 0', false],
    ['[1, [2]] == [1, [2]]', true],
    ['[1, 2] == [1]', false],
    ['[] == null', false],
    ['one == other', true],
    ['one == user', false],
    ['one == null', false],
    ['one == part', false],
    ['part == one', false],
    ['one == changed', false],
    ['nothing == none', false],
    ['[1] == [1, 2]', false],
    ['[1, 2] == [1, 3]', false],
    ['[1] == 1', false],
    ['1 == [1]', false],
    ['part == 1', false],
    ['record.views > 2', true],
    ['record.views >= 3 && record.views <= 3', true],
    ['3 > 5', false],
    ['3 >= 5', false],
    ['3 <= 2', false],
    ['3 < 2', false],
    ['3 < 3', false],
    ['3 > 3', false],
    ['3 <= 3', true],
    ['3 >= 3', true],
    ['3 <= 5', true],
    ['3 >= 2', true],
    ['true > false', true],
    ['1 < nope', false],
    ['1 < [2]', false],
    ['nope < 1', false],
    ['nope >= 1', false],
    ['null <= null', false],
    ['"b" > "a"', true],
    ['"10" < 9', false],
    ['"10" >= 9', false],
    ['[1] < [2]', false],
    ['record.at < "2025-01-01T00:00:00.000Z"', true],
    ['"a" in user.orgIds', true],
    ['"c" in user.orgIds', false],
    ['"id" in user', true],
    ['"nope" in user', false],
    ['"toString" in user', false],
    ['"a" in nope', false],
    ['"P" in record.title', false],
    ['"1" in numbered', true],
    ['1 in numbered', false],
    ['numbered["1"]', 'x'],
    ['numbered[1]', undefined],
    ['[1] in [[1], [2]]', true],
    ['1 + 2 * 3 - 4 / 2 % 3', 5],
    ['-record.views', -3],
    ['-"a"', undefined],
    ['1 / 0', undefined],
    ['"3" * 2', undefined],
    ['3 * "2"', undefined],
    ['3 - "2"', undefined],
    ['true + 1', undefined],
    ['1 + "a"', '1a'],
    ['record.views + nope', undefined],
    ['"/posts/" + record.id', '/posts/7'],
    ['"a" + null + nope + [1] + true', 'atrue'],
    ['nope ?? "x"', 'x'],
    ['user.name ?? "x"', 'x'],
    ['record.draft ?? true', false],
    ['record.draft || "x"', 'x'],
    ['record.views && "x"', 'x'],
    ['nope && nope.nope', undefined],
    ['!nope', true],
    ['user.role == "ADMIN" ? "yes" : "no"', 'yes'],
    ['[1, record.views, nope]', [1, 3, undefined]],
    ['record.title.startsWith("Pl") && record.title.endsWith("an") && record.title.contains("la")', true],
    ['nope.startsWith("")', false],
    ['record.views.contains("3")', false],
    ['"3".contains(record.views)', false],
    ['size(record.title) + size(user.orgIds) + size(record.tags) + "😀".size()', 7],
    ['size(nope)', undefined],
    ['size(user.name)', undefined],
    ['size(one)', 2],
    ['size(1)', undefined],
    ['user.orgIds.exists(o, o == "a")', true],
    ['user.orgIds.all(o, o == "a")', false],
    ['record.tags.all(t, false)', true],
    ['record.tags.exists(t, true)', false],
    ['nope.all(t, true)', false],
    ['nope.exists(t, true)', false],
    ['data.posts.exists(p, p.n.exists(n, n == p.id + 1))', true],
    ['data.posts.all(user, user.id > 0) && user.id == "u1"', true],
    ['nope()', undefined],
  ])('computes %s', (text, value) => {
    expect(run(text)).toEqual(value)
  })

  it('takes the time from the table', () => {
    const functions = createCoreFunctions(() => new Date('2024-05-01T00:00:00Z'))
    expect([run('now()', functions), run('record.at < now()', functions)]).toEqual(['2024-05-01T00:00:00.000Z', true])
  })

  it('takes the time from the machine where no table is given', () => {
    const before = new Date().toISOString()
    const now = run('now()')
    expect([before <= String(now), String(now) <= new Date().toISOString()]).toEqual([true, true])
  })

  it('calls functions of the given table only', () => {
    expect(run('twice(record.views)', { ...CORE_FUNCTIONS, twice: (n) => (typeof n === 'number' ? n * 2 : null) })).toBe(6)
  })
})

describe('given an attack', () => {
  it.each([
    'constructor', 'user.constructor', 'user.__proto__', '__proto__', 'user["__proto__"]', 'user.constructor.constructor', 'record.title.length', 'record.title.constructor',
    'user.orgIds.length', 'user.orgIds["length"]', 'user.orgIds["0"]', 'record.title[0]', 'user[0]', 'data.posts.map', 'toString()', 'constructor()', '__proto__()', 'hasOwnProperty("a")',
    'valueOf()', 'user[user]', 'user[nope]', 'data.posts[-1]', 'data.posts[0.5]', 'globalThis', 'process.env', 'this', 'record.views.toFixed',
  ])('answers nothing to %s', (text) => {
    expect(run(text)).toBeUndefined()
  })

  it('binds an item called __proto__ without touching a prototype', () => {
    expect([run('data.posts.exists(__proto__, __proto__.id == 2)'), run('data.posts.exists(__proto__, id == 2)'), 'id' in {}]).toEqual([true, false, false])
  })

  it('stays within the stack on the longest chains', () => {
    expect(run(Array.from({ length: 250 }, () => '1').join('+'))).toBe(250)
  })
})
