import type { Row } from '@ssot/contract'
import type { Selection } from '../../request/query.ts'

/** Cuts the nested lists of a row, read with one record more than they take; notes the relations of those that have more. */
export function cutLists(row: Row, { relations }: Selection, noted: { readonly paths: Set<string>; readonly path?: string }): Row {
  if (relations.length === 0) return row
  const cut = relations.map(({ relation, selection, list }) => {
    const path = noted.path === undefined ? relation.name : `${noted.path}.${relation.name}`
    const value = row[relation.name]
    if (!Array.isArray(value)) return [relation.name, isRow(value) ? cutLists(value, selection, { ...noted, path }) : value]
    if (list && value.length > list.take) noted.paths.add(path)
    return [relation.name, value.slice(0, list?.take).map((item) => (isRow(item) ? cutLists(item, selection, { ...noted, path }) : item))]
  })
  return { ...row, ...Object.fromEntries(cut) }
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null
}
