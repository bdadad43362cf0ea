import type { Field, Model } from '../../packages/runtime-server/src/registry/registry.ts'
import { generateValue } from './generate-value.ts'
import { addressable, modelNamed, pick, times, type Tree, type Writing } from './writing.ts'

/** The address of a record that may be there, now and then with conditions beside. */
export function generateUnique(writing: Writing, model: Model, conditions = true): Tree {
  const { name, fields } = pick(writing, addressable(model))
  const values = Object.fromEntries(fields.map((part) => [part, generateValue(writing, { model, field: fieldNamed(model, part), orNull: false })]))
  const beside = conditions && !writing.forReference && writing.draw(12) === 0 ? generateCompare(writing, model, model.uniques.flatMap((unique) => unique.fields)) : {}
  return { ...(fields.length === 1 ? values : { [name]: values }), ...beside }
}

/** A random condition, at most `depth` deep. */
export function generateCondition(writing: Writing, model: Model, depth: number): Tree {
  const relations = [...model.relations.values()]
  switch (pick(writing, ['always', 'field', 'field', 'field', ...(depth > 0 ? ['or', 'not'] : []), ...(depth > 0 && relations.length > 0 ? ['relation', 'relation'] : [])])) {
    case 'field':
      return generateCompare(writing, model, [])
    case 'or':
      return { OR: [generateCompare(writing, model, []), ...times(writing, 2, () => generateCompare(writing, model, []))] }
    case 'not':
      return { NOT: generateCompare(writing, model, []) }
    case 'relation': {
      const relation = pick(writing, relations)
      const inner = generateCondition(writing, modelNamed(writing, relation), depth - 1)
      // The Prisma client's own reads and writes differ in what the negation of a comparison with NULL is.
      return { [relation.name]: { [pick(writing, relation.list ? ['some', 'none'] : ['is'])]: inner } }
    }
    default:
      return {}
  }
}

const COMPARABLE: ReadonlySet<string> = new Set(['string', 'int', 'bigint', 'boolean', 'enum'])

function generateCompare(writing: Writing, model: Model, except: readonly string[]): Tree {
  const fields = [...model.fields.values()].filter((field) => COMPARABLE.has(field.kind) && !field.list && field.clientCreates && !except.includes(field.name))
  if (fields.length === 0) return {}
  const field = pick(writing, fields)
  const value = generateValue(writing, { model, field, orNull: !field.required })
  if (value === null || field.kind === 'boolean') return { [field.name]: value }
  const operators = field.kind === 'enum' ? ['equals', 'not'] : ['equals', 'not', 'gte', 'lt', 'in']
  const by = pick(writing, operators)
  return { [field.name]: by === 'equals' ? value : { [by]: by === 'in' ? [value, generateValue(writing, { model, field, orNull: false })] : value } }
}

function fieldNamed(model: Model, name: string): Field {
  const field = model.fields.get(name)
  if (!field) throw new RangeError(`${model.name} has no field ${name}.`)
  return field
}
