import type { Model } from '../../../registry/registry.ts'
import { fieldsNamed, missingRecord, whereLinked, type Values } from './row.ts'
import { modelNamed, type WriteSession } from './session.ts'
import { selectRows } from './pick-rows.ts'

/** A row that was written: its values, and the names of those that were set. */
export interface WrittenValues {
  readonly model: Model
  /** Where in the body the record stands. */
  readonly path: string
  readonly values: Values
  readonly set: readonly string[]
  /** The row may have been passed over as a duplicate. */
  readonly mayBeSkipped?: boolean
}

/**
 * Looks, where the database has no foreign keys, whether the records are there that a written row refers to. It does so once the row is stored,
 * as a database does: a row may refer to itself, and only then is known what a change made of a number.
 * @throws DATA.REFERENCED
 */
export async function checkTargets(session: WriteSession, { model, path, values, set, mayBeSkipped = false }: WrittenValues): Promise<void> {
  if (session.registry.relationMode === 'foreignKeys') return
  for (const { model: name, from, to } of model.relations.values()) {
    const changed = from.find((field) => set.includes(field))
    const keys = from.map((field) => values[field])
    if (changed === undefined || keys.some((value) => value === null || value === undefined)) continue
    const target = modelNamed(session.registry, name)
    const wanted: Values = Object.fromEntries(to.map((field, index) => [field, keys[index]]))
    const rows = await selectRows(session, whereLinked(fieldsNamed(target, to), (field) => wanted[field.name]), { model: target, path, sent: [] })
    if (rows.length > 0) continue
    const isStored = !mayBeSkipped || (await selectRows(session, whereLinked(fieldsNamed(model, from), (field) => values[field.name]), { model, path, sent: [] })).length > 0
    if (isStored) throw missingRecord(path === '' ? changed : `${path}.${changed}`)
  }
}
