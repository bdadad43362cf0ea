// Owns the step from a rule to a condition of the database for one principal.
import type { ExprValue } from '@ssot/contract'
import type { Field } from '../../registry/registry.ts'
import { ALWAYS } from '../../request/combine-where.ts'
import type { Where } from '../../request/query.ts'
import { decideValue } from './decide-value.ts'
import { readItems, readList, readOperand, scopeOf, type Read, type ReadContext } from './read-operand.ts'
import type { Rule } from './rule.ts'
import type { RuleValues } from './rule-values.ts'

export type { RuleValues } from './rule-values.ts'

/** Holds for no row. */
export const NEVER: Where = Object.freeze({ op: 'or', args: Object.freeze([]) })

// A condition; open: something in it is undecided, and counts as false for now.
interface Bound {
  readonly where: Where
  readonly open: boolean
}

const YES: Bound = { where: ALWAYS, open: false }
const NO: Bound = { where: NEVER, open: false }
const OPEN: Bound = { where: NEVER, open: true }

/** The condition that a row must fulfil: true or false of every row, never unknown. What is undecided is false. */
export function bindRule(rule: Rule, values: RuleValues): Where {
  return bind({ values, items: {} }, rule).where
}

type Leaf<Op extends Rule['op']> = Extract<Rule, { readonly op: Op }>
type ListLeaf = Extract<Rule, { readonly op: 'in' | 'has' }>

function bind(context: ReadContext, rule: Rule): Bound {
  switch (rule.op) {
    case 'const':
      return verdict(rule.value)
    case 'and':
      return both(rule.args.map((arg) => bind(context, arg)))
    case 'or':
      return either(rule.args.map((arg) => bind(context, arg)))
    case 'auth':
      return negateIf(rule, verdict(decideValue(rule.expr, scopeOf(context), context.values.now)))
    case 'isNull':
      return negateIf(rule, closed({ op: 'isNull', field: rule.field, ...upOf(rule) }))
    case 'isEmpty':
      return negateIf(rule, closed({ op: 'compare', field: rule.field, by: 'isEmpty', value: true, ...exactness(rule.field), ...upOf(rule) }))
    case 'compare':
      return negateIf(rule, bindComparison(rule, readOperand(context, rule.field, rule.operand)))
    case 'in':
      return negateIf(rule, bindMembership(rule, readList(context, rule.field, rule.operand)))
    case 'has':
      return negateIf(rule, bindHas(rule, readOperand(context, rule.field, rule.operand)))
    case 'compareFields':
      return negateIf(rule, closed(compareFields(rule)))
    case 'relation':
      return negateIf(rule, bindRelation(rule, bind(context, rule.where)))
    case 'can':
      return negateIf(rule, bindRelation(rule, closed(context.values.policyOf(rule.relation.model, rule.action))))
    case 'each':
      return negateIf(rule, bindEach(context, rule))
  }
}

function closed(where: Where): Bound {
  return { where, open: false }
}

function verdict(value: boolean | null): Bound {
  return value === null ? OPEN : value ? YES : NO
}

// What is undecided stays so. Conditions are true or false, so that the opposite of one is, too.
function negateIf({ negated }: { readonly negated: boolean }, { where, open }: Bound): Bound {
  if (!negated || open) return { where, open }
  return closed(isAlways(where) ? NEVER : isNever(where) ? ALWAYS : { op: 'not', arg: where })
}

function isAlways({ op }: Where): boolean {
  return op === 'always'
}

function isNever(where: Where): boolean {
  return where.op === 'or' && where.args.length === 0
}

function both(parts: readonly Bound[]): Bound {
  if (parts.some(({ where, open }) => !open && isNever(where))) return NO
  if (parts.some(({ where }) => isNever(where))) return OPEN
  return { where: joined('and', parts.map(({ where }) => where).filter((where) => !isAlways(where))), open: parts.some(({ open }) => open) }
}

function either(parts: readonly Bound[]): Bound {
  if (parts.some(({ where, open }) => !open && isAlways(where))) return YES
  return { where: joined('or', parts.map(({ where }) => where).filter((where) => !isNever(where))), open: parts.some(({ open }) => open) }
}

function joined(op: 'and' | 'or', args: readonly Where[]): Where {
  const [only] = args
  if (only === undefined) return op === 'and' ? ALWAYS : NEVER
  return args.length === 1 ? only : { op, args }
}

// Absent where it is the row itself, as in conditions of clients.
function upOf({ up = 0 }: { readonly up?: number }): { readonly up?: number } {
  return up === 0 ? {} : { up }
}

// Texts are compared as CEL does, whatever the column's collation is, and every list is there.
function exactness({ kind, list }: Field): { readonly insensitive: false; readonly exact?: true } {
  return kind === 'string' || list ? { insensitive: false, exact: true } : { insensitive: false }
}

// A comparison with null is false.
function known(leaf: { readonly field: Field; readonly up?: number }, where: Where): Where {
  const there: Where = { op: 'not', arg: { op: 'isNull', field: leaf.field, ...upOf(leaf) } }
  return leaf.field.required ? where : { op: 'and', args: [there, where] }
}

function bindComparison(rule: Leaf<'compare'>, read: Read): Bound {
  const { field, by } = rule
  if (read.is === 'absent') return OPEN
  if (read.is === 'null') return by === 'equals' ? closed({ op: 'isNull', field, ...upOf(rule) }) : NO
  return closed(known(rule, { op: 'compare', field, by, value: read.value, ...exactness(field), ...upOf(rule) }))
}

function bindMembership(rule: ListLeaf, read: Read): Bound {
  const { field } = rule
  if (read.is !== 'value') return OPEN
  if (Array.isArray(read.value) && read.value.length === 0) return NO
  return closed(known(rule, { op: 'compare', field, by: 'in', value: read.value, ...exactness(field), ...upOf(rule) }))
}

function bindHas(rule: ListLeaf, read: Read): Bound {
  const { field } = rule
  if (read.is === 'absent') return OPEN
  return read.is === 'null' ? NO : closed(known(rule, { op: 'compare', field, by: 'has', value: read.value, ...exactness(field), ...upOf(rule) }))
}

// Two nulls are equal; null is neither less nor more.
function compareFields({ model, field, by, other, own = 0, up }: Leaf<'compareFields'>): Where {
  const [one, two] = [{ field, up: own }, { field: other, up }]
  const compared: Where = { op: 'compareFields', model, field, by, other, ...exactness(field), ...(own === 0 ? {} : { own }), ...upOf({ up }) }
  const where = known(one, known(two, compared))
  if (by !== 'equals' || field.required || other.required) return where
  const nulls = [one, two].map((leaf): Where => ({ op: 'isNull', field: leaf.field, ...upOf(leaf) }))
  return { op: 'or', args: [where, { op: 'and', args: nulls }] }
}

// What is undecided of some record is undecided of them all: what is absent admits nobody, by whatever else holds.
function bindRelation(rule: Leaf<'relation'> | Leaf<'can'>, { where, open }: Bound): Bound {
  if (open) return OPEN
  if (isNever(where)) return NO
  const { relation } = rule
  return closed({ op: 'relation', relation, quantifier: relation.list ? 'some' : 'is', where, ...upOf(rule) })
}

function bindEach(context: ReadContext, { macro, over, as, where }: Leaf<'each'>): Bound {
  const items = readItems(context, over)
  if (items === null) return OPEN
  const bounds = items.map((item: ExprValue) => bind({ ...context, items: { ...context.items, [as]: item } }, where))
  if (bounds.some(({ open }) => open)) return OPEN
  return macro === 'all' ? both(bounds) : either(bounds)
}
