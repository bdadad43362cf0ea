import { describe, expect, it } from 'vitest'
import type { Expr } from './ast.ts'
import { EXPR_LIMITS, parseExpr } from './parse-expr.ts'

/** An AST as a line: operators with all their parentheses. */
function show(expr: Expr): string {
  switch (expr.t) {
    case 'lit':
      return JSON.stringify(expr.value)
    case 'list':
      return `[${expr.items.map(show).join(', ')}]`
    case 'ref':
      return expr.path.join('.')
    case 'index':
      return `${show(expr.of)}[${show(expr.at)}]`
    case 'unary':
      return `(${expr.op}${show(expr.of)})`
    case 'binary':
      return `(${show(expr.left)} ${expr.op} ${show(expr.right)})`
    case 'cond':
      return `(${show(expr.if)} ? ${show(expr.yes)} : ${show(expr.no)})`
    case 'call':
      return `${expr.fn}(${expr.args.map(show).join(', ')})`
    case 'macro':
      return `${show(expr.over)}.${expr.macro}{${expr.as}: ${show(expr.where)}}`
  }
}

const parsed = (text: string) => {
  const result = parseExpr(text)
  return result.ok ? show(result.expr) : `${result.at}: ${result.message}`
}

describe('given an expression', () => {
  it.each([
    ['published || authorId == auth.id', '(published || (authorId == auth.id))'],
    ['a || b && c', '(a || (b && c))'],
    ['a ?? b || c', '(a ?? (b || c))'],
    ['a ?? b ?? c', '((a ?? b) ?? c)'],
    ['a == b && c != d', '((a == b) && (c != d))'],
    ['a < b == c', '((a < b) == c)'],
    ['a + b * c - d % e', '((a + (b * c)) - (d % e))'],
    ['a - b - c', '((a - b) - c)'],
    ['a / b / c', '((a / b) / c)'],
    ['(a + b) * c', '((a + b) * c)'],
    ['!a.b && !!c', '((!a.b) && (!(!c)))'],
    ['-a + -3 - -2.5', '(((-a) + -3) - -2.5)'],
    ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
    ['a ?? b ? c : d', '((a ?? b) ? c : d)'],
    ['role in ["A", \'B\']', '(role in ["A", "B"])'],
    ['inner in indexes', '(inner in indexes)'],
    ['auth.orgIds.exists(o, o == orgId)', 'auth.orgIds.exists{o: (o == orgId)}'],
    ['!members.all(m, m.user.id != auth.id)', '(!members.all{m: (m.user.id != auth.id)})'],
    ['title.startsWith("a") || t.endsWith(b) || t.contains("c")', '((startsWith(title, "a") || endsWith(t, b)) || contains(t, "c"))'],
    ['tags.size() + size(tags)', '(size(tags) + size(tags))'],
    ['now() > a', '(now() > a)'],
    ['can("read", conversation)', 'can("read", conversation)'],
    ['hasPlan("pro", 1)', 'hasPlan("pro", 1)'],
    ['a["b"].c[0]', 'a["b"]["c"][0]'],
    ['[1, 2][0]', '[1, 2][0]'],
    ['f(x).y', 'f(x)["y"]'],
    ['a.in.package.true', 'a.in.package.true'],
    ['constructor.__proto__', 'constructor.__proto__'],
    [' true\n&&\tfalse == null ', '(true && (false == null))'],
    ['1.5e3 + 0.25', '(1500 + 0.25)'],
    ['12.5 + 1e+5 + 1E10 + 2e-2', '(((12.5 + 100000) + 10000000000) + 0.02)'],
    ["  'it is'  +  'it\\'s'", '("it is" + "it\'s")'],
    ['!3 + -"a"', '((!3) + (-"a"))'],
    ['"a\\"b\\n\\u0041\\x42" + \'"\'', '("a\\"b\\nAB" + "\\"")'],
    ['"a // b"', '"a // b"'],
  ])('parses %s', (text, line) => {
    expect(parsed(text)).toBe(line)
  })

  it.each([['true', true], ['false', false], ['null', null]] as const)('takes %s for a constant', (text, value) => {
    expect(parseExpr(text)).toEqual({ ok: true, expr: { t: 'lit', value } })
  })

  it('gives an AST as a whole', () => {
    expect(parseExpr('a.b == 1')).toEqual({
      ok: true,
      expr: { t: 'binary', op: '==', left: { t: 'ref', path: ['a', 'b'] }, right: { t: 'lit', value: 1 } },
    })
  })
})

