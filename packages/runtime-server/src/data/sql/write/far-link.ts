import { problem } from '@ssot/contract'
import type { Where } from '../../../request/query.ts'
import type { Link } from '../../../request/write.ts'
import { findLink, type Link as StoredLink } from '../link.ts'
import { followKeys } from './act-without-foreign-keys.ts'
import { checkTargets } from './check-targets.ts'
import { updateJudged } from './judge-update.ts'
import { doAllFulfil } from './pending-checks.ts'
import { stamped } from './new-values.ts'
import { both, fieldsNamed, identityFields, whereLinked, whereRow, type StoredRow, type Values } from './row.ts'
import { bothSeen, deniedWrite, reporting, type Subject, type WriteSession } from './session.ts'
import { countRows, selectRows } from './pick-rows.ts'
import { updateCount, type Assignments } from './statements.ts'

/** A relation whose links are not stored in the row itself: how its links are found, made and undone. */
export interface FarLink {
  readonly link: Link
  readonly subject: Subject
  /** The condition that a record is linked. */
  readonly linked: Where
  /** What a record that is created here must hold to be linked. */
  readonly given: Values
  /** Links a record that is there, as far as rules allow it. */
  attach(row: StoredRow, path: string): Promise<void>
  /** The same for a record that this very step has created: no rule is asked of it as a record that was there. */
  attachNew(row: StoredRow): Promise<void>
  isLinked(row: StoredRow): Promise<boolean>
  /** Undoes the links of the records of a condition. */
  detach(where: Where, path: string): Promise<void>
}

/** The far links of a row by one relation. */
export function createFarLink(session: WriteSession, owner: StoredRow, link: Link): FarLink {
  const stored = findLink(session.registry, owner.model, link.relation)
  return stored.by === 'table' ? pairLink(session, { owner, link, stored }) : keyLink(session, { owner, link, stored })
}

interface Ends<T> {
  readonly owner: StoredRow
  readonly link: Link
  readonly stored: T
}

function keyLink(session: WriteSession, { owner, link, stored }: Ends<Extract<StoredLink, { by: 'fields' }>>): FarLink {
  const { model } = link
  const ownOf = new Map(stored.pairs.map(([own, other]) => [other, own]))
  const keys: Values = Object.fromEntries(stored.pairs.map(([own, other]) => [other, owner.values[own]]))
  const fields = fieldsNamed(model, stored.pairs.map(([, other]) => other))
  const linked = whereLinked(fields, (field) => keys[field.name])
  const subject: Subject = { model, path: link.path, sent: [] }
  const nothing: Values = Object.fromEntries(fields.filter((field) => !field.required).map((field) => [field.name, null]))
  const setting = (values: Values): Assignments => ({ values: stamped(session, model, values), changes: {} })
  const attach = async (row: StoredRow, path: string): Promise<void> => {
    const [attached = row] = await updateJudged(session, [row], { set: setting(keys), sent: Object.keys(keys), subject: { ...subject, path } })
    await checkTargets(session, { model, path: link.path, values: attached.values, set: Object.keys(keys) })
    await followKeys(session, { before: row, after: attached })
  }
  return {
    link,
    subject,
    linked,
    given: keys,
    attach,
    attachNew: (row) => attach(row, link.path),
    isLinked: async (row) => fields.every(({ name }) => String(row.values[name]?.stored) === String(owner.values[ownOf.get(name) ?? '']?.stored)) && fields.every(({ name }) => (row.values[name] ?? null) !== null),
    detach: async (where, path) => {
      const condition = bothSeen(session, model, both(linked, where))
      if (session.rules && Object.keys(nothing).length > 0) await updateJudged(session, await selectRows(session, condition, subject), { set: setting(nothing), sent: Object.keys(nothing), subject: { ...subject, path } })
      else if (Object.keys(nothing).length > 0) await updateCount(session, { set: setting(nothing), where: condition }, subject)
      else if ((await selectRows(session, condition, subject)).length > 0) throw boundRecord(path)
    },
  }
}

function boundRecord(path: string): Error {
  const message = 'A record that would be unlinked cannot be without this relation.'
  return problem('DATA.REFERENCED', { detail: message, errors: [{ path, code: 'DATA.REFERENCED', message }] })
}

function pairLink(session: WriteSession, { owner, link, stored }: Ends<Extract<StoredLink, { by: 'table' }>>): FarLink {
  const { dialect } = session
  const { model, relation } = link
  const inverse = model.relations.get(relation.inverse)
  if (!inverse) throw problem('INTERNAL.BUG', { detail: `The relation ${owner.model.name}.${relation.name} leads nowhere.` })
  const subject: Subject = { model, path: link.path, sent: [] }
  const table = dialect.table(stored.first, stored.table)
  const [own, other] = [dialect.name(stored.own), dialect.name(stored.other)]
  const ownKey = keyOf(owner)
  const run = (sql: string, args: unknown[]): Promise<unknown> => reporting(session, subject, () => session.executor.count(sql, args))
  const linked: Where = { op: 'relation', relation: inverse, quantifier: 'some', where: whereRow(owner, session.write.rowId) }
  const attachNew = async (row: StoredRow): Promise<void> => {
    await run(`INSERT INTO ${table} (${own}, ${other}) VALUES (${dialect.placeholder(1)}, ${dialect.placeholder(2)}) ON CONFLICT DO NOTHING`, [ownKey, keyOf(row)])
  }
  const judge = async (rows: readonly StoredRow[], path: string): Promise<void> => {
    const rule = session.rules?.linked(model, relation)
    if (rule && rows.length > 0 && !(await doAllFulfil(session, rows, rule))) throw deniedWrite({ model, path })
  }
  return {
    link,
    subject,
    linked,
    given: {},
    attach: async (row, path) => {
      await judge([row], path)
      await attachNew(row)
    },
    attachNew,
    isLinked: async (row) => (await countRows(session, both(linked, whereRow(row, session.write.rowId)), subject)) > 0,
    detach: async (where, path) => {
      const rows = where.op === 'always' && !session.rules ? null : await selectRows(session, both(linked, where), subject)
      if (rows?.length === 0) return
      await judge(rows ?? [], path)
      const some = rows === null ? '' : ` AND ${other} IN (${rows.map((_, index) => dialect.placeholder(index + 2)).join(', ')})`
      await run(`DELETE FROM ${table} WHERE ${own} = ${dialect.placeholder(1)}${some}`, [ownKey, ...(rows ?? []).map(keyOf)])
    },
  }

  function keyOf(row: StoredRow): unknown {
    const [field] = identityFields(row.model, session.write.rowId)
    return row.values[field?.name ?? '']?.stored
  }
}
