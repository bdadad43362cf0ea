// Owns the step from a selection to the expression that builds a record's JSON, nested records and lists included.
import type { Relation } from '../../registry/registry.ts'
import type { OrderBy, RelationSelection, Selection, Where } from '../../request/query.ts'
import { compileOrderBy } from './compile-order-by.ts'
import { compileWhere } from './compile-where.ts'
import { followLink, type LinkedRows } from './link.ts'
import { columnOf, type Compiling, type Source } from './source.ts'

/** A record as a JSON object. */
export function compileSelection(compiling: Compiling, source: Source, { fields, relations, counts }: Selection): string {
  const { dialect } = compiling
  const members = [
    ...fields.map((field) => [field.name, dialect.present(field, columnOf(compiling, source, field.name))] as const),
    ...relations.map((nested) => [nested.relation.name, compileNested(compiling, source, nested)] as const),
    ...(counts.length > 0 ? [['_count', dialect.object(counts.map((relation) => [relation.name, compileCount(compiling, source, relation)]))] as const] : []),
  ]
  return dialect.object(members)
}

function compileNested(compiling: Compiling, source: Source, { relation, selection, list }: RelationSelection): string {
  const rows = followLink(compiling, source, relation)
  if (!list) return compiling.dialect.nested(`(SELECT ${compileSelection(compiling, rows.source, selection)} FROM ${rows.from} WHERE ${rows.condition} LIMIT 1)`)
  const page = compilePage(compiling, rows, list)
  return compiling.dialect.list({ item: compileSelection(compiling, rows.source, selection), from: `(${page}) ${rows.source.alias}` })
}

function compileCount(compiling: Compiling, source: Source, relation: Relation): string {
  const { from, condition } = followLink(compiling, source, relation)
  return `(SELECT count(*) FROM ${from} WHERE ${condition})`
}

/** The rows of one page, all their columns. */
export function compilePage(compiling: Compiling, { source, from, condition }: LinkedRows, { where, orderBy }: { readonly where: Where; readonly orderBy: readonly OrderBy[] }): string {
  const tested = compileWhere(compiling, source, where)
  const order = compileOrderBy(compiling, source, orderBy)
  const take = compiling.slots.one(asIs)
  const skip = compiling.slots.one(asIs)
  return `SELECT ${source.alias}.* FROM ${from}${source.joins.text()} WHERE ${condition === '' ? '' : `${condition} AND `}${tested}${order} LIMIT ${take} OFFSET ${skip}`
}

function asIs(value: unknown): unknown {
  return value
}
