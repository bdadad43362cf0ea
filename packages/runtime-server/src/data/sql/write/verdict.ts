// Owns what a statement that writes one row answers of it, and that it fails where the row does not fulfil what it must.
import type { Model, Registry } from '../../../registry/registry.ts'
import type { Selection, Where } from '../../../request/query.ts'
import type { RowRules } from '../../../request/row-rules.ts'
import { isSameSelection, isStoredSelection, storedSelection } from '../../../request/stored-selection.ts'
import { compileSelection, compileVerdict } from '../compile-selection.ts'
import { describeCondition, describeSelected, type Shape } from '../describe-shape.ts'
import type { Compiling, Source } from '../source.ts'
import { fieldsNamed, identityFields } from './row.ts'
import type { WriteSession } from './session.ts'

/** What a row must fulfil once it is written. */
export interface Verdict {
  /** Where it does not hold, the statement fails. */
  readonly check: Where | null
  /** Where it does not hold, the row is answered by its key alone. */
  readonly readable: Where | null
}

/** The default representation of a record for who writes. */
export function representationOf(rules: RowRules | null, model: Model): Selection {
  return rules?.representation(model) ?? storedSelection(model)
}

/** Whether a selection is the default representation for who writes. */
export function isRepresentation({ dialect, rules }: Pick<WriteSession, 'dialect' | 'rules'>, model: Model, selection: Selection): boolean {
  if (!rules) return isStoredSelection(model, selection)
  const standard = rules.representation(model)
  if (isSameSelection(standard, selection)) return true
  if (!standard.conditions || !selection.conditions || !isSameSelection(withoutConditions(standard), withoutConditions(selection))) return false
  const [one, other] = [describeSelected(dialect, standard), describeSelected(dialect, selection)]
  return one.key === other.key && one.values.every((value, index) => Object.is(value, other.values[index]))
}

function withoutConditions({ fields, relations, counts }: Selection): Selection {
  return { fields, relations, counts }
}

/** The shape of what is answered of a record. */
export function describeRepresented(session: WriteSession, model: Model, verdict?: Verdict): Shape {
  if (!session.rules) return { key: '', values: [] }
  const parts = [...[verdict?.check, verdict?.readable].map((where) => describeMaybe(session, where)), describeSelected(session.dialect, session.rules.representation(model))]
  return { key: parts.map(({ key }) => key).join('|'), values: parts.flatMap(({ values }) => values) }
}

/** The shape of a verdict alone. */
export function describeCheck(session: WriteSession, check: Where | null): Shape {
  return describeMaybe(session, check)
}

function describeMaybe({ dialect }: WriteSession, where: Where | null | undefined): Shape {
  return where ? describeCondition(dialect, where) : { key: '', values: [] }
}

interface Place {
  readonly compiling: Compiling
  readonly source: Pick<Source, 'alias' | 'model' | 'joins'>
}

/** The text of a record's default representation, or of its key. */
export function compileRepresented(session: WriteSession, { compiling, source }: Place, { check = null, readable = null }: Partial<Verdict> = {}): string {
  const { dialect } = session
  const fulfilled = check && compileVerdict(compiling, source, check)
  const seen = readable && compileVerdict(compiling, source, readable)
  const stored = dialect.text(compileSelection(compiling, source, representationOf(session.rules, source.model)))
  const answered = seen ? `CASE WHEN ${seen} THEN ${stored} ELSE ${dialect.text(compileSelection(compiling, source, keySelection(source.model)))} END` : stored
  return fulfilled ? orRaise(session, source, { fulfilled, answered }) : answered
}

/** A text of no meaning, or the failure of the statement. */
export function compileCheck(session: WriteSession, { compiling, source }: Place, check: Where): string {
  return orRaise(session, source, { fulfilled: compileVerdict(compiling, source, check), answered: `''` })
}

function orRaise({ dialect, write }: WriteSession, { alias, model }: Place['source'], { fulfilled, answered }: { readonly fulfilled: string; readonly answered: string }): string {
  const [field] = identityFields(model, write.rowId)
  return `CASE WHEN ${fulfilled} THEN ${answered} ELSE ${write.raise(`${alias}.${dialect.name(field?.column ?? write.rowId)}`)} END`
}

/** What is answered of a record that its writer may not read back. */
export function keySelection(model: Model): Selection {
  return { fields: fieldsNamed(model, model.key?.fields ?? []), relations: [], counts: [] }
}

/** Whether a condition looks at no other row, so that a statement may ask it of the row that it has just written. */
export function isOfOneRow(where: Where | null): boolean {
  if (!where) return true
  if (where.op === 'and' || where.op === 'or') return where.args.every(isOfOneRow)
  if (where.op === 'not') return isOfOneRow(where.arg)
  return where.op !== 'relation' && (where.op !== 'absent' || where.relation.from.length > 0)
}

/**
 * Whether a condition looks at other rows only by keys that rows hold themselves, and at none of the model's own table: those are as they are before and
 * after a statement that writes one row of it. It does not hold them, so that only what may be seen is asked so, not what may be written.
 */
export function looksAside(registry: Registry, model: Model, where: Where | null): boolean {
  if (!where) return true
  if (where.op === 'and' || where.op === 'or') return where.args.every((arg) => looksAside(registry, model, arg))
  if (where.op === 'not') return looksAside(registry, model, where.arg)
  if (where.op !== 'relation') return isOfOneRow(where)
  const { relation } = where
  return relation.from.length > 0 && relation.model !== model.name && registry.models.get(relation.model)?.kind === 'model' && looksAside(registry, model, where.where)
}

/** Whether a selection looks at no other row. */
export function selectsOneRow({ relations, counts, conditions }: Selection): boolean {
  return relations.length === 0 && counts.length === 0 && [...(conditions?.values() ?? [])].every(isOfOneRow)
}
