// Owns the step from a whole query to one statement. Names come from the registry, values are parameters.
import type { Model, Registry } from '../../registry/registry.ts'
import type { ListQuery, RecordKey, Selection } from '../../request/query.ts'
import { compilePage, compileSelection } from './compile-selection.ts'
import { compileWhere } from './compile-where.ts'
import type { SqlDialect } from './dialect.ts'
import { createSlots, type Plan } from './slots.ts'
import { columnOf, openSource, startCompiling, type Compiling, type Source } from './source.ts'

/** What queries are compiled for. */
export interface CompilerContext {
  readonly registry: Registry
  readonly dialect: SqlDialect
}

/** One row per record of the page, and one more where there are more: the record's JSON as text. */
export function compileList(context: CompilerContext, { model, where, orderBy, selection }: ListQuery): Plan {
  return planOf(context, model, (compiling, source) => {
    const from = `${compiling.dialect.table(model)} ${source.alias}`
    const page = compilePage(compiling, { source, from, condition: '' }, { where, orderBy })
    return `SELECT ${compiling.dialect.text(compileSelection(compiling, source, selection))} FROM (${page}) ${source.alias}`
  })
}

/** The number of records that match. */
export function compileCount(context: CompilerContext, { model, where }: Pick<ListQuery, 'model' | 'where'>): Plan {
  return planOf(context, model, (compiling, source) => {
    const tested = compileWhere(compiling, source, where)
    return `SELECT count(*) FROM ${compiling.dialect.table(model)} ${source.alias}${source.joins.text()} WHERE ${tested}`
  })
}

/** One record by a unique. */
export function compileRecord(context: CompilerContext, { model, key, selection }: { readonly model: Model; readonly key: RecordKey; readonly selection: Selection }): Plan {
  return planOf(context, model, (compiling, source) => {
    const { dialect, slots } = compiling
    const fields = key.key.fields.flatMap((name) => model.fields.get(name) ?? [])
    const conditions = fields.map((field) => dialect.equal(columnOf(compiling, source, field.name), field, slots))
    return `SELECT ${dialect.text(compileSelection(compiling, source, selection))} FROM ${dialect.table(model)} ${source.alias} WHERE ${conditions.join(' AND ')}`
  })
}

function planOf({ registry, dialect }: CompilerContext, model: Model, write: (compiling: Compiling, source: Source) => string): Plan {
  const slots = createSlots(dialect)
  const compiling = startCompiling(registry, dialect, slots)
  return slots.seal(write(compiling, openSource(compiling, model)))
}
