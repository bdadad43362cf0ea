import { describe, expect, it } from 'vitest'
import { parseJson } from './parse-json.ts'
import { readArguments } from './read-arguments.ts'
import { outcomeOf, scopeOf } from './request-fixture.ts'

const read = (queryString: string): unknown => outcomeOf(() => readArguments(queryString), scopeOf('Post'))
const brackets = (depth: number): string => `a${'[b]'.repeat(depth)}=1`
const json = (text: string): unknown => outcomeOf(() => parseJson(text), scopeOf('Post'))

describe('given a query string', () => {
  it.each<[string, unknown]>([
    ['', {}],
    ['&', {}],
    ['take=5', { take: '5' }],
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a=1&&b=2', { a: '1', b: '2' }],
    ['where={"title":"x"}', { where: { title: 'x' } }],
    ['where=[1]', { where: [1] }],
    ['where= {"a":1}', { where: { a: 1 } }],
    ['where=%7B%22a%22%3A1%7D', { where: { a: 1 } }],
    ['where={"a":1', { code: 'REQUEST.MALFORMED_QUERY', detail: 'The argument "where" looks like JSON but is not.', errors: ['where REQUEST.MALFORMED_QUERY'] }],
    ['where={"a":1,"a":2}', { code: 'REQUEST.MALFORMED_QUERY', detail: 'where.a is given twice.', errors: ['where.a REQUEST.MALFORMED_QUERY'] }],
    ['where={"a":9007199254740993}', { code: 'REQUEST.BAD_VALUE', detail: 'where.a is a number with more digits than JSON keeps; round it, or send it as a text where the field takes one.', errors: ['where.a REQUEST.BAD_VALUE'] }],
    ['search={"a":1', { search: '{"a":1' }],
    ['search=[x', { search: '[x' }],
    ['title=x{', { title: 'x{' }],
    ['where[title]=x', { where: { title: 'x' } }],
    ['where[author][name]=x', { where: { author: { name: 'x' } } }],
    ['where[OR][0][title]=a&where[OR][1][title]=b', { where: { OR: [{ title: 'a' }, { title: 'b' }] } }],
    ['where[title][in][]=a&where[title][in][]=b', { where: { title: { in: ['a', 'b'] } } }],
    ['where%5Btitle%5D=x', { where: { title: 'x' } }],
    ['select=title,views', { select: 'title,views' }],
    ['a.b=1', { 'a.b': '1' }],
    ['a', { a: '' }],
    ['a=', { a: '' }],
    ['a=b=c', { a: 'b=c' }],
    ['a[b]=c=d', { a: { b: 'c=d' } }],
    ['a[b=c]=1&a[b=d]=2', { a: { 'b=c': '1', 'b=d': '2' } }],
    ['a[b=c]=d', { a: { 'b=c': 'd' } }],
    ['a+b=c+d', { 'a b': 'c d' }],
    ['a=%2B', { a: '+' }],
    ['__proto__=1', {}],
    ['a[__proto__]=1', { a: {} }],
    ['a[constructor]=1', { a: { constructor: '1' } }],
    ['a=1&a=2', { code: 'REQUEST.MALFORMED_QUERY', detail: 'The argument "a" is given more than once.', errors: ['a REQUEST.MALFORMED_QUERY'] }],
    ['a=1&%61=2', { code: 'REQUEST.MALFORMED_QUERY', detail: 'The argument "a" is given more than once.', errors: ['a REQUEST.MALFORMED_QUERY'] }],
    ['a=1&a[b]=2', { code: 'REQUEST.MALFORMED_QUERY', detail: 'The argument "a" is given more than once.', errors: ['a REQUEST.MALFORMED_QUERY'] }],
    ['a[b]=2&a=1', { code: 'REQUEST.MALFORMED_QUERY', detail: 'The argument "a" is given more than once.', errors: ['a REQUEST.MALFORMED_QUERY'] }],
    ['a[b]=1&a[b]=2', { code: 'REQUEST.MALFORMED_QUERY', detail: 'The argument "a[b]" is given more than once.', errors: ['a[b] REQUEST.MALFORMED_QUERY'] }],
    ['a[b]=1&a[c]=2', { a: { b: '1', c: '2' } }],
    ['a[]=1&a[]=2', { a: ['1', '2'] }],
    ['a[]=1&a[b]=2', { a: { '0': '1', b: '2' } }],
    ['a[b][]=1&a[b][]=2', { a: { b: ['1', '2'] } }],
    ['a%5Bb%5D=1&a[b]=2', { code: 'REQUEST.MALFORMED_QUERY', detail: 'The argument "a[b]" is given more than once.', errors: ['a[b] REQUEST.MALFORMED_QUERY'] }],
    ['a=1&b=2&a=3', { code: 'REQUEST.MALFORMED_QUERY', detail: 'The argument "a" is given more than once.', errors: ['a REQUEST.MALFORMED_QUERY'] }],
    ['a[b%5D=1&a[b]=2', { code: 'REQUEST.MALFORMED_QUERY', detail: 'The argument "a[b]" is given more than once.', errors: ['a[b] REQUEST.MALFORMED_QUERY'] }],
    ['a&a', { code: 'REQUEST.MALFORMED_QUERY', detail: 'The argument "a" is given more than once.', errors: ['a REQUEST.MALFORMED_QUERY'] }],
    ['a=%', { code: 'REQUEST.MALFORMED_QUERY', detail: 'The query string is not percent-encoded UTF-8.', errors: [] }],
    ['a=%ff', { code: 'REQUEST.MALFORMED_QUERY', detail: 'The query string is not percent-encoded UTF-8.', errors: [] }],
    ['%ff=1', { code: 'REQUEST.MALFORMED_QUERY', detail: 'The query string is not percent-encoded UTF-8.', errors: [] }],
    ['a=%00', { code: 'REQUEST.MALFORMED_QUERY', detail: 'The query string holds the character NUL.', errors: [] }],
    ['a%00=1', { code: 'REQUEST.MALFORMED_QUERY', detail: 'The query string holds the character NUL.', errors: [] }],
    ['a=%c3%bc', { a: 'ü' }],
    [brackets(12), { a: { b: { b: { b: { b: { b: { b: { b: { b: { b: { b: { b: { b: '1' } } } } } } } } } } } } }],
    [brackets(13), { code: 'REQUEST.MALFORMED_QUERY', detail: 'The query string is nested deeper than 12 or holds more than 1000 parts.', errors: [] }],
    [`${'&'.repeat(2000)}a=1`, { code: 'REQUEST.MALFORMED_QUERY', detail: 'The query string is nested deeper than 12 or holds more than 1000 parts.', errors: [] }],
    [`${'x'.repeat(150)}=1&${'x'.repeat(150)}=2`, { code: 'REQUEST.MALFORMED_QUERY', detail: 'The argument "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" is given more than once.', errors: ['xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx REQUEST.MALFORMED_QUERY'] }],
    [`${'x'.repeat(150)}={`, { code: 'REQUEST.MALFORMED_QUERY', detail: 'The argument "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" looks like JSON but is not.', errors: ['xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx REQUEST.MALFORMED_QUERY'] }],
  ])('reads %j', (input, expected) => expect(read(input)).toEqual(expected))
})

