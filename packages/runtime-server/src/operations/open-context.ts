import { rowsWith } from '../policy/live-rows.ts'
import { allOf } from '../request/combine-where.ts'
import type { Records } from '../data/records/records.ts'
import type { Rights } from '../policy/rights.ts'
import type { OperationContext } from './context.ts'
import { guardRecords } from './guard-records.ts'

/** A context over the database itself: what operations get of it is what there is for the principal. */
export function openContext({ rights, records, ...context }: Omit<OperationContext, 'withDeleted' | 'registry' | 'principal'>): OperationContext {
  return { ...context, ...openRecords(rights, records) }
}

/** What there is of records for a principal; the same for the same rights and records, so that it can be kept. */
export function openRecords(rights: Rights, records: Records): Pick<OperationContext, 'rights' | 'registry' | 'principal' | 'records' | 'withDeleted'> {
  const { registry, principal, guard, rules } = rights
  return {
    rights,
    registry,
    principal,
    records: guardRecords(records.ruled(rules), guard),
    withDeleted: (model, deleted) => {
      const rowsOf = rowsWith(model, deleted)
      return guardRecords(records.ruled(rules), { ...guard, conditionOf: (other) => allOf([rowsOf(other) ?? [], rights.condition(other, 'read') ?? []].flat()) })
    },
  }
}
