import { describe, expect, it } from 'vitest'
import { given } from './given.ts'
import { parseWhere } from './parse-where.ts'
import { outcomeOf, scopeOf } from './request-fixture.ts'

const filter = (data: unknown, fromText = false): unknown => outcomeOf((scope) => parseWhere(scope, given({ data }, 'where')), scopeOf('Post', { fromText }))
const repeated = (text: string, times: number): readonly string[] => Array.from({ length: times }, () => text)

describe('given a filter on a Json field', () => {
  it.each<[unknown, unknown]>([
    [{ a: 1 }, 'data equals {"a":1}'],
    [{ equals: { a: 1 } }, 'data equals {"a":1}'],
    [{ equals: { _json: null } }, 'data equals "Symbol(JSON null)"'],
    [{ equals: null }, 'data is null'],
    [{ not: { a: 1 } }, 'not(data equals {"a":1})'],
    [{ not: null }, 'not(data is null)'],
    [null, 'data is null'],
    [1, 'data equals 1'],
    [{ null: true }, 'data is null'],
    [{ null: false }, 'not(data is null)'],
    [{ equals: 1, mode: 'insensitive' }, 'data equals 1'],
    [{ equals: 1, mode: 'x' }, ['where.data.mode REQUEST.BAD_VALUE where.data.mode must be "default" or "insensitive".']],
    [{}, 'always'],
    [{ in: [1, 2, 3, 4] }, 'data equals {"in":[1,2,3,4]}'],
    [[1, 2, 3, 4], 'data equals [1,2,3,4]'],
    [{ _ref: 'x' }, 'data equals {"_ref":"x"}'],
    [{ equals: { _ref: 'data' } }, 'data equals {"_ref":"data"}'],
    [{ not: { _ref: 'data' } }, 'not(data equals {"_ref":"data"})'],
    [{ equals: 1, not: 2, null: false }, 'and(data equals 1, not(data equals 2), not(data is null))'],
    [{ equals: [1, 2, 3, 4] }, 'data equals [1,2,3,4]'],
    [{ string_contains: 'x', foo: 1 }, 'data equals {"string_contains":"x","foo":1}'],
  ])('reads %j as a comparison of the whole document', (input, expected) => expect(filter(input)).toEqual(expected))

  it.each<[unknown, unknown]>([
    [{ path: ['a', 'b', 0], gt: 1, lte: 'x' }, 'and(data[a|b|0] gt 1, data[a|b|0] lte "x")'],
    [{ path: ['a'] }, 'always'],
    [{ path: [], equals: 1 }, 'data[] equals 1'],
    [{ path: ['a'], mode: 'default', equals: 1 }, 'data[a] equals 1'],
    [{ path: ['a'], null: true }, 'data[a] isNull null'],
    [{ path: ['a'], null: 'true' }, 'data[a] isNull null'],
    [{ path: ['a'], null: false }, 'not(data[a] isNull null)'],
    [{ path: ['a'], null: 'false' }, 'not(data[a] isNull null)'],
    [{ path: ['a'], null: 1 }, ['where.data.null REQUEST.BAD_VALUE where.data.null must be true or false.']],
    [{ path: ['a'], equals: null }, 'data[a] isNull null'],
    [{ path: ['a'], not: null }, 'not(data[a] isNull null)'],
    [{ path: ['a'], not: 1 }, 'not(data[a] equals 1)'],
    [{ path: ['a'], gt: null }, ['where.data.gt REQUEST.BAD_VALUE where.data.gt must be a number or a text.']],
    [{ string_contains: 'x', mode: 'insensitive' }, 'data[] string_contains "x" in any case'],
    [{ string_starts_with: 1 }, ['where.data.string_starts_with REQUEST.BAD_VALUE where.data.string_starts_with must be a text.']],
    [{ string_ends_with: 'x' }, 'data[] string_ends_with "x"'],
    [{ array_contains: [1] }, 'data[] array_contains [1]'],
    [{ array_starts_with: 1, array_ends_with: { a: 1 } }, 'and(data[] array_starts_with 1, data[] array_ends_with {"a":1})'],
    [{ lt: true }, ['where.data.lt REQUEST.BAD_VALUE where.data.lt must be a number or a text.']],
    [{ lt: { a: 1 } }, ['where.data.lt REQUEST.BAD_VALUE where.data.lt must be a number or a text.']],
    [{ lte: 1, gt: 1, gte: 'a', lt: 'b' }, 'and(data[] lte 1, data[] gt 1, data[] gte "a", data[] lt "b")'],
    [{ gte: true }, ['where.data.gte REQUEST.BAD_VALUE where.data.gte must be a number or a text.']],
    [{ lte: true }, ['where.data.lte REQUEST.BAD_VALUE where.data.lte must be a number or a text.']],
    [{ array_contains: 'a\0' }, ['where.data.array_contains REQUEST.BAD_VALUE where.data.array_contains must hold well-formed text without NUL.']],
    [{ gt: { _json: null } }, ['where.data.gt REQUEST.BAD_VALUE where.data.gt must be a number or a text.']],
    [{ equals: true, path: ['a'] }, 'data[a] equals true'],
    [{ array_contains: null }, 'data[] array_contains null'],
  ])('reads %j as questions about what is inside', (input, expected) => expect(filter(input)).toEqual(expected))

  it.each<[unknown, unknown]>([
    ['$.a."b c"[0]', 'data[a|b c|0] equals 1'],
    ['$', 'data[] equals 1'],
    ['a', ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
    ['', ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
    ['$.', ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
    ['$.a b.c', 'data[a b|c] equals 1'],
    ['$."a\\"b"', 'data[a"b] equals 1'],
    ['$."a\\\\b"', 'data[a\\b] equals 1'],
    ['$."a.b[0]"', 'data[a.b[0]] equals 1'],
    ['$[x]', ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
    ['$[12]', 'data[12] equals 1'],
    ['$a', ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
    ['$.a$', 'data[a$] equals 1'],
    ['$.a]', ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
    ['$.a"b', ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
    ['$[1', ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
    [1, ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
    [null, ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
    [[true], ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
    [[1.5], 'data[1.5] equals 1'],
    [{}, ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
    [['x'.repeat(201)], ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
    [['x'.repeat(200)], 'data[xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx] equals 1'],
    [['a\0'], ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
    [repeated('a', 33), ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
    [repeated('a', 32), 'data[a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a] equals 1'],
    [`$${'.a'.repeat(33)}`, ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
    [['a', null], ['where.data.path REQUEST.BAD_VALUE where.data.path must be a list of names, or a text such as "$.a.b[0]", of at most 32 parts.']],
  ])('reads a path: %j', (input, expected) => expect(filter({ path: input, equals: 1 })).toEqual(expected))

  it.each<[unknown, unknown]>([
    ['{"a":1}', 'data equals {"a":1}'],
    ['1', 'data equals 1'],
    ['x', ['where.data REQUEST.BAD_VALUE where.data must be JSON.']],
    ['"x"', 'data equals "x"'],
    ['{"a":1,"a":2}', ['where.data REQUEST.BAD_VALUE where.data must be JSON.']],
    ['null', 'data equals null'],
    [{ equals: '{"_json":null}' }, 'data equals "Symbol(JSON null)"'],
    [{ path: ['a'], gt: '1' }, 'data[a] gt 1'],
    [{ path: '$.a', equals: 'x' }, ['where.data.equals REQUEST.BAD_VALUE where.data.equals must be JSON.']],
    [{ string_contains: '1' }, 'data[] string_contains "1"'],
  ])('reads the text %j of a query string', (input, expected) => expect(filter(input, true)).toEqual(expected))
})