describe('given a body', () => {
  it.each<[string, unknown]>([
    ['{"a":1}', { a: 1 }],
    ['1', 1],
    ['null', null],
    ['', { code: 'REQUEST.MALFORMED_JSON', detail: 'The body is not valid JSON in UTF-8.', errors: [] }],
    ['{', { code: 'REQUEST.MALFORMED_JSON', detail: 'The body is not valid JSON in UTF-8.', errors: [] }],
    ['{"a":1,"a":2}', { code: 'REQUEST.MALFORMED_JSON', detail: 'a is given twice.', errors: ['a REQUEST.MALFORMED_JSON'] }],
    ['{"a":1e400}', { code: 'REQUEST.BAD_VALUE', detail: 'a is a number with more digits than JSON keeps; round it, or send it as a text where the field takes one.', errors: ['a REQUEST.BAD_VALUE'] }],
    ['[1,]', { code: 'REQUEST.MALFORMED_JSON', detail: 'The body is not valid JSON in UTF-8.', errors: [] }],
    ['['.repeat(101), { code: 'LIMIT.EXCEEDED', detail: 'JSON may be nested 100 deep.', errors: [' LIMIT.EXCEEDED'] }],
  ])('reads %j', (input, expected) => expect(json(input)).toEqual(expected))
})
