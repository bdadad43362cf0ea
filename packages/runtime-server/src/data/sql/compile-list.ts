// Owns the step from a whole query to one statement. Names come from the registry, values are parameters.
import type { Field, Model, Registry } from '../../registry/registry.ts'
import type { ListQuery, RecordKey, Selection } from '../../request/query.ts'
import { compilePage } from './compile-page.ts'
import { compileSelection } from './compile-selection.ts'
import { compileWhere } from './compile-where.ts'
import { MORE_MARK } from './cut-text.ts'
import type { SqlDialect } from './dialect.ts'
import { createSlots, type Plan } from './slots.ts'
import { columnOf, openSource, startCompiling, type Compiling, type Source } from './source.ts'

/** What queries are compiled for. */
export interface CompilerContext {
  readonly registry: Registry
  readonly dialect: SqlDialect
}

/** What answers are read with. */
export interface ReadContext extends CompilerContext {
  /** Puts computed values into a text of JSON. */
  readonly compute: (json: string) => string
}

/** One row per record of the page, and one more where there are more: the record's JSON as text, then its place in the order. */
export function compileList(context: CompilerContext, query: ListQuery): Plan {
  return planOf(context, query.model, (compiling, source) => {
    const { dialect } = compiling
    const from = `${dialect.table(query.model)} ${source.alias}`
    const { sql, terms } = compilePage(compiling, { source, from, condition: '' }, query)
    const record = dialect.text(compileSelection({ ...compiling, more: { mark: MORE_MARK, path: '' } }, source, query.selection))
    return `SELECT ${[record, ...terms.map(({ column }) => dialect.position(column))].join(', ')} FROM (${sql}) ${source.alias}`
  })
}

/** The records that are counted, as far as a limit where there is one. */
export interface CountQuery extends Pick<ListQuery, 'model' | 'where'> {
  /** Counts how many differ in these. */
  readonly distinct?: readonly Field[]
  readonly limit?: number
}

/** The number of records that match, or the limit where there are more. */
export function compileCount(context: CompilerContext, { model, where, limit, distinct = [] }: CountQuery): Plan {
  return planOf(context, model, (compiling, source) => {
    const tested = compileWhere(compiling, source, where)
    const rows = `FROM ${compiling.dialect.table(model)} ${source.alias}${source.joins.text()} WHERE ${tested}`
    const end = limit === undefined ? '' : ` LIMIT ${limit}`
    if (distinct.length === 0) return end === '' ? `SELECT count(*) ${rows}` : `SELECT count(*) FROM (SELECT 1 ${rows}${end}) counted`
    return `SELECT count(*) FROM (SELECT DISTINCT ${distinct.map(({ name }) => columnOf(compiling, source, name)).join(', ')} ${rows}${end}) counted`
  })
}

/** A record by a unique. */
export interface RecordQuery {
  readonly model: Model
  readonly key: RecordKey
  readonly selection: Selection
  /** Its default representation; null where that is what is selected. */
  readonly stored: Selection | null
}

/** One record by a unique: what is selected, then, where that is something else, its default representation. */
export function compileRecord(context: CompilerContext, { model, key, selection, stored: standard }: RecordQuery): Plan {
  return planOf(context, model, (compiling, source) => {
    const { dialect, slots } = compiling
    const fields = key.key.fields.flatMap((name) => model.fields.get(name) ?? [])
    const conditions = fields.map((field) => dialect.equal(columnOf(compiling, source, field.name), field, slots))
    if (key.where) conditions.push(compileWhere(compiling, source, key.where))
    const selected = dialect.text(compileSelection({ ...compiling, more: { mark: MORE_MARK, path: '' } }, source, selection))
    const stored = standard ? `, ${dialect.text(compileSelection(compiling, source, standard))}` : ''
    return `SELECT ${selected}${stored} FROM ${dialect.table(model)} ${source.alias}${source.joins.text()} WHERE ${conditions.join(' AND ')}`
  })
}

/** A plan for the rows of a model. */
export function planOf({ registry, dialect }: CompilerContext, model: Model, write: (compiling: Compiling, source: Source) => string): Plan {
  const slots = createSlots(dialect)
  const compiling = startCompiling(registry, dialect, slots)
  return slots.seal(write(compiling, openSource(compiling, model)))
}
