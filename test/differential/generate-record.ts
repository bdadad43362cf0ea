import type { Field, Model, Relation } from '../../packages/runtime-server/src/registry/registry.ts'
import { generateCondition, generateUnique } from './generate-condition.ts'
import { generateChange, generateValue, merge } from './generate-value.ts'
import { modelNamed, pick, times, type Tree, type Writing } from './writing.ts'

/** How a record's data are made. */
export interface RecordOptions {
  readonly right: 'clientCreates' | 'clientUpdates'
  /** Relations and fields that the record around fills in. */
  readonly filled: readonly string[]
  /** How deep nested writes go; at 0 there are none. */
  readonly depth: number
  /** Whether links are written, or the key fields that hold them: the Prisma client refuses one beside the other, in all records of a list. */
  readonly byLinks?: boolean
}

/** The data of a new record or the changes of one. */
export function generateRecord(writing: Writing, model: Model, options: RecordOptions): Tree {
  const linked = linkedRelations(writing, model, options)
  const covered = new Set(linked.flatMap((relation) => relation.from))
  const fields = [...model.fields.values()].filter((field) => field[options.right] && !options.filled.includes(field.name) && !covered.has(field.name) && !isKept(writing, model, { field, right: options.right }))
  const far = options.depth === 0 ? [] : [...model.relations.values()].filter((relation) => relation.from.length === 0 && !options.filled.includes(relation.name))
  const links = [...linked, ...far].flatMap((relation) => generateLink(writing, relation, options))
  return merge([...fields.map((field) => generateField(writing, { model, field }, options)), ...links])
}

// Relations whose key the record holds, and that are written as links.
function linkedRelations(writing: Writing, model: Model, { depth, filled, byLinks }: RecordOptions): readonly Relation[] {
  if (depth === 0) return []
  const own = [...model.relations.values()].filter((relation) => relation.from.length > 0 && !filled.includes(relation.name))
  if (writing.forReference) return own.filter((relation) => !relation.from.some((name) => filled.includes(name)) && writing.draw(2) === 0)
  return (byLinks ?? writing.draw(2) === 0) ? own : []
}

function isKept({ forReference = false }: Writing, model: Model, { field, right }: { readonly field: Field; readonly right: RecordOptions['right'] }): boolean {
  return forReference && right === 'clientUpdates' && model.uniques.some((unique) => unique.fields.includes(field.name))
}

function generateField(writing: Writing, { model, field }: { readonly model: Model; readonly field: Field }, { right }: RecordOptions): Tree {
  const place = { model, field, orNull: !field.required, isNew: right === 'clientCreates' }
  if (right === 'clientUpdates') return writing.draw(5) === 0 ? { [field.name]: generateChange(writing, place) } : {}
  const isNeeded = field.required && !field.list && field.default.from === 'none'
  return isNeeded || writing.draw(2) === 0 ? { [field.name]: generateValue(writing, place) } : {}
}

interface Linking {
  readonly relation: Relation
  readonly target: Model
  /** What the record around fills in of the target. */
  readonly filled: readonly string[]
  readonly depth: number
  readonly byLinks: boolean
}

function generateLink(writing: Writing, relation: Relation, { right, depth }: RecordOptions): readonly Tree[] {
  const isCreate = right === 'clientCreates'
  const isNeeded = isCreate && relation.required
  if (!isNeeded && writing.draw(3) > 0) return []
  const target = modelNamed(writing, relation)
  const inverse = target.relations.get(relation.inverse)
  const linking: Linking = { relation, target, filled: [relation.inverse, ...(inverse?.from ?? [])], depth: depth - 1, byLinks: writing.draw(2) === 0 }
  const ops = (isCreate ? creating(relation) : changing(relation, inverse)).filter((op) => (op !== 'createMany' || !inverse?.list) && (!writing.forReference || OF_REFERENCE.has(op)))
  const chosen = new Set([pick(writing, ops), ...(relation.list && writing.draw(4) === 0 ? [pick(writing, ops)] : [])])
  return [{ [relation.name]: Object.fromEntries([...chosen].map((op) => [op, MAKE[op](writing, linking)])) }]
}

