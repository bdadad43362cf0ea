// Owns what a condition may learn of fields that are known of some rows only: of any other row, neither a comparison nor its opposite holds.
import type { Model } from '../registry/registry.ts'
import { allOf } from '../request/combine-where.ts'
import type { Where } from '../request/query.ts'
import { fieldConditions, guardInner, type Guard } from './guard-query.ts'

type Leaf = Extract<Where, { op: 'isNull' | 'compare' | 'compareFields' | 'json' }>

/** A comparison that holds for rows only of which the fields are known. */
export function guardLeaf(guard: Guard, model: Model, leaf: Leaf): Where {
  return allOf([...conditionsOn(guard, model, leaf), leaf])
}

/** The opposite of a condition, with the negation at its comparisons: each of them asks for what it needs to be known. */
export function guardNegated(guard: Guard, model: Model, where: Where): Where {
  switch (where.op) {
    case 'always':
      return { op: 'or', args: [] }
    case 'and':
    case 'or':
      return { op: where.op === 'and' ? 'or' : 'and', args: where.args.map((arg) => guardNegated(guard, model, arg)) }
    case 'not':
      return guardInner(guard, model, where.arg)
    case 'relation':
      return guardInner(guard, model, oppositeOf(where))
    case 'absent':
      return { op: 'not', arg: guardInner(guard, model, where) }
    default:
      return allOf([...conditionsOn(guard, model, where), { op: 'not', arg: where }])
  }
}

const OPPOSITE = { some: 'none', none: 'some', is: 'isNot', isNot: 'is' } as const

function oppositeOf({ relation, quantifier, where }: Extract<Where, { op: 'relation' }>): Where {
  if (quantifier === 'every') return { op: 'relation', relation, quantifier: 'some', where: { op: 'not', arg: where } }
  return { op: 'relation', relation, quantifier: OPPOSITE[quantifier], where }
}

function conditionsOn(guard: Guard, model: Model, leaf: Leaf): readonly Where[] {
  const names = leaf.op === 'compareFields' ? [leaf.field.name, leaf.other.name] : [leaf.field.name]
  return names.flatMap((name) => fieldConditions(guard, model, name))
}
