import type { Where } from '../../../request/query.ts'
import type { Reference, WriteData } from '../../../request/write.ts'
import { both, fieldsNamed, missingRecord, whereLinked, type Values } from './row.ts'
import type { WriteSession } from './session.ts'
import { shareRows } from './pick-rows.ts'

/** How many different records one statement looks for. */
const AT_ONCE = 100

/** A record to be written, and the values that its row will have. */
export interface Written {
  readonly data: Pick<WriteData, 'references'>
  readonly values: Values
}

/**
 * Looks, before rows are written, whether the records that their key fields refer to are there for the caller; they stay so until the transaction ends.
 * @throws DATA.REFERENCED
 */
export async function checkReferences(session: WriteSession, written: readonly Written[]): Promise<void> {
  const references = new Map(written.flatMap(({ data }) => data.references ?? []).map((reference) => [reference.relation, reference]))
  for (const reference of references.values()) {
    const rows = written.filter(({ data }) => data.references?.some(({ relation }) => relation === reference.relation))
    const targets = targetsOf(reference, rows)
    for (let start = 0; start < targets.length; start += AT_ONCE) await checkTargets(session, reference, targets.slice(start, start + AT_ONCE))
  }
}

async function checkTargets(session: WriteSession, { model, relation, where, path }: Reference, targets: readonly Values[]): Promise<void> {
  const fields = fieldsNamed(model, relation.to)
  const any: Where = { op: 'or', args: targets.map((values) => whereLinked(fields, (field) => values[field.name])) }
  const found = await shareRows(session, both(any, where), { model, path, sent: [] })
  if (found.length < targets.length) throw missingRecord(targets.length === 1 ? path : (relation.from[0] ?? path))
}

// Keys that differ, as fields of the other model; a key with a NULL refers to nothing.
function targetsOf({ relation: { from, to } }: Reference, rows: readonly Written[]): readonly Values[] {
  const keys = new Map<string, Values>()
  for (const { values: row } of rows) {
    const values = from.map((name) => row[name])
    if (values.some((value) => value === null || value === undefined)) continue
    keys.set(JSON.stringify(values, textOf), Object.fromEntries(to.map((name, index) => [name, values[index]])))
  }
  return [...keys.values()]
}

function textOf(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
