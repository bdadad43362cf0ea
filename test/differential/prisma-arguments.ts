// A client's write in the Prisma client's arguments: the shapes are Prisma's own, so that only values change. It shares nothing with our parsers.
import { prismaNulls } from '../../packages/runtime-server/src/data/index.ts'
import type { Field, Model, Registry, Relation } from '../../packages/runtime-server/src/registry/registry.ts'
import type { Tree } from './writing.ts'

/** The data of a create or an update. */
export function prismaData(registry: Registry, model: Model, data: unknown): Tree {
  return mapMembers(data, (name, value) => {
    const relation = model.relations.get(name)
    const field = model.fields.get(name)
    if (relation) return prismaLink(registry, relation, value)
    return field ? prismaChange(field, value) : value
  })
}

/** A condition, or the address of a record. */
export function prismaWhere(registry: Registry, model: Model, where: unknown): Tree {
  return mapMembers(where, (name, value) => {
    if (name === 'OR' || name === 'AND' || name === 'NOT') return mapItems(value, (item) => prismaWhere(registry, model, item))
    const relation = model.relations.get(name)
    if (relation) return mapMembers(value, (_, inner) => prismaWhere(registry, targetOf(registry, relation), inner))
    const field = model.fields.get(name)
    if (!field) return mapMembers(value, (part, inner) => prismaValue(fieldNamed(model, part), inner))
    return isTree(value) && field.kind !== 'json' ? mapMembers(value, (_, operand) => mapItems(operand, (item) => prismaValue(field, item))) : prismaValue(field, value)
  })
}

function prismaLink(registry: Registry, relation: Relation, link: unknown): Tree {
  const target = targetOf(registry, relation)
  const data = (value: unknown): Tree => prismaData(registry, target, value)
  const where = (value: unknown): unknown => (isTree(value) ? prismaWhere(registry, target, value) : value)
  const parts = (value: unknown): Tree => mapMembers(value, (name, part) => (name === 'where' ? where(part) : name === 'data' || name === 'create' || name === 'update' ? mapItems(part, data) : part))
  const isWrapped = (value: unknown): boolean => relation.list || (isTree(value) && 'data' in value)
  return mapMembers(link, (op, value) => {
    if (op === 'create') return mapItems(value, data)
    if (op === 'createMany' || op === 'connectOrCreate' || op === 'upsert' || op === 'updateMany') return mapItems(value, parts)
    if (op === 'update') return mapItems(value, (item) => (isWrapped(item) ? parts(item) : data(item)))
    return mapItems(value, where)
  })
}

function prismaChange(field: Field, value: unknown): unknown {
  const isChange = isTree(value) && (field.list || field.kind !== 'json')
  return isChange ? mapMembers(value, (_, operand) => prismaValue(field, operand)) : prismaValue(field, value)
}

function prismaValue(field: Field, value: unknown): unknown {
  if (field.list && Array.isArray(value)) return value.map((item) => prismaValue(field, item))
  if (field.kind === 'json') return value === null ? prismaNulls.database : isTree(value) && '_json' in value ? prismaNulls.json : value
  if (field.kind === 'bigint' && typeof value === 'string') return BigInt(value)
  return field.kind === 'bytes' && typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : value
}

function mapMembers(value: unknown, map: (name: string, member: unknown) => unknown): Tree {
  return Object.fromEntries(Object.entries(isTree(value) ? value : {}).map(([name, member]) => [name, map(name, member)]))
}

function mapItems(value: unknown, map: (item: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(map) : map(value)
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function targetOf(registry: Registry, relation: Relation): Model {
  const model = registry.models.get(relation.model)
  if (!model) throw new RangeError(`There is no model ${relation.model}.`)
  return model
}

function fieldNamed(model: Model, name: string): Field {
  const field = model.fields.get(name)
  if (!field) throw new RangeError(`${model.name} has no field ${name}.`)
  return field
}