type Op = keyof typeof MAKE

const OF_REFERENCE: ReadonlySet<Op> = new Set<Op>(['create', 'createMany', 'connect', 'connectOrCreate', 'disconnect', 'set'])

function creating({ list }: Relation): readonly Op[] {
  return list ? ['create', 'create', 'createMany', 'connect', 'connectOrCreate'] : ['create', 'connect', 'connect', 'connectOrCreate']
}

function changing(relation: Relation, inverse: Relation | undefined): readonly Op[] {
  if (relation.list) return ['create', 'createMany', 'connect', 'connectOrCreate', 'update', 'update', 'updateMany', 'upsert', 'delete', 'deleteMany', 'disconnect', 'set']
  const always: readonly Op[] = ['create', 'connect', 'connectOrCreate', 'update', 'update', 'upsert']
  if (relation.required) return always
  return [...always, 'delete', ...(inverse?.required ? [] : (['disconnect'] as const))]
}

function one(writing: Writing, { target, filled, depth, byLinks }: Linking, right: RecordOptions['right']): Tree {
  return generateRecord(writing, target, { right, filled, depth: Math.max(0, depth), byLinks })
}

// A list takes one or several, a single record one.
function each(writing: Writing, { relation }: Linking, make: () => unknown): unknown {
  if (!relation.list || writing.draw(3) === 0) return make()
  return [make(), ...times(writing, 2, make)]
}

function conditionally(writing: Writing, linking: Linking): Tree {
  return writing.draw(4) === 0 ? generateCondition(writing, linking.target, 1) : {}
}

const MAKE = {
  create: (writing: Writing, linking: Linking) => each(writing, linking, () => one(writing, linking, 'clientCreates')),
  createMany: (writing: Writing, linking: Linking) => ({ data: times(writing, 4, () => one(writing, { ...linking, depth: 0 }, 'clientCreates')), ...(writing.canSkip && writing.draw(2) === 0 && { skipDuplicates: true }) }),
  connect: (writing: Writing, linking: Linking) => each(writing, linking, () => generateUnique(writing, linking.target)),
  connectOrCreate: (writing: Writing, linking: Linking) => each(writing, linking, () => ({ where: generateUnique(writing, linking.target), create: one(writing, linking, 'clientCreates') })),
  update: (writing: Writing, linking: Linking) =>
    each(writing, linking, () => {
      const data = one(writing, linking, 'clientUpdates')
      if (linking.relation.list) return { where: generateUnique(writing, linking.target), data }
      return writing.draw(2) === 0 ? data : { where: conditionally(writing, linking), data }
    }),
  upsert: (writing: Writing, linking: Linking) =>
    each(writing, linking, () => {
      const where = linking.relation.list ? generateUnique(writing, linking.target) : conditionally(writing, linking)
      return { ...(Object.keys(where).length > 0 && { where }), create: one(writing, linking, 'clientCreates'), update: one(writing, linking, 'clientUpdates') }
    }),
  updateMany: (writing: Writing, linking: Linking) => each(writing, linking, () => ({ where: generateCondition(writing, linking.target, 0), data: one(writing, { ...linking, depth: 0 }, 'clientUpdates') })),
  delete: (writing: Writing, linking: Linking) => (linking.relation.list ? each(writing, linking, () => generateUnique(writing, linking.target)) : loosened(writing, linking)),
  deleteMany: (writing: Writing, linking: Linking) => each(writing, linking, () => generateCondition(writing, linking.target, 0)),
  disconnect: (writing: Writing, linking: Linking) => (linking.relation.list ? each(writing, linking, () => generateUnique(writing, linking.target)) : loosened(writing, linking)),
  set: (writing: Writing, linking: Linking) => times(writing, 3, () => generateUnique(writing, linking.target)),
}

function loosened(writing: Writing, linking: Linking): unknown {
  return !writing.forReference && writing.draw(3) === 0 ? generateCondition(writing, linking.target, 1) : true
}
