// Owns the step from a walk down a tree to one statement. It ends at its depth, whatever the rows refer to.
import type { TreeQuery } from '../../request/query.ts'
import type { CompilerContext } from './compile-list.ts'
import { compileTerms, orderClause } from './compile-order-by.ts'
import { compileSelection } from './compile-selection.ts'
import { compileWhere } from './compile-where.ts'
import { createSlots, type Plan } from './slots.ts'
import { columnOf, openSource, startCompiling, type Compiling, type Source } from './source.ts'

/**
 * One row per record: its JSON as text, its key, the key of the record above it, and its level, from 1; in the order asked for.
 * Slots: those of the roots' condition, depth, those of the condition below, limit, those of order and selection.
 */
export function compileTree({ registry, dialect }: CompilerContext, query: TreeQuery): Plan {
  const slots = createSlots(dialect)
  const compiling = startCompiling(registry, dialect, slots)
  const walk = compileWalk(compiling, query)
  const limit = slots.one(asIs)
  const source = openSource(compiling, query.model)
  const terms = compileTerms(compiling, source, query.orderBy)
  const json = dialect.text(compileSelection(compiling, source, query.selection))
  const places = [query.tree.to, query.tree.field].map((field) => dialect.position(columnOf(compiling, source, field.name)))
  const levels = `(SELECT k, min(d) AS d FROM (SELECT k, d FROM walk LIMIT ${limit}) walked GROUP BY k) found`
  const rows = `FROM ${levels} INNER JOIN ${dialect.table(query.model)} ${source.alias} ON ${columnOf(compiling, source, query.tree.to.name)} = found.k`
  return slots.seal(`WITH RECURSIVE walk(k, d) AS (${walk}) SELECT ${[json, ...places].join(', ')}, found.d ${rows}${source.joins.text()}${orderClause(dialect, terms)}`)
}

function compileWalk(compiling: Compiling, { model, tree, where, below }: TreeQuery): string {
  const { dialect, slots } = compiling
  const [root, next] = [openSource(compiling, model), openSource(compiling, model)]
  const keyOf = (source: Source): string => columnOf(compiling, source, tree.to.name)
  const isRoot = compileWhere(compiling, root, where)
  const depth = slots.one(asIs)
  const isBelow = compileWhere(compiling, next, below)
  const down = `INNER JOIN ${dialect.table(model)} ${next.alias} ON ${columnOf(compiling, next, tree.field.name)} = walk.k${next.joins.text()}`
  return `SELECT ${keyOf(root)}, 1 FROM ${dialect.table(model)} ${root.alias}${root.joins.text()} WHERE ${isRoot} UNION ALL SELECT ${keyOf(next)}, walk.d + 1 FROM walk ${down} WHERE walk.d < ${depth} AND ${isBelow}`
}

function asIs(value: unknown): unknown {
  return value
}
