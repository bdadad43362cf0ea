// Owns what may be done with one record: the conditions of all its verdicts, asked in one statement.
import type { RecordVerdicts } from '@ssot/contract'
import { guard } from '../policy/guard.ts'
import type { Rights } from '../policy/rights.ts'
import { isAudited } from '../registry/is-audited.ts'
import type { Field, Model } from '../registry/registry.ts'
import { whereKey } from '../request/combine-where.ts'
import { given } from '../request/given.ts'
import { notFound, parsePathKey } from '../request/parse-key.ts'
import type { Where } from '../request/query.ts'
import { rejectUnknownMembers } from '../request/scope.ts'
import type { RecordCall } from './call.ts'
import type { OperationContext } from './context.ts'
import { scopeOf } from './scope-of.ts'

/** Answers what the principal may do with a record that it may read; of an update, that the row's own rules allow it, not what they ask of it afterwards. @throws DATA.NOT_FOUND */
export async function judgeRecord(context: OperationContext, { model, input, segment }: RecordCall): Promise<RecordVerdicts> {
  guard(context, model, 'read')
  const scope = scopeOf(context, model)
  rejectUnknownMembers(scope, given(input), [])
  scope.faults.throwIfAny()
  const asked = new Map<Where, number>()
  const verdicts = questionsOf(context.rights, model)
  for (const where of verdicts.flatMap(({ conditions }) => conditions)) if (!asked.has(where)) asked.set(where, asked.size)
  const [judged] = await context.records.judge(model, whereKey(model, parsePathKey(scope, segment)), [...asked.keys()])
  if (!judged) throw notFound(model)
  const { holds } = judged
  const said = new Map(verdicts.map(({ name, isPossible, conditions }) => [name, isPossible && conditions.every((where) => holds[asked.get(where) ?? -1])]))
  return present(context.rights, model, (name) => said.get(name))
}

/** A verdict, by its name in the answer: nothing is asked of what is impossible for every row. */
interface Question {
  readonly name: string
  readonly isPossible: boolean
  readonly conditions: readonly Where[]
}

const ACTIONS = ['update', 'delete', 'history'] as const

function questionsOf(rights: Rights, model: Model): readonly Question[] {
  const ofRow = ACTIONS.map((action) => question(action, rights.allows(model, action), [rights.condition(model, action)]))
  return [...ofRow, ...knownFields(model).flatMap((field) => questionsOfField(rights, model, field))]
}

function questionsOfField(rights: Rights, model: Model, field: Field): readonly Question[] {
  const { name } = field
  const isUpdatable = rights.allows(model, 'update') && field.clientUpdates
  return [
    question(`${name}.read`, field.visibility === 'normal', [rights.guard.fieldConditionOf?.(model, field)]),
    question(`${name}.update`, isUpdatable, [rights.condition(model, 'update'), isUpdatable ? rights.rules.updated(model, [name])?.fields : null]),
  ]
}

function question(name: string, isPossible: boolean, conditions: readonly (Where | null | undefined)[]): Question {
  return { name, isPossible, conditions: isPossible ? conditions.flatMap((where) => where ?? []) : [] }
}

function knownFields({ fields }: Model): readonly Field[] {
  return [...fields.values()].filter(({ visibility }) => visibility !== 'hidden')
}

function present({ registry }: Rights, model: Model, said: (name: string) => boolean | undefined): RecordVerdicts {
  const is = (name: string): boolean => said(name) === true
  return {
    update: is('update'),
    delete: is('delete'),
    ...(isAudited(registry, model) && { history: is('history') }),
    fields: Object.fromEntries(knownFields(model).map(({ name }) => [name, { read: is(`${name}.read`), update: is(`${name}.update`) }])),
  }
}
