// Owns the step from a compiled rule back to text: what is asked of a record once everything is decided that a principal decides.
import type { Expr } from '@ssot/contract'
import type { Operand, Rule } from './rule.ts'
import { showExpr } from './show-expr.ts'

/** How the rows around a leaf are called, the innermost last: the row itself by nothing. */
type Names = readonly string[]

/** A rule in the words of the rule language; what of `auth` is not decided stands by its name. */
export function showRule(rule: Rule): string {
  return show([''], rule)
}

type Leaf<Op extends Rule['op']> = Extract<Rule, { readonly op: Op }>

function show(names: Names, rule: Rule): string {
  switch (rule.op) {
    case 'const':
      return rule.value === null ? 'false' : String(rule.value)
    case 'and':
    case 'or':
      return rule.args.map((arg) => inside(names, rule.op, arg)).join(rule.op === 'and' ? ' && ' : ' || ')
    case 'auth':
      return negated(rule, showDecision(rule.expr))
    case 'isNull':
      return `${at(names, rule, rule.field.name)} ${rule.negated ? '!=' : '=='} null`
    case 'isEmpty':
      return `size(${at(names, rule, rule.field.name)}) ${rule.negated ? '>' : '=='} 0`
    case 'compare':
      return compared(rule, at(names, rule, rule.field.name), showOperand(rule.operand))
    case 'compareFields':
      return compared(rule, at(names, { up: rule.own ?? 0 }, rule.field.name), at(names, rule, rule.other.name))
    case 'in':
      return negated(rule, `${at(names, rule, rule.field.name)} in ${showOperand(rule.operand)}`)
    case 'has':
      return negated(rule, `${showOperand(rule.operand)} in ${at(names, rule, rule.field.name)}`)
    case 'relation':
      return showRelation(names, rule)
    case 'can':
      return negated(rule, `can('${rule.action}', ${at(names, rule, rule.relation.name)})`)
    case 'each':
      return negated(rule, `${showExpr(rule.over)}.${rule.macro}(${rule.as}, ${show(names, rule.where)})`)
  }
}

function inside(names: Names, op: 'and' | 'or', arg: Rule): string {
  const text = show(names, arg)
  return op === 'and' && arg.op === 'or' ? `(${text})` : text
}

function negated(rule: { readonly negated: boolean }, text: string): string {
  if (!rule.negated) return text
  return / /.test(text.replace(/\(.*\)$/s, '')) ? `!(${text})` : `!${text}`
}

const SIGNS: Readonly<Record<string, string>> = { equals: '==', lt: '<', lte: '<=', gt: '>', gte: '>=' }

function compared(rule: Leaf<'compare'> | Leaf<'compareFields'>, left: string, right: string): string {
  const sign = SIGNS[rule.by]
  if (sign === undefined) return negated(rule, `${left}.${rule.by}(${right})`)
  if (right === 'true' && sign === '==') return rule.negated ? `!${left}` : left
  return sign === '==' && rule.negated ? `${left} != ${right}` : negated(rule, `${left} ${sign} ${right}`)
}

// A record of a to-one relation is named by its path, one of many by a letter of its own.
function showRelation(names: Names, rule: Leaf<'relation'>): string {
  const path = at(names, rule, rule.relation.name)
  const isThere = rule.where.op === 'const' && rule.where.value === true
  if (isThere) return rule.relation.list ? `size(${path}) ${rule.negated ? '==' : '>'} 0` : `${path} ${rule.negated ? '==' : '!='} null`
  if (!rule.relation.list) return negated(rule, show([...names, path], rule.where))
  const name = letterOf(rule.relation.name, names)
  return negated(rule, `${path}.exists(${name}, ${show([...names, name], rule.where)})`)
}

function letterOf(relation: string, names: Names): string {
  const letter = relation.charAt(0).toLowerCase()
  return names.includes(letter) ? `${letter}${names.length}` : letter
}

function at(names: Names, { up = 0 }: { readonly up?: number }, member: string): string {
  const row = names.at(-1 - up) ?? ''
  return row === '' ? member : `${row}.${member}`
}

function showOperand(operand: Operand): string {
  if ('expr' in operand) return showExpr(operand.expr)
  const { value } = operand
  if (Array.isArray(value)) return `[${value.map((item) => showOperand({ value: item })).join(', ')}]`
  return typeof value === 'string' || value instanceof Date ? JSON.stringify(value) : String(value)
}

// Comparisons of values that are written in several ways stand under a name of ours.
function showDecision(expr: Expr): string {
  const [op, , left, right] = expr.t === 'call' && expr.fn === '#compare' ? expr.args : []
  return op?.t === 'lit' && left && right ? `${showExpr(left)} ${String(op.value)} ${showExpr(right)}` : showExpr(expr)
}
