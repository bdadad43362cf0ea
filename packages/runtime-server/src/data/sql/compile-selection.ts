// Owns the step from a selection to the expression that builds a record's JSON, nested records and lists included.
import type { Field, Relation } from '../../registry/registry.ts'
import type { RelationCount, RelationSelection, Selection, Where } from '../../request/query.ts'
import { compilePage } from './compile-page.ts'
import { COMPUTED_MARK, computedName } from './compute-text.ts'
import { compileWhere } from './compile-where.ts'
import type { Member } from './dialect.ts'
import { followLink, type LinkedRows } from './link.ts'
import { columnOf, openSource, type Compiling, type Source } from './source.ts'

/** A record as a JSON object. */
export function compileSelection(compiling: Compiling, source: Source, { fields, relations, counts, conditions }: Selection): string {
  const { dialect } = compiling
  const members: readonly Member[] = [
    ...fields.map((field) => compileField(compiling, source, { field, where: conditions?.get(field.name) })),
    ...relations.map((nested): Member => [nested.relation.name, compileNested(within(compiling, nested.relation), source, nested)]),
    ...(counts.length > 0 ? [['_count', dialect.object(counts.map((counted) => [counted.relation.name, compileCount(compiling, source, counted)]))] as const] : []),
  ]
  return dialect.object(members)
}

function compileField(compiling: Compiling, source: Source, { field, where }: { readonly field: Field; readonly where: Where | undefined }): Member {
  const value = field.computed ? compileInputs(compiling, source, { field, inputs: field.computed.inputs }) : compiling.dialect.present(field, columnOf(compiling, source, field.name))
  return where ? [field.name, value, compileVerdict(compiling, source, where)] : [field.name, value]
}

// What a computed field is made of stands in its place until the text is answered.
function compileInputs({ dialect }: Compiling, source: Source, { field, inputs }: { readonly field: Field; readonly inputs: readonly Field[] }): string {
  return dialect.object([[COMPUTED_MARK, `'${computedName(source.model.name, field.name)}'`], ...inputs.map((input): Member => [input.name, dialect.present(input, columnOf({ dialect }, source, input.name))])])
}

/** A condition as a value that may stand anywhere in a statement: what it joins is joined within. */
export function compileVerdict(compiling: Compiling, source: Pick<Source, 'alias' | 'model'>, where: Where): string {
  const { joins } = openSource(compiling, source.model)
  const verdict = compileWhere(compiling, { alias: source.alias, model: source.model, joins }, where)
  const joined = joins.text()
  return joined === '' ? `(${verdict})` : `(SELECT ${verdict} FROM (SELECT 1) own${joined})`
}

function compileNested(compiling: Compiling, source: Source, { relation, selection, list, where }: RelationSelection): string {
  const rows = followLink(compiling, source, relation)
  if (!list) return compileOne(compiling, rows, { selection, where })
  const { sql, take } = compilePage(compiling, rows, { ...list, oneMore: compiling.more !== undefined })
  const item = compileSelection(compiling, rows.source, selection)
  return compiling.dialect.list({ item, from: `(${sql}) ${rows.source.alias}`, ...(compiling.more && { more: { mark: markOf(compiling.more), take } }) })
}

function compileOne(compiling: Compiling, { source, from, condition }: LinkedRows, { selection, where }: { readonly selection: Selection; readonly where: Where | undefined }): string {
  const tested = where ? ` AND ${compileWhere(compiling, source, where)}` : ''
  return compiling.dialect.nested(`(SELECT ${compileSelection(compiling, source, selection)} FROM ${from}${source.joins.text()} WHERE ${condition}${tested} LIMIT 1)`)
}

/** The text that stands in a nested list for what is cut off. */
export function markOf({ mark, path }: NonNullable<Compiling['more']>): string {
  return `${mark}:${path}`
}

function within(compiling: Compiling, { name }: Relation): Compiling {
  const { more } = compiling
  return more ? { ...compiling, more: { ...more, path: more.path === '' ? name : `${more.path}.${name}` } } : compiling
}

function compileCount(compiling: Compiling, owner: Source, { relation, where }: RelationCount): string {
  const { source, from, condition } = followLink(compiling, owner, relation)
  const tested = compileWhere(compiling, source, where)
  return `(SELECT count(*) FROM ${from}${source.joins.text()} WHERE ${condition} AND ${tested})`
}
