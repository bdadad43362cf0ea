// Owns when one statement can ask all that rules ask of a record: what may be written looks at no other row, what may be read at none that the statement changes.
import type { RowRules } from '../../../request/row-rules.ts'
import { whereKey } from '../../../request/combine-where.ts'
import type { Model, Registry } from '../../../registry/registry.ts'
import type { RecordKey, Where } from '../../../request/query.ts'
import type { WriteData } from '../../../request/write.ts'
import { sentFields } from '../../../request/sent-fields.ts'
import { both } from './row.ts'
import { isOfOneRow, looksAside, selectsOneRow, type Verdict } from './verdict.ts'

/** What one statement is to ask. */
export interface OneStatement extends Verdict {
  /** The row, as it must be before. */
  readonly where: Where
  /** Whether a row may be there for the caller and be refused all the same. */
  readonly mayRefuse: boolean
}

/** Whose rules are asked. */
export interface Asking {
  readonly rules: RowRules | null
  readonly registry: Registry
}

/** What the one statement of a create asks; null where one cannot. */
export function askOfCreate({ rules, registry }: Asking, data: WriteData): Verdict | null {
  const { model } = data
  if (!rules) return { check: null, readable: null }
  const verdict = { check: rules.created(model, sentFields(data)), readable: rules.readable(model) }
  return isOfOneRow(verdict.check) && looksAside(registry, model, verdict.readable) && selectsOneRow(rules.representation(model)) ? verdict : null
}

/** What the one statement of an update asks; null where one cannot. */
export function askOfUpdate({ rules, registry }: Asking, key: RecordKey, data: WriteData): OneStatement | null {
  const { model } = data
  const where = whereKey(model, key)
  if (!rules) return { where, mayRefuse: false, check: null, readable: null }
  const asked = rules.updated(model, sentFields(data))
  const before = [asked?.using, asked?.fields].filter((condition) => condition !== null && condition !== undefined)
  if (asked && asked.reads.length > 0) return null
  const verdict = { check: asked?.check({}) ?? null, readable: rules.readable(model) }
  const isSeen = changesKey(data) ? isOfOneRow(verdict.readable) : looksAside(registry, model, verdict.readable)
  const isPossible = [...before, verdict.check].every(isOfOneRow) && looksAside(registry, model, where) && isSeen && selectsOneRow(rules.representation(model))
  return isPossible ? { where: both(where, ...before), mayRefuse: before.length > 0, check: verdict.check, readable: verdict.readable } : null
}

/** What the one statement of a delete asks; null where one cannot. */
export function askOfDelete({ rules, registry }: Asking, model: Model, key: RecordKey): OneStatement | null {
  const where = whereKey(model, key)
  if (!rules) return { where, mayRefuse: false, check: null, readable: null }
  const rule = rules.deleted(model)
  if (!isOfOneRow(rule) || !looksAside(registry, model, where) || !selectsOneRow(rules.representation(model))) return null
  return { where: rule ? both(where, rule) : where, mayRefuse: rule !== null, check: null, readable: null }
}

// Other rows may follow a key that changes.
function changesKey({ model, scalars, changes }: WriteData): boolean {
  return model.uniques.some(({ fields }) => fields.some((name) => Object.hasOwn(scalars, name) || Object.hasOwn(changes, name)))
}
