import type { Field, Key, Model, Registry, Relation } from '../../packages/runtime-server/src/registry/registry.ts'
import type { Draw } from './seed-rows.ts'

/** JSON as clients send it. */
export type Tree = Readonly<Record<string, unknown>>

/** What writes are generated for. */
export interface Writing {
  readonly registry: Registry
  readonly draw: Draw
  /** Whether inserts that conflict can be passed over; the Prisma client knows no such thing on SQLite. */
  readonly canSkip: boolean
  /** What the reference can do, and the Prisma client cannot: key fields of one relation beside links of another. No keys are changed, no conditions made. */
  readonly forReference?: boolean
}

/** The uniques whose values clients choose, so that two databases can be asked for the same record. */
export function addressable(model: Model): readonly Key[] {
  return model.uniques.filter((unique) => unique.fields.every((name) => model.fields.get(name)?.clientCreates))
}

/** The model that a relation leads to. */
export function modelNamed({ registry }: Pick<Writing, 'registry'>, relation: Relation): Model {
  const model = registry.models.get(relation.model)
  if (!model) throw new RangeError(`There is no model ${relation.model}.`)
  return model
}

/** One of several. */
export function pick<T>({ draw }: Pick<Writing, 'draw'>, items: readonly T[]): T {
  const item = items[draw(items.length)]
  if (item === undefined) throw new RangeError('There is nothing to pick from.')
  return item
}

/** None to below `count` of what `make` makes. */
export function times<T>({ draw }: Pick<Writing, 'draw'>, count: number, make: () => T): readonly T[] {
  return Array.from({ length: draw(count) }, make)
}

/** The fields whose values a relation of the model is made of. */
export function linkingFields(model: Model): ReadonlySet<string> {
  return new Set([...model.relations.values()].flatMap((relation) => relation.from))
}

/** The field whose values a key field takes in the end; a field that refers to nothing is its own. */
export function referredField(registry: Registry, model: Model, field: Field): Field {
  for (const relation of model.relations.values()) {
    const target = registry.models.get(relation.model)
    const other = target?.fields.get(relation.to[relation.from.indexOf(field.name)] ?? '')
    if (target && other && target !== model) return referredField(registry, target, other)
  }
  return field
}
