import type { AggregateQuery, Aggregates, GroupQuery } from '../../request/aggregate.ts'
import type { ListQuery, OrderBy, Selection, TreeQuery, Where } from '../../request/query.ts'
import type { CountQuery, RecordQuery } from './compile-list.ts'
import { describeCursor } from './compile-keyset.ts'
import type { PageQuery } from './compile-page.ts'
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
export function describeList(dialect: Writing['dialect'], { model, take, selection, ...page }: ListQuery): Shape {
  const writing = { dialect, values: [] }
  const key = `list ${model.name} ${describePage(writing, { take: take + 1, ...page })} ${describeSelection(writing, selection)}`
  return { key, values: writing.values }
}

/** The shape of a count. */
export function describeCount(dialect: Writing['dialect'], { model, where, limit, distinct = [] }: CountQuery): Shape {
  const writing = { dialect, values: [] }
  return { key: `count ${limit ?? ''} ${model.name} ${distinct.map(({ name }) => name).join()} ${describeWhere(writing, where)}`, values: writing.values }
}

/** The shape of a walk down a tree. */
export function describeTree(dialect: Writing['dialect'], { model, where, below, orderBy, selection, depth, limit }: TreeQuery): Shape {
  const writing: Writing = { dialect, values: [] }
  const roots = describeWhere(writing, where)
  writing.values.push(depth)
  const rest = describeWhere(writing, below)
  writing.values.push(limit)
  return { key: `tree ${model.name} ${roots} ${rest} ${orderBy.map((term) => describeOrder(writing, term)).join()} ${describeSelection(writing, selection)}`, values: writing.values }
}

/** The shape of a selection alone. */
export function describeSelected(dialect: Writing['dialect'], selection: Selection): Shape {
  const writing = { dialect, values: [] }
  return { key: describeSelection(writing, selection), values: writing.values }
}

/** The shape of a condition alone. */
export function describeCondition(dialect: Writing['dialect'], where: Where): Shape {
  const writing = { dialect, values: [] }
  return { key: describeWhere(writing, where), values: writing.values }
}

/** The shape of an aggregate. */
export function describeAggregate(dialect: Writing['dialect'], { model, where, page, ...aggregates }: AggregateQuery): Shape {
  const writing = { dialect, values: [] }
  const rows = page ? describePage(writing, { ...page, where, distinct: [] }) : describeWhere(writing, where)
  return { key: `aggregate ${model.name} ${page ? 'of page ' : ''}${rows} ${describeAsked(aggregates)}`, values: writing.values }
}

/** The shape of a list of groups. */
export function describeGroups(dialect: Writing['dialect'], { model, by, where, named, having, orderBy, take, skip, ...aggregates }: GroupQuery): Shape {
  const writing = { dialect, values: [] }
  const rows = describeWhere(writing, where)
  const groups = describePage(writing, { where: having, orderBy, distinct: [], take: take + 1, skip })
  return { key: `group ${model.name} ${rows} by ${by.map(({ name }) => name).join()} ${named.map(({ result }) => result.name).join()} ${groups} ${describeAsked(aggregates)}`, values: writing.values }
}

function describeAsked({ asked, countsRows }: Aggregates): string {
  return `${asked.map(({ result }) => result.name).join()}${countsRows ? '!' : ''}`
}

/** The shape of one record. */
export function describeRecord(dialect: Writing['dialect'], { model, key, selection, stored }: RecordQuery): Shape {
  const writing: Writing = { dialect, values: key.key.fields.map((name) => key.values[name]) }
  const where = key.where ? describeWhere(writing, key.where) : ''
  return { key: `get ${model.name} ${key.key.fields.join()} ${where} ${describeSelection(writing, selection)}${stored ? describeSelection(writing, stored) : ''}`, values: writing.values }
}

interface Page extends PageQuery {
  readonly take: number
  readonly skip: number
}

function describePage(writing: Writing, { where, orderBy, distinct, cursor, take, skip }: Page): string {
  const key = `${describeWhere(writing, where)}/${orderBy.map((term) => describeOrder(writing, term)).join()}/${distinct.map(({ name }) => name).join()}${cursor ? ` ${describeCursor(cursor)}` : ''}`
  writing.values.push(...(cursor?.position ?? []).filter((value) => value !== null))
  writing.values.push(take, skip)
  return key
}

function describeOrder(writing: Writing, { via, field, direction, nulls, where }: OrderBy): string {
  return `${via.map((relation) => `${relation.name}.`).join('')}${field.name} ${direction} ${nulls ?? ''}${where ? ` ${describeWhere(writing, where)}` : ''}`
}

function describeSelection(writing: Writing, { fields, relations, counts, conditions }: Selection): string {
  const own = fields.map(({ name }) => {
    const where = conditions?.get(name)
    return where ? `${name}(${describeWhere(writing, where)})` : name
  })
  const nested = relations.map(({ relation, list, where, selection }) => `${relation.name}${list ? `(${describePage(writing, list)})` : ''}${where ? `(${describeWhere(writing, where)})` : ''}${describeSelection(writing, selection)}`)
  const counted = counts.map(({ relation, where }) => `${relation.name}(${describeWhere(writing, where)})`)
  return `{${own.join()};${nested.join()};${counted.join()}}`
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
      return `${rowAt(where.up)}${where.field.name}?`
    case 'absent':
      return `${where.relation.name}#`
    case 'relation':
      return `${rowAt(where.up)}${where.relation.name} ${where.quantifier}(${describeWhere(writing, where.where)})`
    case 'compareFields':
      return `${rowAt(where.own)}${where.field.name} ${howCompared(where)} @${rowAt(where.up)}${where.other.name}`
    case 'json':
      writing.values.push(where.path, ...(where.by === 'isNull' ? [] : [where.value]))
      return `${where.field.name}$${where.path.length === 0 ? '' : '.'} ${where.by}${where.insensitive ? '~' : ''}`
    case 'compare':
      return describeCompare(writing, where)
  }
}

function rowAt(up = 0): string {
  return up === 0 ? '' : `^${up}.`
}

function howCompared({ by, insensitive, exact }: Pick<Extract<Where, { op: 'compare' }>, 'by' | 'insensitive' | 'exact'>): string {
  return `${by}${insensitive ? '~' : ''}${exact ? '=' : ''}`
}

function describeCompare({ dialect, values }: Writing, where: Extract<Where, { op: 'compare' }>): string {
  const { field, by, value } = where
  const key = `${rowAt(where.up)}${field.name} ${howCompared(where)}`
  if (by === 'isEmpty') return `${key} ${String(value)}`
  values.push(value)
  return by === 'in' && Array.isArray(value) ? `${key} ${dialect.listWidth(value.length)}` : key
}
