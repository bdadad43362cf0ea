// Decides what happens where the database does not fit the schema: an embedded one follows, one named by a URL is never changed unasked.
import { isProblem, problem } from '@ssot/contract'
import { fits, planPush, push, type Database, type PrismaSchema, type PushPlan } from '../data/index.ts'
import type { BootOptions } from './options.ts'

export type FitOptions = Required<Pick<BootOptions, 'push' | 'acceptDataLoss'>>

/**
 * Makes the database fit, or refuses.
 * @throws DATABASE.DIFFERS, DATABASE.DATA_LOSS
 */
export async function fitDatabase(database: Database, schema: PrismaSchema, options: FitOptions): Promise<void> {
  if (mayPush(database, options.push)) return pushUnlessLossy(database, schema, options.acceptDataLoss)
  const { fits: isFit, sql } = await fits(database, schema)
  if (isFit) return
  if (database.provider === 'mysql') throw differs(database, sql, 'Create the tables with your own migrations: this runtime does not change MySQL or MariaDB.')
  const plan = await planPush(database, schema)
  if (typeof options.push === 'function' && (await options.push(plan))) return pushUnlessLossy(database, schema, true)
  throw differs(database, describePlan(plan), 'Apply migrations with `ssot db deploy`, or let `ssot dev --push` change it.')
}

function differs(database: Database, what: string, hint: string): Error {
  const detail = `The database (${database.target.source}) does not fit the schema. To fit, it would take:\n\n${what.trim()}\n\nNothing was changed.`
  return problem('DATABASE.DIFFERS', { detail, hint })
}

/** A plan for people: its SQL, else what it says in words. */
export function describePlan(plan: PushPlan): string {
  const losses = [...plan.lossy, ...plan.unexecutable].map((line) => `-- ${line}`)
  return [...losses, plan.sql.trim()].filter((part) => part !== '').join('\n')
}

function mayPush(database: Database, policy: FitOptions['push']): boolean {
  return database.provider !== 'mysql' && (policy === 'always' || (policy !== 'never' && database.target.embedded))
}

async function pushUnlessLossy(database: Database, schema: PrismaSchema, accept: FitOptions['acceptDataLoss']): Promise<void> {
  try {
    await push(database, schema, { acceptDataLoss: accept === true })
  } catch (error) {
    const ask = typeof accept === 'function' && isProblem(error) && error.code === 'DATABASE.DATA_LOSS' ? accept : undefined
    if (!ask || !isProblem(error) || !(await ask(error.message))) throw error
    await push(database, schema, { acceptDataLoss: true })
  }
}
