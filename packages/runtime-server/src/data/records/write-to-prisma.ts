import { problem } from '@ssot/contract'
import type { Model, Registry, Relation } from '../../registry/registry.ts'
import type { FieldValue, RecordKey } from '../../request/query.ts'
import type { Link, WriteData } from '../../request/write.ts'
import type { PrismaTransaction } from '../prisma/create-prisma-client.ts'
import { delegateOf, keyToPrisma, type WriteContext } from './address.ts'
import { toPrismaValue } from './value-to-prisma.ts'
import type { PrismaArguments } from './where-to-prisma.ts'

type Scalars = Readonly<Record<string, FieldValue>>

/** Whether a write takes more than one statement of the client, which then must be one transaction. */
export function needsTransaction(registry: Registry, data: WriteData): boolean {
  return data.links.length > 0 || (registry.relationMode === 'prisma' && ownRelations(data).length > 0)
}

/**
 * A write as Prisma's `data`: links whose key the record holds become its scalars, so that scalars and links can stand together.
 * @throws DATA.REFERENCED where a linked record does not exist
 */
export async function writeToPrisma(write: WriteContext, client: PrismaTransaction, data: WriteData): Promise<PrismaArguments> {
  const linked: Scalars[] = []
  for (const link of data.links) if (link.relation.from.length > 0) linked.push(await keyScalars(client, data.model, link))
  const scalars: Scalars = Object.assign({}, data.scalars, ...linked)
  if (write.registry.relationMode === 'prisma') await checkTargets(write.registry, client, { ...data, scalars })
  const values = Object.entries(scalars).map(([name, value]) => {
    const field = data.model.fields.get(name)
    return [name, field ? toPrismaValue(field, value, write.context.nulls) : value]
  })
  const far = data.links.filter((link) => link.relation.from.length === 0).map((link) => [link.relation.name, farLink(link)])
  return Object.fromEntries([...values, ...far])
}

async function keyScalars(client: PrismaTransaction, model: Model, { relation, model: target, path, connect, disconnect }: Link): Promise<Scalars> {
  const [key] = connect
  if (key) return pairs(relation, await referencedValues(client, { relation, model: target, path }, key))
  if (disconnect === true) return Object.fromEntries(relation.from.filter((name) => !model.fields.get(name)?.required).map((name) => [name, null]))
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

function farLink({ relation, connect, disconnect, set }: Link): PrismaArguments {
  const where = (keys: readonly RecordKey[]): readonly PrismaArguments[] | PrismaArguments | undefined => (relation.list ? keys.map(keyToPrisma) : keys.map(keyToPrisma)[0])
  return {
    ...(set && { set: where(set) }),
    ...(connect.length > 0 && { connect: where(connect) }),
    ...(disconnect === true && { disconnect: true }),
    ...(disconnect !== true && disconnect.length > 0 && { disconnect: where(disconnect) }),
  }
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

function missingTarget(path: string): Error {
  const message = 'There is no such record to refer to.'
  return problem('DATA.REFERENCED', { detail: message, errors: [{ path, code: 'DATA.REFERENCED', message }] })
}
