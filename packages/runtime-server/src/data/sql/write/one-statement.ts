// Owns when one statement can ask all that rules ask of a record: where they look at no other row.
import type { RowRules } from '../../../request/row-rules.ts'
import { whereKey } from '../../../request/combine-where.ts'
import type { Model } from '../../../registry/registry.ts'
import type { RecordKey, Where } from '../../../request/query.ts'
import type { WriteData } from '../../../request/write.ts'
import { sentFields } from '../../../request/sent-fields.ts'
import { both } from './row.ts'
import { isOfOneRow, selectsOneRow, type Verdict } from './verdict.ts'

/** What one statement is to ask. */
export interface OneStatement extends Verdict {
  /** The row, as it must be before. */
  readonly where: Where
  /** Whether a row may be there for the caller and be refused all the same. */
  readonly mayRefuse: boolean
}

/** What the one statement of a create asks; null where one cannot. */
export function askOfCreate(rules: RowRules | null, data: WriteData): Verdict | null {
  const { model } = data
  if (!rules) return { check: null, readable: null }
  const verdict = { check: rules.created(model, sentFields(data)), readable: rules.readable(model) }
  return isOfOneRow(verdict.check) && isOfOneRow(verdict.readable) && selectsOneRow(rules.representation(model)) ? verdict : null
}

/** What the one statement of an update asks; null where one cannot. */
export function askOfUpdate(rules: RowRules | null, key: RecordKey, data: WriteData): OneStatement | null {
  const { model } = data
  const where = whereKey(model, key)
  if (!rules) return { where, mayRefuse: false, check: null, readable: null }
  const asked = rules.updated(model, sentFields(data))
  const before = [asked?.using, asked?.fields].filter((condition) => condition !== null && condition !== undefined)
  if (asked && asked.reads.length > 0) return null
  const verdict = { check: asked?.check({}) ?? null, readable: rules.readable(model) }
  const isPossible = [where, ...before, verdict.check, verdict.readable].every(isOfOneRow) && selectsOneRow(rules.representation(model))
  return isPossible ? { where: both(where, ...before), mayRefuse: before.length > 0, check: verdict.check, readable: verdict.readable } : null
}

/** What the one statement of a delete asks; null where one cannot. */
export function askOfDelete(rules: RowRules | null, model: Model, key: RecordKey): OneStatement | null {
  const where = whereKey(model, key)
  if (!rules) return { where, mayRefuse: false, check: null, readable: null }
  const rule = rules.deleted(model)
  if (![where, rule].every(isOfOneRow) || !selectsOneRow(rules.representation(model))) return null
  return { where: rule ? both(where, rule) : where, mayRefuse: rule !== null, check: null, readable: null }
}
