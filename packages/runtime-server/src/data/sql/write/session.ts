import { isProblem, problem } from '@ssot/contract'
import type { Model, Registry } from '../../../registry/registry.ts'
import type { IndexNames } from '../../find-constrained-fields.ts'
import { mapDatabaseError } from '../../map-database-error.ts'
import { allOf } from '../../../request/combine-where.ts'
import type { Where } from '../../../request/query.ts'
import { DENIED_MARK } from '../../denied-mark.ts'
import type { RowHooks } from '../../records/row-hooks.ts'
import type { RowRules } from '../../../request/row-rules.ts'
import type { ReadContext } from '../compile-list.ts'
import type { Shape } from '../describe-shape.ts'
import type { Executor } from '../executor.ts'
import type { RecentCache } from '../../../request/recent-cache.ts'
import type { Plan } from '../slots.ts'
import type { MakeDefault } from './fill-defaults.ts'
import type { StoredRow } from './row.ts'
import { BOUNDS_MARK, readPassedBound } from './keep-bounds.ts'
import type { WriteDialect } from './write-dialect.ts'

/** What writes are compiled with: one for a registry and a database. */
export interface WriteCompiler extends ReadContext {
  readonly write: WriteDialect
  readonly plans: RecentCache<Plan>
  readonly indexes: IndexNames
  defaultsOf(model: Model): ReadonlyMap<string, MakeDefault>
}

/** A row that was written, and what it must fulfil at the end of the write. */
export interface PendingCheck {
  readonly row: StoredRow
  readonly where: Where
  /** Where in the body the record stands. */
  readonly path: string
  /** The same for rows of one model that are asked the same things. */
  readonly kind: string
  /** Rows of one kind have the same condition where this is the same. */
  readonly variant: string
}

/** What one write works with. */
export interface WriteSession extends WriteCompiler {
  readonly executor: Executor
  /** Null: nobody is told. */
  readonly hooks: RowHooks | null
  /** Null: no rule is asked. */
  readonly rules: RowRules | null
  /** What rows must fulfil once all of the write is stored. */
  readonly pending: PendingCheck[]
  /** The moment of the write: `now()` and `@updatedAt` of all its rows. */
  readonly now: Date
}

/** What a statement is about, for its errors: only names that the caller sent may stand in them. */
export interface Subject {
  readonly model: Model
  /** Where in the body the record stands. */
  readonly path: string
  readonly sent: readonly string[]
}

/** The same work, without rules: what the schema itself does to rows. */
export function unruled(session: WriteSession): WriteSession {
  return session.rules ? Object.assign({}, session, { rules: null }) : session
}

/** The condition of rows that the caller can see. */
export function bothSeen({ rules }: WriteSession, model: Model, where: Where): Where {
  const readable = rules?.readable(model)
  return readable ? allOf([where, readable]) : where
}

/** What one is told whose write a rule refuses. */
export function deniedWrite({ model, path }: Pick<Subject, 'model' | 'path'>, cause?: unknown): Error {
  const detail = `A rule of ${model.name} does not allow this.`
  return problem('POLICY.DENIED', { detail, ...(path !== '' && { errors: [{ path, code: 'POLICY.DENIED', message: detail }] }), cause })
}

/** Runs the plan of a shape, compiled where it is not yet. */
export async function runPlan(session: WriteSession, shape: Shape, { compile, subject }: { readonly compile: () => Plan; readonly subject: Subject }): Promise<readonly (readonly unknown[])[]> {
  const plan = session.plans.get(shape.key, compile)
  const args = plan.bind(shape.values)
  checkArguments(session, args)
  return reporting(session, subject, () => session.executor.rows(plan.sql, args))
}

/** Runs the plan of a shape and counts the rows it wrote. */
export async function countPlan(session: WriteSession, shape: Shape, { compile, subject }: { readonly compile: () => Plan; readonly subject: Subject }): Promise<number> {
  const plan = session.plans.get(shape.key, compile)
  const args = plan.bind(shape.values)
  checkArguments(session, args)
  return reporting(session, subject, () => session.executor.count(plan.sql, args))
}

function checkArguments({ dialect }: WriteSession, args: readonly unknown[]): void {
  if (args.length > dialect.maxParameters) throw problem('LIMIT.EXCEEDED', { detail: `The write holds more than ${dialect.maxParameters} values.`, hint: 'Write fewer records at once.' })
}

/** Runs a statement; what the database refuses is answered in words of the request. */
export async function reporting<T>({ indexes }: Pick<WriteCompiler, 'indexes'>, { model, path, sent }: Subject, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (isProblem(error)) throw error
    if (error instanceof Error && error.message.includes(DENIED_MARK)) throw deniedWrite({ model, path }, error)
    if (error instanceof Error && error.message.includes(BOUNDS_MARK)) throw pastBound(error, { model, path })
    const { problem: mapped, fields } = mapDatabaseError(error, model, { indexes, isWrite: true })
    const errors = fields.filter((field) => sent.includes(field)).map((field) => ({ path: path === '' ? field : `${path}.${field}`, code: mapped.code, message: mapped.message }))
    throw errors.length === 0 ? mapped : problem(mapped.code, { detail: mapped.message, errors, headers: mapped.headers, cause: error })
  }
}

function pastBound(cause: Error, { model, path }: Pick<Subject, 'model' | 'path'>): unknown {
  const passed = readPassedBound(cause.message, model)
  if (!passed) return mapDatabaseError(cause, model, { isWrite: true }).problem
  const at = path === '' ? passed.field.name : `${path}.${passed.field.name}`
  const message = passed.refusal.own ?? `${at} ${passed.refusal.message}.`
  return problem('REQUEST.BAD_VALUE', { detail: message, errors: [{ path: at, code: 'REQUEST.BAD_VALUE', message }], cause })
}

/** The registry's model of this name. */
export function modelNamed(registry: Registry, name: string): Model {
  const model = registry.models.get(name)
  if (!model) throw problem('INTERNAL.BUG', { detail: `The registry holds no model ${name}.` })
  return model
}
