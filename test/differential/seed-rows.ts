import type { PrismaClientLike } from '../../packages/runtime-server/src/data/index.ts'
import { prismaNulls } from '../../packages/runtime-server/src/data/index.ts'
import { toPrismaValue } from '../../packages/runtime-server/src/data/records/value-to-prisma.ts'
import type { Field, Model, Registry } from '../../packages/runtime-server/src/registry/registry.ts'
import { sampleValues } from './sample-values.ts'

/** A whole number from 0 to below `count`. */
export type Draw = (count: number) => number

interface Seeding {
  readonly registry: Registry
  readonly client: PrismaClientLike
  readonly draw: Draw
  readonly rows: Map<string, Record<string, unknown>[]>
}

/** Stores up to `count` records of every model, linked to each other. Records that a constraint refuses are left out. */
export async function seedRows(registry: Registry, client: PrismaClientLike, { draw, count }: { readonly draw: Draw; readonly count: number }): Promise<void> {
  const seeding: Seeding = { registry, client, draw, rows: new Map() }
  for (let round = 0; round < count; round++) for (const model of registry.models.values()) await seedRow(seeding, model)
  for (const model of registry.models.values()) await linkMany(seeding, model)
}

/** Stores one record of a model whose relations may be left out; nothing where a constraint refuses it. */
export async function seedOne(registry: Registry, client: PrismaClientLike, { draw, model }: { readonly draw: Draw; readonly model: Model }): Promise<void> {
  await seedRow({ registry, client, draw, rows: new Map() }, model)
}

async function seedRow(seeding: Seeding, model: Model): Promise<void> {
  const data = model.kind === 'view' ? null : dataOf(seeding, model)
  const row = data && (await seeding.client.model(model.name).create({ data }).catch(() => null))
  if (row) seeding.rows.set(model.name, [...(seeding.rows.get(model.name) ?? []), { ...row }])
}

function dataOf(seeding: Seeding, model: Model): Record<string, unknown> | null {
  const data: Record<string, unknown> = {}
  for (const field of model.fields.values()) if (field.relation === undefined) Object.assign(data, valueOf(seeding, field))
  for (const relation of model.relations.values()) {
    if (relation.from.length === 0) continue
    const target = pick(seeding, seeding.rows.get(relation.model) ?? [])
    const isLeftOut = !relation.required && seeding.draw(4) === 0
    if (target && !isLeftOut) relation.from.forEach((name, index) => (data[name] = data[name] ?? target[relation.to[index] ?? '']))
    else if (relation.required) return null
  }
  return data
}

function valueOf(seeding: Seeding, field: Field): Record<string, unknown> {
  const isLeftOut = field.default.from === 'generated' || ((!field.required || field.list) && seeding.draw(3) === 0)
  if (isLeftOut) return {}
  const one = (): unknown => pick(seeding, sampleValues(seeding.registry, field))
  const value = field.list ? Array.from({ length: seeding.draw(4) }, one) : one()
  return { [field.name]: toPrismaValue(field, value, prismaNulls) }
}

function pick<T>({ draw }: Seeding, items: readonly T[]): T | undefined {
  return items[draw(items.length)]
}

async function linkMany(seeding: Seeding, model: Model): Promise<void> {
  for (const relation of model.relations.values()) {
    const inverse = seeding.registry.models.get(relation.model)?.relations.get(relation.inverse)
    if (!relation.list || !inverse?.list) continue
    for (const row of seeding.rows.get(model.name) ?? []) {
      const [key = ''] = model.key?.fields ?? []
      const others = (seeding.rows.get(relation.model) ?? []).filter(() => seeding.draw(3) === 0)
      const connect = others.map((other) => ({ [key]: other[key] }))
      await seeding.client.model(model.name).update({ where: { [key]: row[key] }, data: { [relation.name]: { connect } } })
    }
  }
}
