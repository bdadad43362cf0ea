// Decides what happens where the database does not fit the schema: an embedded one follows, one named by a URL is never changed unasked.
import { isProblem, problem } from '@ssot/contract'
import { fits, installCapture, planCapture, planPush, push, type CapturePlan, type Database, type PrismaSchema, type PushPlan } from '../data/index.ts'
import type { Ready } from './build-runtime.ts'
import type { BootOptions } from './options.ts'

export type FitOptions = Required<Pick<BootOptions, 'push' | 'acceptDataLoss'>>

/**
 * Makes the database fit, and capture the changes that `@@audit` asks for, or refuses.
 * @throws DATABASE.DIFFERS, DATABASE.DATA_LOSS
 */
export async function fitDatabase(database: Database, { schema, registry }: Pick<Ready, 'schema' | 'registry'>, options: FitOptions): Promise<void> {
  const follow = async (isFit: boolean, accept: FitOptions['acceptDataLoss']): Promise<void> => {
    if (!isFit) await pushUnlessLossy(database, schema, accept)
    await installCapture(database, registry)
  }
  if (mayPush(database, options.push)) return follow(false, options.acceptDataLoss)
  const { fits: isFit, sql } = await fits(database, schema)
  const capture = await planCapture(database, registry)
  if (isFit && capture.holds) return
  if (database.provider === 'mysql') throw differs(database, sql, 'Create the tables with your own migrations: this runtime does not change MySQL or MariaDB.')
  const plan = withCapture(isFit ? NO_CHANGE : await planPush(database, schema), capture)
  if (typeof options.push === 'function' && (await options.push(plan))) return follow(isFit, true)
  throw differs(database, describePlan(plan), 'Apply migrations with `ssot db deploy`, or let `ssot dev --push` change it.')
}

const NO_CHANGE: PushPlan = { steps: 0, sql: '', lossy: [], unexecutable: [] }

function withCapture(plan: PushPlan, { statements }: CapturePlan): PushPlan {
  return { ...plan, steps: plan.steps + statements.length, sql: `${plan.sql}${describeCapture(statements)}` }
}

/** What capturing changes takes, as SQL for people. */
export function describeCapture(statements: CapturePlan['statements']): string {
  return statements.length === 0 ? '' : `-- So that changes are captured (@@audit):\n${statements.map((statement) => `${statement};\n`).join('')}`
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
