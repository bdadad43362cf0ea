import { describe, expect, it } from 'vitest'
import type { Expr } from './ast.ts'
import { parseExpr } from './parse-expr.ts'
import { walkExpr } from './walk-expr.ts'

const nameOf = (part: Expr): string => (part.t === 'ref' ? part.path.join('.') : part.t)

function walked(text: string): readonly string[] {
  const parsed = parseExpr(text)
  if (!parsed.ok) throw new Error(parsed.message)
  const seen: string[] = []
  walkExpr(parsed.expr, (part, bound) => seen.push([nameOf(part), ...bound].join(' ')))
  return seen
}

describe('given an expression', () => {
  it.each([
    ['a.b', ['a.b']],
    ['1', ['lit']],
    ['[a, 1]', ['list', 'a', 'lit']],
    ['a[b]', ['index', 'a', 'b']],
    ['!a', ['unary', 'a']],
    ['a + b', ['binary', 'a', 'b']],
    ['a ? b : c', ['cond', 'a', 'b', 'c']],
    ['f(a, b)', ['call', 'a', 'b']],
    ['a.all(x, x == b)', ['macro', 'a', 'binary x', 'x x', 'b x']],
    ['a.all(x, x.exists(y, y))', ['macro', 'a', 'macro x', 'x x', 'y x y']],
  ])('walks through every part of %s, with the items of the macros around it', (text, parts) => {
    expect(walked(text)).toEqual(parts)
  })
})
