import { problem } from '@ssot/contract'
import type { Model, Registry, Relation } from '../../registry/registry.ts'
import type { FieldValue, RecordKey } from '../../request/query.ts'
import type { Change, Link, LinkStep, Target, WriteData } from '../../request/write.ts'
import type { PrismaTransaction } from '../prisma/create-prisma-client.ts'
import { delegateOf, keyToPrisma, type WriteContext } from './address.ts'
import { toPrismaValue } from './value-to-prisma.ts'
import { whereToPrisma, type PrismaArguments } from './where-to-prisma.ts'

type Scalars = Readonly<Record<string, FieldValue>>

/**
 * A write as Prisma's `data`. The client takes key fields or relations, not both: links whose key the record holds become its scalars
 * where they only connect or disconnect; else its key fields become links.
 * @throws DATA.REFERENCED where a linked record does not exist
 */
export async function writeToPrisma(write: WriteContext, client: PrismaTransaction, data: WriteData): Promise<PrismaArguments> {
  const own = data.links.filter((link) => link.relation.from.length > 0)
  if (own.some(({ steps }) => steps.some((step) => step.op !== 'connect' && step.op !== 'disconnect'))) return linked(write, data)
  const keys: Scalars[] = []
  for (const link of own) keys.push(await keyScalars(client, data.model, link))
  const scalars: Scalars = Object.assign({}, data.scalars, ...keys)
  if (write.registry.relationMode === 'prisma') await checkTargets(write.registry, client, { ...data, scalars })
  return { ...plain(write, { ...data, scalars }), ...linksOf(write, data.links.filter((link) => link.relation.from.length === 0)) }
}

function plain(write: WriteContext, { model, path, scalars, changes }: Pick<WriteData, 'model' | 'path' | 'scalars' | 'changes'>): PrismaArguments {
  rejectBounded(model, path, changes)
  const value = (name: string, given: FieldValue): unknown => {
    const field = model.fields.get(name)
    return field ? toPrismaValue(field, given, write.context.nulls) : given
  }
  return Object.fromEntries([
    ...Object.entries(scalars).map(([name, given]) => [name, value(name, given)]),
    ...Object.entries(changes).map(([name, { by, value: given }]: [string, Change]) => [name, { [by]: given }]),
  ])
}

// The client cannot say what a sum may be at most, and a bound that is not looked at would be none.
function rejectBounded(model: WriteData['model'], path: string, changes: WriteData['changes']): void {
  const bounded = Object.keys(changes).find((name) => changes[name]?.by !== 'push' && changes[name]?.by !== 'fill' && hasBounds(model, name))
  if (bounded === undefined) return
  const message = `${bounded} has bounds, and can only be set on this database.`
  throw problem('REQUEST.BAD_VALUE', { detail: message, errors: [{ path: path === '' ? bounded : `${path}.${bounded}`, code: 'REQUEST.BAD_VALUE', message }] })
}

function hasBounds({ fields }: WriteData['model'], name: string): boolean {
  const bounds = fields.get(name)?.checks?.constraints
  return bounds?.min !== undefined || bounds?.max !== undefined
}

// Key fields as links, beside other links.
function linked(write: WriteContext, data: WriteData): PrismaArguments {
  const relations = ownRelations(data).filter((relation) => data.links.every((link) => link.relation !== relation))
  const keys = new Set(relations.flatMap((relation) => relation.from))
  const scalars = Object.fromEntries(Object.entries(data.scalars).filter(([name]) => !keys.has(name)))
  const connects = relations.map((relation) => [relation.name, connectByKey(relation, data.scalars)])
  return { ...plain(write, { ...data, scalars }), ...Object.fromEntries(connects), ...linksOf(write, data.links) }
}

function connectByKey({ from, to }: Relation, scalars: Scalars): PrismaArguments {
  return from.some((name) => scalars[name] === null) ? {} : { connect: Object.fromEntries(to.map((name, index) => [name, scalars[from[index] ?? '']])) }
}

function linksOf(write: WriteContext, links: readonly Link[]): PrismaArguments {
  return Object.fromEntries(links.map((link) => [link.relation.name, stepsOf(write, link)]))
}

