// Random writes as clients send them, valid by the schema: what they refer to may or may not be there.
import type { Model } from '../../packages/runtime-server/src/registry/registry.ts'
import { generateCondition, generateUnique } from './generate-condition.ts'
import { generateRecord, type RecordOptions } from './generate-record.ts'
import { addressable, modelNamed, pick, times, type Tree, type Writing } from './writing.ts'

/** One write in a client's words. */
export type ClientWrite = { readonly model: string } & (
  | { readonly op: 'create'; readonly data: Tree; readonly include: Tree }
  | { readonly op: 'update'; readonly where: Tree; readonly data: Tree; readonly include: Tree }
  | { readonly op: 'upsert'; readonly where: Tree; readonly create: Tree; readonly update: Tree; readonly include: Tree }
  | { readonly op: 'delete'; readonly where: Tree; readonly include: Tree }
  | { readonly op: 'createMany'; readonly rows: readonly Tree[]; readonly skipDuplicates: boolean }
  | { readonly op: 'updateMany'; readonly where: Tree; readonly data: Tree }
  | { readonly op: 'deleteMany'; readonly where: Tree }
)

const OPS = ['create', 'create', 'create', 'create', 'update', 'update', 'update', 'update', 'update', 'update', 'update', 'upsert', 'upsert', 'delete', 'createMany', 'updateMany', 'updateMany', 'deleteMany'] as const
const OF_REFERENCE = ['create', 'create', 'update', 'createMany'] as const
const DEPTH = 3

/** A random write of a random model. */
export function generateWrite(writing: Writing): ClientWrite {
  const model = pick(writing, [...writing.registry.models.values()])
  const { name } = model
  const op = pick(writing, writing.forReference ? OF_REFERENCE : OPS)
  const data = (right: RecordOptions['right']): Tree => generateRecord(writing, model, { right, filled: [], depth: writing.draw(DEPTH + 1) })
  switch (op) {
    case 'create':
      return { model: name, op, data: data('clientCreates'), include: include(writing, model) }
    case 'update':
      return { model: name, op, where: generateUnique(writing, model, false), data: data('clientUpdates'), include: include(writing, model) }
    case 'upsert':
      return { model: name, op, where: generateUnique(writing, model, false), create: data('clientCreates'), update: data('clientUpdates'), include: include(writing, model) }
    case 'delete':
      return { model: name, op, where: generateUnique(writing, model, false), include: include(writing, model) }
    case 'createMany':
      return { model: name, op, rows: times(writing, 4, () => generateRecord(writing, model, { right: 'clientCreates', filled: [], depth: 0 })), skipDuplicates: writing.canSkip && writing.draw(2) === 0 }
    case 'updateMany':
      return { model: name, op, where: generateCondition(writing, model, 2), data: generateRecord(writing, model, { right: 'clientUpdates', filled: [], depth: 0 }) }
    case 'deleteMany':
      return { model: name, op, where: generateCondition(writing, model, 2) }
  }
}

// Lists of the answer need an order that ties do not leave open.
function include(writing: Writing, model: Model): Tree {
  const chosen = [...model.relations.values()].filter(() => writing.draw(6) === 0)
  return Object.fromEntries(chosen.map((relation) => [relation.name, relation.list ? { orderBy: orderOf(modelNamed(writing, relation)) } : true]))
}

function orderOf(model: Model): readonly Tree[] {
  return (addressable(model)[0]?.fields ?? []).map((name) => ({ [name]: 'asc' }))
}
