import { problem } from '@ssot/contract'
import type { Model, Registry, Relation } from '../../registry/registry.ts'
import { columnOf, openSource, type Compiling, type Source } from './source.ts'

/** How a relation leads from a row to others. */
export type Link =
  /** Pairs of fields that are equal: of the one side, of the other. */
  | { readonly by: 'fields'; readonly target: Model; readonly pairs: readonly (readonly [own: string, other: string])[] }
  /** A table of pairs of keys that Prisma keeps: `own` holds this side's. */
  | { readonly by: 'table'; readonly target: Model; readonly table: string; readonly first: Model; readonly own: 'A' | 'B'; readonly other: 'A' | 'B' }

/** Finds how a relation of a model is stored. */
export function findLink(registry: Registry, model: Model, relation: Relation): Link {
  const target = registry.models.get(relation.model)
  const inverse = target?.relations.get(relation.inverse)
  if (!target || !inverse) throw problem('INTERNAL.BUG', { detail: `The relation ${model.name}.${relation.name} leads nowhere.` })
  if (relation.from.length > 0) return { by: 'fields', target, pairs: pair(relation.from, relation.to) }
  if (inverse.from.length > 0) return { by: 'fields', target, pairs: pair(inverse.to, inverse.from) }
  const isFirst = model === target ? relation.name <= inverse.name : model.name < target.name
  const [own, other] = isFirst ? (['A', 'B'] as const) : (['B', 'A'] as const)
  return { by: 'table', target, table: `_${relation.relationName}`, first: isFirst ? model : target, own, other }
}

function pair(own: readonly string[], other: readonly string[]): readonly (readonly [string, string])[] {
  return own.map((name, index) => [name, other[index] ?? ''])
}

/** The rows that a relation leads to, as a source of their own, and what FROM and WHERE say of them. */
export interface LinkedRows {
  readonly source: Source
  /** FROM without the source's joins. */
  readonly from: string
  readonly condition: string
}

/** The rows that a relation leads to from a row of `owner`. */
export function followLink(compiling: Compiling, owner: Pick<Source, 'alias' | 'model'>, relation: Relation): LinkedRows {
  const { dialect } = compiling
  const link = findLink(compiling.registry, owner.model, relation)
  const source = openSource(compiling, link.target)
  const from = `${dialect.table(link.target)} ${source.alias}`
  if (link.by === 'fields') return { source, from, condition: equalPairs(compiling, owner, { link, source }) }
  const between = compiling.alias()
  const keyOf = (side: Pick<Source, 'alias' | 'model'>): string => columnOf(compiling, side, side.model.key?.fields[0] ?? '')
  return {
    source,
    from: `${dialect.table(link.first, link.table)} ${between} INNER JOIN ${from} ON ${keyOf(source)} = ${between}.${dialect.name(link.other)}`,
    condition: `${between}.${dialect.name(link.own)} = ${keyOf(owner)}`,
  }
}

interface Joined {
  readonly link: Extract<Link, { by: 'fields' }>
  readonly source: Pick<Source, 'alias' | 'model'>
}

function equalPairs(compiling: Compiling, owner: Pick<Source, 'alias' | 'model'>, { link, source }: Joined): string {
  return link.pairs.map(([own, other]) => `${columnOf(compiling, source, other)} = ${columnOf(compiling, owner, own)}`).join(' AND ')
}

/** Joins the record that a to-one relation leads to; all its columns are NULL where there is none. */
export function joinRecord(compiling: Compiling, owner: Source, relation: Relation): Source {
  const link = findLink(compiling.registry, owner.model, relation)
  if (link.by === 'table') throw problem('INTERNAL.BUG', { detail: `The relation ${owner.model.name}.${relation.name} is not to one record.` })
  const model = link.target
  const alias = owner.joins.join(`${owner.alias}.${relation.name}`, (made) => {
    const condition = equalPairs(compiling, owner, { link, source: { alias: made, model } })
    return `LEFT JOIN ${compiling.dialect.table(model)} ${made} ON ${condition}`
  })
  return { alias, model, joins: owner.joins }
}
