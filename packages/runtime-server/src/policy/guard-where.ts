// Owns what a condition of a client may learn: of rows that are there only, and of fields that are known of some rows only, of those rows. Of any other,
// neither a comparison nor its opposite holds.
import type { Field, Model, Registry, Relation } from '../registry/registry.ts'
import { allOf } from '../request/combine-where.ts'
import type { FieldValue, Where } from '../request/query.ts'

/**
 * What rows of each model there are for somebody: null where all are. A condition must be true or false of every row, never unknown,
 * and is not guarded itself.
 */
export interface Guard {
  readonly registry: Pick<Registry, 'models'>
  readonly conditionOf: (model: Model) => Where | null
  /** What rows there are to be restored, where that is not the same. */
  readonly restorable?: (model: Model) => Where | null
  /** What a row must fulfil for a field of it to be known; null: nothing. Absent where no field asks for anything. */
  readonly fieldConditionOf?: (model: Model, field: Field) => Where | null
  /** What the server sets of a record that is written, by field; `sent` are the fields that the caller sent. */
  readonly setsOf?: (model: Model, action: 'create' | 'update', sent: readonly string[]) => Readonly<Record<string, FieldValue>>
}

/** The model as the registry of the guard has it: queries may name it as a principal sees it. */
export function modelOf({ registry }: Guard, { name }: Pick<Model, 'name'>): Model {
  const model = registry.models.get(name)
  if (!model) throw new Error(`The registry holds no model ${name}.`)
  return model
}

/** A condition that holds for rows that are there only. */
export function guardWhere(guard: Guard, model: Model, where: Where): Where {
  return allOf([guardInner(guard, model, where), ...conditionsOf(guard, model)])
}

/** The model that a relation leads to. */
export function targetOf(guard: Guard, relation: Relation): Model {
  return modelOf(guard, { name: relation.model })
}

/** The condition on a field as a list of one or none. */
export function fieldConditions({ fieldConditionOf }: Guard, model: Model, name: string): readonly Where[] {
  const field = fieldConditionOf && model.fields.get(name)
  const condition = field && fieldConditionOf(model, field)
  return condition ? [condition] : []
}

/** The condition on a model's rows as a list of one or none. */
export function conditionsOf({ conditionOf }: Guard, model: Model): readonly Where[] {
  const condition = conditionOf(model)
  return condition ? [condition] : []
}

// A condition of a client in which every relation leads to rows that are there only, and no field is asked that is not known.
function guardInner(guard: Guard, model: Model, where: Where): Where {
  switch (where.op) {
    case 'and':
    case 'or':
      return { ...where, args: where.args.map((arg) => guardInner(guard, model, arg)) }
    case 'not':
      return guard.fieldConditionOf ? guardNegated(guard, model, where.arg) : { ...where, arg: guardInner(guard, model, where.arg) }
    case 'relation':
      return guardRelation(guard, where)
    case 'absent':
      return guardAbsent(guard, where)
    case 'always':
      return where
    default:
      return guard.fieldConditionOf ? guardLeaf(guard, model, where) : where
  }
}

// Of rows that are not there, `every` asks nothing; the rest of `every` is that none fails.
function guardRelation(guard: Guard, { relation, quantifier, where }: Extract<Where, { op: 'relation' }>): Where {
  const target = targetOf(guard, relation)
  const conditions = conditionsOf(guard, target)
  if (quantifier === 'every' && (conditions.length > 0 || guard.fieldConditionOf)) return { op: 'relation', relation, quantifier: 'none', where: allOf([guardInner(guard, target, { op: 'not', arg: where }), ...conditions]) }
  if (quantifier === 'isNot' && guard.fieldConditionOf) return guardIsNot(guard, { relation, where })
  return { op: 'relation', relation, quantifier, where: allOf([guardInner(guard, target, where), ...conditions]) }
}

// Not a record that is there, or one for which the opposite is known.
function guardIsNot(guard: Guard, { relation, where }: Pick<Extract<Where, { op: 'relation' }>, 'relation' | 'where'>): Where {
  const target = targetOf(guard, relation)
  const opposite: Where = { op: 'relation', relation, quantifier: 'is', where: allOf([guardNegated(guard, target, where), ...conditionsOf(guard, target)]) }
  return { op: 'or', args: [guardAbsent(guard, { op: 'absent', relation }), opposite] }
}

// A relation to a row that is not there points nowhere.
function guardAbsent(guard: Guard, where: Extract<Where, { op: 'absent' }>): Where {
  const [condition] = conditionsOf(guard, targetOf(guard, where.relation))
  return condition ? { op: 'not', arg: { op: 'relation', relation: where.relation, quantifier: 'is', where: condition } } : where
}

type Leaf = Extract<Where, { op: 'isNull' | 'compare' | 'compareFields' | 'json' }>

// A comparison that holds for rows only of which the fields are known.
function guardLeaf(guard: Guard, model: Model, leaf: Leaf): Where {
  return allOf([...leafConditions(guard, model, leaf), leaf])
}

// The opposite of a condition, with the negation at its comparisons: each of them asks for what it needs to be known.
function guardNegated(guard: Guard, model: Model, where: Where): Where {
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
      return allOf([...leafConditions(guard, model, where), { op: 'not', arg: where }])
  }
}

const OPPOSITE = { some: 'none', none: 'some', is: 'isNot', isNot: 'is' } as const

function oppositeOf({ relation, quantifier, where }: Extract<Where, { op: 'relation' }>): Where {
  if (quantifier === 'every') return { op: 'relation', relation, quantifier: 'some', where: { op: 'not', arg: where } }
  return { op: 'relation', relation, quantifier: OPPOSITE[quantifier], where }
}

function leafConditions(guard: Guard, model: Model, leaf: Leaf): readonly Where[] {
  const names = leaf.op === 'compareFields' ? [leaf.field.name, leaf.other.name] : [leaf.field.name]
  return names.flatMap((name) => fieldConditions(guard, model, name))
}
