// Owns what foreign keys do, for databases that have none (`relationMode = "prisma"`): changes of a key or the end of a record act on the
// rows that refer to it, as the schema says.
import { problem } from '@ssot/contract'
import type { Relation } from '../../../registry/registry.ts'
import type { Where } from '../../../request/query.ts'
import { findLink } from '../link.ts'
import { compileDefaults, fillDefaults } from './fill-defaults.ts'
import { both, fieldsNamed, identityFields, whereLinked, whereRow, type StoredRow, type Values } from './row.ts'
import { reporting, type Subject, type WriteSession } from './session.ts'
import { selectRows } from './pick-rows.ts'
import { updateCount, updateRows } from './statements.ts'
import type { RowWriter } from './take-far-steps.ts'

/** Does to the rows that refer to a record what the schema says of its deletion. @throws DATA.REFERENCED */
export async function deleteReferring(session: WriteSession, row: StoredRow, writer: RowWriter): Promise<void> {
  for (const found of referringTo(session, row)) {
    const referring = found.by === 'pairs' ? found : { ...found, where: exceptItself(session, row, found) }
    if (referring.by === 'pairs') await changePairs(session, referring, { row, to: null })
    else await act(session, referring, { action: referring.relation.onDelete ?? (referring.relation.required ? 'Restrict' : 'SetNull'), cascade: () => writer.deleteRows(session, referring.where, referring.subject) })
  }
}

// A record that refers to itself holds nothing up.
function exceptItself({ write }: WriteSession, row: StoredRow, { where, subject }: Pick<Extract<Referring, { by: 'fields' }>, 'where' | 'subject'>): Where {
  return subject.model === row.model ? both(where, { op: 'not', arg: whereRow(row, write.rowId) }) : where
}

/** Does to the rows that refer to a record what the schema says of a change of the values they refer to. @throws DATA.REFERENCED */
export async function followKeys(session: WriteSession, { before, after }: { readonly before: StoredRow; readonly after: StoredRow }): Promise<void> {
  if (session.registry.relationMode === 'foreignKeys') return
  const isSame = (name: string): boolean => String(before.values[name]?.stored) === String(after.values[name]?.stored)
  for (const referring of referringTo(session, before)) {
    if (referring.names.every(isSame)) continue
    if (referring.by === 'pairs') await changePairs(session, referring, { row: before, to: after })
    else {
      const { relation, subject, where } = referring
      const values: Values = Object.fromEntries(relation.from.map((name, index) => [name, after.values[relation.to[index] ?? ''] ?? null]))
      await act(session, referring, { action: relation.onUpdate ?? 'Cascade', cascade: () => moveRows(session, { values, where }, subject) })
    }
  }
}

// Rows that take another key with them may be referred to by that in turn.
async function moveRows(session: WriteSession, { values, where }: { readonly values: Values; readonly where: Where }, subject: Subject): Promise<void> {
  for (const before of await selectRows(session, where, subject)) {
    const [after] = await updateRows(session, { set: { values, changes: {} }, where: whereRow(before, session.write.rowId) }, subject)
    if (after) await followKeys(session, { before, after })
  }
}

/** Rows that refer to a record: by key fields of theirs, or by a table of pairs. `names` are the fields they refer to. */
type Referring =
  | { readonly by: 'fields'; readonly names: readonly string[]; readonly relation: Relation; readonly where: Where; readonly subject: Subject }
  | { readonly by: 'pairs'; readonly names: readonly string[]; readonly table: string; readonly column: string; readonly subject: Subject }

function referringTo(session: WriteSession, row: StoredRow): readonly Referring[] {
  const { registry, dialect, write } = session
  return [...row.model.relations.values()].flatMap((relation): readonly Referring[] => {
    if (relation.from.length > 0) return []
    const link = findLink(registry, row.model, relation)
    const subject: Subject = { model: link.target, path: '', sent: [] }
    if (link.by === 'table') return [{ by: 'pairs', names: identityFields(row.model, write.rowId).map((field) => field.name), table: dialect.table(link.first, link.table), column: dialect.name(link.own), subject }]
    const inverse = link.target.relations.get(relation.inverse)
    if (!inverse) return []
    const referred: Values = Object.fromEntries(inverse.from.map((name, index) => [name, row.values[inverse.to[index] ?? ''] ?? null]))
    return [{ by: 'fields', names: inverse.to, relation: inverse, subject, where: whereLinked(fieldsNamed(link.target, inverse.from), (field) => referred[field.name]) }]
  })
}

async function act(session: WriteSession, { relation, where, subject }: Extract<Referring, { by: 'fields' }>, { action, cascade }: { readonly action: string; readonly cascade: () => Promise<unknown> }): Promise<void> {
  if (action === 'Cascade') await cascade()
  else if (action === 'SetNull') await updateCount(session, { set: { values: nulls(relation, subject), changes: {} }, where }, subject)
  else if (action === 'SetDefault') await updateCount(session, { set: { values: standards(session, relation, subject), changes: {} }, where }, subject)
  else if (action === 'Restrict' && (await selectRows(session, where, subject)).length > 0) throw problem('DATA.REFERENCED', { detail: 'The record is still referenced by others.' })
}

function nulls(relation: Relation, { model }: Subject): Values {
  return Object.fromEntries(fieldsNamed(model, relation.from).filter((field) => !field.required).map((field) => [field.name, null]))
}

function standards(session: WriteSession, relation: Relation, { model }: Subject): Values {
  const filled = fillDefaults(compileDefaults(session.registry, model), {}, session.now)
  return Object.fromEntries(relation.from.map((name) => [name, filled[name] ?? null]))
}

async function changePairs(session: WriteSession, { table, column, subject }: Extract<Referring, { by: 'pairs' }>, { row, to }: { readonly row: StoredRow; readonly to: StoredRow | null }): Promise<void> {
  const { dialect, executor, write } = session
  const keyOf = ({ model, values }: StoredRow): unknown => values[identityFields(model, write.rowId)[0]?.name ?? '']?.stored
  const sql = to ? `UPDATE ${table} SET ${column} = ${dialect.placeholder(1)} WHERE ${column} = ${dialect.placeholder(2)}` : `DELETE FROM ${table} WHERE ${column} = ${dialect.placeholder(1)}`
  await reporting(session, subject, () => executor.count(sql, to ? [keyOf(to), keyOf(row)] : [keyOf(row)]))
}
