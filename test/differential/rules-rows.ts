// Random rows, kept as they were meant beside what the database holds.
import { prismaNulls, type PrismaClientLike } from '../../packages/runtime-server/src/data/index.ts'
import { toPrismaValue } from '../../packages/runtime-server/src/data/records/value-to-prisma.ts'
import type { Field, Model, Registry, Relation } from '../../packages/runtime-server/src/registry/registry.ts'
import { STORED_ORDER } from './rules-schema.ts'
import { samplesOf } from './rules-values.ts'
import type { Draw } from './seed-rows.ts'

/** A row as it was meant. */
export interface MeantRow {
  readonly model: Model
  readonly values: Readonly<Record<string, unknown>>
}

/** Every row, and where relations lead. */
export interface World {
  readonly registry: Registry
  readonly rows: ReadonlyMap<string, readonly MeantRow[]>
  /** Pairs of a thing and a group. */
  readonly links: readonly (readonly [thing: unknown, group: unknown])[]
}

const COUNTS: Readonly<Record<string, number>> = { Club: 3, Person: 5, Group: 4, Thing: 24, Mark: 30, Label: 8 }

/** Replaces all rows by others. */
export async function storeRows(registry: Registry, client: PrismaClientLike, draw: Draw): Promise<World> {
  const rows = new Map<string, MeantRow[]>()
  for (const name of STORED_ORDER.toReversed()) await client.$executeRawUnsafe(`DELETE FROM "${name}"`)
  for (const name of STORED_ORDER) {
    const model = modelNamed(registry, name)
    const made: MeantRow[] = []
    rows.set(name, made)
    for (let index = 1; index <= (COUNTS[name] ?? 0); index++) {
      const row = { model, values: meant({ registry, rows, draw }, model, index) }
      await client.model(name).create({ data: stored(row) })
      await storeFloats(client, row)
      made.push(row)
    }
  }
  const links = await storeLinks(client, rows, draw)
  return { registry, rows, links }
}

/** A model that must be there. */
export function modelNamed(registry: Registry, name: string): Model {
  const model = registry.models.get(name)
  if (!model) throw new Error(`There is no model ${name}.`)
  return model
}

interface Making {
  readonly registry: Registry
  readonly rows: ReadonlyMap<string, readonly MeantRow[]>
  readonly draw: Draw
}

function meant({ rows, draw }: Making, model: Model, index: number): Record<string, unknown> {
  const links = [...model.relations.values()].filter(({ from }) => from.length > 0)
  const values: Record<string, unknown> = {}
  for (const field of model.fields.values()) values[field.name] = isKey(model, field) ? keyOf(field, index) : valueOf(draw, field)
  for (const { from, to, model: target, required } of links) {
    const others = rows.get(target) ?? []
    const other = required || draw(4) > 0 ? others[draw(others.length)] : undefined
    const isOneToOne = model.name === 'Label'
    values[from[0] ?? ''] = isOneToOne ? index * 2 : (other?.values[to[0] ?? ''] ?? null)
  }
  return values
}

function isKey({ key }: Model, { name }: Field): boolean {
  return key?.fields.includes(name) === true
}

function keyOf({ kind }: Field, index: number): unknown {
  return kind === 'string' ? `p${index}` : index
}

function valueOf(draw: Draw, field: Field): unknown {
  const samples = samplesOf(field)
  const pick = (): unknown => samples[draw(samples.length)]
  // A list that was never set is none.
  if (field.list) return draw(4) === 0 ? null : Array.from({ length: draw(3) }, pick)
  return !field.required && draw(3) === 0 ? null : pick()
}

function stored({ model, values }: MeantRow): Record<string, unknown> {
  const given = [...model.fields.values()].filter(({ name }) => values[name] !== null)
  return Object.fromEntries(given.map((field) => [field.name, toPrismaValue(field, values[field.name], prismaNulls)]))
}

// The Prisma client stores 15 digits of them.
async function storeFloats(client: PrismaClientLike, { model, values }: MeantRow): Promise<void> {
  const floats = [...model.fields.values()].filter(({ kind, name }) => kind === 'float' && values[name] !== null)
  if (floats.length > 0) await client.$executeRawUnsafe(`UPDATE "${model.name}" SET ${floats.map(({ name }) => `"${name}" = ${String(values[name])}`).join(', ')} WHERE "id" = ${String(values['id'])}`)
}

async function storeLinks(client: PrismaClientLike, rows: World['rows'], draw: Draw): Promise<World['links']> {
  const links: (readonly [unknown, unknown])[] = []
  for (const thing of rows.get('Thing') ?? []) {
    const groups = (rows.get('Group') ?? []).filter(() => draw(3) === 0)
    links.push(...groups.map((group) => [thing.values['id'], group.values['id']] as const))
    if (groups.length > 0) await client.model('Thing').update({ where: { id: thing.values['id'] }, data: { groups: { connect: groups.map((group) => ({ id: group.values['id'] })) } } })
  }
  return links
}

/** The rows that a relation leads to. */
export function followed(world: World, { model, values }: Pick<MeantRow, 'model' | 'values'>, relation: Relation): readonly MeantRow[] {
  const targets = world.rows.get(relation.model) ?? []
  const inverse = modelNamed(world.registry, relation.model).relations.get(relation.inverse)
  const [own, other] = relation.from.length > 0 ? [relation.from[0], relation.to[0]] : [inverse?.to[0], inverse?.from[0]]
  if (own !== undefined && other !== undefined) return values[own] === null ? [] : targets.filter((target) => target.values[other] === values[own])
  const pairs = model.name === 'Thing' ? world.links : world.links.map(([thing, group]) => [group, thing] as const)
  return targets.filter((target) => pairs.some(([from, to]) => from === values['id'] && to === target.values['id']))
}
