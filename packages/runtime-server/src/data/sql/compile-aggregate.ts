// Owns the step from an aggregate or a list of groups to one statement. Groups are a table of their own, which is filtered and ordered like any.
import type { Field, Model } from '../../registry/registry.ts'
import type { Aggregate, AggregateQuery, Aggregates, GroupQuery } from '../../request/aggregate.ts'
import { planOf, type CompilerContext } from './compile-list.ts'
import { compilePage } from './compile-page.ts'
import { compileWhere } from './compile-where.ts'
import type { Plan } from './slots.ts'
import { columnOf, openSource, type Compiling, type Source } from './source.ts'

/** One row: the aggregates as JSON text. */
export function compileAggregate(context: CompilerContext, query: AggregateQuery): Plan {
  return planOf(context, query.model, (compiling, source) => {
    const { dialect } = compiling
    const columns = query.asked.map((aggregate) => `${callOf(compiling, source, aggregate)} AS ${dialect.name(aggregate.result.column)}`)
    const inner = `SELECT ${columns.join(', ') || '1'} FROM ${rowsOf(compiling, source, query)}`
    return `SELECT ${dialect.text(presentAggregates(compiling, 'a', query))} FROM (${inner}) a`
  })
}

function rowsOf(compiling: Compiling, source: Source, { model, where, page }: AggregateQuery): string {
  const from = `${compiling.dialect.table(model)} ${source.alias}`
  if (page) return `(${compilePage(compiling, { source, from, condition: '' }, { where, distinct: [], orderBy: page.orderBy }).sql}) ${source.alias}`
  const tested = compileWhere(compiling, source, where)
  return `${from}${source.joins.text()} WHERE ${tested}`
}

/** One row per group of the page, and one more where there are more: the group as JSON text. */
export function compileGroups(context: CompilerContext, query: GroupQuery): Plan {
  return planOf(context, query.model, (compiling, source) => {
    const { dialect } = compiling
    const tested = compileWhere(compiling, source, query.where)
    const by = query.by.map((field) => columnOf(compiling, source, field.name))
    const columns = [
      ...query.by.map((field, index) => `${by[index] ?? ''} AS ${dialect.name(field.column)}`),
      ...query.named.map((aggregate) => `${callOf(compiling, source, aggregate)} AS ${dialect.name(aggregate.result.column)}`),
    ]
    const table = `SELECT ${columns.join(', ')} FROM ${dialect.table(query.model)} ${source.alias}${source.joins.text()} WHERE ${tested} GROUP BY ${by.join(', ')}`
    const groups = openSource(compiling, query.groups)
    const page = compilePage(compiling, { source: groups, from: `(${table}) ${groups.alias}`, condition: '' }, { where: query.having, orderBy: query.orderBy, distinct: [] })
    return `SELECT ${dialect.text(presentAggregates(compiling, groups.alias, query))} FROM (${page.sql}) ${groups.alias}`
  })
}

function callOf(compiling: Compiling, source: Source, { function: name, of }: Aggregate): string {
  return of ? compiling.dialect.aggregate(name, of, columnOf(compiling, source, of.name)) : 'count(*)'
}

function presentAggregates({ dialect }: Compiling, alias: string, { asked, countsRows, by = [] }: Aggregates & { readonly by?: readonly Field[]; readonly model: Model }): string {
  const present = (field: Field): string => dialect.present(field, `${alias}.${dialect.name(field.column)}`)
  const functions = [...new Set(asked.map((aggregate) => aggregate.function))]
  return dialect.object([
    ...by.map((field) => [field.name, present(field)] as const),
    ...functions.map((name) => {
      const own = asked.filter((aggregate) => aggregate.function === name)
      const [first] = own
      if (name === '_count' && countsRows && first) return [name, present(first.result)] as const
      return [name, dialect.object(own.map(({ of, result }) => [of?.name ?? '_all', present(result)]))] as const
    }),
  ])
}
