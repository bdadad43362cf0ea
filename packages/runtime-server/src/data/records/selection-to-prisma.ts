import { problem } from '@ssot/contract'
import type { Field, Model } from '../../registry/registry.ts'
import type { OrderBy, RelationSelection, Selection } from '../../request/query.ts'
import { refuseMasks } from './refuse-rules.ts'
import { whereToPrisma, type PrismaArguments, type WhereContext } from './where-to-prisma.ts'

/** A selection as Prisma's `select`. */
export function selectionToPrisma(context: WhereContext, model: Model, selection: Selection): PrismaArguments {
  refuseMasks(selection)
  const entries: (readonly [string, unknown])[] = [
    ...selection.fields.flatMap((field) => field.computed?.inputs ?? [field]).map((field) => [field.name, true] as const),
    ...selection.relations.map((nested) => [nested.relation.name, nestedToPrisma(context, nested)] as const),
    ...(selection.counts.length > 0 ? [['_count', { select: Object.fromEntries(selection.counts.map(({ relation, where }) => [relation.name, where.op === 'always' ? true : { where: whereToPrisma(context, where) }])) }] as const] : []),
  ]
  // Prisma refuses an empty selection; something is read and not answered.
  const [any] = model.fields.keys()
  return entries.length > 0 || any === undefined ? Object.fromEntries(entries) : { [any]: true }
}

function nestedToPrisma(context: WhereContext, { selection, model, list, where }: RelationSelection): PrismaArguments {
  if (where) throw conditional()
  const select = selectionToPrisma(context, model, selection)
  if (!list) return { select }
  return {
    select: { ...select, ...selectAll(list.distinct) },
    take: list.take,
    ...(list.skip > 0 && { skip: list.skip }),
    ...(list.where.op !== 'always' && { where: whereToPrisma(context, list.where) }),
    ...(list.distinct.length > 0 && { distinct: list.distinct.map(({ name }) => name) }),
    ...(list.orderBy.length > 0 && { orderBy: orderByToPrisma(list.orderBy) }),
  }
}

/** The client tells records apart by what it reads of them. */
export function selectAll(fields: readonly Field[]): PrismaArguments {
  return Object.fromEntries(fields.map(({ name }) => [name, true]))
}

/** An order as Prisma's `orderBy`. */
export function orderByToPrisma(orderBy: readonly OrderBy[]): readonly PrismaArguments[] {
  return orderBy.map(({ via, field, direction, nulls, where }) => {
    if (where) throw conditional()
    const term: PrismaArguments = { [field.name]: nulls === undefined ? direction : { sort: direction, nulls } }
    return via.reduceRight<PrismaArguments>((inner, relation) => ({ [relation.name]: inner }), term)
  })
}

// The client tests no record of a to-one relation: rather than answer what may not be seen, nothing is.
function conditional(): Error {
  return problem('INTERNAL.BUG', { detail: 'The Prisma client cannot read a to-one relation under a condition.' })
}
