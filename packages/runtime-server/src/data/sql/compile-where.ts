// Owns the step from a condition to SQL, with the three-valued logic of the Prisma client's own statements.
import type { Field, Model, Relation } from '../../registry/registry.ts'
import type { Where } from '../../request/query.ts'
import { NEVER } from './dialect.ts'
import { followLink, joinRecord } from './link.ts'
import { columnOf, sourceAt, type Compiling, type Source } from './source.ts'

const EVERY_ROW = '1=1'

/** A condition on the rows of a source, safe to stand between AND; to-one relations that it names are joined to the source. */
export function compileWhere(compiling: Compiling, source: Source, where: Where): string {
  switch (where.op) {
    case 'always':
      return EVERY_ROW
    case 'and':
      return compileAll(compiling, source, where.args).join(' AND ') || EVERY_ROW
    case 'or':
      return where.args.length === 0 ? NEVER : `(${compileAll(compiling, source, where.args).map(inParentheses).join(' OR ')})`
    case 'not':
      return `(NOT (${compileWhere(compiling, source, where.arg)}))`
    case 'isNull':
      return compileIsNull(compiling, sourceAt(source, where.up), where.field)
    case 'absent':
      return compileAbsent(compiling, source, where.relation)
    case 'relation':
      return compileRelation(compiling, source, where)
    case 'compareFields':
      return compiling.dialect.compareFields({ column: columnOf(compiling, sourceAt(source, where.own), where.field.name), other: columnOf(compiling, sourceAt(source, where.up), where.other.name), compare: where })
    case 'json':
      return compiling.dialect.json(columnOf(compiling, source, where.field.name), where, compiling.slots)
    case 'compare':
      return compiling.dialect.compare(columnOf(compiling, sourceAt(source, where.up), where.field.name), where, compiling.slots)
  }
}

function compileAll(compiling: Compiling, source: Source, args: readonly Where[]): readonly string[] {
  return args.map((arg) => compileWhere(compiling, source, arg))
}

function inParentheses(text: string): string {
  return `(${text})`
}

function compileIsNull(compiling: Compiling, source: Source, field: Field): string {
  return field.required && !field.list ? NEVER : `${columnOf(compiling, source, field.name)} IS NULL`
}

function compileAbsent(compiling: Compiling, source: Source, relation: Relation): string {
  const isOwn = relation.from.length > 0
  const [holder, fields] = isOwn ? [source, relation.from] : [joinRecord(compiling, source, relation), inverseFields(compiling, relation)]
  return `(${fields.map((name) => `${columnOf(compiling, holder, name)} IS NULL`).join(' OR ')})`
}

function inverseFields({ registry }: Compiling, relation: Relation): readonly string[] {
  return registry.models.get(relation.model)?.relations.get(relation.inverse)?.from ?? []
}

function compileRelation(compiling: Compiling, source: Source, { relation, quantifier, where, up = 0 }: Extract<Where, { op: 'relation' }>): string {
  const isOne = quantifier === 'is' || quantifier === 'isNot'
  // Rows further out are of a statement around this one, to which nothing is joined from in here.
  if (isOne && up === 0) {
    const target: Source = { ...joinRecord(compiling, source, relation), outer: source }
    const condition = compileWhere(compiling, target, where)
    const key = columnOf(compiling, target, presenceField(target.model))
    return quantifier === 'is' ? `(${condition} AND ${key} IS NOT NULL)` : `((NOT (${condition})) OR ${key} IS NULL)`
  }
  const { source: linked, from, condition } = followLink(compiling, sourceAt(source, up), relation)
  const target: Source = { ...linked, outer: source }
  const inner = compileWhere(compiling, target, where)
  const tested = quantifier === 'every' ? `(NOT (${inner}))` : inner
  const exists = `EXISTS (SELECT 1 FROM ${from}${target.joins.text()} WHERE ${condition} AND ${tested})`
  return quantifier === 'some' || quantifier === 'is' ? exists : `(NOT ${exists})`
}

// A field that is never NULL in a row that is there.
function presenceField(model: Model): string {
  return model.key?.fields[0] ?? [...model.fields.keys()][0] ?? ''
}