function stepsOf(write: WriteContext, { relation, steps }: Link): PrismaArguments {
  const out: Record<string, unknown> = {}
  for (const step of steps) {
    const value = stepToPrisma(write, step)
    const before = out[step.op]
    out[step.op] = !relation.list || step.op === 'set' || step.op === 'createMany' ? value : [...(Array.isArray(before) ? before : []), value]
  }
  return out
}

function stepToPrisma(write: WriteContext, step: LinkStep): unknown {
  const where = (): unknown => ('target' in step && step.target ? targetToPrisma(write, step.target) : 'where' in step && step.where.op !== 'always' ? whereToPrisma(write.context, step.where) : undefined)
  switch (step.op) {
    case 'create':
      return nested(write, step.data)
    case 'createMany':
      return { data: step.rows.map((row) => nested(write, row)), skipDuplicates: step.skipDuplicates }
    case 'connect':
      return where()
    case 'connectOrCreate':
      return { where: where(), create: nested(write, step.data) }
    case 'disconnect':
    case 'delete':
      return where() ?? true
    case 'set':
      return step.targets.map((target) => targetToPrisma(write, target))
    case 'update':
    case 'updateMany':
      return { where: where() ?? {}, data: nested(write, step.data) }
    case 'upsert':
      return { where: where() ?? {}, create: nested(write, step.create), update: nested(write, step.update) }
    case 'deleteMany':
      return where() ?? {}
  }
}

function nested(write: WriteContext, data: WriteData): PrismaArguments {
  return data.links.some((link) => link.relation.from.length > 0) ? linked(write, data) : { ...plain(write, data), ...linksOf(write, data.links) }
}

function targetToPrisma(write: WriteContext, { key, where }: Target): PrismaArguments {
  return where.op === 'always' ? keyToPrisma(key) : { ...keyToPrisma(key), AND: whereToPrisma(write.context, where) }
}

async function keyScalars(client: PrismaTransaction, model: Model, { relation, model: target, path, steps }: Link): Promise<Scalars> {
  const last = steps.at(-1)
  if (last?.op === 'connect') return pairs(relation, await referencedValues(client, { relation, model: target, path }, last.target.key))
  if (last) return Object.fromEntries(relation.from.filter((name) => !model.fields.get(name)?.required).map((name) => [name, null]))
  return {}
}

function pairs(relation: Relation, values: Scalars): Scalars {
  return Object.fromEntries(relation.from.map((name, index) => [name, values[relation.to[index] ?? '']]))
}

// The referenced fields are often the very unique that was sent; else the record is looked up.
async function referencedValues(client: PrismaTransaction, { relation, model, path }: Pick<Link, 'relation' | 'model' | 'path'>, key: RecordKey): Promise<Scalars> {
  if (relation.to.every((name) => Object.hasOwn(key.values, name))) return key.values
  const select = Object.fromEntries(relation.to.map((name) => [name, true]))
  const row = await delegateOf(client, model).findUnique({ where: keyToPrisma(key), select })
  if (!row) throw missingTarget(path)
  return row
}

function ownRelations(data: WriteData): readonly Relation[] {
  return [...data.model.relations.values()].filter((relation) => relation.from.length > 0 && relation.from.some((name) => Object.hasOwn(data.scalars, name)))
}

// Without foreign keys the database would store a reference to nothing.
async function checkTargets(registry: Registry, client: PrismaTransaction, data: WriteData): Promise<void> {
  for (const relation of ownRelations(data)) {
    const target = registry.models.get(relation.model)
    const values = relation.from.map((name) => data.scalars[name])
    if (!target || values.some((value) => value === null || value === undefined)) continue
    const where = Object.fromEntries(relation.to.map((name, index) => [name, values[index]]))
    const found = await delegateOf(client, target).findFirst({ where, select: { [relation.to[0] ?? '']: true } })
    if (!found) throw missingTarget(relation.from.find((name) => Object.hasOwn(data.scalars, name)) ?? relation.name)
  }
}

/** What one is told who links a record that is not there. */
export function missingTarget(path: string): Error {
  const message = 'There is no such record to refer to.'
  return problem('DATA.REFERENCED', { detail: message, errors: [{ path, code: 'DATA.REFERENCED', message }] })
}
