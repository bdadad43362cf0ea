import { describe, expect, it } from 'vitest'
import { parseJson } from './parse-json.ts'
import { MAX_NESTING, scanJson } from './scan-json.ts'

const faultOf = (text: string): unknown => {
  const fault = scanJson(text)
  return fault && [fault.path, fault.code]
}

describe('given the text of a JSON document', () => {
  it.each<[string]>([
    ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}'],
    ['["a","a",{"a":"a"},"a"]'],
    [String.raw`{"a":"\"a\":1,\"a\":2","\\":"\\","b":"{\"b\""}`],
    ['{"a":"}","A":"]","":1," ":2}'],
    [String.raw`{"a":"\",\"x\",\"x\""}`],
    ['9007199254740991'],
    ['[-9007199254740991,1e20,100000000000000000000,1.7976931348623157e308,5e-324,0.1,0.10000000000000001,1e-7,0.000,-0,0e999,1e5,1e22,12e-3]'],
    ['{"a":'],
    ['"'],
    ['}]'],
    [''],
    [`${'['.repeat(MAX_NESTING)}${']'.repeat(MAX_NESTING)}`],
  ])('document %# has no fault that JSON.parse would not see', (text) => {
    expect(faultOf(text)).toBe(null)
  })

  it.each<[string, string, string]>([
    ['{"a":1,"a":2}', 'a', 'REQUEST.MALFORMED_JSON'],
    ['{"a":{"b":[1,{"c":1,"d":2,"c":3}]}}', 'a.b.1.c', 'REQUEST.MALFORMED_JSON'],
    [String.raw`{"role":1,"\u0072ole":2}`, 'role', 'REQUEST.MALFORMED_JSON'],
    ['{"__proto__":1,"__proto__":2}', '__proto__', 'REQUEST.MALFORMED_JSON'],
    ['{"a":1,"b":{"c":[]},"a":2}', 'a', 'REQUEST.MALFORMED_JSON'],
    [`{${Array.from({ length: 50 }, (_, index) => `"k${index}":1`).join(',')},"k49":1}`, 'k49', 'REQUEST.MALFORMED_JSON'],
    ['{"size":9007199254740993}', 'size', 'REQUEST.BAD_VALUE'],
    ['[1,1e400]', '1', 'REQUEST.BAD_VALUE'],
    ['[1,"a",1e400]', '2', 'REQUEST.BAD_VALUE'],
    ['[1e+400]', '0', 'REQUEST.BAD_VALUE'],
    ['[1E400]', '0', 'REQUEST.BAD_VALUE'],
    [String.raw`{"a":"\\","a":1}`, 'a', 'REQUEST.MALFORMED_JSON'],
    [`{"${'k'.repeat(300)}":1e400}`, 'k'.repeat(200), 'REQUEST.BAD_VALUE'],
    ['[-1e400]', '0', 'REQUEST.BAD_VALUE'],
    ['[1e-400]', '0', 'REQUEST.BAD_VALUE'],
    ['{"a":9e999}', 'a', 'REQUEST.BAD_VALUE'],
    ['12345678901234.567', '', 'REQUEST.BAD_VALUE'],
    ['0.1234567890123456789', '', 'REQUEST.BAD_VALUE'],
    [`1${'0'.repeat(400)}`, '', 'REQUEST.BAD_VALUE'],
    ['['.repeat(MAX_NESTING + 1), '', 'LIMIT.EXCEEDED'],
    ['{"a":'.repeat(500_000), '', 'LIMIT.EXCEEDED'],
  ])('document %# has its fault where it stands, as a fault of its kind', (text, path, code) => {
    expect(faultOf(text)).toEqual([path, code])
  })

  it('says where the fault is, or that it is the whole body', () => {
    expect([scanJson('{"a":1,"a":2}')?.message, scanJson('{"a":1,"a":2}', 'where')?.message, scanJson('1e400')?.message.slice(0, 20)]).toEqual(['a is given twice.', 'where.a is given twice.', 'The body is a number'])
  })

  it('answers the value of a document without a fault, a key named __proto__ as a key', () => {
    const value = parseJson('{"__proto__":{"admin":true},"a":[1]}')
    expect([Object.keys(Object(value)), Object.getPrototypeOf(value) === Object.prototype]).toEqual([['__proto__', 'a'], true])
  })
})
