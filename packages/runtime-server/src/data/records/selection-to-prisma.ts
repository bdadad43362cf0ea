import type { Model } from '../../registry/registry.ts'
import type { OrderBy, RelationSelection, Selection } from '../../request/query.ts'
import { whereToPrisma, type PrismaArguments, type WhereContext } from './where-to-prisma.ts'

/** A selection as Prisma's `select`. */
export function selectionToPrisma(context: WhereContext, model: Model, selection: Selection): PrismaArguments {
  const entries: (readonly [string, unknown])[] = [
    ...selection.fields.map((field) => [field.name, true] as const),
    ...selection.relations.map((nested) => [nested.relation.name, nestedToPrisma(context, nested)] as const),
    ...(selection.counts.length > 0 ? [['_count', { select: Object.fromEntries(selection.counts.map((relation) => [relation.name, true])) }] as const] : []),
  ]
  // Prisma refuses an empty selection; something is read and not answered.
  const [any] = model.fields.keys()
  return entries.length > 0 || any === undefined ? Object.fromEntries(entries) : { [any]: true }
}

function nestedToPrisma(context: WhereContext, { selection, model, list }: RelationSelection): PrismaArguments {
  const select = selectionToPrisma(context, model, selection)
  if (!list) return { select }
  return {
    select,
    take: list.take,
    ...(list.skip > 0 && { skip: list.skip }),
    ...(list.where.op !== 'always' && { where: whereToPrisma(context, list.where) }),
    ...(list.orderBy.length > 0 && { orderBy: orderByToPrisma(list.orderBy) }),
  }
}

/** An order as Prisma's `orderBy`. */
export function orderByToPrisma(orderBy: readonly OrderBy[]): readonly PrismaArguments[] {
  return orderBy.map(({ via, field, direction, nulls }) => {
    const term: PrismaArguments = { [field.name]: nulls === undefined ? direction : { sort: direction, nulls } }
    return via.reduceRight<PrismaArguments>((inner, relation) => ({ [relation.name]: inner }), term)
  })
}
