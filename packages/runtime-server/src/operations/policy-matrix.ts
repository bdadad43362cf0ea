// Owns the table of who may do what: every model, action and field for some principals, with how many records there are for each.
import type { Records } from '../data/records/records.ts'
import { liveRows } from '../policy/live-rows.ts'
import type { Rights } from '../policy/rights.ts'
import type { FieldAction } from '../policy/decisions.ts'
import { bindRule } from '../policy/rules/bind-rule.ts'
import { allRules, TRUE } from '../policy/rules/combine-rules.ts'
import type { Rule, RuleAction } from '../policy/rules/rule.ts'
import { showRule } from '../policy/rules/show-rule.ts'
import { isAudited } from '../registry/is-audited.ts'
import type { Field, Model, Registry } from '../registry/registry.ts'
import { ALWAYS, allOf } from '../request/combine-where.ts'
import type { Where } from '../request/query.ts'

/** Whether something is allowed on all records, on none, or on those of a condition. */
export interface MatrixCell {
  readonly verdict: 'all' | 'some' | 'none'
  /** What a record must fulfil, where that is not all or none. */
  readonly condition?: string
  /** How many records of the database those are; absent of what is not about records that are there. */
  readonly records?: number
}

/** Cells by the names of principals. */
export type MatrixRow = Readonly<Record<string, MatrixCell>>

/** What there is to know of one model. */
export interface MatrixModel {
  readonly model: string
  /** Those that were not deleted. */
  readonly records: number
  readonly actions: Readonly<Record<string, MatrixRow>>
  /** By field, then by `read`, `create` or `update`: beside what the action on the record asks. */
  readonly fields: Readonly<Record<string, Readonly<Record<string, MatrixRow>>>>
}

/** Who may do what, in the schema's order. */
export interface PolicyMatrix {
  readonly principals: readonly string[]
  readonly models: readonly MatrixModel[]
}

/** What the matrix is made of: rights by the names of principals, and records that nobody's rights limit. */
export interface MatrixSources {
  readonly rights: ReadonlyMap<string, Rights>
  readonly registry: Registry
  readonly records: Pick<Records, 'count'>
}

const ACTIONS: readonly RuleAction[] = ['read', 'create', 'update', 'delete']
const FIELD_ACTIONS: readonly FieldAction[] = ['read', 'create', 'update']

/** Makes the matrix of all models that have an API. It is the same for the same schema, principals and records. */
export async function policyMatrix(sources: MatrixSources): Promise<PolicyMatrix> {
  const models: MatrixModel[] = []
  for (const model of sources.registry.models.values()) if (!model.hidden) models.push(await matrixOfModel(sources, model))
  return { principals: [...sources.rights.keys()], models }
}

async function matrixOfModel(sources: MatrixSources, model: Model): Promise<MatrixModel> {
  const actions: Record<string, MatrixRow> = {}
  for (const action of [...ACTIONS, ...(isAudited(sources.registry, model) ? (['history'] as const) : [])]) actions[action] = await rowOf(sources, (rights) => cellOfAction(sources, { model, rights }, action))
  const fields = [...model.fields.values()].map((field) => [field.name, fieldRows(sources, model, field)] as const)
  return { model: model.name, records: await sources.records.count(model, liveRows(model) ?? ALWAYS), actions, fields: Object.fromEntries(fields) }
}

interface Asking {
  readonly model: Model
  readonly rights: Rights
}

async function rowOf({ rights }: MatrixSources, cellOf: (rights: Rights) => Promise<MatrixCell>): Promise<MatrixRow> {
  const cells: (readonly [string, MatrixCell])[] = []
  for (const [name, one] of rights) cells.push([name, await cellOf(one)])
  return Object.fromEntries(cells)
}

async function cellOfAction({ records }: MatrixSources, { model, rights }: Asking, action: RuleAction): Promise<MatrixCell> {
  const { access, values } = rights
  if (action === 'create') return cellOf(model.createUnavailable === null ? access.rule(model.name, action) : { op: 'const', value: false })
  // What is not readable is not there to be changed.
  const rule = allRules(unique([access.rule(model.name, 'read'), access.rule(model.name, action)]))
  const cell = cellOf(rule)
  const where: Where = allOf([liveRows(model) ?? ALWAYS, bindRule(rule, values)])
  return { ...cell, records: cell.verdict === 'none' ? 0 : await records.count(model, where) }
}

function fieldRows({ rights }: MatrixSources, model: Model, field: Field): Readonly<Record<string, MatrixRow>> {
  const rows = FIELD_ACTIONS.map((action) => [action, Object.fromEntries([...rights].map(([name, one]) => [name, cellOfField({ model, rights: one }, field, action)]))] as const)
  return Object.fromEntries(rows)
}

function cellOfField({ model, rights }: Asking, { name }: Field, action: FieldAction): MatrixCell {
  const seen = rights.registry.models.get(model.name)?.fields.get(name)
  const isKnown = action === 'read' ? seen?.visibility === 'normal' : seen?.visibility !== 'hidden' && (action === 'create' ? seen?.clientCreates : seen?.clientUpdates)
  return isKnown && rights.allows(model, action) ? cellOf(rights.access.field(model.name, name, action) ?? TRUE) : { verdict: 'none' }
}

function cellOf(rule: Rule): MatrixCell {
  if (rule.op === 'const') return { verdict: rule.value === true ? 'all' : 'none' }
  return { verdict: 'some', condition: showRule(rule) }
}

function unique(rules: readonly Rule[]): readonly Rule[] {
  return [...new Map(rules.map((rule) => [showRule(rule), rule])).values()]
}
