import { describe, expect, it } from 'vitest'
import { parseExpr } from '@ssot/contract'
import { inferKind, type Inferred } from './infer-kind.ts'

const NAMES: Readonly<Record<string, Inferred>> = {
  text: { kind: 'text', nullable: false },
  textOrNull: { kind: 'text', nullable: true },
  whole: { kind: 'whole', nullable: false },
  wholeOrNull: { kind: 'whole', nullable: true },
  number: { kind: 'number', nullable: false },
  flag: { kind: 'boolean', nullable: false },
  flagOrNull: { kind: 'boolean', nullable: true },
  list: { kind: 'list', nullable: false },
  any: { kind: 'any', nullable: true },
}

const CASES: readonly (readonly [expr: string, kind: Inferred['kind'], nullable: boolean])[] = [
  ["'a'", 'text', false],
  ['1', 'whole', false],
  ['1.5', 'number', false],
  ['true', 'boolean', false],
  ['null', 'null', true],
  ['[1]', 'list', false],
  ['textOrNull', 'text', true],
  ['list[0]', 'any', true],
  ['!any', 'boolean', false],
  ['-whole', 'whole', false],
  ['-wholeOrNull', 'whole', true],
  ['-number', 'number', true],
  ['any == null', 'boolean', false],
  ['whole != 1', 'boolean', false],
  ['wholeOrNull < 1', 'boolean', false],
  ['wholeOrNull <= 1', 'boolean', false],
  ['wholeOrNull > 1', 'boolean', false],
  ['wholeOrNull >= 1', 'boolean', false],
  ["'a' in list", 'boolean', false],
  ['flag && flagOrNull', 'boolean', true],
  ['flag || flag', 'boolean', false],
  ['flag && text', 'any', false],
  ['textOrNull ?? text', 'text', false],
  ['textOrNull ?? textOrNull', 'text', true],
  ['textOrNull ?? 1', 'any', false],
  ['flag ? text : null', 'text', true],
  ['flag ? null : text', 'text', true],
  ['flag ? text : text', 'text', false],
  ['flag ? text : 1', 'any', false],
  ['flag ? null : null', 'null', true],
  ["textOrNull + ' '", 'text', false],
  ["' ' + whole", 'text', false],
  ['textOrNull + textOrNull', 'any', true],
  ['textOrNull + whole', 'any', true],
  ['any + whole', 'any', true],
  ['whole + any', 'any', true],
  ['whole + whole', 'whole', false],
  ['whole - whole', 'whole', false],
  ['whole * whole', 'whole', false],
  ['whole % whole', 'whole', true],
  ['whole / whole', 'number', true],
  ['whole + wholeOrNull', 'whole', true],
  ['whole * number', 'number', true],
  ['any * 2', 'number', true],
  ['now()', 'text', false],
  ['size(list)', 'whole', true],
  ["text.startsWith('a')", 'boolean', false],
  ["text.endsWith('a')", 'boolean', false],
  ["text.contains('a')", 'boolean', false],
  ['list.exists(x, x == 1)', 'boolean', false],
  ['list.all(x, x == 1)', 'boolean', false],
]

describe('given an expression over fields', () => {
  it.each(CASES)('%s is of the kind %s; may be null: %s', (text, kind, nullable) => {
    const parsed = parseExpr(text)
    if (!parsed.ok) throw new Error(parsed.message)
    expect(inferKind(parsed.expr, ([name = '']) => NAMES[name] ?? { kind: 'null', nullable: true })).toEqual({ kind, nullable })
  })
})
