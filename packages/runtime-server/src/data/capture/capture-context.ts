import type { Database } from '../database.ts'
import type { Executor } from '../sql/executor.ts'

/** Who writes, as triggers note it. */
export interface Actor {
  readonly kind: string
  readonly id: string | null
}

/** Whose transaction it is, and what it was begun for: a request's id, or a reason. */
export interface Acting {
  readonly actor: Actor
  readonly cause: string | null
}

/** Statements that tell the triggers of a transaction who writes, `values` in their order, and one that takes it back before its end. */
interface ContextStatements {
  readonly set: string
  readonly clear: string | null
}

/** The row of SQLite's context stands only while a transaction is open; PostgreSQL forgets a setting of a transaction by itself. */
const CONTEXT_STATEMENTS: Readonly<Record<Database['provider'], ContextStatements | null>> = {
  sqlite: { set: 'INSERT OR REPLACE INTO "_ssot_context" (id, actor_kind, actor_id, cause) VALUES (1, ?, ?, ?)', clear: 'DELETE FROM "_ssot_context"' },
  postgresql: { set: `SELECT set_config('ssot.actor_kind', $1, true), set_config('ssot.actor_id', coalesce($2, ''), true), set_config('ssot.cause', coalesce($3, ''), true)`, clear: null },
  mysql: null,
}

/** Tells the triggers of an open transaction who writes. */
export async function setActing(provider: Database['provider'], executor: Executor, { actor, cause }: Acting): Promise<void> {
  const statements = CONTEXT_STATEMENTS[provider]
  // PostgreSQL answers a row, SQLite counts one.
  if (statements) await (statements.clear === null ? executor.rows : executor.count)(statements.set, [actor.kind, actor.id, cause])
}

/** Takes it back, before the transaction ends. */
export async function clearActing(provider: Database['provider'], executor: Executor): Promise<void> {
  const clear = CONTEXT_STATEMENTS[provider]?.clear ?? null
  if (clear !== null) await executor.count(clear, [])
}

/** Runs the work of a transaction whose triggers know who writes. */
export async function actingIn<T>(provider: Database['provider'], { executor, acting }: { readonly executor: Executor; readonly acting: Acting }, work: () => Promise<T>): Promise<T> {
  await setActing(provider, executor, acting)
  const result = await work()
  await clearActing(provider, executor)
  return result
}
