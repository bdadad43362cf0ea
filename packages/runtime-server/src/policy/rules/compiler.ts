import type { Finding } from '@ssot/contract'
import type { Field, Model, Relation } from '../../registry/registry.ts'
import { allRules, FALSE, TRUE } from './combine-rules.ts'
import type { Rule, RuleText } from './rule.ts'
import type { RuleContext } from './rule-context.ts'

/** How a value is compared: kinds of one family with each other, `any` with all. */
export type Family = 'any' | 'text' | 'number' | 'boolean' | 'instant' | 'bytes' | 'json'

/** A row that names lead to; `depth` counts the relations that were followed to it. */
export interface RowScope {
  readonly is: 'row'
  readonly model: Model
  readonly depth: number
}

/** An item of a list in `auth`. */
export interface ItemScope {
  readonly is: 'item'
  readonly family: Family
}

/** Where in a rule an expression is compiled. */
export interface Compiler {
  readonly context: RuleContext
  readonly root: RowScope
  readonly names: ReadonlyMap<string, RowScope | ItemScope>
  /** How many relations were followed to here. */
  readonly depth: number
  /** Keeps a finding; what is compiled for it does not matter. */
  readonly refuse: (message: string, hint?: string) => Rule
  /** Counts parts, one unless it is told how many; false where there are too many. */
  readonly spend: (count?: number) => boolean
}

/** How many parts a compiled rule may have. */
export const MAX_PARTS = 2000

/** Starts compiling a rule of a model; `findings` fills up. */
export function startCompiler(context: RuleContext, text: RuleText, findings: Finding[]): Compiler {
  let parts = 0
  const refuse = (message: string, hint?: string): Rule => {
    const finding = findingOf(text, message, hint)
    if (!findings.some((known) => known.message === finding.message)) findings.push(finding)
    return FALSE
  }
  const spend = (count = 1): boolean => {
    parts += count
    if (parts > MAX_PARTS) refuse(`is too large: it has more than ${MAX_PARTS} parts once conditions are written out.`, 'Write it as several rules.')
    return parts <= MAX_PARTS
  }
  return { context, root: { is: 'row', model: text.model, depth: 0 }, names: new Map(), depth: 0, refuse, spend }
}

/** A finding about a rule, where it was written. */
export function findingOf({ model, name, file, line }: RuleText, message: string, hint?: string): Finding {
  return {
    severity: 'error',
    code: file.endsWith('.prisma') ? 'SCHEMA.ANNOTATION' : 'CONFIG.INVALID',
    message: `The rule \`${name}\` of ${model.name} ${message}`,
    file,
    ...(line !== undefined && { line }),
    ...(hint !== undefined && { hint }),
  }
}

/** A row and the relations to follow from it. */
export interface Place {
  readonly row: RowScope
  readonly via: readonly Relation[]
}

/** What holds of the row at the end of a path; false where the path ends early. `inner` writes it, for the row that is there. */
export function follow(compiler: Compiler, { row, via }: Place, inner: (compiler: Compiler, row: RowScope) => Rule): Rule {
  const [relation, ...rest] = via
  if (relation === undefined) return inner(compiler, row)
  const target = targetOf(compiler, relation)
  const below: Compiler = { ...compiler, depth: compiler.depth + 1 }
  const end: RowScope = { is: 'row', model: target, depth: below.depth }
  const where = allRules([compiler.context.live(target) ?? TRUE, follow(below, { row: end, via: rest }, inner)])
  return { op: 'relation', relation, up: compiler.depth - row.depth, where, negated: false }
}

/** How many relations further out a row is. */
export function upTo({ depth }: Compiler, row: RowScope): number {
  return depth - row.depth
}

/** The model that a relation leads to. */
export function targetOf({ context }: Compiler, relation: Relation): Model {
  const model = context.registry.models.get(relation.model)
  if (!model) throw new Error(`The registry holds no model ${relation.model}.`)
  return model
}

const FAMILIES: Readonly<Record<Field['kind'], Family>> = {
  string: 'text', enum: 'text', int: 'number', float: 'number', bigint: 'number', decimal: 'number', boolean: 'boolean', datetime: 'instant', bytes: 'bytes', json: 'json',
}

/** The family of a field's values, of one item where it is a list. */
export function familyOf({ kind }: Field): Family {
  return FAMILIES[kind]
}

const NOUNS: Readonly<Record<Family, string>> = { any: 'a value', text: 'a text', number: 'a number', boolean: 'true or false', instant: 'a date and time', bytes: 'bytes', json: 'JSON' }

/** A family in words. */
export function nounOf(family: Family, list = false): string {
  return list ? `a list, each item ${NOUNS[family]}` : NOUNS[family]
}
