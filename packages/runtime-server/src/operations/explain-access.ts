// Owns explanations of verdicts: the question is parsed, its record asked in one statement, and the outcomes concluded.
import { didYouMean, type Explanation } from '@ssot/contract'
import type { Records } from '../data/records/records.ts'
import { ask } from '../policy/explain/ask.ts'
import { conclude, type Holds } from '../policy/explain/conclude.ts'
import type { Inquiry, Question } from '../policy/explain/inquiry.ts'
import type { Rights } from '../policy/rights.ts'
import type { RuleAction } from '../policy/rules/rule.ts'
import type { Model, Registry } from '../registry/registry.ts'
import { whereKey } from '../request/combine-where.ts'
import { createFaults, type Faults } from '../request/faults.ts'
import type { Limits } from '../request/limits.ts'
import { parsePathKey } from '../request/parse-key.ts'
import type { RecordKey, Where } from '../request/query.ts'
import { badValue, quote } from '../request/scope.ts'

/** What is asked, as it was sent: names of the schema, and a key as it stands in a path. */
export interface ExplainRequest {
  readonly model: string
  /** `list` is `read` without a record. */
  readonly action: string
  readonly key?: string | undefined
  readonly field?: string | undefined
}

/** What an explanation works with: the rights of whom it is about, and records that nobody's rights limit. */
export interface Explaining {
  readonly rights: Rights
  readonly registry: Registry
  readonly records: Pick<Records, 'judge'>
  readonly limits: Limits
}

/** Says which rule allows or denies. @throws REQUEST.BAD_VALUE */
export async function explainAccess(explaining: Explaining, request: ExplainRequest): Promise<Explanation> {
  const question = parseQuestion(explaining.registry, request)
  const inquiry = ask(explaining.rights, question)
  const holds = request.key === undefined ? null : await judge(explaining, inquiry, request.key)
  const { field, ...explanation } = conclude(explaining.rights, inquiry, holds)
  return { ...explanation, ...(field !== undefined && { field }), ...(request.key !== undefined && { record: request.key }) }
}

/** The names of actions that are explained. */
export const EXPLAINED_ACTIONS: Readonly<Record<string, RuleAction>> = { read: 'read', list: 'read', create: 'create', update: 'update', delete: 'delete', history: 'history' }

function parseQuestion(registry: Registry, { model: name, action: word, key, field: fieldName }: ExplainRequest): Question {
  const faults = createFaults()
  const model = registry.models.get(name)
  const action = Object.hasOwn(EXPLAINED_ACTIONS, word) ? EXPLAINED_ACTIONS[word] : undefined
  const field = fieldName === undefined ? undefined : model?.fields.get(fieldName)
  if (!model) unknown(faults, 'model', { name, known: registry.models.keys() })
  if (!action) unknown(faults, 'action', { name: word, known: Object.keys(EXPLAINED_ACTIONS) })
  if (model && fieldName !== undefined && !field) unknown(faults, 'field', { name: fieldName, known: model.fields.keys() })
  if (word === 'list' && key !== undefined) badValue({ faults }, 'key', 'is of one record; list is about all of them: ask for read')
  faults.throwIfAny()
  if (!model || !action) throw new RangeError('What is unknown was refused.')
  return { model, action, field, hasRecord: key !== undefined }
}

function unknown(faults: Faults, path: string, { name, known }: { readonly name: string; readonly known: Iterable<string> }): void {
  const names = [...known]
  badValue({ faults }, path, `must be one of ${names.slice(0, 30).join(', ')}, and is ${quote(name)}. ${didYouMean(name, names) ?? ''}`.trim())
}

async function judge({ registry, records, limits }: Explaining, inquiry: Inquiry, segment: string): Promise<Holds> {
  const { model } = inquiry.question
  const key = keyAt({ registry, limits }, model, segment)
  const outcomes = inquiry.groups.flatMap(({ gates, deny, allow }) => [...gates, ...deny, ...allow]).map(({ outcome }) => outcome)
  const conditions = outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : [outcome.yes, outcome.no]))
  const [judged] = key ? await records.judge(model, whereKey(model, key), conditions) : []
  if (!judged) return undefined
  const { holds } = judged
  const known = new Map<Where, boolean>(conditions.map((where, index) => [where, holds[index] === true]))
  return (where) => known.get(where) === true
}

function keyAt({ registry, limits }: Pick<Explaining, 'registry' | 'limits'>, model: Model, segment: string): RecordKey | null {
  try {
    return parsePathKey({ model, registry, limits, faults: createFaults(), fromText: true }, segment)
  } catch {
    // What cannot be a key is no record's.
    return null
  }
}
