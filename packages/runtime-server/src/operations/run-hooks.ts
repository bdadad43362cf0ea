// Owns the application's hooks: what is told of each record that is written, in its transaction, and what happens once that is done.
import type { Row } from '@ssot/contract'
import type { HookMaker, RowHooks, RowWrite } from '../data/records/row-hooks.ts'
import type { Records } from '../data/records/records.ts'
import type { Model } from '../registry/registry.ts'
import { given, isPlainObject } from '../request/given.ts'
import { parsePrepared } from '../request/parse-write.ts'
import type { WriteData } from '../request/write.ts'
import type { OperationContext } from './context.ts'
import { createDelegates, type ActingModels } from './delegates.ts'
import type { AfterCommit, HookContext, HookName, Hooks } from './hooks.ts'
import { scopeOf } from './scope-of.ts'

/** Runs a write of a principal with the application's hooks around it. */
export async function withHooks<T>(context: OperationContext, run: (context: OperationContext) => Promise<T>): Promise<T> {
  if (!context.hooks) return run(context)
  const { maker, committed } = startHooks(context.hooks, context)
  const result = await run({ ...context, records: context.records.hooked(maker) })
  if (!context.dryRun) await committed(context.report ?? (() => undefined))
  return result
}

interface HookRun {
  readonly maker: HookMaker
  /** Tells `afterCommit` of what was written; a failure is reported, not answered: the write is done. */
  committed(report: (error: unknown) => void): Promise<void>
}

function startHooks(hooks: Hooks, context: OperationContext): HookRun {
  let written: AfterCommit[] = []
  const within = limitNesting()
  const maker: HookMaker = {
    watches: ({ name }) => Object.hasOwn(hooks, name),
    begin: () => { written = [] },
    over: (records) => createRowHooks({ hooks, context: { ...context, records }, records, note: (event) => void written.push(event), within }),
  }
  return {
    maker,
    committed: async (report) => {
      for (const event of written) {
        try {
          await hooks[event.model]?.afterCommit?.(event)
        } catch (error) {
          report(error)
        }
      }
    },
  }
}

interface Telling {
  readonly hooks: Hooks
  readonly context: OperationContext
  readonly records: Records
  readonly note: (event: AfterCommit) => void
  readonly within: Nesting
}

type Nesting = <T>(name: string, run: () => T | Promise<T>) => Promise<T>

/** How many hooks may be at work at once for one request: far more than any that end. */
const MAX_NESTED = 1000

// A hook that writes what it is told of is told again. Without a limit that would go on for ever, and statements of SQLite leave no time to notice.
function limitNesting(): Nesting {
  let running = 0
  return async (name, run) => {
    if (running >= MAX_NESTED) throw new Error(`${name} leads to itself: ${MAX_NESTED} hooks are at work for one request. Write only where something changes.`)
    running += 1
    try {
      return await run()
    } finally {
      running -= 1
    }
  }
}

function createRowHooks({ hooks, context, note, within }: Telling): RowHooks {
  const db: ActingModels = createDelegates((operate) => operate(context))
  const about = ({ name }: Model): Pick<HookContext, 'model' | 'principal' | 'db' | 'dryRun'> => ({ model: name, principal: context.principal, db, dryRun: context.dryRun ?? false })
  const call = async (name: HookName, model: Model, rest: Omit<HookContext, keyof ReturnType<typeof about>>): Promise<unknown> => within(`The hook ${name} of ${model.name}`, () => hooks[model.name]?.[name]?.({ ...about(model), ...rest }))
  return {
    watches: ({ name }) => Object.hasOwn(hooks, name),
    beforeWrite: async ({ model, before, data }) => {
      const input = structuredClone(data.input)
      const answered = await call(before === null ? 'beforeCreate' : 'beforeUpdate', model, { data: input, ...beforeOf(before) })
      return prepare(context, { data, before, input: isPlainObject(answered) ? answered : input })
    },
    afterWrite: async ({ model, before, record }) => {
      const rows = { ...beforeOf(before), record: rowOf(record) }
      await call(before === null ? 'afterCreate' : 'afterUpdate', model, rows)
      note({ action: before === null ? 'create' : 'update', model: model.name, principal: context.principal, ...rows })
    },
    beforeDelete: async (model, before) => void (await call('beforeDelete', model, { record: rowOf(before) })),
    afterDelete: async (model, before) => {
      const record = rowOf(before)
      await call('afterDelete', model, { record })
      note({ action: 'delete', model: model.name, principal: context.principal, record })
    },
  }
}

function beforeOf(before: string | null): { readonly before?: Row } {
  return before === null ? {} : { before: rowOf(before) }
}

function rowOf(text: string): Row {
  const row: Row = JSON.parse(text)
  return row
}

interface Prepared extends Pick<RowWrite, 'before'> {
  readonly data: WriteData
  readonly input: Readonly<Record<string, unknown>>
}

// What a hook changed is parsed again; what the server has filled in besides stays. What the hook has set, the caller has not sent.
function prepare(context: OperationContext, { data, before, input }: Prepared): WriteData {
  if (isSame(input, data.input)) return data
  const scope = scopeOf(context, data.model)
  const parsed = parsePrepared(scope, given(input, data.path), before === null)
  scope.faults.throwIfAny()
  const kept = Object.entries(data.scalars).filter(([name]) => !Object.hasOwn(data.input, name))
  const isSent = (name: string): boolean => Object.hasOwn(data.input, name) && isSame(data.input[name], input[name])
  const filled = [...(data.filled ?? []), ...Object.keys(parsed.scalars).filter((name) => !isSent(name))]
  return { ...parsed, scalars: { ...Object.fromEntries(kept), ...parsed.scalars }, filled, links: [...data.links.filter(({ relation }) => !Object.hasOwn(data.input, relation.name)), ...parsed.links] }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
