// What a rule says of a row, read off the expression itself: design/policy.md, semantic 1. It compiles nothing and asks no database.
import type { Expr } from '@ssot/contract'
import { compare, compareSize, compareTexts, type Size } from './rules-compare.ts'
import { combine, not, said, type Judging, type Outcome } from './rules-judging.ts'
import { isList, operandOf, overOf, placeOf, valueOf } from './rules-operand.ts'
import type { MeantRow } from './rules-rows.ts'

/** The outcome of a rule. */
export function judge(judging: Judging, expr: Expr): Outcome {
  switch (expr.t) {
    case 'lit':
      return said(expr.value === true)
    case 'ref':
      return judgeName(judging, expr)
    case 'unary':
      return not(judge(judging, expr.of))
    case 'cond':
      return judgeChoice(judging, expr)
    case 'macro':
      return judgeMacro(judging, expr)
    case 'call':
      return expr.fn === 'can' ? judgeCan(judging, expr) : judgeText(judging, expr)
    case 'binary':
      return judgeBinary(judging, expr)
    default:
      throw new Error(`No condition: ${expr.t}`)
  }
}

function judgeBinary(judging: Judging, expr: Extract<Expr, { t: 'binary' }>): Outcome {
  const { op, left, right } = expr
  if (op === '&&' || op === '||') return combine([judge(judging, left), judge(judging, right)], op === '&&' ? 'false' : 'true')
  if (right.t === 'lit' && typeof right.value === 'boolean' && ['unary', 'macro', 'binary'].includes(left.t)) return op === '==' ? same(judge(judging, left), right.value) : not(same(judge(judging, left), right.value))
  if (op === 'in' && right.t === 'list') return combine(right.items.map((item) => judgeBinary(judging, { ...expr, op: '==', right: item })), 'true')
  const size = sizeOfRecords(judging, left)
  if (size !== null) return compareSize(op, size.of, right.t === 'lit' ? Number(right.value) : 0)
  return compare(op, [operandOf(judging, left), operandOf(judging, right)])
}

function same(outcome: Outcome, value: boolean): Outcome {
  return value ? outcome : not(outcome)
}

function judgeChoice(judging: Judging, { if: test, yes, no }: Extract<Expr, { t: 'cond' }>): Outcome {
  const tested = judge(judging, test)
  if (tested === 'undecided') return 'undecided'
  const [one, other] = [judge(judging, yes), judge(judging, no)]
  if (tested === 'row') return combine([combine(['row', one], 'false'), combine(['row', other], 'false')], 'true')
  return tested === 'true' ? one : other
}

function judgeName(judging: Judging, expr: Extract<Expr, { t: 'ref' }>): Outcome {
  const [name] = expr.path
  if (expr.path.length === 1 && name === 'isAdmin') return said(judging.isAdmin)
  if (expr.path.length === 1 && name === 'authenticated') return said(judging.authenticated)
  const operand = operandOf(judging, expr)
  if (operand.is === 'field') return operand.known ? said(operand.value === true) : 'row'
  const value = operand.is === 'value' ? (operand.value ?? null) : null
  if (value === null && operand.is === 'value' && operand.ofRow) return 'false'
  return typeof value === 'boolean' ? said(value) : 'undecided'
}

function judgeText(judging: Judging, { fn, args }: Extract<Expr, { t: 'call' }>): Outcome {
  const [subject, part] = args.map((arg) => operandOf(judging, arg))
  if (!subject || !part) throw new Error(`No condition: ${fn}`)
  return compareTexts(fn, subject, part)
}

function judgeCan(judging: Judging, { args }: Extract<Expr, { t: 'call' }>): Outcome {
  const along = args[1]
  const place = along?.t === 'ref' ? placeOf(judging, along.path) : null
  if (!place) throw new Error('No relation.')
  const { items = [], known } = overOf(judging, place.start, place.path)
  return known ? said(rowsAmong(judging, items).some(judging.can)) : 'row'
}

function sizeOfRecords(judging: Judging, expr: Expr): { readonly of: Size } | null {
  const of = expr.t === 'call' && expr.fn === 'size' ? expr.args[0] : undefined
  const place = of?.t === 'ref' ? placeOf(judging, of.path) : null
  if (!place) return null
  const over = overOf(judging, place.start, place.path)
  return { of: over.known ? over.items?.length : 'unknown' }
}

// Whether it is undecided is asked without any row.
function judgeMacro(judging: Judging, expr: Extract<Expr, { t: 'macro' }>): Outcome {
  const place = expr.over.t === 'ref' ? placeOf(judging, expr.over.path) : null
  if (!place) return judgeItems(judging, expr)
  const over = overOf(judging, place.start, place.path)
  const { model } = over
  if (!model) throw new Error('No records.')
  const bodyOf = (row: MeantRow | undefined, from = judging): Outcome => judge({ ...from, names: new Map([...from.names, [expr.as, { model, row }]]) }, expr.where)
  const decided = bodyOf(undefined, withoutRows(judging))
  if (decided === 'undecided') return 'undecided'
  const isExists = expr.macro === 'exists'
  if (over.known) {
    if (over.items === undefined) return 'false'
    const outcomes = rowsAmong(judging, over.items).map((row) => bodyOf(row))
    return said(isExists ? outcomes.includes('true') : outcomes.every((one) => one === 'true'))
  }
  if (isExists) return decided === 'false' ? 'false' : 'row'
  return decided === 'true' && over.direct ? 'true' : 'row'
}

function rowsAmong({ world: { rows } }: Judging, items: readonly unknown[]): readonly MeantRow[] {
  return [...rows.values()].flat().filter((row) => items.includes(row))
}

function withoutRows(judging: Judging): Judging {
  const names = [...judging.names].map(([name, scope]) => [name, 'item' in scope ? scope : { model: scope.model }] as const)
  return { ...judging, root: { model: judging.root.model }, names: new Map(names) }
}

function judgeItems(judging: Judging, { over, macro, as, where }: Extract<Expr, { t: 'macro' }>): Outcome {
  const list = valueOf(judging, over)
  if (!isList(list)) return 'undecided'
  const bodies = (from: Judging): readonly Outcome[] => list.map((item) => judge({ ...from, names: new Map([...from.names, [as, { item }]]) }, where))
  if (bodies(withoutRows(judging)).includes('undecided')) return 'undecided'
  return combine(bodies(judging), macro === 'exists' ? 'true' : 'false')
}
