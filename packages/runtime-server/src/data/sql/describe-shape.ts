import type { ListQuery, OrderBy, RecordKey, Selection, Where } from '../../request/query.ts'
import type { Model } from '../../registry/registry.ts'
import type { SqlDialect } from './dialect.ts'

/** A query without its values, as text, and the values in the order in which the compiler takes slots for them. */
export interface Shape {
  readonly key: string
  readonly values: readonly unknown[]
}

interface Writing {
  readonly dialect: Pick<SqlDialect, 'listWidth'>
  readonly values: unknown[]
}

/** The shape of a list. */
export function describeList(dialect: Writing['dialect'], { model, where, orderBy, take, skip, selection }: ListQuery): Shape {
  const writing = { dialect, values: [] }
  const key = `list ${model.name} ${describePage(writing, { where, orderBy, take: take + 1, skip })} ${describeSelection(writing, selection)}`
  return { key, values: writing.values }
}

/** The shape of a count. */
export function describeCount(dialect: Writing['dialect'], { model, where }: Pick<ListQuery, 'model' | 'where'>): Shape {
  const writing = { dialect, values: [] }
  return { key: `count ${model.name} ${describeWhere(writing, where)}`, values: writing.values }
}

/** The shape of one record. */
export function describeRecord(dialect: Writing['dialect'], { model, key, selection }: { readonly model: Model; readonly key: RecordKey; readonly selection: Selection }): Shape {
  const writing: Writing = { dialect, values: key.key.fields.map((name) => key.values[name]) }
  return { key: `get ${model.name} ${key.key.fields.join()} ${describeSelection(writing, selection)}`, values: writing.values }
}

interface Page {
  readonly where: Where
  readonly orderBy: readonly OrderBy[]
  readonly take: number
  readonly skip: number
}

function describePage(writing: Writing, { where, orderBy, take, skip }: Page): string {
  const key = `${describeWhere(writing, where)}/${orderBy.map(describeOrder).join()}`
  writing.values.push(take, skip)
  return key
}

function describeOrder({ via, field, direction, nulls }: OrderBy): string {
  return `${via.map((relation) => `${relation.name}.`).join('')}${field.name} ${direction} ${nulls ?? ''}`
}

function describeSelection(writing: Writing, { fields, relations, counts }: Selection): string {
  const nested = relations.map(({ relation, list, selection }) => `${relation.name}${list ? `(${describePage(writing, list)})` : ''}${describeSelection(writing, selection)}`)
  return `{${fields.map((field) => field.name).join()};${nested.join()};${counts.map((relation) => relation.name).join()}}`
}

function describeWhere(writing: Writing, where: Where): string {
  switch (where.op) {
    case 'always':
      return '*'
    case 'and':
    case 'or':
      return `${where.op}(${where.args.map((arg) => describeWhere(writing, arg)).join()})`
    case 'not':
      return `!${describeWhere(writing, where.arg)}`
    case 'isNull':
      return `${where.field.name}?`
    case 'absent':
      return `${where.relation.name}#`
    case 'relation':
      return `${where.relation.name} ${where.quantifier}(${describeWhere(writing, where.where)})`
    case 'compare':
      return describeCompare(writing, where)
  }
}

function describeCompare({ dialect, values }: Writing, { field, by, value, insensitive }: Extract<Where, { op: 'compare' }>): string {
  const key = `${field.name} ${by}${insensitive ? '~' : ''}`
  if (by === 'isEmpty') return `${key} ${String(value)}`
  values.push(value)
  return by === 'in' && Array.isArray(value) ? `${key} ${dialect.listWidth(value.length)}` : key
}
