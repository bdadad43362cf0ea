import { problem } from '@ssot/contract'
import type { TreeTrait } from '../../../registry/traits/traits.ts'
import type { WriteData } from '../../../request/write.ts'
import { encodeUnlessStored } from '../slots.ts'
import type { StoredRow, Values } from './row.ts'
import { reporting, type WriteSession } from './session.ts'

/** Whether a write may put records below others. */
export function movesInTree({ model: { traits }, scalars, links }: Pick<WriteData, 'model' | 'scalars' | 'links'>): boolean {
  const { tree } = traits
  if (!tree) return false
  const isMoved = Object.hasOwn(scalars, tree.field.name) && scalars[tree.field.name] !== null
  return isMoved || links.some(({ relation }) => relation.name === tree.parent || relation.name === tree.children)
}

/**
 * Looks whether a written row has come to stand below itself. Moves in one tree are looked at one after the other, so that two of them
 * that are right alone are not wrong together.
 * @throws REQUEST.BAD_VALUE
 */
export async function checkTree(session: WriteSession, row: StoredRow, data: WriteData): Promise<void> {
  const { tree } = data.model.traits
  if (!tree || !movesInTree(data)) return
  const subject = { model: data.model, path: data.path, sent: [] }
  const { executor, write } = session
  const key = encodeUnlessStored(write.value(tree.to), row.values[tree.to.name])
  const found = await reporting(session, subject, async () => {
    if (write.waitTurn !== null) await executor.count(write.waitTurn, [`ssot tree ${data.model.table}`])
    return executor.rows(statement(session, row, tree), [key, key])
  })
  if (found.length > 0) throw belowItself(data, tree)
}

/** Looks whether new rows stand below themselves: they can only by their own keys or one another's, where those are chosen by the client. @throws REQUEST.BAD_VALUE */
export function checkNewInTree(rows: readonly Values[], { model, path }: Pick<WriteData, 'model' | 'path'>): void {
  const { tree } = model.traits
  if (!tree) return
  // Of two with one key the first is stored, if any.
  const parents = new Map(rows.toReversed().filter((row) => row[tree.to.name] !== undefined).map((row) => [String(row[tree.to.name]), row[tree.field.name]]))
  for (const start of parents.keys()) {
    const seen = new Set<string>()
    for (let next = parents.get(start); next !== null && next !== undefined && !seen.has(String(next)); next = parents.get(String(next))) seen.add(String(next))
    if (seen.has(start)) throw belowItself({ path, scalars: {}, links: [] }, tree)
  }
}

// UNION keeps each key once, so that the walk up ends in a circle too.
function statement({ dialect }: WriteSession, { model }: StoredRow, { field, to }: TreeTrait): string {
  const [table, parent, key] = [dialect.table(model), dialect.name(field.column), dialect.name(to.column)]
  const start = `SELECT ${parent} FROM ${table} WHERE ${key} = ${dialect.placeholder(1)}`
  const up = `SELECT t.${parent} FROM up INNER JOIN ${table} t ON t.${key} = up.k`
  return `WITH RECURSIVE up(k) AS (${start} UNION ${up}) SELECT 1 FROM up WHERE k = ${dialect.placeholder(2)}`
}

function belowItself({ path, scalars, links }: Pick<WriteData, 'path' | 'scalars' | 'links'>, tree: TreeTrait): Error {
  const link = links.find(({ relation }) => relation.name === tree.parent || relation.name === tree.children)
  const own = path === '' ? tree.field.name : `${path}.${tree.field.name}`
  const at = Object.hasOwn(scalars, tree.field.name) ? own : (link?.path ?? own)
  const message = `${at} would put the record below itself.`
  return problem('REQUEST.BAD_VALUE', { detail: message, errors: [{ path: at, code: 'REQUEST.BAD_VALUE', message }] })
}
