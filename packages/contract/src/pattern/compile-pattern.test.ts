import { describe, expect, it } from 'vitest'
import { compilePattern } from './compile-pattern.ts'

const PATTERNS = [
  '^[a-z0-9]+(-[a-z0-9]+)*$', 'abc', '^abc', 'abc$', '^$', '', 'a|b|', '^(a|bc)+$', '^(?:a|ab)(?:c|bcd)$', '^(a*)*$', '^(a+)+$', 'x{3}', '^x{2,}$', '^x{1,3}$', '^x{0}$', '^a??b$',
  '^\\d{4}-\\d{2}$', '^[^\\s@]+@[^\\s@]+$', '\\bcat\\b', '\\Bcat', '^.$', '^\\p{Lu}\\p{Ll}*$', '^\\u{1F600}$', '^\\uD83D\\uDE00$', '^[\\]\\-]+$', '^\\x41\\.$', '^(?<year>\\d+)$', '^[^a]$', '^\\w+\\W$', '(^a|b$)', '^[😀-😂]+$',
]
const TEXTS = ['', 'a', 'b', 'abc', 'xabcx', 'ab', 'abcd', 'aaaa', 'aaab', 'xx', 'xxx', 'xxxx', '2024-01', 'a@b', 'a @b', 'cat', 'a cat.', 'concat', 'Ünal', 'Abc', '😀', '😂😁', ']-', 'A.', '\n', 'foo-bar-9', 'foo--bar', 'foo!']

function testsOf(source: string): readonly (boolean | null)[] {
  const compiled = compilePattern(source)
  return compiled.ok ? TEXTS.map((text) => compiled.pattern.test(text)) : []
}

describe('given patterns and texts', () => {
  it.each(PATTERNS)('matches %s as the language does', (source) => {
    const own = new RegExp(source, 'u')
    expect(testsOf(source)).toEqual(TEXTS.map((text) => own.test(text)))
  })

  it('takes steps in proportion to the text where backtracking would not end', () => {
    const compiled = compilePattern('^(a+)+$')
    expect(compiled.ok && compiled.pattern.test(`${'a'.repeat(50_000)}!`)).toBe(false)
  })

  it('gives up on a text that is too long to be told', () => {
    const compiled = compilePattern('a{500}b')
    expect(compiled.ok && compiled.pattern.test('a'.repeat(100_000))).toBeNull()
  })

  it.each(['(?=a)', '(?!a)', '(?<=a)b', '(?<!a)b', '(a)\\1', '(?<x>a)\\k<x>', '(', 'a{10000}', '((a{100}){100}){100}', '(?:(?:^){9999}){9999}'])('refuses %s', (source) => {
    expect(compilePattern(source)).toEqual({ ok: false, message: expect.any(String) })
  })
})