describe('given text that is no expression', () => {
  it.each([
    ['', '0: The expression ends too early.'],
    ['a ||', '4: The expression ends too early.'],
    ['a b', '2: Unexpected `b`.'],
    ['a "b"', '2: Unexpected text.'],
    ['a = b', '2: Compare with `==`; `=` has no meaning.'],
    ['a & b', '2: Write `&&`.'],
    ['a | b', '2: Write `||`.'],
    ['a === b', '4: Compare with `==`; `=` has no meaning.'],
    ['(a', '2: `)` is missing at the end.'],
    ['f(a', '3: `)` is missing at the end.'],
    ['[a, b', '5: `]` is missing at the end.'],
    ['[a,]', '3: Unexpected `]`.'],
    ['a ? b', '5: `:` is missing at the end.'],
    ['a.', '2: A name must follow the dot.'],
    ['a.1', '2: A name must follow the dot.'],
    ['.a', '0: Unexpected `.`.'],
    ['"a', '0: The text is not closed.'],
    ['"a\nb"', '0: The text is not closed.'],
    ['"a\\qb"', '0: \\q is not an escape.'],
    ['a # b', '2: `#` has no meaning here.'],
    ['`a`', '0: ``` has no meaning here.'],
    ['{a: 1}', '0: `{` has no meaning here.'],
    ['a; b', '1: `;` has no meaning here.'],
    ['a => b', '2: Compare with `==`; `=` has no meaning.'],
    ['a++', '2: Unexpected `+`.'],
    ['0x1F', '0: The number is malformed.'],
    ['9007199254740993', '0: The number 9007199254740993 is too large; write it as a text.'],
    ['function', '0: "function" is a reserved word.'],
    ['a + in', '4: "in" is a reserved word.'],
    ['a.startWith("x")', '2: There is no method "startWith". Did you mean "startsWith"?'],
    ['a.matches("x")', '2: There is no method "matches". The methods are startsWith, endsWith, contains, size, exists, all.'],
    ['a.constructor("x")', '2: There is no method "constructor". The methods are startsWith, endsWith, contains, size, exists, all.'],
    ['a.startsWith()', '2: startsWith takes 1 argument, and it has 0.'],
    ['size(a, b)', '0: size takes 1 argument, and it has 2.'],
    ['now(1)', '0: now takes 0 arguments, and it has 1.'],
    ['a.exists(b.c, true)', '10: Expected `,` before `.`.'],
    ['a.exists(true, true)', '9: exists needs a name for the item: `list.exists(item, …)`.'],
    ['a.exists(m)', '10: Expected `,` before `)`.'],
    ['a.exists(1, true)', '9: exists needs a name for the item: `list.exists(item, …)`.'],
    ['a.exists("m", true)', '9: exists needs a name for the item: `list.exists(item, …)`.'],
    ['a.all(in, true)', '6: all needs a name for the item: `list.all(item, …)`.'],
    ['can("read")', '0: can takes 2 arguments, and it has 1.'],
    ["'a", '0: The text is not closed.'],
    ['f(a)(b)', '4: Unexpected `(`.'],
  ])('says where and why: %s', (text, message) => {
    expect(parsed(text)).toBe(message)
  })
})

describe('given an expression at a limit', () => {
  const chain = (length: number) => Array.from({ length }, () => 'a').join('||')
  it.each([
    ['2,000 characters', `"${'x'.repeat(1998)}"`, true],
    ['2,001 characters', `"${'x'.repeat(1999)}"`, false],
    ['499 parts', chain(250), true],
    ['500 parts', `!${chain(250)}`, true],
    ['501 parts', chain(251), false],
    ['exclamation marks in 49 levels', `${'!'.repeat(49)}a`, true],
    ['exclamation marks in 50 levels', `${'!'.repeat(50)}a`, false],
    ['minus signs in 50 levels', `${'-'.repeat(50)}a`, false],
    ['sixty items beside each other', `[${Array.from({ length: 60 }, () => 'a').join()}]`, true],
    ['sixty negations beside each other', Array.from({ length: 60 }, () => '!a').join('||'), true],
    ['five macros beside each other', Array.from({ length: 5 }, () => 'a.all(x, x)').join('||'), true],
    ['parentheses in 49 levels', '('.repeat(49) + 'a' + ')'.repeat(49), true],
    ['parentheses in 50 levels', '('.repeat(50) + 'a' + ')'.repeat(50), false],
    ['a thousand parentheses', '('.repeat(1000), false],
    ['a thousand brackets', '['.repeat(1000), false],
    ['nineteen hundred exclamation marks', `${'!'.repeat(1900)}a`, false],
    ['nineteen hundred minus signs', `${'-'.repeat(1900)}a`, false],
    ['conditions in conditions', 'a?b:'.repeat(400) + 'c', false],
    ['calls in calls', 'f('.repeat(400) + ')'.repeat(400), false],
    ['indexes in indexes', 'a['.repeat(400) + '1' + ']'.repeat(400), false],
    ['four macros', 'a.all(x, '.repeat(4) + 'x' + ')'.repeat(4), true],
    ['five macros', 'a.all(x, '.repeat(5) + 'x' + ')'.repeat(5), false],
    ['a long path', `a${'.a'.repeat(999)}`, false],
  ])('decides about %s', (_, text, ok) => {
    expect(parseExpr(text).ok).toBe(ok)
  })

  it('says which limit', () => {
    expect(['x'.repeat(2001), chain(251), '('.repeat(51)].map(parsed)).toEqual([
      `2000: The expression is longer than ${EXPR_LIMITS.length} characters.`,
      '751: The expression has more than 500 parts.',
      '50: The expression is nested deeper than 50 levels.',
    ])
  })
})
