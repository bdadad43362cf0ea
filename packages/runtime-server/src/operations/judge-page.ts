// Owns `can` of a list: what may be done with each of its records, in one more statement for all.
import type { Model } from '../registry/registry.ts'
import { presentPathKey, parsePathKey } from '../request/parse-key.ts'
import type { Arguments } from '../request/parse-query.ts'
import type { ListQuery, Where } from '../request/query.ts'
import { anyOf, whereKey } from '../request/combine-where.ts'
import { badValue, quote, type Scope } from '../request/scope.ts'
import type { OperationContext } from './context.ts'
import { scopeOf } from './scope-of.ts'

/** What records of a list are judged by. */
export type JudgedAction = 'update' | 'delete'

/** Verdicts by the record's key as it stands in a path, then by action. */
export type PageVerdicts = Readonly<Record<string, { readonly [Action in JudgedAction]?: boolean }>>

const ACTIONS: Readonly<Record<string, JudgedAction>> = { update: 'update', delete: 'delete' }

/** The actions that a list asks for, and its other arguments. */
export function readCan(scope: Scope, input: Arguments): { readonly actions: readonly JudgedAction[]; readonly input: Arguments } {
  const { can, ...rest } = input
  if (can === undefined) return { actions: [], input }
  const words = Array.isArray(can) ? can.map((word: unknown) => (typeof word === 'string' ? word : JSON.stringify(word))) : typeof can === 'string' ? can.split(',').map((word) => word.trim()) : [JSON.stringify(can)]
  const actions = [...new Set(words)].flatMap((word) => {
    const action = Object.hasOwn(ACTIONS, word) ? ACTIONS[word] : undefined
    if (!action) badValue(scope, 'can', `names update and delete, and not ${quote(word)}`)
    return action ?? []
  })
  return { actions, input: rest }
}

/** Notes where the records of a list would not say which verdict is whose. */
export function requireKey(scope: Scope, { model, selection }: Pick<ListQuery, 'model' | 'selection'>): void {
  const missing = model.key?.fields.filter((name) => !selection.fields.some((field) => field.name === name))
  if (!missing) badValue(scope, 'can', 'is for records that have a key')
  else if (missing.length > 0) badValue(scope, 'can', `needs the key of each record: select ${missing.join(', ')}`)
}

/** What may be done with each record of a page, which is a list as JSON text. */
export async function judgePage(context: OperationContext, { model, json, actions }: { readonly model: Model; readonly json: string; readonly actions: readonly JudgedAction[] }): Promise<PageVerdicts> {
  const { rights, records } = context
  const rows: readonly Readonly<Record<string, unknown>>[] = JSON.parse(json)
  const scope = scopeOf(context, model)
  const keys = rows.map((row) => parsePathKey(scope, presentPathKey(model, row)))
  if (keys.length === 0) return {}
  const conditions = actions.map((action): Where | null => (rights.allows(model, action) ? rights.condition(model, action) : null))
  const asked = conditions.flatMap((where) => where ?? [])
  const judged = await records.judge(model, whereKeys(model, keys), asked)
  const verdict = (action: JudgedAction, index: number, holds: readonly boolean[]): boolean => {
    const where = conditions[index]
    return rights.allows(model, action) && (!where || holds[asked.indexOf(where)] === true)
  }
  // A record that was deleted and is listed all the same is not there to be changed.
  const none = rows.map((row) => [presentPathKey(model, row), Object.fromEntries(actions.map((action) => [action, false]))] as const)
  const known = judged.map(({ key, holds }) => [key, Object.fromEntries(actions.map((action, index) => [action, verdict(action, index, holds)]))] as const)
  return Object.fromEntries([...none, ...known])
}

// One list of values serves pages of all lengths; keys of several fields are named one by one.
function whereKeys(model: Model, keys: readonly Parameters<typeof whereKey>[1][]): Where {
  const [name, ...more] = model.key?.fields ?? []
  const field = more.length === 0 ? model.fields.get(name ?? '') : undefined
  if (!field) return anyOf(keys.map((key) => whereKey(model, key)))
  return { op: 'compare', field, by: 'in', value: keys.map(({ values }) => values[field.name]), insensitive: false }
}
